import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, Aspects, Aws, CfnCondition, CfnMapping, CfnParameter, CfnResource, CustomResource, Fn, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import type { IrsaChecksProps } from '../../lib/compliance/irsa-checks';
import { ServiceAccounts } from '../../lib/kubernetes/applied-service-account';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, issuer, literalCluster, messageOf, REGION, subject } from '../support';

const ISSUER = issuer();
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const AUD = { [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
const SOUND = { StringEquals: { ...AUD, [`${ISSUER}:sub`]: 'system:serviceaccount:web:web' } };
/** A trust with one fault, and what is found of it. */
const WILD = { StringEquals: AUD, StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:*' } };
const WILD_ID = 'IrsaChecks-AnyServiceAccount[system:serviceaccount:web:*]';
/** A trust that gives a warning. */
const DEFAULT = { StringEquals: { ...AUD, [`${ISSUER}:sub`]: 'system:serviceaccount:web:default' } };
const DEFAULT_ID = 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default]';

const documentOf = (conditions: object, provider: unknown = PROVIDER) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider }, Condition: conditions }],
});

function newStack(context: { [key: string]: unknown } = {}, id = 'Stack'): Stack {
  return new Stack(new App({ context }), id, { env: { account: ACCOUNT, region: REGION } });
}

const appOf = (scope: Construct) => scope.node.root as App;
const roleWith = (scope: Construct, conditions: iam.Conditions, id = 'Role') => new iam.Role(scope, id, { assumedBy: new iam.WebIdentityPrincipal(PROVIDER, conditions) });

interface Synthesis {
  readonly failed: boolean;
  /** The report, wherever it went: until aws-cdk-lib 2.262 a failure does not throw. */
  readonly report: string;
}

function synth(scope: Construct): Synthesis {
  const former = process.exitCode;
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    process.exitCode = undefined;
    appOf(scope).synth({ force: true });
    return { failed: process.exitCode !== undefined, report: printed.mock.calls.join('\n') };
  } catch (error) {
    return { failed: true, report: (error as Error).message };
  } finally {
    process.exitCode = former;
    printed.mockRestore();
  }
}

/** A synth with the pack, as users have it. */
function checked(scope: Construct, props?: IrsaChecksProps): Synthesis {
  Validations.of(appOf(scope)).addPlugins(new IrsaChecks(appOf(scope), props));
  return synth(scope);
}

