import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib/core';
import type { IPropertyInjector } from 'aws-cdk-lib/core';
import { CustomBundle } from '../../lib/bundles/custom';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ACCOUNT, literalCluster, newStack, onlyRole, REGION, resourceCounts, subject, validationErrors } from '../support';

// A user of the L2s of aws-cdk-lib knows how to use a role: all of it works with ours.

const make = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}, id = 'Web') =>
  new ServiceAccountRole(stack, id, { clusters: [literalCluster()], serviceAccounts: [subject()], ...props });

const statement = (resource = 'arn:aws:s3:::b/k') => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [resource] });

const bundle = (id = 'one') => CustomBundle.fromStatements(id, { statements: [statement(`arn:aws:s3:::${id}/k`)] });

const resources = (stack: Stack, type: string) => Object.values<any>(Template.fromStack(stack).findResources(type));

test('it is an iam.Role, with the CloudFormation resource as its default child and nothing between them', () => {
  const stack = newStack();
  const role: iam.Role = make(stack, { roleName: 'web' });
  expect(iam.Role.isRole(role)).toBe(true);
  expect(role).toBeInstanceOf(iam.Role);
  expect(role.node.defaultChild).toBeInstanceOf(iam.CfnRole);
  expect((role.node.defaultChild as iam.CfnRole).node.path).toBe('Stack/Web/Resource');
  expect(role.node.findAll().length).toBe(2);
  expect([role.stack, role.env.account, role.env.region]).toEqual([stack, ACCOUNT, REGION]);
  expect(stack.resolve([role.roleArn, role.roleName, role.roleId])).toEqual([
    { 'Fn::GetAtt': ['Web3C8945DB', 'Arn'] }, { Ref: 'Web3C8945DB' }, { 'Fn::GetAtt': ['Web3C8945DB', 'RoleId'] },
  ]);
});

describe('it is taken as', () => {
  test('a role that a managed policy and an inline policy name', () => {
    const stack = newStack();
    const role = make(stack);
    new iam.ManagedPolicy(stack, 'Managed', { roles: [role], statements: [statement()] });
    new iam.Policy(stack, 'Inline', { roles: [role], statements: [statement()] });
    expect([...resources(stack, 'AWS::IAM::ManagedPolicy'), ...resources(stack, 'AWS::IAM::Policy')].map(({ Properties }) => Properties.Roles))
      .toEqual([[{ Ref: 'Web3C8945DB' }], [{ Ref: 'Web3C8945DB' }]]);
    expect(validationErrors(stack)).toEqual([]);
  });

  test('a principal that another role trusts', () => {
    const stack = newStack();
    const other = new iam.Role(stack, 'Other', { assumedBy: make(stack) });
    const { Statement } = (stack.resolve(other.assumeRolePolicy!.toJSON()));
    expect(Statement).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Web3C8945DB', 'Arn'] } } }]);
  });

  test('the role of a function', () => {
    const stack = newStack();
    new lambda.Function(stack, 'Function', { role: make(stack), runtime: lambda.Runtime.NODEJS_LATEST, handler: 'i.h', code: lambda.Code.fromInline('x') });
    expect(resources(stack, 'AWS::Lambda::Function')[0].Properties.Role).toEqual({ 'Fn::GetAtt': ['Web3C8945DB', 'Arn'] });
  });
});

