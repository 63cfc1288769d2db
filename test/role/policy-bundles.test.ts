import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { BundlePolicy, IPolicyBundle } from '../../lib/bundles/policy-bundle';
import { PolicyBundles } from '../../lib/role/policy-bundles';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { IServiceAccountRole } from '../../lib/role/service-account-role-ref';
import { ACCOUNT, literalCluster, messageOf, newStack, onlyRole, REGION, resourceCounts, subject, validationErrors } from '../support';

const ENV = { account: ACCOUNT, region: REGION };
const OTHER_ACCOUNT = '444455556666';

const statement = (resource: string) => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [resource] });

/** A bundle with n statements of about 100 characters each. */
const bundleOf = (n: number, id = 'one'): IPolicyBundle => ({
  bundleId: id,
  bind: () => ({ statements: Array.from({ length: n }, (_, i) => ({ statement: statement(`arn:aws:s3:::${id}/${String(i).padStart(40, '0')}`) })) }),
});

const WILD: IPolicyBundle = {
  bundleId: 'wild',
  bind: () => ({ statements: [{ statement: statement('arn:aws:s3:::b/*'), evidence: [{ wildcard: 'arn:aws:s3:::b/*', actions: ['s3:GetObject'], reason: 'every object' }] }] }),
};

const plainRole = (stack: Stack, id = 'Plain') => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

const policies = (stack: Stack) => Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties);

const acknowledged = (construct: IConstruct): string[] => construct.node.metadata
  .filter(({ type }) => type === 'aws:cdk:acknowledged-rules').flatMap(({ data }) => Object.keys(data));

const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('bundle')).map(({ id, entry }) => `${id}: ${entry.data}`);

describe('a role of aws-cdk-lib', () => {
  test('gets the bundles in one policy of its own, beside its default policy', () => {
    const stack = newStack();
    const role = plainRole(stack);
    role.addToPolicy(statement('arn:aws:s3:::by-hand/k'));
    expect(PolicyBundles.of(role).add(bundleOf(1))).toBe(true);
    expect(PolicyBundles.of(role).add(bundleOf(2, 'two'))).toBe(true);
    const beside = policies(stack).find(({ PolicyName }) => PolicyName.includes('PolicyBundles'));
    expect(policies(stack)).toHaveLength(2);
    expect(beside).toMatchObject({ Roles: [{ Ref: expect.stringMatching(/^Plain/) }], PolicyName: expect.stringMatching(/^StackPlainPolicyBundles/) });
    expect(beside.PolicyDocument.Statement).toHaveLength(3);
    expect(validationErrors(stack)).toEqual([]);
  });

  test('past the inline limit gets them in managed policies', () => {
    const stack = newStack();
    const role = plainRole(stack);
    PolicyBundles.of(role).add(bundleOf(70));
    PolicyBundles.of(role).add(bundleOf(70, 'two'));
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1, 'AWS::IAM::Policy': 1, 'AWS::IAM::ManagedPolicy': 2 });
    Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
      .forEach(({ Properties }) => expect(Properties).toMatchObject({ Roles: [{ Ref: expect.stringMatching(/^Plain/) }], Description: 'Permissions past the inline limit of the role Plain' }));
  });

  test('of a function, and one that is created only when somebody needs it', () => {
    const stack = newStack();
    const { role } = new lambda.Function(stack, 'Function', { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'i.h', code: lambda.Code.fromInline('x') });
    PolicyBundles.of(role!).add(bundleOf(1));
    PolicyBundles.of(new iam.LazyRole(stack, 'Lazy', { assumedBy: new iam.AccountRootPrincipal() })).add(bundleOf(1));
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 2, 'AWS::IAM::Policy': 2, 'AWS::Lambda::Function': 1 });
    expect(policies(stack).map(({ Roles }) => Roles[0].Ref)).toEqual([expect.stringMatching(/^FunctionServiceRole/), expect.stringMatching(/^Lazy/)]);
    expect(warnings(stack)).toEqual([]);
  });

  test('has the evidence acknowledged where the wildcard is, and nowhere else', () => {
    const stack = newStack();
    const role = plainRole(stack);
    PolicyBundles.of(role).add(WILD);
    const found = stack.node.findAll().filter((node) => acknowledged(node).length > 0);
    expect(found.map((node) => node.node.path)).toEqual(['Stack/Plain/PolicyBundles/Policy/Resource']);
    expect(acknowledged(found[0])).toEqual([expect.stringContaining('AwsSolutions-IAM5[Resource::arn:aws:s3:::b/*]')]);
    expect(messageOf(() => PolicyBundles.of(role).add({ ...WILD, bind: () => ({ statements: [{ statement: statement('*') }] }) })))
      .toBe('[Stack/Plain] each wildcard of wild must have evidence (why it cannot be narrower), missing for "*" (s3:GetObject): narrow it, or add to "evidence", with your reason\n' +
        '  - { wildcard: "*", actions: ["s3:GetObject"], reason: "…" }');
  });

  test('gets managed policies of a bundle attached', () => {
    const stack = newStack();
    const role = plainRole(stack);
    PolicyBundles.of(role).add({
      bundleId: 'managed', bind: (): BundlePolicy => ({ managedPolicies: [{ managedPolicy: iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'), reason: 'it has to be' }] }),
    });
    expect(onlyRole(stack).Properties.ManagedPolicyArns).toHaveLength(1);
    expect(acknowledged(role.node.defaultChild!)).toEqual(expect.arrayContaining([expect.stringContaining('AwsSolutions-IAM4[Policy::')]));
  });

  test('that is created elsewhere (Role.customizeRoles) has the statements in CDK\'s list, and no policy', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Plain': 'precreated' } });
    expect(PolicyBundles.of(plainRole(stack)).add(bundleOf(1))).toBe(true);
    expect(resourceCounts(stack)).toEqual({});
  });
});

test('a ServiceAccountRole gets them where its own are', () => {
  const stack = newStack();
  const role = new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()] });
  expect(PolicyBundles.of(role).add(bundleOf(1))).toBe(true);
  expect(role.bundleIds).toEqual(['one']);
  expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1 });
});

