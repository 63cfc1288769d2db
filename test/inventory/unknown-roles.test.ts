import { foundIn, sound } from '../compliance/fixture';

const ALL = { Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' } };
const policy = (role: unknown) => ({ Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: ALL, Roles: [role] } } });
const role = (properties: object) => ({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, ...properties } } });
const RULE = 'PrivilegeEscalation[iam:PutRolePolicy-on-*]: ';

test('a policy of a role that a parameter or an import names is judged for the case that pods become it', () => {
  expect(foundIn(policy({ Ref: 'Name' }), {}, { Parameters: { Name: { Type: 'String' } } }))
    .toEqual([expect.stringContaining(`${RULE}if pods become Name, to which it is attached: the inline policy Policy allows iam:PutRolePolicy on *`)]);
  expect(foundIn(policy({ 'Fn::ImportValue': 'name' }))).toEqual([expect.stringContaining(`${RULE}if pods become import name`)]);
  expect(foundIn({ ...policy({ Ref: 'Role' }), Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } } })).toEqual([]);
});

test('the name that is cut out of a role\'s ARN is the role', () => {
  const cut = { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Role', 'Arn'] }] }] };
  expect(foundIn({ ...role({}), ...policy(cut) })).toEqual([expect.stringContaining(`${RULE}the inline policy Policy allows`)]);
});

test('a managed policy that a parameter names is also the one that it has by default', () => {
  const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expect(foundIn(role({ ManagedPolicyArns: { Ref: 'Arns' } }), {}, { Parameters: { Arns: { Type: 'CommaDelimitedList', Default: `arn:aws:iam::aws:policy/ReadOnlyAccess, ${administrator}` } } }))
    .toEqual([expect.stringContaining('BroadManagedPolicy[AdministratorAccess]')]);
  expect(foundIn(role({ ManagedPolicyArns: [{ Ref: 'Arn' }] }), {}, { Parameters: { Arn: { Type: 'String' } } })).toEqual([]);
});

test('a parameter of one allowed value has that value', () => {
  const parameters = { Parameters: { Resource: { Type: 'String', AllowedValues: ['*'] } } };
  expect(foundIn(role({ Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: { Effect: 'Allow', Action: 'iam:PassRole', Resource: { Ref: 'Resource' } } } }] }), {}, parameters))
    .toEqual([expect.stringContaining('PassAnyRole[*]')]);
});

test('what a macro makes of a role is said to be unknown', () => {
  expect(foundIn(role({ 'Fn::Transform': { Name: 'AWS::Include' } }))).toEqual([expect.stringContaining('Undecidable[what-Fn::Transform-makes-of-the-role]')]);
});

test('a policy of a role that only its name tells of is judged for the case that pods become it, once', () => {
  expect(foundIn(policy('deployer'))).toEqual([expect.stringContaining(`${RULE}if pods become the role "deployer", to which it is attached: the inline policy Policy allows iam:PutRolePolicy on *`)]);
  expect(foundIn({ RolePolicy: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'own', PolicyDocument: ALL, RoleName: 'deployer' } } }))
    .toEqual([expect.stringContaining('if pods become the role "deployer"')]);
  const narrow = { Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' } }, Roles: ['deployer'] } } };
  expect(foundIn(narrow)).toEqual([]);
});

test('a role of the template that has the name is that role', () => {
  expect(foundIn({ ...role({ RoleName: 'deployer' }), ...policy('deployer') })).toEqual([expect.stringContaining(`${RULE}the inline policy Policy allows`)]);
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'deployer', AssumeRolePolicyDocument: { Statement: [] } } }, ...policy('deployer') })).toEqual([]);
});
