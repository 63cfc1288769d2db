import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Aws, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib/core';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { parseIssuerUrl } from '../../lib/cluster/issuer-url';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, issuer, messageOf, newStack, onlyRole, REGION, subject, validationErrors } from '../support';

const ID = '0123456789ABCDEF0123456789ABCDEF';
const from = (issuerUrl: string) => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl });

describe('a literal issuer URL', () => {
  test.each([
    [`https://oidc.eks.eu-central-1.amazonaws.com/id/${ID}`, 'aws'],
    [`oidc.eks.eu-central-1.amazonaws.com/id/${ID}`, 'aws'],
    [`https://oidc.eks.cn-north-1.amazonaws.com.cn/id/${ID}`, 'aws-cn'],
    [`https://oidc.eks.us-gov-west-1.amazonaws.com/id/${ID}`, 'aws-us-gov'],
    [`https://oidc.eks.us-iso-east-1.c2s.ic.gov/id/${ID}`, 'aws-iso'],
    [`https://oidc.eks.eusc-de-east-1.amazonaws.eu/id/${ID}`, 'aws-eusc'],
  ])('%s is of partition %s', (url, partition) => {
    const cluster = from(url);
    const bare = url.replace('https://', '');
    expect(cluster).toMatchObject({
      issuer: bare,
      partition,
      isLiteral: true,
      account: ACCOUNT,
      audience: 'sts.amazonaws.com',
      clusterName: ID,
      providerArn: `arn:${partition}:iam::${ACCOUNT}:oidc-provider/${bare}`,
    });
    expect(`${cluster}`).toBe(`https://${bare}`);
  });

  test.each([
    [`https://oidc-eks.eu-central-1.api.aws/id/${ID}`,
      'issuerUrl must be the issuer of the cluster\'s tokens; oidc-eks.eu-central-1.api.aws is the dual-stack address, which no token names ' +
      `as its issuer: write "https://oidc.eks.eu-central-1.amazonaws.com/id/${ID}", got "https://oidc-eks.eu-central-1.api.aws/id/${ID}"`],
    [`http://oidc.eks.eu-central-1.amazonaws.com/id/${ID}`, 'must be an https URL (or have no scheme), not http'],
    [` oidc.eks.eu-central-1.amazonaws.com/id/${ID}`, 'must not begin or end with white space'],
    ['https://token.actions.githubusercontent.com', 'must be the issuer URL of an EKS cluster, such as https://oidc.eks.'],
    [`https://oidc.eks.mars-1.amazonaws.com/id/${ID}`, 'must name a region after "oidc.eks.", "mars-1" is none'],
    [`https://oidc.eks.cn-north-1.amazonaws.com/id/${ID}`, 'must end its host in "amazonaws.com.cn", as region cn-north-1 is in partition aws-cn'],
    ['https://oidc.eks.eu-central-1.amazonaws.com', 'must have the path "/id/<32 hexadecimal digits>" and nothing behind it'],
    [`https://oidc.eks.eu-central-1.amazonaws.com/id/${ID}/`, 'must have the path "/id/<32 hexadecimal digits>" and nothing behind it'],
    [`https://oidc.eks.eu-central-1.amazonaws.com/id/${ID.toLowerCase()}`, `must have its id in upper case, as EKS writes it and IAM compares it: "${ID}"`],
    ['https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE', '32 hexadecimal digits (0-9, A-F), "EXAMPLED539D4633E53DE1B71EXAMPLE" is not (32 characters)'],
    ['https://oidc.eks.eu-central-1.amazonaws.com/id/ABC', '"ABC" is not (3 characters)'],
    ['', 'must be the issuer URL of an EKS cluster'],
  ])('%s is refused', (url, message) => {
    expect(messageOf(() => from(url))).toContain(message);
    expect(messageOf(() => from(url))).toMatch(/, got ".*"$/);
    expect(parseIssuerUrl(url)).toHaveProperty('problem');
  });

  test('the account is 12 digits', () => {
    expect(() => ClusterIssuer.fromIssuerUrl({ account: '1234', issuerUrl: issuer() })).toThrow('account must be an AWS account id');
    // From plain JavaScript: as a number, an account id loses a leading zero.
    expect(() => ClusterIssuer.fromIssuerUrl({ account: 111122223333 as any, issuerUrl: issuer() })).toThrow(
      "account must be text, got 111122223333: write it in quotes, '111122223333'");
  });

  test('the audience is one, and no wildcard', () => {
    expect(ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(), audience: 'vault' }).audience).toBe('vault');
    expect(() => ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(), audience: '*' })).toThrow('audience must be an audience');
  });
});