test.each<[unknown, string]>([
  [undefined, 'role must be an IAM role, got none'],
  [`arn:aws:iam::${ACCOUNT}:role/x`, 'role must be an IAM role, got "arn:aws:iam::'],
])('plain JavaScript gets a clear error %#', (role, message) => expect(messageOf(() => PolicyBundles.of(role as iam.IRole))).toContain(message));

test('plain JavaScript gets a clear error for no bundle', () =>
  expect(messageOf(() => PolicyBundles.of(plainRole(newStack())).add(undefined as any))).toBe('[Stack/Plain] bundle must be a bundle, such as S3Bundle.read({ … }), got none'));

describe('an imported role', () => {
  const imported = (stack: Stack, account = ACCOUNT, options?: iam.FromRoleArnOptions) =>
    iam.Role.fromRoleArn(stack, 'Imported', `arn:aws:iam::${account}:role/team/x`, options);

  test('gets a policy that names it; from two stacks of one app, policies of two names', () => {
    const app = new App();
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id, { env: ENV }));
    stacks.forEach((stack) => PolicyBundles.of(imported(stack)).add(bundleOf(1)));
    expect(stacks.map((stack) => policies(stack).map(({ Roles }) => Roles))).toEqual([[['x']], [['x']]]);
    const names = stacks.flatMap((stack) => policies(stack).map(({ PolicyName }) => PolicyName));
    expect(names.map((name) => name.slice(0, 3))).toEqual(['One', 'Two']);
    expect(stacks.flatMap(warnings)).toEqual([]);
  });

  test('is given managed policies past the inline limit, by its name', () => {
    const stack = newStack();
    PolicyBundles.of(imported(stack)).add(bundleOf(140));
    expect(Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties.Roles)).toEqual([['x'], ['x'], ['x']]);
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['that must not change', (stack) => imported(stack, ACCOUNT, { mutable: false })],
    ['of another account', (stack) => imported(stack, OTHER_ACCOUNT)],
    ['without policy updates', (stack) => plainRole(stack, 'Imported').withoutPolicyUpdates()],
  ])('%s is left as it is, with a warning', (_, roleIn) => {
    const stack = newStack();
    const role = roleIn(stack);
    expect([bundleOf(140), WILD].map((bundle) => PolicyBundles.of(role).add(bundle))).toEqual([false, false]);
    expect(Object.keys(resourceCounts(stack)).filter((type) => type !== 'AWS::IAM::Role')).toEqual([]);
    expect(warnings(stack)).toEqual(['one', 'wild'].map((id) => expect.stringContaining(
      `the permissions of the bundle "${id}" are not attached, since CDK must not change the policies of this role: attach them where the role is created [ack: cdk-irsa:bundleNotAttached]`)));
    expect(validationErrors(stack)).toEqual([]);
  });
});

