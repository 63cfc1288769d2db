import { readFileSync } from 'fs';
import { join } from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Duration, Fn, Lazy, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib/core';
import type { IPropertyInjector } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CustomBundle } from '../../lib/bundles/custom';
import type { BundlePolicy, IPolicyBundle } from '../../lib/bundles/policy-bundle';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { DeployTimeIdentities } from '../../lib/core/deploy-time-identity';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, onlyRole, REGION, resourceCounts, subject, validationErrors } from '../support';

const make = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}, id = 'Web') =>
  new ServiceAccountRole(stack, id, { clusters: [literalCluster()], serviceAccounts: [subject()], ...props });

/** A bundle with n statements of about 100 characters each. */
function bundleOf(n: number, id = 'big', length = 40): IPolicyBundle {
  return CustomBundle.fromStatements(id, {
    statements: Array.from({ length: n }, (_, i) => new iam.PolicyStatement({
      actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${id}/${String(i).padStart(length, '0')}`],
    })),
  });
}

describe('the role', () => {
  test('is one resource with everything it was given', () => {
    const stack = newStack();
    make(stack, {
      roleName: 'web',
      path: '/k8s/',
      description: 'the web',
      maxSessionDuration: Duration.hours(4),
      tags: { owner: 'platform' },
      permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
      managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Own', `arn:aws:iam::${ACCOUNT}:policy/own`)],
      bundles: [bundleOf(1, 'one'), bundleOf(1, 'two')],
    });
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1 });
    expect(onlyRole(stack).Properties).toMatchObject({
      RoleName: 'web',
      Path: '/k8s/',
      Description: 'the web',
      MaxSessionDuration: 14400,
      Tags: [{ Key: 'owner', Value: 'platform' }],
      PermissionsBoundary: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:policy/boundary`]] },
      ManagedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/own`],
      Policies: [{ PolicyName: 'one' }, { PolicyName: 'two' }],
    });
  });

  test('without permissions is legal: an identity', () => {
    const stack = newStack();
    make(stack);
    expect(onlyRole(stack).Properties).toEqual({
      AssumeRolePolicyDocument: expect.anything(), Description: 'IRSA for default/web on cluster-1',
    });
  });

  test('is grantable; grants go to a policy of their own', () => {
    const stack = newStack();
    new s3.Bucket(stack, 'Bucket').grantRead(make(stack, { bundles: [bundleOf(1)] }));
    expect(resourceCounts(stack)).toEqual({ 'AWS::IAM::Role': 1, 'AWS::IAM::Policy': 1, 'AWS::S3::Bucket': 1 });
  });

  test('does not close a cycle with a key whose policy names the role', () => {
    const stack = newStack();
    const role = make(stack);
    new kms.Key(stack, 'Key').grantDecrypt(role);
    Template.fromStack(stack); // throws on a cycle
  });

  test('names two bundles of one id apart', () => {
    const stack = newStack();
    make(stack, { bundles: [bundleOf(1, 's3.read'), bundleOf(2, 's3.read')] });
    expect(onlyRole(stack).Properties.Policies.map((policy: any) => policy.PolicyName)).toEqual(['s3.read', 's3.read-2']);
  });

  test('has what was added after somebody looked at it, such as an Aspect', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [bundleOf(1, 'one')] });
    const names = () => stack.resolve((role.node.defaultChild as iam.CfnRole).policies).map((policy: any) => policy.policyName);
    expect(names()).toEqual(['one']);
    role.addBundle(bundleOf(1, 'two'));
    expect(names()).toEqual(['one', 'two']);
    expect(onlyRole(stack).Properties.Policies).toHaveLength(2);
  });

  test('does not change behind our back: statements that were judged are frozen', () => {
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] });
    make(newStack(), { bundles: [{ bundleId: 'own', bind: () => ({ statements: [{ statement }] }) }] });
    expect(messageOf(() => statement.addResources('*'))).toMatch(/freeze\(\) has been called/);
  });

  test.each([
    ['of a deploy-time issuer', (stack: Stack) => ClusterIssuer.fromProviderArn(new CfnParameter(stack, 'Arn').valueAsString)],
    ['that is literal', () => literalCluster()],
  ])('so has the trust %s', (_, clusterIn) => {
    const stack = newStack();
    const role = make(stack, { clusters: [clusterIn(stack)] });
    const trust = () => JSON.stringify(stack.resolve((role.node.defaultChild as iam.CfnRole).assumeRolePolicyDocument));
    expect(trust()).not.toContain('sts:TagSession');
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({
      actions: ['sts:TagSession'], principals: [new iam.AccountPrincipal(ACCOUNT)],
    }));
    expect(trust()).toContain('sts:TagSession');
  });

  test('what is added to the trust may stand in another stack', () => {
    const app = new App();
    const env = { account: ACCOUNT, region: REGION };
    const [base, roles] = [new Stack(app, 'Base', { env }), new Stack(app, 'Roles', { env })];
    const other = new iam.Role(base, 'Other', { assumedBy: new iam.AccountPrincipal(ACCOUNT) });
    const role = make(roles);
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ArnPrincipal(other.roleArn)] }));
    const [{ Export: { Name } }] = Object.values<any>(Template.fromStack(base).toJSON().Outputs);
    const { Statement } = onlyRole(roles).Properties.AssumeRolePolicyDocument;
    expect(Statement.map((statement: any) => statement.Action)).toEqual(['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole']);
    expect(Statement[1].Principal.AWS).toEqual({ 'Fn::ImportValue': Name });
  });

  test('refers to what stands in other stacks, beside literal bundles', () => {
    const app = new App();
    const env = { account: ACCOUNT, region: REGION };
    const [base, roles] = [new Stack(app, 'Base', { env }), new Stack(app, 'Roles', { env })];
    const bucket = new s3.Bucket(base, 'Bucket');
    make(roles, {
      bundles: [bundleOf(1, 'literal'), CustomBundle.fromStatements('other', {
        statements: [new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] })],
      })],
    });
    const exports = Object.values(Template.fromStack(base).toJSON().Outputs).map((output: any) => output.Export.Name);
    expect(onlyRole(roles).Properties.Policies.map((policy: any) => [policy.PolicyName, policy.PolicyDocument.Statement[0].Resource])).toEqual([
      ['literal', `arn:aws:s3:::literal/${'0'.repeat(40)}`], ['other', { 'Fn::ImportValue': exports[0] }],
    ]);
  });

  test('keeps its logical id and placement: a change would replace roles under running pods', () => {
    const stack = newStack();
    make(stack, { bundles: [bundleOf(100)] });
    make(stack, { serviceAccounts: [subject('cm', 'cert-manager')] }, 'cert-manager');
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources).sort()).toEqual(
      ['Web3C8945DB', 'WebOverflow169661CB6', 'WebOverflow29370A710', 'certmanagerD0E9C1E9']);
  });

  test('waits for the provider that is made in the same app', () => {
    const app = new App();
    const env = { account: ACCOUNT, region: REGION };
    const [base, roles] = [new Stack(app, 'Base', { env }), new Stack(app, 'Roles', { env })];
    const cluster = ClusterIssuer.create(base, 'Provider', { issuerUrl: issuer() });
    make(base, { clusters: [cluster] });
    make(roles, { clusters: [cluster], serviceAccounts: [subject('other')] });
    const providerId = Object.keys(Template.fromStack(base).findResources('AWS::IAM::OIDCProvider'))[0];
    expect(onlyRole(base).DependsOn).toEqual([providerId]);
    // In another stack: an order between the stacks, and no export to lock them together.
    expect(roles.dependencies).toEqual([base]);
    expect(Template.fromStack(base).toJSON().Outputs).toBeUndefined();
    expect(onlyRole(roles).Properties.AssumeRolePolicyDocument.Statement[0].Principal).toEqual(
      { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}` });
  });
});

