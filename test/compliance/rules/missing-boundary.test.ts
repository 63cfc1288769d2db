import { found, foundIn, sound } from '../fixture';

const MESSAGE = 'MissingBoundary: the role has no permissions boundary, which is required here: set permissionsBoundary';
const REQUIRED = { requirePermissionsBoundary: true };

test('a role without one is clean, unless one is required', () => {
  expect(found(sound())).toEqual([]);
  expect(found(sound(), REQUIRED)).toEqual([MESSAGE]);
});

test('a role with one is clean', () => {
  expect(found(sound(), REQUIRED, { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' })).toEqual([]);
  expect(found(sound(), REQUIRED, { PermissionsBoundary: { Ref: 'Boundary' } })).toEqual([]);
});

test('one that is there only under a condition is found', () => {
  const role = (PermissionsBoundary: unknown) => foundIn({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, PermissionsBoundary } },
  }, REQUIRED, { Conditions: { HasBoundary: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } } });
  expect(role({ 'Fn::If': ['HasBoundary', { Ref: 'Boundary' }, { Ref: 'AWS::NoValue' }] })).toEqual([MESSAGE]);
  expect(role({ 'Fn::If': ['HasBoundary', { Ref: 'Boundary' }, { Ref: 'Other' }] })).toEqual([]);
  expect(role({ Ref: 'AWS::NoValue' })).toEqual([MESSAGE]);
});

test('a role for EKS Pod Identity needs one, a role that no pod becomes does not', () => {
  const service = (Service: string) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } });
  expect(found(service('pods.eks.amazonaws.com'), REQUIRED)).toContainEqual(MESSAGE);
  expect(found(service('lambda.amazonaws.com'), REQUIRED)).toEqual([]);
});

test('an administrator\'s policy and an empty text are none', () => {
  const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expect(found(sound(), REQUIRED, { PermissionsBoundary: ADMINISTRATOR }))
    .toEqual([`MissingBoundary: the permissions boundary ${ADMINISTRATOR} allows everything, and a boundary is required here: set one that limits`]);
  expect(found(sound(), REQUIRED, { PermissionsBoundary: '' })).toEqual([MESSAGE]);
  expect(found(sound(), {}, { PermissionsBoundary: ADMINISTRATOR })).toEqual([]);
});

test('a boundary whose document is given takes away what it does not allow', () => {
  const allow = (Action: unknown) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });
  const within = (Action: unknown) => foundIn({
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow(Action) } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: sound() },
        PermissionsBoundary: { Ref: 'Boundary' },
        Policies: [{ PolicyName: 'own', PolicyDocument: allow(['iam:PassRole', 'iam:PutRolePolicy', 's3:*']) }],
      },
    },
  }).map((line) => line.split('[')[0]);
  expect(within('sqs:SendMessage')).toEqual([]);
  expect(within('iam:Pass*')).toEqual(['PassAnyRole']);
  expect(within('*')).toEqual(['PassAnyRole', 'PrivilegeEscalation', 'BroadPolicy']);
});