describe('an existing role with its service accounts', () => {
  const existing = (role: iam.IRole, id = 'Existing'): IServiceAccountRole =>
    ServiceAccountRole.fromRole(role.stack, id, { role, clusters: [literalCluster()], serviceAccounts: [subject()] });
  const byArn = (stack: Stack, options?: iam.FromRoleArnOptions) => iam.Role.fromRoleArn(stack, 'Imported', `arn:aws:iam::${ACCOUNT}:role/team/x`, options);

  test('gets bundles as any role, and lists those', () => {
    const stack = newStack();
    const role = existing(byArn(stack));
    expect(role.bundleIds).toEqual([]);
    role.addBundle(bundleOf(1));
    expect(role.bundleIds).toEqual(['one']);
    expect(policies(stack)).toEqual([expect.objectContaining({ Roles: ['x'] })]);
  });

  test('that CDK must not change lists no bundle that it did not get', () => {
    const stack = newStack();
    const role = existing(byArn(stack, { mutable: false }));
    role.addBundle(bundleOf(1));
    expect(PolicyBundles.of(role).add(bundleOf(1))).toBe(false);
    expect(role.bundleIds).toEqual([]);
    expect(warnings(stack)).not.toEqual([]);
  });

  test('is a role: what is asked of it, the role behind it answers', () => {
    const stack = newStack();
    const behind = byArn(stack);
    const role: iam.IRole = existing(behind);
    expect([role.roleArn, role.roleName, role.assumeRoleAction, role.principalAccount, role.policyFragment, role.roleRef])
      .toEqual([behind.roleArn, 'x', 'sts:AssumeRole', ACCOUNT, behind.policyFragment, behind.roleRef]);
    expect([role.grantPrincipal, role.stack, role.env]).toEqual([behind.grantPrincipal, behind.stack, behind.env]);
    new iam.ManagedPolicy(stack, 'Managed', { roles: [role], statements: [statement('arn:aws:s3:::a/k')] });
    new iam.Role(stack, 'Other', { assumedBy: role });
    expect(role.addToPrincipalPolicy(statement('arn:aws:s3:::b/k')).statementAdded).toBe(true);
    role.attachInlinePolicy(new iam.Policy(stack, 'Inline', { statements: [statement('arn:aws:s3:::c/k')] }));
    const deployer = plainRole(stack, 'Deployer');
    [role.grant(deployer, 'iam:GetRole'), role.grantPassRole(deployer), role.grantAssumeRole(deployer)].forEach((grant) => grant.assertSuccess());
    expect(policies(stack).filter(({ Roles }) => Roles[0] === 'x')).toHaveLength(2);
    expect(validationErrors(stack)).toEqual([]);
  });

  test('of this app has its resource, its removal policy and its dependencies', () => {
    const stack = newStack();
    const behind = plainRole(stack);
    const role = existing(behind);
    expect(role.node.defaultChild).toBe(behind.node.defaultChild);
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Managed', `arn:aws:iam::${ACCOUNT}:policy/own`));
    role.addBundle(bundleOf(1));
    const later = new iam.CfnManagedPolicy(stack, 'Later', { policyDocument: {} });
    later.node.addDependency(role);
    expect(onlyRole(stack).Properties.ManagedPolicyArns).toEqual([`arn:aws:iam::${ACCOUNT}:policy/own`]);
    const { DependsOn } = Template.fromStack(stack).toJSON().Resources.Later;
    expect(DependsOn.map((id: string) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['Plain', 'PlainPolicyBundlesPolicy']);
  });

  test('that is wrapped twice gets its bundles in one place', () => {
    const stack = newStack();
    const behind = byArn(stack);
    existing(behind).addBundle(bundleOf(1));
    ServiceAccountRole.fromRole(stack, 'Again', { role: behind, clusters: [literalCluster(2)], serviceAccounts: [subject()] }).addBundle(bundleOf(1, 'two'));
    expect(policies(stack)).toHaveLength(1);
  });

  test('that is a ServiceAccountRole gets them where its own are', () => {
    const stack = newStack();
    const own = new ServiceAccountRole(stack, 'Own', { clusters: [literalCluster()], serviceAccounts: [subject()] });
    ServiceAccountRole.fromRole(stack, 'OfOwn', { role: own, clusters: [literalCluster(2)], serviceAccounts: [subject()] }).addBundle(bundleOf(1));
    expect(own.bundleIds).toEqual(['one']);
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1 });
  });

  test('works in a Stage', () => {
    const stack = new Stack(new Stage(new App(), 'Prod', { env: ENV }), 'Stack');
    existing(byArn(stack)).addBundle(bundleOf(1));
    expect(policies(stack)[0].PolicyName).toMatch(/PolicyBundles/);
  });
});