test('addToPrincipalPolicy, attachInlinePolicy and addManagedPolicy add to the permissions of the bundles', () => {
  const stack = newStack();
  const role = make(stack, { bundles: [bundle()] });
  expect(role.addToPrincipalPolicy(statement()).statementAdded).toBe(true);
  role.attachInlinePolicy(new iam.Policy(stack, 'Inline', { statements: [statement('arn:aws:s3:::c/k')] }));
  role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Managed', `arn:aws:iam::${ACCOUNT}:policy/own`));
  expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1, 'AWS::IAM::Policy': 2 });
  expect(onlyRole(stack).Properties).toMatchObject({ Policies: [{ PolicyName: 'one' }], ManagedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/own`] });
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy')).sort()).toEqual(['Inline6A81D3DB', 'WebDefaultPolicy7F5C2C50'].map(
    (id) => expect.stringContaining(id.slice(0, -8))));
});

test('grant, grantPassRole and grantAssumeRole give others a right to it', () => {
  const stack = newStack();
  const role = make(stack);
  const deployer = new iam.Role(stack, 'Deployer', { assumedBy: new iam.AccountRootPrincipal() });
  role.grant(deployer, 'iam:GetRole').assertSuccess();
  role.grantPassRole(deployer).assertSuccess();
  role.grantAssumeRole(deployer).assertSuccess();
  const [{ Properties }] = resources(stack, 'AWS::IAM::Policy');
  expect(Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action).sort()).toEqual(['iam:GetRole', 'iam:PassRole', 'sts:AssumeRole']);
});

test('applyRemovalPolicy and tags reach the resource', () => {
  const stack = newStack();
  const role = make(stack);
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  Tags.of(role).add('owner', 'platform');
  expect(onlyRole(stack)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { Tags: [{ Key: 'owner', Value: 'platform' }] } });
});

test('withoutPolicyUpdates keeps grants away', () => {
  const stack = newStack();
  const frozen = make(stack).withoutPolicyUpdates();
  frozen.addToPrincipalPolicy(statement());
  expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1 });
});

test('a role of another environment that grants refer to by name needs none: it gets a physical name', () => {
  const app = new App();
  const roles = new Stack(app, 'Roles', { env: { account: ACCOUNT, region: REGION } });
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '444455556666', region: REGION } });
  const role = make(roles, { roleName: 'web' });
  const other = new iam.Role(elsewhere, 'Other', { assumedBy: role });
  expect(elsewhere.resolve(other.assumeRolePolicy!.toJSON()).Statement[0].Principal.AWS).toEqual(
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:role/web`]] });
});

describe('property injectors', () => {
  const stackWith = (injectors: Record<string, (props: any) => any>) => new Stack(new App({
    propertyInjectors: Object.entries(injectors).map(([constructUniqueId, inject]): IPropertyInjector => ({ constructUniqueId, inject: (props: any) => ({ ...props, ...inject(props) }) })),
  }), 'Stack', { env: { account: ACCOUNT, region: REGION } });

  test('of our class see our properties, those of iam.Role what became of them', () => {
    const seen: string[][] = [];
    const see = (key: string) => (props: any) => {
      seen.push([key, ...Object.keys(props).filter((name) => props[name] !== undefined)]);
      return {};
    };
    make(stackWith({
      'cdk-irsa.ServiceAccountRole': (props) => ({ ...see('own')(props), roleName: 'web', path: '/org/' }),
      'aws-cdk-lib.aws-iam.Role': see('iam'),
    }));
    expect(seen).toEqual([['own', 'clusters', 'serviceAccounts'], ['iam', 'assumedBy', 'roleName', 'path', 'description']]);
  });

  test('of our class set defaults, such as a boundary and bundles', () => {
    const stack = stackWith({ [ServiceAccountRole.PROPERTY_INJECTION_ID]: () => ({ path: '/org/', bundles: [bundle('logs')] }) });
    const role = make(stack, { roleName: 'web' });
    expect(onlyRole(stack).Properties).toMatchObject({ Path: '/org/', Policies: [{ PolicyName: 'logs' }] });
    expect(role.literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/org/web`);
    expect(iam.Role.PROPERTY_INJECTION_ID).toBe('aws-cdk-lib.aws-iam.Role');
  });
});

test('no member of ours has the name of one that iam.Role has for itself, private ones included', () => {
  const source = readFileSync(join(__dirname, '../../lib/role/service-account-role.ts'), 'utf-8');
  const ours = [...source.matchAll(/^ {2}(?:private|public|protected) (?:static )?(?:readonly )?(?:get )?(\w+)/gm)].map(([, name]) => name);
  expect(ours).toEqual(expect.arrayContaining(['roleTrust', 'reportedArn', 'register', 'addBundle', 'clusters', 'fromRole']));

  const role = new iam.Role(newStack(), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  role.addToPrincipalPolicy(statement());
  const theirs = new Set<string>();
  for (let part = role as object | null; part !== null; part = Object.getPrototypeOf(part)) {
    Object.getOwnPropertyNames(part).forEach((name) => theirs.add(name));
  }
  Object.getOwnPropertyNames(iam.Role).forEach((name) => theirs.add(name));
  expect(theirs).toContain('defaultPolicy');
  expect(ours.filter((name) => theirs.has(name)).sort()).toEqual(['addManagedPolicy', 'attachInlinePolicy', 'constructor']);
});
