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
  expect(found(service('pods.eks.amazonaws.com'), REQUIRED)).toEqual([MESSAGE]);
  expect(found(service('lambda.amazonaws.com'), REQUIRED)).toEqual([]);
});