/** `<construct path> <id>` of everything that is found, after a synth without the pack. */
function findings(scope: Construct, props?: IrsaChecksProps): string[] {
  appOf(scope).synth();
  return new IrsaChecks(undefined, props).validateScope(appOf(scope)).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${constructPath} ${ruleName}`)).sort();
}

describe('a synth', () => {
  test('fails on an error, which is shown with its fix and id', () => {
    const stack = newStack();
    roleWith(stack, WILD);
    const { failed, report } = checked(stack);
    expect(failed).toBe(true);
    expect(report).toContain('The trust takes every service account of a namespace: statement 1 of the trust takes "system:serviceaccount:web:*", ');
    expect(report).toContain('Stack/Role/Resource');
    expect(report).toContain(WILD_ID);
    expect(report).toContain('See https://docs.aws.amazon.com/eks/');
  });

  test('does not fail on a warning, which is shown', () => {
    const stack = newStack();
    roleWith(stack, DEFAULT);
    const { failed, report } = checked(stack);
    expect(failed).toBe(false);
    expect(report).toContain('statement 1 of the trust takes every pod of the namespace web that names no service account');
    expect(report).toContain(DEFAULT_ID);
  });

  test('says nothing of a sound role', () => {
    const stack = newStack();
    roleWith(stack, SOUND);
    const { failed, report } = checked(stack);
    expect(failed).toBe(false);
    expect(report).not.toContain('IrsaChecks-');
  });

  test('has the findings of other packs beside it', () => {
    const stack = newStack();
    roleWith(stack, WILD).addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    Validations.of(appOf(stack)).addPlugins(new AwsSolutionsChecks(appOf(stack)));
    const { report } = checked(stack);
    expect(report).toContain(WILD_ID);
    expect(report).toContain('AwsSolutions-IAM5[Resource::*]');
  });

  test('explains each finding, if it is verbose', () => {
    const stack = newStack();
    roleWith(stack, DEFAULT);
    const description = (props?: IrsaChecksProps) => new IrsaChecks(undefined, props).validateScope(appOf(stack)).violations[0].description;
    expect(description()).not.toContain('Every pod of the namespace');
    expect(description({ verbose: true })).toContain('. Every pod of the namespace');
  });

  test('says one finding of two roles once, with both', () => {
    const stack = newStack();
    ['A', 'B'].forEach((id) => roleWith(stack, DEFAULT, id));
    appOf(stack).synth();
    expect(new IrsaChecks().validateScope(appOf(stack))).toMatchObject({
      success: true,
      violations: [{ ruleName: DEFAULT_ID, severity: 'warning', violatingResources: [{ constructPath: 'Stack/A/Resource' }, { constructPath: 'Stack/B/Resource' }] }],
    });
  });
});

describe('an acknowledgement', () => {
  const REASON = 'the namespace has one workload';

  function twoFaults() {
    const stack = newStack();
    const conditions = { StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:*' } };
    return { stack, role: roleWith(stack, conditions) };
  }
  const MISSING_AUD = `IrsaChecks-MissingAud[${PROVIDER}]`;

  test('takes away the one finding that it names', () => {
    const { stack, role } = twoFaults();
    expect(findings(stack)).toEqual([`Stack/Role/Resource ${WILD_ID}`, `Stack/Role/Resource ${MISSING_AUD}`]);
    Validations.of(role).acknowledge({ id: WILD_ID, reason: REASON });
    expect(findings(stack)).toEqual([`Stack/Role/Resource ${MISSING_AUD}`]);
    Validations.of(role).acknowledge({ id: MISSING_AUD, reason: REASON });
    expect(findings(stack)).toEqual([]);
    expect(checked(stack).failed).toBe(false);
  });

  test.each<[string, (stack: Stack, role: iam.Role) => Construct]>([
    ['the resource', (_, role) => role.node.defaultChild as CfnResource],
    ['the role', (_, role) => role],
    ['the stack', (stack) => stack],
    ['the app', (stack) => appOf(stack)],
  ])('counts on %s', (_, at) => {
    const stack = newStack();
    const role = roleWith(stack, WILD);
    Validations.of(at(stack, role)).acknowledge({ id: WILD_ID, reason: REASON });
    expect(findings(stack)).toEqual([]);
    expect(checked(stack).failed).toBe(false);
  });

  test('counts nowhere else', () => {
    const stack = newStack();
    const [a] = ['A', 'B'].map((id) => roleWith(stack, WILD, id));
    Validations.of(a).acknowledge({ id: WILD_ID, reason: REASON });
    expect(findings(stack)).toEqual([`Stack/B/Resource ${WILD_ID}`]);
    expect(checked(stack).failed).toBe(true);
  });

  test.each([
    'IrsaChecks-AnyServiceAccount', 'IrsaChecks-AnyServiceAccount[system:serviceaccount:web:web]', 'IrsaChecks-AnyNamespace[system:serviceaccount:web:*]',
    'AnyServiceAccount[system:serviceaccount:web:*]', 'AwsSolutions-AnyServiceAccount[system:serviceaccount:web:*]', 'IrsaChecks', '*',
  ])('of %s changes nothing', (id) => {
    const stack = newStack();
    Validations.of(roleWith(stack, WILD)).acknowledge({ id, reason: REASON });
    expect(findings(stack)).toEqual([`Stack/Role/Resource ${WILD_ID}`]);
    expect(checked(stack).failed).toBe(true);
  });

  test('may have the name of the pack before it, as the report suggests', () => {
    const stack = newStack();
    Validations.of(roleWith(stack, WILD)).acknowledge({ id: `IrsaChecks::${WILD_ID}`, reason: REASON });
    expect(checked(stack).failed).toBe(false);
  });

  test('takes an id with :: and spaces in its brackets, as it is shown', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Subject');
    const role = roleWith(stack, { StringEquals: { ...AUD, [`${ISSUER}:sub`]: Fn.join('', ['system:serviceaccount:', Fn.ref('AWS::StackName'), ':', parameter.valueAsString]) } });
    const [found] = findings(stack).map((line) => line.replace('Stack/Role/Resource ', ''));
    expect(found).toBe('IrsaChecks-Undecidable[the-subject-system:serviceaccount:<AWS::StackName>:<Subject>]');
    Validations.of(role).acknowledge({ id: found.replace(/-subject-/, ' subject '), reason: REASON });
    expect(findings(stack)).toEqual([]);
    expect(checked(stack).failed).toBe(false);
  });

  test('takes the id of whatever hostile text stands in a trust', () => {
    for (const text of ['a]b', '[', '{(', ')', 'a::b]', 'x'.repeat(2_000), `[${'x'.repeat(2_000)}`, 'a b', 'ä"\\', '\u001b[31m', '\uE000x\uE001', '__proto__', '${Token}']) {
      const stack = newStack();
      const role = roleWith(stack, { StringEquals: { ...AUD, [`${ISSUER}:sub`]: `system:serviceaccount:${text}:web` } });
      // another acknowledgement makes aws-cdk-lib look at every id
      Validations.of(stack).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: REASON });
      const before = findings(stack);
      expect(before.length).toBeGreaterThan(0);
      expect(checked(stack).report).toMatch(/IrsaChecks-(MalformedSubject|Undecidable)\[/);
      before.forEach((line) => Validations.of(role).acknowledge({ id: line.replace('Stack/Role/Resource ', ''), reason: REASON }));
      expect(findings(stack)).toEqual([]);
    }
  });

  test('is written into the template, if that is wished', () => {
    const stack = newStack();
    const role = roleWith(stack, WILD);
    Validations.of(role).acknowledge({ id: WILD_ID, reason: REASON });
    new IrsaChecks(appOf(stack), { writeSuppressionsToCloudFormation: true });
    const template = appOf(stack).synth().getStackByName('Stack').template;
    expect(Object.values<any>(template.Resources)[0].Metadata.cdk_nag).toEqual({ rules_to_suppress: [{ id: WILD_ID, reason: REASON }] });
  });

  test('of a finding on a policy stands with the role that has it', () => {
    const stack = newStack();
    const role = roleWith(stack, SOUND);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] }));
    expect(findings(stack)).toEqual(['Stack/Role/DefaultPolicy/Resource IrsaChecks-PassAnyRole[*]']);
    Validations.of(role).acknowledge({ id: 'IrsaChecks-PassAnyRole[*]', reason: REASON });
    expect(findings(stack)).toEqual([]);
  });
});

describe('a role is found', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-checks-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function include(stack: Stack, template: object, parameters?: { [name: string]: unknown }): CfnInclude {
    const templateFile = join(folder, 'included.json');
    writeFileSync(templateFile, JSON.stringify(template));
    return new CfnInclude(stack, 'Included', { templateFile, parameters });
  }

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['as iam.Role with FederatedPrincipal', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.FederatedPrincipal(PROVIDER, WILD, 'sts:AssumeRoleWithWebIdentity') }), 'Role/Resource'],
    ['as iam.Role with WebIdentityPrincipal', (stack) => roleWith(stack, WILD), 'Role/Resource'],
    ['as iam.Role with OpenIdConnectPrincipal', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.OpenIdConnectPrincipal(iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', PROVIDER), WILD),
    }), 'Role/Resource'],
    ['as iam.Role of a provider that is made with it', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.OpenIdConnectPrincipal(new iam.OpenIdConnectProvider(stack, 'Provider', { url: `https://${ISSUER}` }), WILD),
    }), 'Role/Resource'],
    ['as iam.Role of a native provider that is made with it', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.OpenIdConnectPrincipal(new iam.OidcProviderNative(stack, 'Provider', { url: `https://${ISSUER}` }), WILD),
    }), 'Role/Resource'],
    ['as iam.Role with several principals', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('ec2.amazonaws.com'), new iam.WebIdentityPrincipal(PROVIDER, WILD)),
    }), 'Role/Resource'],
    ['as iam.Role that trusts more later', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') })
      .assumeRolePolicy!.addStatements(iam.PolicyStatement.fromJson(documentOf(WILD).Statement[0])), 'Role/Resource'],
    ['as iam.LazyRole', (stack) => new iam.LazyRole(stack, 'Role', { assumedBy: new iam.WebIdentityPrincipal(PROVIDER, WILD) }).roleArn, 'Role/Default/Resource'],
    ['as CfnRole', (stack) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: documentOf(WILD) }), 'Role'],
    ['as CfnRole with an override of its trust', (stack) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: documentOf(SOUND) })
      .addPropertyOverride('AssumeRolePolicyDocument', documentOf(WILD)), 'Role'],
    ['as CfnRole with an override of a part of its trust', (stack) => {
      const role = new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: documentOf(SOUND) });
      role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Condition.StringLike', WILD.StringLike);
      role.addPropertyDeletionOverride(`AssumeRolePolicyDocument.Statement.0.Condition.StringEquals.${ISSUER.replace(/\./g, '\\.')}:sub`);
    }, 'Role'],
    ['as CfnRole with an override that is JSON text', (stack) => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: documentOf(SOUND) })
      .addPropertyOverride('AssumeRolePolicyDocument', stack.toJsonString(documentOf(WILD, Fn.importValue('provider')))), 'Role'],
    ['as a resource of that type', (stack) => new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: documentOf(WILD) } }), 'Role'],
    ['as what an aspect makes of it', (stack) => {
      new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof iam.CfnRole) {
            node.assumeRolePolicyDocument = documentOf(WILD);
          }
        },
      });
    }, 'Role/Resource'],
    ['in a nested stack', (stack) => roleWith(new NestedStack(stack, 'Nested'), WILD), 'Nested/Role/Resource'],
    ['in an included template', (stack) => include(stack, { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: documentOf(WILD) } } } }), 'Included/Role'],
    ['in an included template, as text with parameters, mappings and conditions', (stack) => include(stack, {
      Parameters: { Provider: { Type: 'String' } },
      Mappings: { Issuers: { production: { issuer: ISSUER } } },
      Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, REGION] } },
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              'Fn::Sub': [JSON.stringify(documentOf(WILD, '${Provider}')).split(ISSUER).join('${Issuer}').replace('web:*', 'web:${Name}'),
                { Issuer: { 'Fn::FindInMap': ['Issuers', 'production', 'issuer'] }, Name: { 'Fn::If': ['IsProduction', 'web', '*'] } }],
            },
          },
        },
      },
    }, { Provider: PROVIDER }), 'Included/Role'],
  ])('%s', (_, make, path) => {
    const stack = newStack();
    make(stack);
    expect(findings(stack).filter((line) => !/NeedlessStringLike|Undecidable/.test(line))).toEqual([`Stack/${path} ${WILD_ID}`]);
  });

  test('in a stage, whose synth comes before', () => {
    const app = new App();
    const stack = new Stack(new Stage(app, 'Production', { env: { account: ACCOUNT, region: REGION } }), 'Stack');
    roleWith(new NestedStack(stack, 'Nested'), WILD);
    expect(findings(stack)).toEqual([`Production/Stack/Nested/Role/Resource ${WILD_ID}`]);
    expect(checked(stack).failed).toBe(true);
  });

  test('if the conditions and mappings are constructs', () => {
    const stack = newStack();
    const isOpen = new CfnCondition(stack, 'IsOpen', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), REGION) });
    const mapping = new CfnMapping(stack, 'Names', { mapping: { web: { open: '*', closed: 'web' } } });
    const name = Fn.conditionIf(isOpen.logicalId, mapping.findInMap('web', 'open'), mapping.findInMap('web', 'closed')).toString();
    roleWith(stack, { StringEquals: AUD, StringLike: { [`${ISSUER}:sub`]: `system:serviceaccount:web:${name}` } });
    expect(findings(stack).filter((line) => !line.includes('NeedlessStringLike'))).toEqual([`Stack/Role/Resource ${WILD_ID}`]);
  });

  test('one imported is judged by the policies that the app attaches, for the case that pods become it', () => {
    const stack = newStack();
    iam.Role.fromRoleName(stack, 'Role', 'web').addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));
    appOf(stack).synth();
    const [violation, ...others] = new IrsaChecks().validateScope(appOf(stack)).violations;
    expect(others).toEqual([]);
    expect(violation).toMatchObject({ severity: 'warning', description: expect.stringContaining('if pods become the role "web", to which it is attached') });
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['of a Lambda function', (stack) => new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_20_X })
      .addToRolePolicy(new iam.PolicyStatement({ actions: ['iam:*', 'sts:AssumeRole'], resources: ['*'] }))],
    ['of a service that is known only at deploy time', (stack) => new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: Fn.join('', ['ec2.', Fn.ref('AWS::URLSuffix')]) } }] },
    })],
    ['of an account, with conditions that cannot be read', (stack) => new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: Fn.importValue('arn') }, Condition: Fn.importValue('conditions') }] },
    })],
    ['of GitHub', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' }, StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' },
      }),
    })],
    ['of a GitHub provider that is made with it', (stack) => new iam.Role(stack, 'Role', {
      assumedBy: new iam.OpenIdConnectPrincipal(new iam.OidcProviderNative(stack, 'Provider', { url: 'https://token.actions.githubusercontent.com' })),
    })],
    ['of SAML', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.SamlConsolePrincipal(iam.SamlProvider.fromSamlProviderArn(stack, 'Provider', `arn:aws:iam::${ACCOUNT}:saml-provider/x`), {}) })],
    ['of Cognito', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' } }) })],
  ])('but one %s is not judged', (_, make) => {
    const stack = newStack();
    make(stack);
    expect(findings(stack)).toEqual([]);
  });
});