describe('a provider ARN', () => {
  test('is read to its issuer and account', () => {
    expect(ClusterIssuer.fromProviderArn(`arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`)).toMatchObject({
      issuer: issuer(), account: ACCOUNT, region: REGION, isLiteral: true,
    });
  });

  test.each([
    ['arn:aws:iam::111122223333:role/x', 'providerArn must be the ARN of an IAM OIDC provider'],
    ['nonsense', 'providerArn must be the ARN of an IAM OIDC provider'],
    [`arn:aws:iam::1111:oidc-provider/${issuer()}`, 'providerArn must be the ARN of an IAM OIDC provider'],
    ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'the issuer in providerArn must be the issuer URL of an EKS cluster'],
    [`arn:aws:iam::111122223333:oidc-provider/${issuer()}:oidc-provider/x`, 'the issuer in providerArn must have the path'],
    [`arn:aws-cn:iam::111122223333:oidc-provider/${issuer()}`, 'providerArn must be in partition "aws", where its issuer\'s region eu-central-1 is'],
  ])('%s is refused', (arn, message) => expect(messageOf(() => ClusterIssuer.fromProviderArn(arn))).toContain(message));

  test('that is known only at deploy time gives a deploy-time issuer', () => {
    const parameter = new CfnParameter(newStack(), 'Arn');
    const cluster = ClusterIssuer.fromProviderArn(parameter.valueAsString, { clusterName: 'blue' });
    expect(cluster.isLiteral).toBe(false);
    expect(Stack.of(parameter).resolve(cluster.issuer)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Arn' }] }] });
    expect(`${cluster}`).toBe('the issuer of blue (known at deploy time)');
  });
});