describe('a provider in another Stage', () => {
  const stages = (account?: string) => {
    const app = new App();
    return ['Base', 'Prod'].map((id) => new Stack(new Stage(app, id, { env: { account, region: REGION } }), 'Stack'));
  };

  test('is trusted by its literal ARN, without an order', () => {
    const [base, prod] = stages(ACCOUNT);
    const cluster = ClusterIssuer.create(base, 'Provider', { issuerUrl: issuer() });
    make(base, { clusters: [cluster], serviceAccounts: [subject('base')] });
    make(prod, { clusters: [cluster] });
    (prod.node.root as App).synth();
    expect(onlyRole(base).DependsOn).toHaveLength(1);
    expect(onlyRole(prod).DependsOn).toBeUndefined();
    expect(onlyRole(prod).Properties.AssumeRolePolicyDocument.Statement[0].Principal).toEqual({ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}` });
  });

  test.each<[string, string | undefined, (stack: Stack) => ClusterIssuer]>([
    ['account', undefined, (stack) => ClusterIssuer.create(stack, 'Provider', { issuerUrl: issuer(), clusterName: 'blue' })],
    ['URL', ACCOUNT, (stack) => ClusterIssuer.create(stack, 'Provider', { issuerUrl: Fn.importValue('url'), clusterName: 'blue' })],
    ['ARN', ACCOUNT, (stack) => ClusterIssuer.fromProvider(
      new iam.OidcProviderNative(stack, 'Provider', { url: `https://${issuer()}`, clientIds: ['sts.amazonaws.com'] }), { clusterName: 'blue' })],
    ['ARN of a custom resource', ACCOUNT, (stack) => ClusterIssuer.fromProvider(
      new iam.OpenIdConnectProvider(stack, 'Provider', { url: `https://${issuer()}`, clientIds: ['sts.amazonaws.com'] }), { clusterName: 'blue' })],
  ])('with a deploy-time %s is refused', (_, account, issuerOf) => {
    const [base, prod] = stages(account);
    const clusters = [issuerOf(base)];
    expect(messageOf(() => make(prod, { clusters }))).toBe(
      "[Prod/Stack/Web] the OIDC provider of blue must be made in the role's own Stage, or have an ARN known at synth, got \"Base/Stack/Provider\": " +
      'a Stage refers to another by literal text alone, so use ClusterIssuer.fromIssuerUrl with account and issuerUrl written out');
    make(base, { clusters });
    const role = iam.Role.fromRoleArn(prod, 'Existing', `arn:aws:iam::${ACCOUNT}:role/x`);
    ServiceAccountRole.fromRole(prod, 'Files', { role, clusters, serviceAccounts: [subject()] }); // refers to nothing of the provider
  });
});

describe('the literal ARN', () => {
  test('is made of account, partition, path and name', () => {
    expect(make(newStack(), { roleName: 'web', path: '/k8s/' }).literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/k8s/web`);
    const china = new Stack(new App(), 'China', { env: { account: ACCOUNT, region: 'cn-north-1' } });
    expect(make(china, {
      roleName: 'web', clusters: [ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(1, 'cn-north-1', 'amazonaws.com.cn') })],
    }).literalRoleArn()).toBe(`arn:aws-cn:iam::${ACCOUNT}:role/web`);
  });

  test('says what is missing', () => {
    expect(messageOf(() => make(newStack()).literalRoleArn())).toBe(
      'the ARN of the role "Stack/Web" must be known at synth to be written to a file; known only at deploy time: its name (give the role a literal roleName)');
    const agnostic = new Stack(new App(), 'Stack');
    const cluster = ClusterIssuer.fromProviderArn(new CfnParameter(agnostic, 'Arn').valueAsString);
    expect(messageOf(() => make(agnostic, { clusters: [cluster], roleName: 'web' }).literalRoleArn())).toContain(
      'its account (give the stack env: { account, region }) and its partition (give the stack env: { account, region })');
  });

  test('of an existing role is its own', () => {
    const stack = newStack();
    const existing = (arn: string, id: string) => ServiceAccountRole.fromRole(stack, id, {
      role: iam.Role.fromRoleArn(stack, `${id}Role`, arn), clusters: [literalCluster()], serviceAccounts: [subject(id.toLowerCase())],
    });
    expect(existing(`arn:aws:iam::${ACCOUNT}:role/x/y`, 'One').literalRoleArn()).toBe(`arn:aws:iam::${ACCOUNT}:role/x/y`);
    const unknown = existing(new CfnParameter(stack, 'Arn').valueAsString, 'Two');
    expect(() => unknown.literalRoleArn()).toThrow('the ARN of the existing role "Stack/Two" must be literal to be written to a file');
    expect(resourceCounts(stack)).toEqual({});
  });
});

test.each<[(stack: Stack) => unknown, string]>([
  [(stack) => new (ServiceAccountRole as any)(stack, 'R'), 'the properties of a ServiceAccountRole must be an object with clusters and serviceAccounts, got none'],
  [(stack) => new (ServiceAccountRole as any)(stack, 'R', null), 'the properties of a ServiceAccountRole must be an object with clusters and serviceAccounts, got null'],
  [(stack) => (ServiceAccountRole as any).fromRole(stack, 'R'), 'the properties of ServiceAccountRole.fromRole must be an object with role, clusters and serviceAccounts, got none'],
  [(stack) => (ServiceAccountRole as any).fromRole(stack, 'R', { clusters: [literalCluster()], serviceAccounts: [subject()] }),
    'role must be an IAM role, got none: make one of an ARN with Role.fromRoleArn(…)'],
  [(stack) => (ServiceAccountRole as any).fromRole(stack, 'R', { role: `arn:aws:iam::${ACCOUNT}:role/x`, clusters: [literalCluster()], serviceAccounts: [subject()] }),
    'role must be an IAM role, got "arn:aws:iam'],
  [(stack) => (ServiceAccountRole as any).fromRole(stack, 'R', { role: iam.Role.fromRoleName(stack, 'N', 'n'), serviceAccounts: [subject()] }),
    'clusters must name at least one cluster, got none'],
])('plain JavaScript gets a clear error %#', (action, message) => expect(messageOf(() => action(newStack()))).toContain(message));

describe('an existing role', () => {
  const other = '444455556666';
  const china = ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(1, 'cn-north-1', 'amazonaws.com.cn'), clusterName: 'china' });
  const stackOf = (account?: string, region?: string) => new Stack(new App(), 'Stack', { env: { account, region } });
  const existing = (role: iam.IRole, cluster = literalCluster()) =>
    ServiceAccountRole.fromRole(Stack.of(role), 'Existing', { role, clusters: [cluster], serviceAccounts: [subject()] });
  const byArn = (stack: Stack, arn: string) => iam.Role.fromRoleArn(stack, 'Role', arn);

  test('is in the account and partition of its ARN, whatever the stack is', () => {
    existing(byArn(stackOf(other, REGION), `arn:aws:iam::${ACCOUNT}:role/x`));
    existing(byArn(stackOf(other, REGION), `arn:aws-cn:iam::${ACCOUNT}:role/x`), china);
    expect(messageOf(() => existing(byArn(stackOf(ACCOUNT, REGION), `arn:aws:iam::${other}:role/x`)))).toContain(
      `the OIDC provider of cluster-1 must be registered in the role's own account, ${other}, got "${ACCOUNT}"`);
    expect(messageOf(() => existing(byArn(stackOf(ACCOUNT, REGION), new Stack().formatArn({ service: 'iam', region: '', account: other, resource: 'role', resourceName: 'x' })))))
      .toContain(`must be registered in the role's own account, ${other}, got "${ACCOUNT}"`);
    expect(messageOf(() => existing(byArn(stackOf(ACCOUNT, 'cn-north-1'), `arn:aws:iam::${ACCOUNT}:role/x`), china))).toBe(
      `[Stack/Existing] the cluster china must be in the partition of the role "Stack/Role", "aws" (arn:aws:iam::${ACCOUNT}:role/x), got "aws-cn": a role is trusted in its own partition only`);
  });

  test('is in those of the stack that it is named or made in', () => {
    for (const roleIn of [
      (stack: Stack) => iam.Role.fromRoleName(stack, 'Role', 'x'),
      (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }),
    ]) {
      existing(roleIn(stackOf(ACCOUNT, REGION)));
      expect(messageOf(() => existing(roleIn(stackOf(other, REGION))))).toContain(`in the role's own account, ${other}, got "${ACCOUNT}"`);
      expect(messageOf(() => existing(roleIn(stackOf(ACCOUNT, REGION)), china))).toContain(
        'the cluster china must be in the partition of the role "Stack/Role", "aws" (eu-central-1), got "aws-cn"');
      existing(roleIn(stackOf()), china);
    }
  });

  test('may be anywhere if only the deploy knows its ARN', () => {
    existing(byArn(stackOf(other, REGION), Fn.importValue('arn')), china);
  });

  test('is bound beside the roles of its own account', () => {
    const besides = (account: string) => {
      const stack = stackOf(other, REGION);
      existing(byArn(stack, `arn:aws:iam::${ACCOUNT}:role/x`));
      const own = new Stack(stack.node.root as App, 'Own', { env: { account, region: REGION } });
      make(own, { clusters: [ClusterIssuer.fromIssuerUrl({ account, issuerUrl: issuer() })] });
      return validationErrors(own);
    };
    expect(besides(other)).toEqual([]);
    expect(besides(ACCOUNT)).toEqual([expect.stringContaining('[Own/Web] a service account must be bound to one role of a cluster')]);
  });
});

describe('overflow', () => {
  test('goes to managed policies that fit, attached to the role; the first bundles stay inline', () => {
    const stack = newStack();
    make(stack, { bundles: [bundleOf(70, 'first'), bundleOf(70, 'second'), bundleOf(3, 'third')] });
    const role = onlyRole(stack);
    expect(role.Properties.Policies.map((policy: any) => policy.PolicyName)).toEqual(['first', 'third']);
    const managed = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(role.Properties.ManagedPolicyArns).toEqual(managed.map(([id]) => ({ Ref: id })));
    for (const [, policy] of managed) {
      expect(JSON.stringify(policy.Properties.PolicyDocument).length).toBeLessThanOrEqual(6144);
    }
    const inline = role.Properties.Policies.reduce((sum: number, policy: any) => sum + JSON.stringify(policy.PolicyDocument).length, 0);
    expect(inline).toBeLessThanOrEqual(10240);
    expect(inline).toBeGreaterThan(5000);
  });

  test('loses and adds nothing', () => {
    const stack = newStack();
    const bundles = [1, 2, 3, 4].map((n) => bundleOf(60, `bundle${n}`));
    make(stack, { bundles });
    const template = Template.fromStack(stack);
    const documents = [
      ...onlyRole(stack).Properties.Policies.map((policy: any) => policy.PolicyDocument),
      ...Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map((policy) => policy.Properties.PolicyDocument),
    ];
    const resources = documents.flatMap((document: any) => document.Statement.flatMap((statement: any) => statement.Resource)).sort();
    const expected = bundles.flatMap((bundle) => bundle.bind(stack).statements!.flatMap(({ statement }) => statement.resources)).sort();
    expect(resources).toEqual(expected);
  });

  test('does not move what is placed when a bundle is added', () => {
    const [before, after] = [newStack(), newStack()];
    make(before, { bundles: [bundleOf(70, 'first'), bundleOf(70, 'second')] });
    make(after, { bundles: [bundleOf(70, 'first'), bundleOf(70, 'second'), bundleOf(50, 'third')] });
    expect(onlyRole(after).Properties.Policies[0]).toEqual(onlyRole(before).Properties.Policies[0]);
    expect(Template.fromStack(after).findResources('AWS::IAM::ManagedPolicy')).toMatchObject(
      Object.fromEntries(Object.entries(Template.fromStack(before).findResources('AWS::IAM::ManagedPolicy')).slice(0, 1)));
  });

  test('splits a statement that is larger than a policy by its resources', () => {
    const stack = newStack();
    const resources = Array.from({ length: 300 }, (_, i) => `arn:aws:s3:::bucket/${String(i).padStart(40, '0')}`);
    make(stack, { bundles: [CustomBundle.fromStatements('wide', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources })] })] });
    const managed = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(managed.length).toBeGreaterThan(2);
    expect(managed.flatMap((policy) => policy.Properties.PolicyDocument.Statement.flatMap((statement: any) => statement.Resource)).sort()).toEqual(resources);
  });

  test('counts deploy-time values with their greatest length', () => {
    const stack = newStack();
    const buckets = Array.from({ length: 100 }, (_, i) => new s3.Bucket(stack, `B${i}`));
    make(stack, {
      bundles: [CustomBundle.fromStatements('many', {
        statements: buckets.map((bucket) => new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] })),
      })],
    });
    // 100 statements of 134 characters at most do not fit inline, though their intrinsics are shorter.
    expect(onlyRole(stack).Properties.Policies).toBeUndefined();
    expect(onlyRole(stack).Properties.ManagedPolicyArns.length).toBeGreaterThanOrEqual(2);
  });

  test('is refused past the quota of attached policies, which can be given', () => {
    const bundles = Array.from({ length: 12 }, (_, i) => bundleOf(50, `bundle${i}`));
    const [stack, raised] = [newStack(), newStack()];
    make(stack, { bundles });
    expect(validationErrors(stack)).toEqual([
      '[Stack/Web] the role must have at most 10 managed policies attached, got 11: split the workload, or ask AWS to raise the quota ' +
      '"Managed policies attached to an IAM role" and give quotas.managedPolicies (in a workloads.yaml under "accounts")',
    ]);
    make(raised, { bundles, quotas: { managedPolicies: 20 } });
    expect(validationErrors(raised)).toEqual([]);
  });

  test('counts policies that are written into the resource itself', () => {
    const stack = newStack();
    const role = make(stack);
    (role.node.defaultChild as iam.CfnRole).managedPolicyArns = Array.from({ length: 11 }, (_, i) => `arn:aws:iam::${ACCOUNT}:policy/p${i}`);
    expect(validationErrors(stack)).toEqual([expect.stringContaining('at most 10 managed policies attached, got 11')]);
  });

  test('counts a policy once that was added twice', () => {
    const stack = newStack();
    const role = make(stack);
    const policies = Array.from({ length: 10 }, (_, i) => iam.ManagedPolicy.fromManagedPolicyArn(stack, `P${i}`, `arn:aws:iam::${ACCOUNT}:policy/p${i}`));
    [...policies, ...policies].forEach((policy) => role.addManagedPolicy(policy));
    expect(validationErrors(stack)).toEqual([]);
  });

  test('cannot help a statement that fits in no policy', () => {
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b/${'x'.repeat(11000)}`] });
    expect(messageOf(() => make(newStack(), { bundles: [CustomBundle.fromStatements('huge', { statements: [statement] })] }))).toMatch(
      /^\[Stack\/Web\] a statement of huge must fit in a managed policy \(6,144 characters\), got 11,\d{3} characters for 1 resource and 1 action$/);
  });
});

describe('limits', () => {
  test('the trust policy: the size, the quota and what to do', () => {
    const serviceAccounts = Array.from({ length: 45 }, (_, i) => ServiceAccountSubject.of('team', `service-account-${i}`));
    const stack = newStack();
    make(stack, { serviceAccounts });
    const size = JSON.stringify(trustIgnoringValidation(serviceAccounts)).length;
    expect(validationErrors(stack)).toEqual([
      `[Stack/Web] the trust policy must be at most 2,048 characters, got ${size.toLocaleString('en-US')} characters: ask AWS to raise the quota ` +
      '"Role trust policy length" (up to 4,096) and give quotas.trustPolicyCharacters (in a workloads.yaml under "accounts"), or make one role for each cluster or group of service accounts',
    ]);
    const raised = newStack();
    make(raised, { serviceAccounts, quotas: { trustPolicyCharacters: 4096 } });
    expect(validationErrors(raised)).toEqual([]);
  });

  function trustIgnoringValidation(serviceAccounts: ServiceAccountSubject[]): any {
    const stack = newStack();
    make(stack, { serviceAccounts, quotas: { trustPolicyCharacters: 4096 } });
    return onlyRole(stack).Properties.AssumeRolePolicyDocument;
  }

  test('three deploy-time clusters fit, as they do in AWS', () => {
    const stack = newStack();
    const clusters = [1, 2, 3].map((i) => ClusterIssuer.fromProvider(new iam.CfnOIDCProvider(stack, `P${i}`, {
      url: new CfnParameter(stack, `Url${i}`).valueAsString, clientIdList: ['sts.amazonaws.com'],
    })));
    make(stack, { clusters });
    expect(validationErrors(stack)).toEqual([]);
  });

  test('inline policies together with grants', () => {
    const stack = newStack();
    const role = make(stack, { bundles: [bundleOf(80)] });
    for (let i = 0; i < 30; i++) {
      iam.Grant.addToPrincipal({ grantee: role, actions: ['s3:GetObject'], resourceArns: [`arn:aws:s3:::other/${String(i).padStart(60, '0')}`] });
    }
    expect(validationErrors(stack)[0]).toMatch(
      /^\[Stack\/Web\] the inline policies together must be at most 10,240 characters, got [\d,]+ characters, of which [\d,]+ characters are grants and policies attached by hand: give grants and policies that are attached by hand as bundles/);
  });

  test('tags', () => {
    const stack = newStack();
    make(stack);
    Array.from({ length: 51 }, (_, i) => Tags.of(stack).add(`key${i}`, 'x'));
    expect(validationErrors(stack)).toEqual(['[Stack/Web] the role must have at most 50 tags, got 51']);
  });

  test.each<[Partial<ServiceAccountRoleProps>, string]>([
    [{ maxSessionDuration: Duration.seconds(Lazy.number({ produce: () => 7200 })) }, 'maxSessionDuration must be known at synth, got a deploy-time value'],
    [{ quotas: { managedPolicies: Lazy.number({ produce: () => 20 }) } }, 'quotas.managedPolicies must be a whole number from 10 to 25, as AWS grants it, got a deploy-time value'],
    [{ tags: Lazy.any({ produce: () => ({ a: 'b' }) }) as any }, 'tags must be an object with keys and values, got a Lazy'],
    [{ clusters: [] }, 'clusters must name at least one cluster, got []'],
    // Plain JavaScript. Without its subject a trust would hold for the whole cluster.
    [{ serviceAccounts: ['a/b' as any] }, 'serviceAccounts[0] must be a ServiceAccountSubject, got "a/b"'],
    [{ serviceAccounts: [{ namespace: 'a', serviceAccountName: 'b' } as any] }, 'serviceAccounts[0] must be a ServiceAccountSubject, got {"namespace":"a"'],
    [{ clusters: ['prod' as any] }, 'clusters[0] must be a ClusterIssuer, got "prod"'],
    [{ permissionsBoundary: 'arn:aws:iam::111122223333:policy/b' as any }, 'permissionsBoundary must be a managed policy (ManagedPolicy.fromManagedPolicyArn), got "arn:'],
    [{ managedPolicies: ['arn:aws:iam::111122223333:policy/b' as any] }, 'managedPolicies[0] must be a managed policy (ManagedPolicy.fromManagedPolicyArn), got "arn:'],
    [{ bundles: ['s3.read' as any] }, 'bundles[0] must be a bundle, such as S3Bundle.read({ … }), got "s3.read"'],
    [{ maxSessionDuration: 3600 as any }, 'maxSessionDuration must be a Duration, such as Duration.hours(4), got 3600'],
    [{ bundle: [] } as any, 'unknown property "bundle" of a ServiceAccountRole: did you mean "bundles"?'],
    [{ tags: { team: 'a', Team: 'b' } }, 'the keys of tags must be different whatever their case, got ["team","Team"]'],
    [{ tags: { team: '🚀' } }, 'tags["team"] must be letters, digits, spaces and _.:/=+-@, got "🚀"'],
    [{ path: '//' }, 'path must be an IAM path'],
    [{ clusters: undefined }, 'clusters must name at least one cluster, got none'],
    [{ serviceAccounts: undefined }, 'serviceAccounts must name at least one service account, got none'],
    [{ roleName: 5 as any }, "roleName must be text, got 5: write it in quotes, '5'"],
    [{ serviceAccounts: [] }, 'serviceAccounts must name at least one service account, got []'],
    [{ clusters: [literalCluster(1, 'a'), literalCluster(1, 'b')] }, 'clusters must be different, but a and b have the same issuer https://oidc.eks.'],
    [{ roleName: 'a/b' }, 'roleName must be an IAM role name'],
    [{ roleName: 'x'.repeat(65) }, 'at most 64 characters'],
    [{ path: 'k8s' }, 'path must be an IAM path'],
    [{ description: 'x'.repeat(1001) }, 'description must be printable'],
    [{ maxSessionDuration: Duration.minutes(59) }, 'maxSessionDuration must be from 1 hour to 12 hours, got 3,540 seconds'],
    [{ maxSessionDuration: Duration.hours(13) }, 'maxSessionDuration must be from 1 hour to 12 hours, got 46,800 seconds'],
    [{ tags: { 'aws:x': 'y' } }, "a key of tags must not begin with 'aws:'"],
    [{ tags: { x: '{}' } }, 'tags["x"] must be a tag value'],
    [{ quotas: { trustPolicyCharacters: 5000 } }, 'quotas.trustPolicyCharacters must be a whole number from 2048 to 4096, as AWS grants it, got 5000'],
    [{ clusters: [ClusterIssuer.fromIssuerUrl({ account: '444455556666', issuerUrl: issuer() })] },
      "must be registered in the role's own account, 111122223333, got \"444455556666\""],
    [{ bundles: [{ bundleId: 'a b', bind: () => ({}) }] }, 'bundleId must be the id of a bundle'],
  ])('%# is refused at once', (props, message) => expect(messageOf(() => make(newStack(), props))).toContain(message));

  test('a longest description is made, never refused', () => {
    const stack = newStack();
    make(stack, { serviceAccounts: Array.from({ length: 100 }, (_, i) => subject(`web-${i}`)), quotas: { trustPolicyCharacters: 4096 } });
    expect(stack.node.findAll().find((node): node is iam.CfnRole => node instanceof iam.CfnRole)!.description).toBe('IRSA for 100 service accounts on 1 cluster');
  });
});

describe('policies that share a document or a role', () => {
  const named = (sid: string, resource: string) => new iam.PolicyStatement({ sid, actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${resource}`] });

  test('a Sid stands once in a managed policy, whatever the bundles call theirs', () => {
    const stack = newStack();
    const console = (n: number) => CustomBundle.fromStatements(`console-${n}`, { statements: [named('VisualEditor0', `bucket/${n}${'x'.repeat(900)}`)] });
    make(stack, { bundles: Array.from({ length: 15 }, (_, n) => console(n)) });
    const managed = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(managed.length).toBeGreaterThan(0);
    for (const policy of managed) {
      const sids = policy.Properties.PolicyDocument.Statement.map((statement: any) => statement.Sid).filter((sid: unknown) => sid !== undefined);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  test('a Sid twice in one bundle is refused', () => {
    expect(messageOf(() => make(newStack(), { bundles: [CustomBundle.fromStatements('twice', { statements: [named('Read', 'a/x'), named('Read', 'b/x')] })] })))
      .toMatch(/sid.*"Read"/i);
  });

  test('an inline policy of a property injector stays', () => {
    class Guardrail implements IPropertyInjector {
      public readonly constructUniqueId = iam.Role.PROPERTY_INJECTION_ID;
      public inject(props: any): any {
        return { ...props, inlinePolicies: { guardrail: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*'], resources: ['*'] })] }) } };
      }
    }
    const stack = new Stack(new App({ propertyInjectors: [new Guardrail()] }), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    make(stack, { bundles: [bundleOf(1, 'one')] });
    // Injectors see classes of aws-cdk-lib; ours extends one of them.
    expect(onlyRole(stack).Properties.Policies.map((policy: any) => policy.PolicyName)).toEqual(['guardrail', 'one']);
  });

  test.each([false, true])('roles made elsewhere: CDK lists the statements, and the files need the real ARN (separate policy: %s)', (separatePolicy) => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Web': 'precreated' } });
    const role = make(stack, { bundles: [bundleOf(1, 'one')], roleName: 'web', separatePolicy });
    expect(role.roleName).toBe('precreated');
    expect(() => role.literalRoleArn()).toThrow('the ARN of the role "Stack/Web" must be that of the role made elsewhere (Role.customizeRoles)');
    expect(resourceCounts(stack)).toEqual({});
    const { outdir } = stack.node.root as App;
    expect(readFileSync(join(outdir, 'iam-policy-report.txt'), 'utf-8')).toMatch(/Stack\/Web[\s\S]*s3:GetObject/);
  });
});

describe('one issuer by two routes', () => {
  test('is one cluster', () => {
    const stack = newStack();
    const provider = new iam.OidcProviderNative(stack, 'Provider', { url: `https://${issuer()}`, clientIds: ['sts.amazonaws.com'] });
    expect(messageOf(() => make(newStack(), { clusters: [literalCluster(), ClusterIssuer.fromProvider(provider)] }))).toContain('clusters must be different');
    make(stack);
    make(stack, { clusters: [ClusterIssuer.fromProvider(provider)] }, 'Other');
    expect(validationErrors(stack)[0]).toContain('[Stack/Other] a service account must be bound to one role of a cluster');
  });

  test('a cluster of another partition is refused', () => {
    const china = ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(1, 'cn-north-1', 'amazonaws.com.cn'), clusterName: 'china' });
    expect(messageOf(() => make(newStack(), { clusters: [china] }))).toBe(
      '[Stack/Web] the cluster china must be in the partition of the role\'s stack, "aws" (eu-central-1), got "aws-cn": a role is trusted in its own partition only');
  });

  test('two imported issuer URLs fit in a trust policy', () => {
    const stack = newStack();
    make(stack, { clusters: ['a', 'b', 'c'].map((name) => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: Fn.importValue(name), clusterName: name })) });
    expect(validationErrors(stack)).toEqual([]);
  });
});

