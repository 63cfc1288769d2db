import * as eks from 'aws-cdk-lib/aws-eks';
import * as eks2 from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnJson, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { DISABLE_STACK_TRACES_CONTEXT, templatePartOf } from '../../lib/core/cdk-internals';
import { ACCOUNT, issuer, REGION } from '../support';

// aws-cdk-lib's own service accounts: their trusts are sound, and what is changed in them is found.

const ENV = { account: ACCOUNT, region: REGION };

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(); // aws-cdk-lib warns of its own provider
});

interface ServiceAccountLike extends Construct {
  readonly role: iam.IRole;
}
interface ClusterLike extends Construct {
  addServiceAccount(id: string, options?: { name?: string; namespace?: string }): ServiceAccountLike;
}

const layer = (scope: Construct): lambda.ILayerVersion => (scope.node.tryFindChild('Layer') as lambda.LayerVersion | undefined)
  ?? lambda.LayerVersion.fromLayerVersionArn(scope, 'Layer', `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:kubectl:1`);

const MAKES: Record<string, (scope: Construct) => ClusterLike> = {
  'aws-eks': (scope) => new eks.Cluster(scope, 'Cluster', { version: eks.KubernetesVersion.V1_32, kubectlLayer: layer(scope), defaultCapacity: 0 }),
  'aws-eks-v2': (scope) => new eks2.Cluster(scope, 'Cluster', { version: eks2.KubernetesVersion.V1_32, kubectlProviderOptions: { kubectlLayer: layer(scope) } }),
};
const ATTACHES: Record<string, (scope: Construct, cluster: ClusterLike) => ServiceAccountLike> = {
  'aws-eks': (scope, cluster) => new eks.ServiceAccount(scope, 'Web', { cluster: cluster as unknown as eks.ICluster, name: 'web', namespace: 'web' }),
  'aws-eks-v2': (scope, cluster) => new eks2.ServiceAccount(scope, 'Web', { cluster: cluster as unknown as eks2.ICluster, name: 'web', namespace: 'web' }),
};

function newStack(native: boolean, strength = 'strong'): Stack {
  const app = new App({
    context: {
      '@aws-cdk/aws-eks:useNativeOidcProvider': native,
      '@aws-cdk/core:defaultCrossStackReferences': strength,
      'aws:cdk:disable-asset-staging': true, // copies of the cluster's Lambda functions for each app would take a quarter of the time
      [DISABLE_STACK_TRACES_CONTEXT]: true,
    },
  });
  return new Stack(app, 'Stack', { env: ENV });
}

function findings(scope: Construct): string[] {
  const app = scope.node.root as App;
  app.synth({ force: true });
  return new IrsaChecks().validateScope(app).violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`)).sort();
}

/** Ways to change the trust of a service account's role, whose conditions are a CfnJson: `{"`, issuer, `:aud":…,"`, issuer, `:sub":…}`. */
interface Change {
  readonly role: iam.CfnRole;
  readonly json: CfnResource;
  setConditions(change: (parts: unknown[]) => unknown[]): void;
  rename(subject: string): void;
}

function changeOf(stack: Stack, account: ServiceAccountLike): Change {
  const role = account.role.node.defaultChild as iam.CfnRole;
  const json = account.node.findAll().find((node) => node instanceof CfnJson)!.node.findAll().find((node): node is CfnResource => CfnResource.isCfnResource(node))!;
  // Of the resource alone: to synthesise the app takes as long as the test itself.
  const [rendered] = Object.values<any>(stack.resolve(templatePartOf(json)).Resources);
  const parts = rendered.Properties.Value['Fn::Join'][1];
  const setConditions = (change: (given: unknown[]) => unknown[]) => json.addPropertyOverride('Value', { 'Fn::Join': ['', change(parts)] });
  const rename = (subject: string) => setConditions((given) => [...given.slice(0, -1), `:sub":"${subject}"}`]);
  return { role, json, setConditions, rename };
}

describe.each(Object.keys(MAKES))('%s', (version) => {
  describe.each([['a native provider', true], ['a provider that a function makes', false]])('with %s', (_, native) => {
    test('has nothing against service accounts of the cluster', () => {
      const stack = newStack(native);
      const cluster = MAKES[version](stack);
      cluster.addServiceAccount('Web', { name: 'web', namespace: 'web' });
      cluster.addServiceAccount('Unnamed');
      expect(findings(stack)).toEqual([]);
    });

    test.each(['strong', 'weak'])('has nothing against service accounts in another stack, with %s references', (strength) => {
      const stack = newStack(native, strength);
      const other = new Stack(stack.node.root as App, 'Other', { env: ENV });
      ATTACHES[version](other, MAKES[version](stack));
      expect(findings(stack)).toEqual([]);
    });

    test('has nothing against service accounts in a nested stack', () => {
      const stack = newStack(native);
      const cluster = MAKES[version](stack);
      ATTACHES[version](new NestedStack(stack, 'Nested'), cluster);
      expect(findings(stack)).toEqual([]);
    });

    test.each<[string, (change: Change) => void, RegExp[]]>([
      ['without its audience', ({ setConditions }) => setConditions(([open, own, , , sub]) => [open, own, sub]), [/MissingAud\[<\w+>\]$/]],
      ['that is every one, though not under StringEquals', ({ rename }) => rename('*'), [/WildcardNeverMatches\[\*\]$/, /UntrustedServiceAccount\[web\/web\]$/]],
      ['that is every one', ({ rename, role, json }) => {
        rename('system:serviceaccount:*:*');
        role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Condition', { StringLike: { 'Fn::GetAtt': [json.logicalId, 'Value'] }, StringEquals: { Ref: 'AWS::NoValue' } });
      }, [/AnyNamespace\[system:serviceaccount:\*:\*\]$/, /NeedlessStringLike\[sts.amazonaws.com\]$/]],
      ['without conditions', ({ role }) => role.addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition'), [/MissingAud\[<\w+>\]$/, /MissingSub\[<\w+>\]$/]],
      ['of another name than is applied', ({ rename }) => rename('system:serviceaccount:web:wep'), [/UntrustedServiceAccount\[web\/web\]$/]],
    ])('finds a service account %s', (__, change, expected) => {
      // GIVEN
      const stack = newStack(native);
      const account = MAKES[version](stack).addServiceAccount('Web', { name: 'web', namespace: 'web' });
      // WHEN
      change(changeOf(stack, account));
      // THEN
      expect(findings(stack)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    });
  });
});

describe('an imported cluster', () => {
  const attributes = (stack: Stack, openIdConnectProvider: iam.IOpenIdConnectProvider) => ({
    clusterName: 'production', openIdConnectProvider, kubectlRoleArn: `arn:aws:iam::${ACCOUNT}:role/kubectl`, kubectlLayer: layer(stack),
  });

  test.each<[string, (stack: Stack) => iam.IOpenIdConnectProvider]>([
    ['a provider that exists', (stack) => eks.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`)],
    ['a provider that is made', (stack) => new eks.OpenIdConnectProvider(stack, 'Provider', { url: `https://${issuer()}` })],
    ['a native provider that is made', (stack) => new eks.OidcProviderNative(stack, 'Provider', { url: `https://${issuer()}` })],
    ['a provider of which the app knows the reference alone', (stack) => eks.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', Fn.importValue('provider'))],
  ])('with %s has sound service accounts', (_, provider) => {
    const stack = newStack(true);
    eks.Cluster.fromClusterAttributes(stack, 'Cluster', attributes(stack, provider(stack))).addServiceAccount('Web', { name: 'web', namespace: 'web' });
    expect(findings(stack)).toEqual([]);
  });
});