describe('a provider ARN whose issuer alone is literal', () => {
  const formatted = (of: string) => new Stack().formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: of });
  const routes: [string, (of: string) => string][] = [
    ['by its account', (of) => `arn:aws:iam::${Aws.ACCOUNT_ID}:oidc-provider/${of}`],
    ['by its partition', (of) => `arn:${Aws.PARTITION}:iam::${ACCOUNT}:oidc-provider/${of}`],
    ['by formatArn', formatted],
    ['by all before it', (of) => `${Fn.importValue('prefix')}:oidc-provider/${of}`],
  ];

  test.each(routes)('is read %s', (_, arn) => {
    const providerArn = arn(issuer());
    expect(ClusterIssuer.fromProviderArn(providerArn)).toMatchObject({
      issuer: issuer(), region: REGION, partition: 'aws', isLiteral: true, clusterName: issuer().slice(-32), providerArn,
    });
    const imported = ClusterIssuer.fromProvider(iam.OidcProviderNative.fromOidcProviderArn(newStack(), 'Provider', arn(issuer())));
    expect(imported).toMatchObject({ issuer: issuer(), isLiteral: true });
  });

  test.each(routes)('is checked %s', (_, arn) => {
    const refused = (of: string) => messageOf(() => ClusterIssuer.fromProviderArn(arn(of)));
    expect(refused('token.actions.githubusercontent.com')).toContain('the issuer in providerArn must be the issuer URL of an EKS cluster');
    expect(refused(issuer(171).toLowerCase())).toContain('the issuer in providerArn must have its id in upper case');
    expect(refused(issuer().replace('oidc.eks.eu-central-1.amazonaws.com', 'oidc-eks.eu-central-1.api.aws'))).toContain('is the dual-stack address');
  });

  test.each([
    [`arn:aws-cn:iam::${Aws.ACCOUNT_ID}:oidc-provider/${issuer()}`, 'providerArn must be in partition "aws"'],
    [`arn:${Aws.PARTITION}:iam::1234:oidc-provider/${issuer()}`, 'providerArn must be the ARN of an IAM OIDC provider'],
    [`arn:${Aws.PARTITION}:iam::${ACCOUNT}:role/${Fn.importValue('name')}`, 'providerArn must be the ARN of an IAM OIDC provider'],
    [`arn:${Aws.PARTITION}:sts::${ACCOUNT}:oidc-provider/${issuer()}`, 'providerArn must be the ARN of an IAM OIDC provider'],
    [newStack().formatArn({ service: 'iam', resource: 'oidc-provider', resourceName: issuer() }), "it has no region, leave the fourth field empty (formatArn({ region: '', … }))"],
  ])('%s is refused', (arn, message) => expect(messageOf(() => ClusterIssuer.fromProviderArn(arn))).toContain(message));

  test('is one cluster with the same issuer by another route', () => {
    const stack = newStack();
    const role = (id: string, ...clusters: ClusterIssuer[]) => new ServiceAccountRole(stack, id, { clusters, serviceAccounts: [subject()] });
    const byFormat = ClusterIssuer.fromProviderArn(formatted(issuer()));
    expect(messageOf(() => role('Both', from(issuer()), byFormat))).toContain('clusters must be different');
    role('One', from(issuer()));
    role('Two', byFormat);
    expect(validationErrors(stack)[0]).toContain('[Stack/Two] a service account must be bound to one role of a cluster');
  });

  test('gives a trust that a person can read', () => {
    const stack = newStack();
    new ServiceAccountRole(stack, 'Role', { clusters: [ClusterIssuer.fromProviderArn(formatted(issuer()))], serviceAccounts: [subject()] });
    expect(onlyRole(stack).Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com', [`${issuer()}:sub`]: 'system:serviceaccount:default:web' } },
      Effect: 'Allow',
      Principal: { Federated: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:oidc-provider/${issuer()}`]] } },
    }]);
    expect(new IrsaChecks().validateScope(stack.node.root)).toMatchObject({ success: true, violations: [] });
  });
});

describe('the account of a provider is known', () => {
  const other = '444455556666';
  const inOther = () => new Stack(new App({ context: { '@aws-cdk/aws-eks:useNativeOidcProvider': true } }), 'Other', { env: { account: other, region: REGION } });

  test.each<[string, (stack: Stack) => ClusterIssuer]>([
    ['of a cluster that is made', (stack) => ClusterIssuer.fromClusterV2(new eksv2.Cluster(stack, 'Cluster', { version: eksv2.KubernetesVersion.V1_32 }))],
    ['of a provider with a literal URL', (stack) => ClusterIssuer.fromProvider(
      new iam.OidcProviderNative(stack, 'Provider', { url: `https://${issuer()}`, clientIds: ['sts.amazonaws.com'] }))],
    ['of a provider with a deploy-time URL', (stack) => ClusterIssuer.fromProvider(
      new iam.OidcProviderNative(stack, 'Provider', { url: Fn.importValue('url'), clientIds: ['sts.amazonaws.com'] }))],
    ['of a custom resource', (stack) => ClusterIssuer.fromProvider(
      new iam.OpenIdConnectProvider(stack, 'Provider', { url: `https://${issuer()}`, clientIds: ['sts.amazonaws.com'] }))],
    ['of one that is created with a deploy-time URL', (stack) => ClusterIssuer.create(stack, 'Provider', { issuerUrl: Fn.importValue('url') })],
    ['of an ARN that is partly literal', () => ClusterIssuer.fromProviderArn(new Stack().formatArn({
      service: 'iam', region: '', account: other, resource: 'oidc-provider', resourceName: issuer(),
    }))],
    ['of an ARN with a deploy-time issuer', () => ClusterIssuer.fromProviderArn(`arn:aws:iam::${other}:oidc-provider/${Fn.importValue('issuer')}`)],
    ['of an ARN with a deploy-time resource', () => ClusterIssuer.fromProviderArn(`arn:aws:iam::${other}:${Fn.importValue('resource')}`)],
    ['of an import by a partly literal ARN', (stack) => ClusterIssuer.fromProvider(
      iam.OidcProviderNative.fromOidcProviderArn(newStack(), 'Provider', `arn:${stack.partition}:iam::${other}:oidc-provider/${issuer()}`))],
  ])('%s', (_, make) => {
    const cluster = make(inOther());
    expect(cluster.account).toBe(other);
    expect(messageOf(() => new ServiceAccountRole(newStack(), 'Role', { clusters: [cluster], serviceAccounts: [subject()] }))).toContain(
      `must be registered in the role's own account, ${ACCOUNT}, got "${other}"`);
  });

  test.each<[string, (stack: Stack) => ClusterIssuer]>([
    ['of an environment-agnostic stack', (stack) => ClusterIssuer.create(new Stack(stack.node.root as App, 'Agnostic'), 'Provider', { issuerUrl: issuer() })],
    ['of a deploy-time ARN, in whatever stack it is imported', () => ClusterIssuer.fromProvider(
      iam.OidcProviderNative.fromOidcProviderArn(inOther(), 'Provider', Fn.importValue('arn')))],
    ['of an ARN with a deploy-time account', () => ClusterIssuer.fromProviderArn(`arn:aws:iam::${Aws.ACCOUNT_ID}:oidc-provider/${issuer()}`)],
  ])('unless %s', (_, make) => {
    const stack = newStack();
    const cluster = make(stack);
    expect(cluster.account).toBeUndefined();
    new ServiceAccountRole(stack, 'Role', { clusters: [cluster], serviceAccounts: [subject()] });
  });
});

