import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, CfnParameter, Fn, Lazy, Stack, Tags } from 'aws-cdk-lib/core';
import type { IPropertyInjector } from 'aws-cdk-lib/core';
import { CustomBundle } from '../../lib/bundles/custom';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ACCOUNT, literalCluster, messageOf, newStack, onlyRole, REGION, subject, validationErrors } from '../support';

const ENV = { account: ACCOUNT, region: REGION };

const make = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}, id = 'Web') =>
  new ServiceAccountRole(stack, id, { clusters: [literalCluster()], serviceAccounts: [subject()], ...props });

const allow = (id: string, resource: string, more: Partial<iam.PolicyStatementProps> = {}) => CustomBundle.fromStatements(id, {
  statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [resource], ...more })],
});

const GUARD = { policyName: 'guard', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] } };

/** Has every role's resource changed by an Aspect, as those of an organisation do. */
function changeRoles(stack: Stack, change: (role: iam.CfnRole) => void): void {
  Aspects.of(stack).add({ visit: (node) => node instanceof iam.CfnRole ? change(node) : undefined });
}

function injected(inject: (props: any) => any): Stack {
  class Injector implements IPropertyInjector {
    public readonly constructUniqueId = iam.Role.PROPERTY_INJECTION_ID;
    public inject(props: any): any {
      return { ...props, ...inject(props) };
    }
  }
  return new Stack(new App({ propertyInjectors: [new Injector()] }), 'Stack', { env: ENV });
}

const twoStacks = () => {
  const app = new App();
  return [new Stack(app, 'Base', { env: ENV }), new Stack(app, 'Roles', { env: ENV })] as const;
};

const policyNames = (stack: Stack) => onlyRole(stack).Properties.Policies.map((policy: any) => policy.PolicyName);

describe('an Aspect that adds an inline policy', () => {
  test('adds it to those of the bundles', () => {
    const stack = newStack();
    make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x')] });
    changeRoles(stack, (role) => role.policies = [...(Array.isArray(role.policies) ? role.policies : []), GUARD]);
    expect(policyNames(stack)).toEqual(['one', 'guard']);
  });

  test('before a bundle is added loses neither', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x')] });
    const resource = role.node.defaultChild as iam.CfnRole;
    resource.policies = [...resource.policies as any[], GUARD];
    role.addBundle(allow('two', 'arn:aws:s3:::two/x'));
    expect(policyNames(stack)).toEqual(['one', 'guard', 'two']);
    expect(validationErrors(stack)).toEqual([]);
  });

  test('in their place is refused: the role would lose its permissions', () => {
    const stack = newStack();
    make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x'), allow('two', 'arn:aws:s3:::two/x')] });
    changeRoles(stack, (role) => role.policies = [GUARD]);
    expect(validationErrors(stack)).toEqual([
      '[Stack/Web] the role must keep the policies of its bundles, but "one" and "two" were taken out of the Policies of its resource: ' +
      'an Aspect or an override that adds policies must add to those that are there',
    ]);
  });

  test('as a deploy-time value leaves no place for another bundle', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x')] });
    const resource = role.node.defaultChild as iam.CfnRole;
    const { policies } = resource;
    resource.policies = Lazy.any({ produce: () => [...policies as any[], GUARD] });
    expect(validationErrors(stack)).toEqual([]);
    expect(messageOf(() => role.addBundle(allow('two', 'arn:aws:s3:::two/x')))).toMatch(/^\[Stack\/Web\] bundle "two" must be added before the policies of the role's resource are set to a deploy-time value/);
  });
});