describe('one deploy-time issuer made twice', () => {
  const bound = expect.stringContaining('a service account must be bound to one role of a cluster');
  const inStack = (stack: Stack, make2: (of: Stack) => ClusterIssuer, id: string) => make(stack, { clusters: [make2(stack)] }, id);
  const envs = (...regions: (string | undefined)[]) => {
    const app = new App();
    return regions.map((region, i) => new Stack(app, `S${i}`, region === undefined ? {} : { env: { account: ACCOUNT, region } }));
  };
  const byImport = () => ClusterIssuer.fromProviderArn(Fn.importValue('arn'));

  test('is one cluster in a stack', () => {
    for (const issuerOf of [
      byImport,
      (stack: Stack) => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: (stack.node.tryFindChild('Url') as CfnParameter ?? new CfnParameter(stack, 'Url')).valueAsString }),
      () => ClusterIssuer.fromProviderArn(Fn.ref('Arn')),
      () => ClusterIssuer.fromProviderArn(Fn.sub('${Arn}')),
      (stack: Stack) => ClusterIssuer.fromProviderArn(`arn:${stack.partition}:iam::${ACCOUNT}:oidc-provider/oidc.eks.${stack.region}.amazonaws.com/id/${Fn.importValue('id')}`),
    ]) {
      for (const [stack] of [envs(REGION), envs(undefined)]) {
        inStack(stack, issuerOf, 'One');
        inStack(stack, issuerOf, 'Two');
        expect(validationErrors(stack)).toEqual([bound]);
      }
    }
  });

  test('is one cluster in all stacks of a region, if it is an import', () => {
    const [one, two, elsewhere] = envs(REGION, REGION, 'eu-west-1');
    [one, two, elsewhere].forEach((stack) => inStack(stack, byImport, 'Web'));
    expect(validationErrors(two)).toEqual([expect.stringContaining('[S1/Web] a service account must be bound')]);
  });

  test('is another in each stack, if it is a parameter or a logical id', () => {
    for (const issuerOf of [
      (stack: Stack) => ClusterIssuer.fromProviderArn(new CfnParameter(stack, 'Arn').valueAsString),
      () => ClusterIssuer.fromProviderArn(Fn.ref('Arn')),
    ]) {
      const [one, two] = envs(REGION, REGION);
      inStack(one, issuerOf, 'Web');
      inStack(two, issuerOf, 'Web');
      expect(validationErrors(two)).toEqual([]);
    }
  });

  test('is one cluster wherever its one provider is referred to', () => {
    const [base, one, two] = envs(REGION, REGION, REGION);
    const provider = new iam.OidcProviderNative(base, 'Provider', { url: Fn.importValue('url'), clientIds: ['sts.amazonaws.com'] });
    inStack(one, () => ClusterIssuer.fromProvider(provider), 'Web');
    inStack(two, () => ClusterIssuer.fromProvider(provider), 'Web');
    expect(validationErrors(two)).toEqual([bound]);
  });

  test('is told once of a role that names it twice', () => {
    const stack = newStack();
    make(stack, { clusters: [byImport(), byImport()], serviceAccounts: [subject('a'), subject('b')] });
    expect(validationErrors(stack)).toEqual(['[Stack/Web] clusters must be different, but cluster and cluster have the same issuer: name it once']);
  });

  test('nothing is resolved for literal issuers', () => {
    const stack = newStack();
    make(stack, {}, 'One');
    make(stack, { serviceAccounts: [subject('two')] }, 'Two');
    const resolve = jest.spyOn(DeployTimeIdentities.prototype, 'of');
    expect(validationErrors(stack)).toEqual([]);
    expect(resolve).not.toHaveBeenCalled();
  });
});

