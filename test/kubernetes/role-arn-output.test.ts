import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { App, Aws, CfnOutput } from 'aws-cdk-lib/core';
import { accounts, production, roleIn, stackIn } from './fixture';
import { RoleArnOutput } from '../../lib/kubernetes/role-arn-output';
import { ServiceAccountRole } from '../../lib/role/service-account-role';

test('a stack output, and no export', () => {
  const stack = stackIn();
  RoleArnOutput.toStackOutput(stack, 'Arn', roleIn(stack));

  expect(Template.fromStack(stack).toJSON().Outputs).toEqual({
    Arn: { Value: { 'Fn::GetAtt': ['ExternalSecretsA8297C6E', 'Arn'] }, Description: 'ARN of the role of external-secrets/aws-secretsmanager' },
  });
});

test('a parameter is made after the role and its policies', () => {
  const stack = stackIn();
  const role = roleIn(stack);
  new Bucket(stack, 'Bucket').grantRead(role);
  RoleArnOutput.toParameter(stack, 'Arn', role, { parameterName: '/irsa/production/external-secrets', description: 'for Vault' });

  const parameter = Object.values<any>(Template.fromStack(stack).findResources('AWS::SSM::Parameter'))[0];
  expect(parameter.Properties).toMatchObject({ Type: 'String', Name: '/irsa/production/external-secrets', Description: 'for Vault' });
  expect(parameter.Properties.Value['Fn::GetAtt'][1]).toBe('Arn');
  expect(parameter.DependsOn.map((id: string) => id.slice(0, -8)).sort()).toEqual(['ExternalSecrets', 'ExternalSecretsDefaultPolicy']);
});

test('a parameter may stand in the role itself', () => {
  const stack = stackIn();
  const role = roleIn(stack);
  RoleArnOutput.toParameter(role, 'Arn', role, { parameterName: Aws.STACK_NAME });
  RoleArnOutput.toParameter(role, 'Arn2', role, { parameterName: 'plain' });
  Template.fromStack(stack).resourceCountIs('AWS::SSM::Parameter', 2);
});

test('a parameter is the L2, which can grant others to read it', () => {
  const stack = stackIn();
  const parameter: StringParameter = RoleArnOutput.toParameter(stack, 'Arn', roleIn(stack), { parameterName: '/irsa/production/external-secrets' });
  const reader = new Role(stack, 'Reader', { assumedBy: new AccountRootPrincipal() });
  parameter.grantRead(reader);
  expect(parameter).toBeInstanceOf(StringParameter);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['ssm:GetParameter']) })] },
  });
});

test('of a role of another stack it would be an export, wherever it is wrapped', () => {
  const app = new App();
  const other = stackIn(app, 'Other');
  const behind = new Role(stackIn(app), 'Behind', { assumedBy: new AccountRootPrincipal() });
  const role = ServiceAccountRole.fromRole(other, 'Existing', { role: behind, clusters: [production], serviceAccounts: accounts('a/b') });
  expect(() => RoleArnOutput.toStackOutput(other, 'Arn', role)).toThrow('from another stack CDK would export the ARN');
});

test('in another stack it would be an export', () => {
  const app = new App();
  const role = roleIn(stackIn(app));
  const other = stackIn(app, 'Other');

  const message = 'scope must be in the stack of the role "Stack/ExternalSecrets", got "Other": from another stack CDK would export the ARN';
  expect(() => RoleArnOutput.toStackOutput(other, 'Arn', role)).toThrow(message);
  expect(() => RoleArnOutput.toParameter(other, 'Arn', role, { parameterName: 'a' })).toThrow(message);
});

test('a literal ARN can be published anywhere', () => {
  const app = new App();
  const stack = stackIn(app);
  const existing = ServiceAccountRole.fromRole(stack, 'Existing', {
    role: Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/x'), clusters: [production], serviceAccounts: accounts('a/b'),
  });
  const other = stackIn(app, 'Other');
  RoleArnOutput.toStackOutput(other, 'Arn', existing);
  expect(Template.fromStack(other).toJSON().Outputs.Arn.Value).toBe('arn:aws:iam::111122223333:role/x');
});

test.each([
  ['has space', 'parameterName must be an SSM parameter name'],
  ['a/b', 'parameterName must be an SSM parameter name'],
  ['/a/', 'parameterName must be an SSM parameter name'],
  ['/a'.repeat(16), 'parameterName must be an SSM parameter name'],
  ['a'.repeat(1012), '(1012 characters)'],
  ['/aws/x', "parameterName must not begin with 'aws' or 'ssm', which AWS keeps for itself, got \"/aws/x\""],
  ['SSM.x', "must not begin with 'aws' or 'ssm'"],
])('the parameter name %s is refused', (parameterName, message) => {
  const stack = stackIn();
  expect(() => RoleArnOutput.toParameter(stack, 'Arn', roleIn(stack), { parameterName })).toThrow(message);
});

test('descriptions fit', () => {
  const stack = stackIn();
  const role = roleIn(stack, 'Role', { serviceAccounts: accounts(...Array.from({ length: 17 }, (_, n) => `ns/${'a'.repeat(60)}${n}`)) });
  RoleArnOutput.toStackOutput(stack, 'Arn', role);
  expect(Template.fromStack(stack).toJSON().Outputs.Arn.Description).toBe('ARN of the role Role');
  expect(() => RoleArnOutput.toStackOutput(stack, 'Arn2', role, { description: 'x'.repeat(1025) })).toThrow('description must be at most 1,024 characters, got 1,025');
});

test('more outputs than a stack takes are refused with the count, the limit and the way out', () => {
  const withOutputs = (count: number) => {
    const stack = stackIn();
    const role = roleIn(stack);
    Array.from({ length: count - 1 }, (_, n) => RoleArnOutput.toStackOutput(stack, `Output${n}`, role));
    new CfnOutput(stack, 'Own', { value: 'x' });
    return Template.fromStack(stack);
  };
  expect(Object.keys(withOutputs(200).toJSON().Outputs)).toHaveLength(200);
  expect(() => withOutputs(201)).toThrow(
    'a stack must have at most 200 outputs, got 201: publish role ARNs as SSM parameters, or read them from index.json');
});