describe('inline policies of one name, of which IAM takes the later in silence', () => {
  test('are named apart where a property injector has it', () => {
    const stack = injected(() => ({ inlinePolicies: { one: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*'], resources: ['*'] })] }) } }));
    make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x')] });
    expect(policyNames(stack)).toEqual(['one', 'one-2']);
  });

  test('are refused where a policy is attached by hand', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [allow('one', 'arn:aws:s3:::one/x')] });
    new iam.Policy(stack, 'Own', { policyName: 'one', roles: [role], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/x'] })] });
    expect(validationErrors(stack)).toEqual([
      '[Stack/Web] inline policies of a role must have different names, but "one", the name of a bundle\'s, stands twice: give the other policy another policyName',
    ]);
  });
});

describe('what refers to another stack is imported', () => {
  test.each([
    ['a lazy value', (arn: string) => Lazy.any({ produce: () => arn })],
    ['a list of them', (arn: string) => [Lazy.any({ produce: () => arn })]],
    ['an object of the user\'s own', (arn: string) => ({ creationStack: [], resolve: () => arn, toString: (): string => '', toJSON: () => 'x' })],
  ])('in a condition that is %s', (_, value) => {
    const [base, roles] = twoStacks();
    const bucket = new s3.Bucket(base, 'Bucket');
    make(roles, { bundles: [allow('one', 'arn:aws:s3:::one/x', { conditions: { StringEquals: { 'aws:ResourceTag/of': value(bucket.bucketArn) } } })] });
    const exports = Object.values<any>(Template.fromStack(base).toJSON().Outputs).map((output) => output.Export.Name);
    const [tag] = [onlyRole(roles).Properties.Policies[0].PolicyDocument.Statement[0].Condition.StringEquals['aws:ResourceTag/of']].flat();
    expect(tag).toEqual({ 'Fn::ImportValue': exports[0] });
  });

  test.each([
    ['a principal more', (trust: iam.PrincipalBase, arn: string) => new iam.CompositePrincipal(trust, new iam.ArnPrincipal(arn))],
    ['a condition more', (trust: iam.PrincipalBase, arn: string) => trust.withConditions({ StringEquals: { 'aws:x': arn } })],
  ])('in a trust to which a property injector gives %s', (_, change) => {
    let arn = '';
    const stack = injected((props) => arn === '' ? {} : { assumedBy: change(props.assumedBy, arn) });
    const base = new Stack(stack.node.root as App, 'Base', { env: ENV });
    arn = new iam.Role(base, 'Admin', { assumedBy: new iam.AccountPrincipal(ACCOUNT) }).roleArn;
    make(stack);
    expect(JSON.stringify(onlyRole(stack).Properties.AssumeRolePolicyDocument)).toContain('Fn::ImportValue');
  });

  test('a lazy value counts in the size of its policy', () => {
    const stack = newStack();
    const bundle = (id: string) => allow(id, `arn:aws:s3:::${id}/x`, { conditions: { StringEquals: { 'aws:x': Lazy.any({ produce: () => Array.from({ length: 300 }, (_, i) => `value-number-${i}`) }) } } });
    make(stack, { bundles: [bundle('one'), bundle('two')] });
    expect(policyNames(stack)).toEqual(['one']);
    expect(onlyRole(stack).Properties.ManagedPolicyArns).toHaveLength(1);
  });
});

describe('evidence is asked for a wildcard that is hidden in', () => {
  const bundle = (props: iam.PolicyStatementProps, wildcard?: string) => ({
    bundleId: 'own',
    bind: () => ({ statements: [{ statement: new iam.PolicyStatement(props), evidence: wildcard === undefined ? [] : [{ wildcard, actions: ['s3:GetObject'], reason: 'it has to be' }] }] }),
  });
  const lazy = (text: string) => Lazy.string({ produce: () => text });

  test.each<[string, () => iam.PolicyStatementProps, RegExp]>([
    ['an action', () => ({ actions: [lazy('s3:*')], resources: ['arn:aws:s3:::b'] }), /missing for "s3:\*": .*\n  - \{ wildcard: <the same value>, reason: "…" \}$/],
    ['a resource', () => ({ actions: ['s3:GetObject'], resources: [lazy('*')] }), /missing for "\*" \(s3:GetObject\): .*\n  - \{ wildcard: <the same value>, actions: \["s3:GetObject"\], reason: "…" \}$/],
    ['a list of resources', () => ({ actions: ['s3:GetObject'], resources: Lazy.list({ produce: () => ['arn:aws:s3:::b', '*'] }) }), /missing for "\*" \(s3:GetObject\): .*\n  - \{ wildcard: "\*", actions: \["s3:GetObject"\], reason: "…" \}$/],
    ['a list of actions', () => ({ actions: Lazy.list({ produce: () => ['s3:Get*'] }), resources: ['arn:aws:s3:::b'] }), /missing for "s3:Get\*": .*\n  - \{ wildcard: "s3:Get\*", reason: "…" \}$/],
  ])('%s', (_, props, message) => {
    expect(messageOf(() => make(newStack(), { bundles: [bundle(props())] }))).toMatch(/^\[Stack\/Web\] each wildcard of own must have evidence/);
    expect(messageOf(() => make(newStack(), { bundles: [bundle(props())] }))).toMatch(message);
  });

  test('a list, by its item; a list without one needs none', () => {
    const stack = newStack();
    make(stack, { bundles: [bundle({ actions: ['s3:GetObject'], resources: Lazy.list({ produce: () => ['*'] }) }, '*')] });
    make(stack, { bundles: [bundle({ actions: ['s3:GetObject'], resources: Lazy.list({ produce: () => ['arn:aws:s3:::b'] }) })], serviceAccounts: [subject('other')] }, 'Other');
    expect(validationErrors(stack)).toEqual([]);
    expect(messageOf(() => make(newStack(), { bundles: [bundle({ actions: ['s3:GetObject'], resources: Fn.split(',', Fn.importValue('arns')) })] })))
      .toContain('which may hold a wildcard (the import "arns"), (s3:GetObject): narrow it, or add to "evidence", with your reason');
  });
});

describe('managed policies that name the role', () => {
  const named = (n: number, role: iam.IRole, scope: Stack) => Array.from({ length: n }, (_, i) => new iam.ManagedPolicy(scope, `P${i}`, {
    roles: [role], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b${i}/x`] })],
  }));

  test('count as those that are given to it', () => {
    const stack = newStack();
    const managedPolicies = Array.from({ length: 9 }, (_, i) => iam.ManagedPolicy.fromManagedPolicyName(stack, `M${i}`, `m${i}`));
    const role = make(stack, { managedPolicies });
    named(1, role, stack);
    expect(validationErrors(stack)).toEqual([]);
    const more = newStack();
    const other = make(more, { managedPolicies: managedPolicies.map((_, i) => iam.ManagedPolicy.fromManagedPolicyName(more, `M${i}`, `m${i}`)) });
    named(2, other, more);
    const problem = expect.stringContaining('[Stack/Web] the role must have at most 10 managed policies attached, got 11: split the workload');
    expect([validationErrors(more), validationErrors(more)]).toEqual([[problem], [problem]]);
  });

  test('count once if they are given to it as well', () => {
    const stack = newStack();
    const managedPolicies = Array.from({ length: 9 }, (_, i) => iam.ManagedPolicy.fromManagedPolicyName(stack, `M${i}`, `m${i}`));
    const role = make(stack, { roleName: 'web', managedPolicies });
    // By its literal name: a reference from each to the other would be a circle.
    const policy = new iam.CfnManagedPolicy(stack, 'N', { roles: ['web'], policyDocument: {} });
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Attached', policy.ref));
    expect(validationErrors(stack)).toEqual([]);
  });

  test('by a literal name count in their own account only, and in their own stack where no account is known', () => {
    const app = new App();
    const [own, other] = ['Own', 'Other'].map((id) => new Stack(app, id));
    const clusters = [ClusterIssuer.fromProviderArn(Fn.importValue('provider'), { clusterName: 'c' })];
    make(own, { clusters, roleName: 'web' });
    Array.from({ length: 11 }, (_, i) => new iam.CfnManagedPolicy(other, `N${i}`, { roles: ['web'], policyDocument: {} }));
    expect(validationErrors(own)).toEqual([]);
  });

  test('in another stack, or by its literal name', () => {
    const [base, roles] = twoStacks();
    const role = make(base, { roleName: 'web' });
    named(6, role, roles);
    Array.from({ length: 5 }, (_, i) => new iam.CfnManagedPolicy(roles, `N${i}`, { roles: ['Web'], policyDocument: {} }));
    expect(validationErrors(base)).toEqual([expect.stringContaining('at most 10 managed policies attached, got 11')]);
  });

  test('so do those of a property injector', () => {
    const stack = injected(() => ({ managedPolicies: Array.from({ length: 11 }, (_, i) => ({ managedPolicyArn: `arn:aws:iam::${ACCOUNT}:policy/p${i}` })) }));
    make(stack);
    expect(validationErrors(stack)).toEqual([expect.stringContaining('at most 10 managed policies attached, got 11')]);
  });
});

describe('the ARN in the files', () => {
  test('is that of the finished role: a property injector renames it before anybody asks', () => {
    const stack = injected(({ roleName }) => ({ roleName: `org-${roleName}`, path: '/org/' }));
    const role = make(stack, { roleName: 'web' });
    expect(role.literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/org/org-web`);
  });

  test('must stay as it was told', () => {
    const stack = newStack();
    const role = make(stack, { roleName: 'web', path: '/k8s/' });
    expect(role.literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/k8s/web`);
    changeRoles(stack, (resource) => resource.roleName = 'org-web');
    expect(validationErrors(stack)).toEqual([
      `[Stack/Web] the role must keep the ARN that its files were given, "arn:aws:iam::${ACCOUNT}:role/k8s/web", but its name or path was changed, ` +
      `got "arn:aws:iam::${ACCOUNT}:role/k8s/org-web": give roleName and path to the role itself`,
    ]);
  });

  test('is unique as it is in the end', () => {
    const stack = newStack();
    make(stack, { roleName: 'web' });
    make(stack, { roleName: 'api', serviceAccounts: [subject('api')] }, 'Api');
    changeRoles(stack, (resource) => resource.roleName = 'same');
    expect(validationErrors(stack)).toEqual([expect.stringContaining("a role's name must be unique in an account, whatever its case and path, but \"same\" is the name of \"Stack/Web\"")]);
  });
});

describe('tags of the role', () => {
  const tagsOf = (stack: Stack) => Object.fromEntries(onlyRole(stack).Properties.Tags.map(({ Key, Value }: any) => [Key, Value]));

  test('win over those of the app; what is added to the role wins over them', () => {
    const stack = newStack();
    const role = make(stack, { tags: { owner: 'web', cost: 'web' } });
    Tags.of(stack.node.root).add('owner', 'platform');
    Tags.of(stack).add('env', 'prod');
    Tags.of(role).add('cost', 'later');
    expect(tagsOf(stack)).toEqual({ owner: 'web', env: 'prod', cost: 'later' });
  });

  test('stand on the role alone', () => {
    const stack = newStack();
    const role = make(stack, { tags: { owner: 'web' } });
    new s3.Bucket(role, 'Bucket');
    expect(Object.values<any>(Template.fromStack(stack).findResources('AWS::S3::Bucket'))[0].Properties?.Tags).toBeUndefined();
  });

  test('that differ by case from those of the stack are refused', () => {
    const stack = newStack();
    make(stack, { tags: { owner: 'web' } });
    Tags.of(stack).add('Owner', 'platform');
    expect(validationErrors(stack)).toEqual(['[Stack/Web] the keys of a role\'s tags must be different whatever their case, got "owner" and "Owner"']);
  });
});

describe('a size of which only an upper bound is known', () => {
  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('must be at most')).map(({ entry }) => entry.data);

  test('fits for certain: the grants of twenty functions', () => {
    const stack = newStack();
    const role = make(stack);
    for (let i = 0; i < 20; i++) {
      new lambda.Function(stack, `F${i}`, { runtime: lambda.Runtime.NODEJS_20_X, handler: 'i.h', code: lambda.Code.fromInline('x') }).grantInvoke(role);
    }
    expect(validationErrors(stack)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('is warned of, and never refused', () => {
    const stack = newStack();
    const role = make(stack);
    for (let i = 0; i < 25; i++) {
      s3.Bucket.fromBucketArn(stack, `B${i}`, Fn.importValue(`bucket-${i}`)).grantRead(role);
    }
    expect(validationErrors(stack)).toEqual([]);
    expect(warnings(stack)).toEqual([expect.stringMatching(/^the inline policies together must be at most 10,240 characters, got up to [\d,]+ characters \(an upper bound: parts are known only at deploy time, it is at least [\d,]+ characters\), of which [\d,]+ characters are grants/)]);
  });

  test('is refused if it cannot be small enough', () => {
    const stack = newStack();
    const role = make(stack);
    for (const name of ['a', 'b', 'c']) {
      const bucket = Fn.importValue(name);
      new iam.Policy(stack, name, {
        roles: [role], statements: Array.from({ length: 30 }, (_, i) => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket}/${i}${'x'.repeat(100)}`] })),
      });
    }
    expect(validationErrors(stack)).toEqual([expect.stringMatching(/got up to [\d,]+ characters \(an upper bound: parts are known only at deploy time, but it cannot be less than 1\d,\d{3} characters\)/)]);
  });

  test('three clusters whose providers are imported fit', () => {
    const stack = newStack();
    make(stack, { clusters: ['a', 'b', 'c'].map((name) => ClusterIssuer.fromProviderArn(Fn.importValue(name), { clusterName: name })) });
    expect(validationErrors(stack)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('so does the trust of more clusters than may fit', () => {
    const stack = newStack();
    make(stack, { clusters: Array.from({ length: 6 }, (_, i) => ClusterIssuer.fromProviderArn(new CfnParameter(stack, `Arn${i}`).valueAsString, { clusterName: `c${i}` })) });
    expect(validationErrors(stack)).toEqual([]);
    expect(warnings(stack)).toEqual([expect.stringMatching(/^the trust policy must be at most 2,048 characters, got up to [\d,]+ characters \(an upper bound: .*\): ask AWS to raise/)]);
  });
});