describe('a nested stack of an environment-agnostic one', () => {
  test('is in the account of its parent', () => {
    const stack = new Stack(new App(), 'Stack');
    const inner = new NestedStack(new NestedStack(stack, 'Middle'), 'Inner');
    make(stack, { roleName: 'web' });
    make(inner, { roleName: 'WEB' });
    expect(validationErrors(stack)).toEqual([
      expect.stringContaining('[Stack/Middle/Inner/Web] a role\'s name must be unique in an account'),
      expect.stringContaining('[Stack/Middle/Inner/Web] a service account must be bound to one role of a cluster'),
    ]);
  });

  test('makes no provider a second time', () => {
    const stack = new Stack(new App(), 'Stack');
    ClusterIssuer.create(stack, 'Provider', { issuerUrl: issuer() });
    ClusterIssuer.create(new NestedStack(stack, 'Inner'), 'Provider', { issuerUrl: issuer() });
    expect(validationErrors(stack)).toEqual([expect.stringContaining('must be made once in an account')]);
  });
});

describe('beside other roles', () => {
  const two = (second: Partial<ServiceAccountRoleProps>, first: Partial<ServiceAccountRoleProps> = {}) => {
    const stack = newStack();
    make(stack, { roleName: 'web', ...first }, 'One');
    make(stack, { serviceAccounts: [subject('two')], ...second }, 'Two');
    return validationErrors(stack);
  };

  test('a name is unique in the account, whatever its case and path', () => {
    expect(two({ roleName: 'WEB', path: '/x/' })).toEqual([
      '[Stack/Two] a role\'s name must be unique in an account, whatever its case and path, but "WEB" is the name of "Stack/One" as well: ' +
      'give one of them another roleName, or, if it is one role whose service accounts differ by cluster, create it once with serviceAccountsByCluster',
    ]);
    expect(two({ roleName: 'web2' })).toEqual([]);
  });

  test('a service account has one role of a cluster', () => {
    expect(two({ serviceAccounts: [subject()] })).toEqual([
      '[Stack/Two] a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/web of cluster-1 ' +
      'is bound to "Stack/One" as well: give all its permissions to one role, or use another service account; if its pods become this role in another way ' +
      'than by the annotation (an SDK profile with role_arn), acknowledge "cdk-irsa:unannotatedRole[default/web]" on the role',
    ]);
    expect(two({ serviceAccounts: [subject()], clusters: [literalCluster(2)] })).toEqual([]);
    expect(two({ serviceAccounts: [subject('web', 'other')] })).toEqual([]);
  });

  test('of another account, both may be the same', () => {
    const app = new App();
    for (const account of [ACCOUNT, '444455556666']) {
      const stack = new Stack(app, `Stack-${account}`, { env: { account, region: REGION } });
      make(stack, { roleName: 'web', clusters: [ClusterIssuer.fromIssuerUrl({ account, issuerUrl: issuer() })] });
    }
    app.synth();
  });

  test('the default service account is legal, and warned of', () => {
    const stack = newStack();
    make(stack, { serviceAccounts: [subject('default')] });
    Annotations.fromStack(stack).hasWarning('/Stack/Web', Match.stringLikeRegexp('default/default is the account of every pod that names none.*cdk-irsa:defaultServiceAccount'));
  });
});