describe('roles of this library', () => {
  const layer = (scope: Construct) => lambda.LayerVersion.fromLayerVersionArn(scope, 'Layer', `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:kubectl:1`);
  const cluster = (scope: Construct) => new eks.Cluster(scope, 'Cluster', { version: eks.KubernetesVersion.V1_32, kubectlLayer: layer(scope), defaultCapacity: 0 });

  test('of a literal issuer are sound', () => {
    const stack = newStack();
    new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster(1), literalCluster(2)], serviceAccounts: [subject()], roleName: 'web' });
    expect(findings(stack)).toEqual([]);
  });

  test('of a cluster in the same stack are sound, and so are the ServiceAccounts that are applied', () => {
    const stack = newStack();
    const made = cluster(stack);
    const role = new ServiceAccountRole(stack, 'Web', { clusters: [ClusterIssuer.fromCluster(made)], serviceAccounts: [subject()] });
    ServiceAccounts.applyTo(made, role, { createNamespace: false });
    expect(findings(stack)).toEqual([]);
  });

  test.each(['strong', 'weak'])('of a cluster of another stack are sound, with %s references', (strength) => {
    const clusters = newStack({ '@aws-cdk/core:defaultCrossStackReferences': strength }, 'Clusters');
    const roles = new Stack(appOf(clusters), 'Roles', { env: { account: ACCOUNT, region: REGION } });
    const made = cluster(clusters);
    const role = new ServiceAccountRole(roles, 'Web', { clusters: [ClusterIssuer.fromCluster(made)], serviceAccounts: [subject()] });
    ServiceAccounts.applyTo(made, role);
    expect(findings(clusters)).toEqual([]);
  });

  describe('and ServiceAccounts that are applied', () => {
    const serviceAccount = (name: string, roleArn?: string) => ({
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'default', ...roleArn === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': roleArn } } },
    });

    function sameStack() {
      const stack = newStack();
      const made = cluster(stack);
      const role = new ServiceAccountRole(stack, 'Web', { clusters: [ClusterIssuer.fromCluster(made)], serviceAccounts: [subject('web')], roleName: 'web' });
      return { stack, made, role };
    }

    test.each<[string, (role: ServiceAccountRole) => string]>([
      ['by reference', (role) => role.roleArn],
      ['by a literal ARN', () => `arn:aws:iam::${ACCOUNT}:role/web`],
    ])('with a role that does not trust them fail, named %s', (_, arn) => {
      const { stack, made, role } = sameStack();
      made.addManifest('Other', serviceAccount('other', arn(role)));
      expect(findings(stack)).toEqual(['Stack/Cluster/manifest-Other/Resource/Default IrsaChecks-UntrustedServiceAccount[default/other]']);
    });

    test('with a role of another account that has the same name are fine', () => {
      const { stack, made } = sameStack();
      made.addManifest('Other', serviceAccount('other', 'arn:aws:iam::444455556666:role/web'));
      expect(findings(stack)).toEqual([]);
    });

    test('without the role that trusts them are a warning', () => {
      const { stack, made } = sameStack();
      made.addManifest('Web', serviceAccount('web'));
      expect(findings(stack)).toEqual(['Stack/Web/Resource IrsaChecks-UnusedTrust[default/web]']);
    });

    test('with the role that trusts them are fine', () => {
      const { stack, made, role } = sameStack();
      made.addManifest('Web', serviceAccount('web', role.roleArn), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
      expect(findings(stack)).toEqual([]);
    });

    test('of a cluster whose roles another stack makes are compared with them', () => {
      // GIVEN
      const clusters = newStack({}, 'Clusters');
      const made = cluster(clusters);
      const roles = new Stack(appOf(clusters), 'Roles', { env: { account: ACCOUNT, region: REGION } });
      new ServiceAccountRole(roles, 'Web', { clusters: [ClusterIssuer.fromCluster(made)], serviceAccounts: [subject('web')], roleName: 'web' });
      // WHEN
      made.addManifest('Accounts', ...['web', 'other'].map((name) => serviceAccount(name, `arn:aws:iam::${ACCOUNT}:role/web`)));
      // THEN
      expect(findings(clusters)).toEqual(['Clusters/Cluster/manifest-Accounts/Resource/Default IrsaChecks-UntrustedServiceAccount[default/other]']);
    });

    test.each(['strong', 'weak'])('in another stack than the role are compared with it, with %s references', (strength) => {
      // GIVEN
      const roles = newStack({ '@aws-cdk/core:defaultCrossStackReferences': strength }, 'Roles');
      const [right, wrong] = ['right', 'wrong'].map((name) => roleWith(roles, { StringEquals: { ...AUD, [`${ISSUER}:sub`]: `system:serviceaccount:default:${name}` } }, name));
      const clusters = new Stack(appOf(roles), 'Clusters', { env: { account: ACCOUNT, region: REGION } });
      const made = cluster(clusters);
      // WHEN
      made.addManifest('Accounts', serviceAccount('right', right.roleArn), serviceAccount('other', wrong.roleArn));
      // THEN
      expect(findings(roles)).toEqual(['Clusters/Cluster/manifest-Accounts/Resource/Default IrsaChecks-UntrustedServiceAccount[default/other]']);
    });
  });
});