test.each<[() => unknown, string]>([
  [() => (ClusterIssuer as any).fromIssuerUrl(), 'the properties of ClusterIssuer.fromIssuerUrl must be an object with account and issuerUrl, got none'],
  [() => (ClusterIssuer as any).fromIssuerUrl(issuer()), `the properties of ClusterIssuer.fromIssuerUrl must be an object with account and issuerUrl, got "${issuer()}"`],
  [() => (ClusterIssuer as any).fromIssuerUrl({}), 'account must be text, got none'],
  [() => (ClusterIssuer as any).fromIssuerUrl({ account: ACCOUNT }), 'issuerUrl must be text, got none'],
  [() => (ClusterIssuer as any).create(newStack(), 'P'), 'the properties of ClusterIssuer.create must be an object with issuerUrl, got none'],
  [() => (ClusterIssuer as any).create(newStack(), 'P', {}), 'issuerUrl must be text, got none'],
  [() => (ClusterIssuer as any).fromProvider(), 'provider must be the construct of an OIDC provider, got none: an ARN is for ClusterIssuer.fromProviderArn'],
  [() => (ClusterIssuer as any).fromProvider(newStack()), 'provider must be the construct of an OIDC provider, got '],
  [() => (ClusterIssuer as any).fromProviderArn(), 'arn must be text, got none'],
  [() => (ClusterIssuer as any).fromCluster(), 'cluster must be the construct of a cluster, got none: without one use ClusterIssuer.fromIssuerUrl'],
  [() => (ClusterIssuer as any).fromClusterV2('production'), 'cluster must be the construct of a cluster, got "production": without one use ClusterIssuer.fromIssuerUrl'],
])('plain JavaScript gets a clear error %#', (action, message) => expect(messageOf(action)).toContain(message));