describe('evidence', () => {
  test('for a wildcard that the bundle does not have acknowledges nothing', () => {
    const stack = newStack();
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/x'] });
    const role = make(stack, { bundles: [{ bundleId: 'own', bind: () => ({ statements: [{ statement, evidence: [{ wildcard: '*', reason: 'it has to be' }] }] }) }] });
    expect(JSON.stringify(role.node.defaultChild!.node.metadata)).not.toContain('IAM5');
  });

  test('is asked for a wildcard within a deploy-time value', () => {
    const hidden = Fn.join('', ['arn:', Fn.ref('AWS::Partition'), ':s3:::*']);
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [hidden] });
    expect(messageOf(() => make(newStack(), { bundles: [{ bundleId: 'own', bind: () => ({ statements: [{ statement }] }) }] }))).toContain('[Stack/Web] each wildcard of own must have evidence');
  });

  test('cannot help NotAction and NotResource', () => {
    const statement = new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['arn:aws:s3:::b/x'] });
    expect(messageOf(() => make(newStack(), { bundles: [{ bundleId: 'own', bind: () => ({ statements: [{ statement }] }) }] }))).toContain(
      'a statement of own that allows must name its actions and resources: NotAction and NotResource allow all that AWS adds later');
  });
});

describe('a bundle of the user\'s own', () => {
  /** Renders all that it was given, and tells of something else. */
  class Hiding extends iam.PolicyStatement {
    public get actions() {
      return ['s3:GetObject'];
    }

    public get resources() {
      return ['arn:aws:s3:::media/x'];
    }
  }
  const wide = { actions: ['*'], resources: ['*'] };
  const tells = (statement: any) => ({ bundleId: 'own', bind: () => ({ statements: [{ statement }] }) });
  const roleOf = (bundle: IPolicyBundle, stack = newStack()) => new ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles: [bundle] });

  test.each<[string, () => iam.PolicyStatement]>([
    ['of a derived class', () => new Hiding(wide)],
    ['with answers of its own', () => Object.defineProperties(new iam.PolicyStatement(wide), { actions: { value: ['s3:GetObject'] }, resources: { value: ['arn:aws:s3:::media/x'] } })],
  ])('a statement %s gives what it tells, which is what was checked', (_, statement) => {
    const stack = newStack();
    roleOf(tells(statement()), stack);
    expect(onlyRole(stack).Properties.Policies[0].PolicyDocument.Statement).toEqual([{ Action: 's3:GetObject', Effect: 'Allow', Resource: 'arn:aws:s3:::media/x' }]);
  });

  test('has statements of CDK, and no objects that look like one', () => {
    expect(messageOf(() => roleOf(tells({ toStatementJson: () => ({ Effect: 'Allow', Action: '*', Resource: '*' }), copy: () => undefined }))))
      .toMatch(/^\[Stack\/Role\] statements\[0\]\.statement must be a PolicyStatement, got /);
  });

  class OwnBundle implements IPolicyBundle {
    public readonly bundleId = 'own';
    public constructor(private readonly policy: (scope: IConstruct) => BundlePolicy) {}
    public bind(scope: IConstruct): BundlePolicy {
      return this.policy(scope);
    }
  }
  const statement = () => new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*', 'arn:aws:s3:::b'] });

  test('needs evidence for each wildcard', () => {
    expect(messageOf(() => make(newStack(), { bundles: [new OwnBundle(() => ({ statements: [{ statement: statement(), evidence: [{ wildcard: '*', actions: ['s3:Get*'], reason: 'it has to be' }] }] }))] })))
      .toBe('[Stack/Web] each wildcard of own must have evidence (why it cannot be narrower), missing for "s3:Get*": narrow it, or add to "evidence", with your reason\n' +
        '  - { wildcard: "s3:Get*", reason: "…" }');
  });

  test('has no principal', () => {
    const withPrincipal = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/x'], principals: [new iam.AnyPrincipal()] });
    expect(messageOf(() => make(newStack(), { bundles: [new OwnBundle(() => ({ statements: [{ statement: withPrincipal }] }))] })))
      .toBe("[Stack/Web] a statement of own must have no principal: a role's policy is for the role itself");
  });

  test('is bound to the role\'s scope and may bring managed policies', () => {
    const stack = newStack();
    make(stack, {
      bundles: [new OwnBundle((scope) => ({
        statements: [{ statement: new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [Stack.of(scope).formatArn({ service: 'sqs', resource: 'q' })] }) }],
        managedPolicies: [{ managedPolicy: iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'), reason: 'it has to be' }],
      }))],
    });
    expect(onlyRole(stack).Properties.Policies[0].PolicyDocument.Statement[0].Resource['Fn::Join'][1]).toContain(`:sqs:${REGION}:${ACCOUNT}:q`);
    expect(onlyRole(stack).Properties.ManagedPolicyArns).toHaveLength(1);
  });
});