describe('stacks that refer to each other', () => {
  const trustOf = (provider: iam.IOpenIdConnectProvider, conditions: iam.Conditions) => new iam.OpenIdConnectPrincipal(provider, conditions);

  test.each(['strong', 'weak'])('are judged by what they refer to, with %s references', (strength) => {
    const clusters = newStack({ '@aws-cdk/core:defaultCrossStackReferences': strength }, 'Clusters');
    const provider = new iam.OpenIdConnectProvider(clusters, 'Provider', { url: `https://${ISSUER}` });
    const roles = new Stack(appOf(clusters), 'Roles', { env: { account: ACCOUNT, region: REGION } });
    new iam.Role(roles, 'Sound', { assumedBy: trustOf(provider, SOUND) });
    new iam.Role(roles, 'Foreign', { assumedBy: trustOf(provider, { StringEquals: { [`${issuer(2)}:aud`]: 'sts.amazonaws.com', [`${issuer(2)}:sub`]: 'system:serviceaccount:web:web' } }) });
    new iam.Role(roles, 'Open', { assumedBy: trustOf(provider, { StringEquals: AUD }) });
    expect(findings(clusters)).toEqual([
      `Roles/Foreign/Resource IrsaChecks-ForeignIssuer[${issuer(2)}]`,
      expect.stringMatching(/^Roles\/Open\/Resource IrsaChecks-MissingSub\[<Clusters\/Provider[0-9A-F]{8}>\]$/),
    ]);
  });

  test('of a nested stack and its parent', () => {
    const stack = newStack();
    const provider = new iam.OpenIdConnectProvider(stack, 'Provider', { url: `https://${ISSUER}` });
    const nested = new NestedStack(stack, 'Nested');
    new iam.Role(nested, 'Sound', { assumedBy: trustOf(provider, SOUND) });
    new iam.Role(nested, 'Foreign', { assumedBy: trustOf(provider, { StringEquals: { [`${issuer(2)}:aud`]: 'sts.amazonaws.com', [`${issuer(2)}:sub`]: 'system:serviceaccount:web:web' } }) });
    const inner = new iam.OpenIdConnectProvider(new NestedStack(stack, 'Inner'), 'Provider', { url: `https://${issuer(3)}` });
    new iam.Role(stack, 'Role', { assumedBy: trustOf(inner, SOUND) });
    expect(findings(stack)).toEqual([
      `Stack/Nested/Foreign/Resource IrsaChecks-ForeignIssuer[${issuer(2)}]`,
      `Stack/Role/Resource IrsaChecks-ForeignIssuer[${ISSUER}]`,
    ]);
  });

  test('give a role its policies', () => {
    const roles = newStack({}, 'Roles');
    const role = roleWith(roles, SOUND);
    const policies = new Stack(appOf(roles), 'Policies', { env: { account: ACCOUNT, region: REGION } });
    new iam.Policy(policies, 'Policy', { roles: [role], statements: [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] })] });
    expect(findings(roles)).toEqual(['Policies/Policy/Resource IrsaChecks-PassAnyRole[*]']);
  });
});