describe('a provider construct', () => {
  const url = `https://${issuer()}`;

  test('with a literal URL gives a literal issuer', () => {
    const stack = newStack();
    for (const provider of [
      new iam.OidcProviderNative(stack, 'Native', { url, clientIds: ['sts.amazonaws.com'] }),
      new eks.OidcProviderNative(stack, 'Eks', { url }),
      new iam.CfnOIDCProvider(stack, 'Cfn', { url, clientIdList: ['sts.amazonaws.com'] }),
      iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Old', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`),
      iam.OidcProviderNative.fromOidcProviderArn(stack, 'Imported', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`),
    ]) {
      expect(ClusterIssuer.fromProvider(provider)).toMatchObject({ issuer: issuer(), isLiteral: true });
    }
  });

  test('must list the audience', () => {
    const provider = new iam.OidcProviderNative(newStack(), 'Native', { url, clientIds: ['other'] });
    expect(() => ClusterIssuer.fromProvider(provider)).toThrow(
      'the OIDC provider "Stack/Native/Resource" must have the audience "sts.amazonaws.com" among its clientIds, got ["other"]');
    expect(ClusterIssuer.fromProvider(provider, { audience: 'other' }).audience).toBe('other');
  });

  test.each<[string, (stack: Stack, clientIds?: string[]) => iam.IOIDCProviderRef, string]>([
    ['native', (stack, clientIds) => new iam.OidcProviderNative(stack, 'P', { url, clientIds }), 'Stack/P/Resource'],
    ['native, of a deploy-time URL', (stack, clientIds) => new iam.OidcProviderNative(stack, 'P', { url: Fn.importValue('url'), clientIds }), 'Stack/P/Resource'],
    ['CloudFormation\'s', (stack, clientIdList) => new iam.CfnOIDCProvider(stack, 'P', { url, clientIdList }), 'Stack/P'],
    ['a custom resource', (stack, clientIds) => new iam.OpenIdConnectProvider(stack, 'P', { url, clientIds }), 'Stack/P'],
  ])('must list an audience at all: %s', (_, provider, path) => {
    for (const none of [undefined, []]) {
      expect(messageOf(() => ClusterIssuer.fromProvider(provider(newStack(), none)))).toBe(
        `the OIDC provider "${path}" must have the audience "sts.amazonaws.com" among its clientIds, got none: ` +
        'give it clientIds: ["sts.amazonaws.com"], or use ClusterIssuer.create, which does');
    }
    ClusterIssuer.fromProvider(provider(newStack(), ['a', 'sts.amazonaws.com']));
    ClusterIssuer.fromProvider(provider(newStack(), ['vault']), { audience: 'vault' });
    ClusterIssuer.fromProvider(provider(newStack(), [Fn.importValue('audience')]));
    ClusterIssuer.fromProvider(provider(newStack(), Fn.split(',', Fn.importValue('audiences'))));
  });

  test('of aws-eks lists the default audience by itself', () => {
    for (const provider of [
      new eks.OidcProviderNative(newStack(), 'P', { url }), new eks.OpenIdConnectProvider(newStack(), 'P', { url }),
      new eksv2.OidcProviderNative(newStack(), 'P', { url }), new eksv2.OpenIdConnectProvider(newStack(), 'P', { url }),
    ]) {
      ClusterIssuer.fromProvider(provider);
      expect(messageOf(() => ClusterIssuer.fromProvider(provider, { audience: 'vault' }))).toContain('must have the audience "vault" among its clientIds, got ["sts.amazonaws.com"]');
    }
  });

  test('that is a custom resource is used, with a warning that says what it costs', () => {
    const stack = newStack();
    const cluster = ClusterIssuer.fromProvider(new iam.OpenIdConnectProvider(stack, 'Old', { url, clientIds: ['sts.amazonaws.com'] }));
    expect(cluster.isLiteral).toBe(false);
    Annotations.fromStack(stack).hasWarning('/Stack/Old', Match.stringLikeRegexp('this OIDC provider is a custom resource: .*cdk-irsa:customResourceProvider'));
  });
});

describe('a cluster', () => {
  const imported = (stack: Stack, openIdConnectProvider?: iam.IOpenIdConnectProvider) =>
    eks.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'main', openIdConnectProvider });

  test('imported with its provider is named like the cluster', () => {
    const stack = newStack();
    const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`);
    expect(ClusterIssuer.fromCluster(imported(stack, provider))).toMatchObject({ clusterName: 'main', issuer: issuer(), isLiteral: true });
    const v2 = eksv2.Cluster.fromClusterAttributes(stack, 'V2', { clusterName: 'two', openIdConnectProvider: provider });
    expect(ClusterIssuer.fromClusterV2(v2, { clusterName: 'blue' })).toMatchObject({ clusterName: 'blue', issuer: issuer() });
  });

  test('imported without its provider is refused with the way out', () => {
    expect(messageOf(() => ClusterIssuer.fromCluster(imported(newStack())))).toContain(
      'cluster "Stack/Cluster" must know its OIDC provider; give fromClusterAttributes its openIdConnectProvider, or use ClusterIssuer.fromIssuerUrl');
  });

  test.each([true, false])('made in the app shares its one provider (native: %s)', (native) => {
    const stack = newStack({ '@aws-cdk/aws-eks:useNativeOidcProvider': native });
    const cluster = new eksv2.Cluster(stack, 'Cluster', { version: eksv2.KubernetesVersion.V1_32 });
    const first = ClusterIssuer.fromClusterV2(cluster);
    expect(ClusterIssuer.fromClusterV2(cluster).providerArn).toBe(first.providerArn);
    expect(first.isLiteral).toBe(false);
    expect(first.clusterName).toBe('Stack-Cluster');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::OIDCProvider', native ? 1 : 0);
    template.resourceCountIs('Custom::AWSCDKOpenIdConnectProvider', native ? 0 : 1);
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('customResourceProvider'));
    expect(warnings).toHaveLength(native ? 0 : 1);
  });
});

describe('create', () => {
  test('makes the native provider, without thumbprint and without Lambda', () => {
    const stack = newStack();
    const cluster = ClusterIssuer.create(stack, 'Provider', { issuerUrl: issuer() });
    expect(Object.values(Template.fromStack(stack).toJSON().Resources)).toEqual([{
      Type: 'AWS::IAM::OIDCProvider',
      Properties: { ClientIdList: ['sts.amazonaws.com'], Url: `https://${issuer()}` },
    }]);
    expect(cluster).toMatchObject({ isLiteral: true, account: ACCOUNT, providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}` });
  });

  test('takes a deploy-time URL', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Url');
    const cluster = ClusterIssuer.create(stack, 'Provider', { issuerUrl: parameter.valueAsString, audience: 'vault' });
    expect(Token.isUnresolved(cluster.providerArn)).toBe(true);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::OIDCProvider', { Url: { Ref: 'Url' }, ClientIdList: ['vault'] });
  });

  test('refuses a second provider for an issuer and account, whichever stack makes it', () => {
    const app = new App();
    const env = { account: ACCOUNT, region: REGION };
    const [one, two] = [new Stack(app, 'One', { env }), new Stack(app, 'Two', { env })];
    ClusterIssuer.create(one, 'Provider', { issuerUrl: issuer() });
    ClusterIssuer.create(two, 'Provider', { issuerUrl: `https://${issuer()}` });
    ClusterIssuer.create(two, 'Other', { issuerUrl: issuer(2) });
    expect(validationErrors(two)).toEqual([
      `[Two/Provider] the OIDC provider of ${issuer()} must be made once in an account, but "One/Provider" makes it as well: ` +
      'share one ClusterIssuer, or use ClusterIssuer.fromIssuerUrl for the second',
    ]);
  });

  test('warns of more providers than an account has room for', () => {
    const stack = newStack();
    Array.from({ length: 100 }, (_, i) => ClusterIssuer.create(stack, `P${i}`, { issuerUrl: issuer(i) }));
    const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('providersPerAccount')).length
      + stack.node.root.node.metadata.filter((entry) => JSON.stringify(entry.data).includes('providersPerAccount')).length;
    expect(warnings()).toBe(0);
    ClusterIssuer.create(stack, 'P100', { issuerUrl: issuer(100) });
    expect(warnings()).toBe(1);
  });

  test('refuses a deploy-time URL that is known to lack its scheme', () => {
    expect(() => ClusterIssuer.create(newStack(), 'P', { issuerUrl: `oidc.eks.${Aws.REGION}.amazonaws.com/id/${ID}` })).toThrow(
      'a deploy-time issuerUrl must begin with "https://"');
    expect(ClusterIssuer.fromIssuerUrl({ account: Aws.ACCOUNT_ID, issuerUrl: `https://oidc.eks.${Aws.REGION}.amazonaws.com/id/${ID}` }).account).toBeUndefined();
  });

  test('refuses the dual-stack address', () => {
    expect(() => ClusterIssuer.create(newStack(), 'P', { issuerUrl: `oidc-eks.eu-central-1.api.aws/id/${ID}` })).toThrow('is the dual-stack address');
  });
});