describe('managed policies that are made elsewhere', () => {
  const ENV = { env: { account: ACCOUNT, region: REGION } };
  const BAD = [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] })];
  const attachedTo = (scope: Construct, policies: iam.IManagedPolicy[], id = 'Role') => new ServiceAccountRole(scope, id, {
    clusters: [literalCluster()], serviceAccounts: [subject(`${scope.node.path}-${id}`.toLowerCase().replace(/\//g, '-'))], managedPolicies: policies,
  });

  test.each(['strong', 'weak'])('are judged with the roles of other stacks, once, with %s references', (strength) => {
    const policies = newStack({ '@aws-cdk/core:defaultCrossStackReferences': strength }, 'Policies');
    const policy = new iam.ManagedPolicy(policies, 'Policy', { statements: BAD });
    attachedTo(new Stack(appOf(policies), 'A', ENV), [policy]);
    attachedTo(new Stack(appOf(policies), 'B', ENV), [policy]);
    expect(findings(policies)).toEqual(['Policies/Policy/Resource IrsaChecks-PassAnyRole[*]']);
  });

  test('are judged with the roles of nested stacks, their parents, and each other', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    const make = (scope: Construct) => new iam.ManagedPolicy(scope, 'Policy', { statements: BAD });
    const [outer, inner] = [make(stack), make(nested)];
    attachedTo(stack, [inner], 'Outer');
    attachedTo(new NestedStack(stack, 'Other'), [inner], 'Beside');
    attachedTo(new NestedStack(stack, 'Third'), [outer], 'Inner');
    expect(findings(stack)).toEqual(['Stack/Nested/Policy/Resource IrsaChecks-PassAnyRole[*]', 'Stack/Policy/Resource IrsaChecks-PassAnyRole[*]']);
  });

  test.each<[string, (scope: Construct) => iam.IManagedPolicy]>([
    ['name', (scope) => iam.ManagedPolicy.fromManagedPolicyName(scope, 'Imported', 'Deploy')],
    ['ARN', (scope) => iam.ManagedPolicy.fromManagedPolicyArn(scope, 'Imported', `arn:aws:iam::${ACCOUNT}:policy/deploy`)],
  ])('are judged if roles name them by their literal %s, in the account', (_, imported) => {
    const foundFor = (account: string, id: string) => {
      const policies = newStack({}, 'Policies');
      new iam.ManagedPolicy(policies, 'Policy', { managedPolicyName: 'deploy', statements: BAD });
      const roles = id === 'Policies' ? policies : new Stack(appOf(policies), id, { env: { account, region: REGION } });
      roleWith(roles, SOUND).addManagedPolicy(imported(roles));
      return findings(policies);
    };
    expect(foundFor('444455556666', 'Elsewhere')).toEqual([expect.stringContaining('Elsewhere/Role/Resource IrsaChecks-NobodyTrusted')]); // its provider is of the other account
    expect(foundFor(ACCOUNT, 'Roles')).toEqual(['Policies/Policy/Resource IrsaChecks-PassAnyRole[*]']);
    expect(foundFor(ACCOUNT, 'Policies')).toEqual(['Policies/Policy/Resource IrsaChecks-PassAnyRole[*]']);
  });

  test('are judged by name where no account is known', () => {
    const app = new App();
    const [policies, roles] = ['Policies', 'Roles'].map((id) => new Stack(app, id));
    new iam.ManagedPolicy(policies, 'Policy', { managedPolicyName: 'deploy', statements: BAD });
    roleWith(roles, SOUND).addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyName(roles, 'Imported', 'deploy'));
    expect(findings(policies)).toEqual(['Policies/Policy/Resource IrsaChecks-PassAnyRole[*]']);
  });

  test('are said to be undecided, where nobody can tell which they are', () => {
    const stack = newStack();
    const custom = new CustomResource(stack, 'Custom', { serviceToken: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:x` });
    const arns = [Fn.importValue('gone'), custom.getAttString('Arn'), `arn:aws:iam::${ACCOUNT}:policy/${Fn.importValue('name')}`];
    attachedTo(stack, arns.map((arn, i) => iam.ManagedPolicy.fromManagedPolicyArn(stack, `P${i}`, arn)));
    expect(findings(stack)).toEqual([
      `arn:aws:iam::${ACCOUNT}:policy/<import-name>`, '<Custom.Arn>', '<import-gone>',
    ].map((arn) => `Stack/Role/Resource IrsaChecks-Undecidable[the-whole-policy-of-the-managed-policy-${arn}]`).sort());
  });

  test('are of no interest, where somebody gives or writes their ARN', () => {
    const stack = newStack();
    const arns = [
      new CfnParameter(stack, 'Given').valueAsString, StringParameter.valueForStringParameter(stack, '/policy'), '{{resolve:ssm:/policy}}',
      `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy/${Aws.REGION}-deploy`, `arn:aws:iam::${ACCOUNT}:policy/${new CfnParameter(stack, 'Name').valueAsString}`,
    ];
    const nested = new NestedStack(stack, 'Nested');
    [stack, nested].forEach((scope) => attachedTo(scope, arns.map((arn, i) => iam.ManagedPolicy.fromManagedPolicyArn(scope, `P${i}`, arn))));
    expect(findings(stack)).toEqual([]);
  });
});

describe('policies that are attached by the role\'s name', () => {
  const ENV = { env: { account: ACCOUNT, region: REGION } };
  const OTHER = { env: { account: '444455556666', region: REGION } };
  const BAD = [new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] })];
  const DOCUMENT = { Statement: BAD.map((item) => item.toStatementJson()) };

  test.each<[string, string, (scope: Stack, name: string) => unknown]>([
    ['to an imported role', 'Name/Policy/Resource', (scope, name) => BAD.map((item) => iam.Role.fromRoleName(scope, 'Name', name).addToPrincipalPolicy(item))],
    ['to an imported role, by its ARN', 'Arn/Policy/Resource', (scope, name) => BAD.map((item) =>
      iam.Role.fromRoleArn(scope, 'Arn', `arn:aws:iam::${scope.account}:role/irsa/${name}`).addToPrincipalPolicy(item))],
    ['by CfnManagedPolicy', 'Policy', (scope, name) => new iam.CfnManagedPolicy(scope, 'Policy', { roles: [name], policyDocument: DOCUMENT })],
    ['by CfnRolePolicy, in another case', 'Policy', (scope, name) => new iam.CfnRolePolicy(scope, 'Policy', { roleName: name.toUpperCase(), policyName: 'x', policyDocument: DOCUMENT })],
  ])('are judged with the role of another stack of the account: %s', (_, path, attach) => {
    const roles = newStack({}, 'Roles');
    new ServiceAccountRole(roles, 'Api', { clusters: [literalCluster()], serviceAccounts: [subject()], roleName: 'api' });
    attach(new Stack(appOf(roles), 'Elsewhere', OTHER), 'api');
    attach(new Stack(appOf(roles), 'Other', ENV), 'other'); // a role of no stack: a warning
    attach(new Stack(appOf(roles), 'Policies', ENV), 'api');
    expect(findings(roles)).toEqual([`Other/${path} IrsaChecks-PassAnyRole[*]`, `Policies/${path} IrsaChecks-PassAnyRole[*]`]);
  });

  test('are judged where no account is known', () => {
    const app = new App();
    const [roles, policies] = ['Roles', 'Policies'].map((id) => new Stack(app, id));
    new ServiceAccountRole(roles, 'Api', { clusters: [literalCluster()], serviceAccounts: [subject()], roleName: 'api' });
    new iam.CfnManagedPolicy(policies, 'Policy', { roles: ['api'], policyDocument: DOCUMENT });
    new iam.CfnManagedPolicy(new Stack(app, 'Known', ENV), 'Policy', { roles: ['api'], policyDocument: DOCUMENT });
    expect(findings(roles)).toEqual(['Policies/Policy IrsaChecks-PassAnyRole[*]']);
  });
});

describe('options', () => {
  test('tell which audiences are fine', () => {
    const stack = newStack();
    roleWith(stack, { StringEquals: { ...SOUND.StringEquals, [`${ISSUER}:aud`]: 'vault' } });
    expect(findings(stack)).toEqual(['Stack/Role/Resource IrsaChecks-UnexpectedAud[vault]']);
    expect(findings(stack, { audiences: ['sts.amazonaws.com', 'vault'] })).toEqual([]);
  });

  test('ask for a permissions boundary', () => {
    const stack = newStack();
    const role = roleWith(stack, SOUND);
    new iam.Role(stack, 'Bound', { assumedBy: new iam.WebIdentityPrincipal(PROVIDER, SOUND), permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary') });
    expect(findings(stack, { requirePermissionsBoundary: true })).toEqual(['Stack/Role/Resource IrsaChecks-MissingBoundary']);
    iam.PermissionsBoundary.of(role).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'Other', 'boundary'));
    appOf(stack).synth({ force: true }); // aspects run once more
    expect(findings(stack, { requirePermissionsBoundary: true })).toEqual([]);
  });

  test('tell the quotas of the account', () => {
    const stack = newStack();
    const names = Array.from({ length: 50 }, (_, i) => `system:serviceaccount:web:some-rather-long-name-${i}`);
    roleWith(stack, { StringEquals: { ...AUD, [`${ISSUER}:sub`]: names } });
    expect(findings(stack)).toEqual(['Stack/Role/Resource IrsaChecks-NearQuota[trust-policy]']);
    expect(findings(stack, { trustPolicyCharacters: 4_096 })).toEqual([]);
  });

  test.each<[IrsaChecksProps, string]>([
    [{ audiences: [] }, 'audiences of IrsaChecks must name at least one, got []'],
    [{ trustPolicyCharacters: 5_000 }, 'trustPolicyCharacters of IrsaChecks must be a whole number from 2,048 to 4,096, got 5000'],
    [{ managedPoliciesPerRole: 9.5 }, 'managedPoliciesPerRole of IrsaChecks must be a whole number from 10 to 25, got 9.5'],
  ])('%j are refused', (props, message) => {
    expect(messageOf(() => new IrsaChecks(undefined, props))).toBe(message);
  });

  test('are none by default', () => {
    const checks = new IrsaChecks();
    expect(checks.name).toBe('IrsaChecks');
    expect(checks.readPackName).toBe('IrsaChecks');
    expect(checks.ruleIds).toContain('IrsaChecks-MissingSub');
  });
});
