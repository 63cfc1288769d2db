import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SAMPLES } from './bundles/samples';
import { requireCurrentBuild } from './current-build';
import { inSample } from './property-runs';
import { ACCOUNT, issuer, literalCluster, newStack, podIdentityCluster, REGION, subject } from './support';
import * as library from '../lib/index';

// Plain JavaScript, and the languages of jsii where they check no types, can give any value to any property of the public API. Each gets an
// error of ours, of one line, that names the property and the construct. The list of properties is that of the compiled library, so that none
// is forgotten.

interface JsiiType { readonly fqn?: string; readonly primitive?: string; readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiType } }
interface JsiiParameter { readonly name: string; readonly type: JsiiType; readonly optional?: boolean }
interface JsiiMethod { readonly name: string; readonly static?: boolean; readonly protected?: boolean; readonly parameters?: JsiiParameter[] }
interface JsiiClass {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly name: string;
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly initializer?: { readonly parameters?: JsiiParameter[]; readonly protected?: boolean };
  readonly methods?: JsiiMethod[];
  readonly properties?: JsiiParameter[];
  readonly interfaces?: string[];
}

const ROOT = join(__dirname, '..');
const TYPES: Record<string, JsiiClass> = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types;
beforeAll(() => {
  requireCurrentBuild();
  readSamples();
});

type Arguments = (stack: Stack) => unknown[];

/** What calls something of the public API; `self` makes the object of a method that is not static. */
interface Callable { readonly name: string; readonly parameters: JsiiParameter[]; readonly call: (stack: Stack, given: unknown[]) => unknown }

const role = (stack: Stack) => new library.ServiceAccountRole(stack, 'Role', { clusters: [literalCluster()], serviceAccounts: [subject()], roleName: 'role' });
const podRole = (stack: Stack) => new library.ServiceAccountRole(stack, 'Role', {
  podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject()], roleName: 'role',
});
const targetedRole = (stack: Stack) => new library.ServiceAccountRole(stack, 'Targeted', {
  podIdentity: { clusters: [podIdentityCluster()], targetRole: iam.Role.fromRoleArn(stack, 'Target', 'arn:aws:iam::444455556666:role/target') },
  serviceAccounts: [subject()],
  roleName: 'targeted',
});
const policy = () => iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess');
const statement = () => new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['arn:aws:s3:::a/b'] });
const evidence = () => [{ wildcard: 's3:Get*', reason: 'the client reads tags too', source: 'https://example.com' }];
const bundle = () => library.CustomBundle.fromStatements('own', { statements: [statement()], evidence: evidence() });
const annotations = () => ({ annotations: { a: 'b' }, stsRegionalEndpoints: true, tokenExpiration: Duration.hours(1) });
const manifest = () => ({ ...annotations(), labels: { a: 'b' }, automountServiceAccountToken: true, imagePullSecrets: ['a'], createNamespace: false });
const helm = () => ({ ...annotations(), annotationsPath: 'a.b', namePath: 'a.c', createPath: 'a.d', serviceAccount: subject() });
const indexOptions = () => ({ workload: 'web', bundles: ['own'], fields: { team: 'web' } });
const provider = (stack: Stack) => iam.OidcProviderNative.fromOidcProviderArn(stack, 'Provider', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`);
const cluster = (stack: Stack) => eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
  clusterName: 'prod', openIdConnectProvider: provider(stack), kubectlRoleArn: `arn:aws:iam::${ACCOUNT}:role/kubectl`,
});
const clusterV2 = (stack: Stack) => eksv2.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'prod', openIdConnectProvider: provider(stack) });
const guardrail = () => ({ reason: 'invoices hold personal data', may: ['s3:*'], on: ['arn:aws:s3:::acme-billing/*'], except: { 's3:GetObject': ['*'] } });
const issuerOptions = { clusterName: 'prod', audience: 'sts.amazonaws.com' };
const otherOptions = { ...issuerOptions, kind: library.IssuerKind.KUBERNETES, region: REGION, podTokens: library.PodTokens.WEBHOOK, annotationPrefix: 'a.io' };
const versions = [library.EbsCsiVersion, library.ExternalSecretsVersion, library.KarpenterVersion, library.LoadBalancerControllerVersion, library.VpcCniVersion];
function policyFile(): string {
  const file = join(folder(), 'policy.json');
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: [statement().toStatementJson()] }));
  return file;
}
const folder = () => mkdtempSync(join(tmpdir(), 'wrong-kinds-'));

/** Right arguments of what is no bundle of the catalogue. */
const RIGHT: Record<string, Arguments> = {
  'AddonRole.applyTo': (stack) => [new eks.CfnAddon(stack, 'Addon', { addonName: 'own', clusterName: 'c' }), role(stack), { cluster: literalCluster(), namespace: 'default' }],
  'AnnotateCommands.of': (stack) => [role(stack), annotations()],
  'AnnotateCommands#toCommands': () => [literalCluster()],
  'AnnotateCommands#toScript': () => [literalCluster()],
  'CheckPod.of': (stack) => [role(stack), { image: 'aws-cli:2' }],
  'CheckPod#toObjects': () => [literalCluster()],
  'CheckPod#toYaml': () => [literalCluster()],
  'ClusterIssuer.create': (stack) => [stack, 'Id', {
    ...otherOptions, issuerUrl: 'oidc.acme.io/a', removalPolicy: RemovalPolicy.RETAIN, thumbprints: ['a'.repeat(40)], clientIds: ['openshift'],
  }],
  'ClusterIssuer.fromCluster': (stack) => [cluster(stack), issuerOptions],
  'ClusterIssuer.fromClusterV2': (stack) => [clusterV2(stack), issuerOptions],
  'ClusterIssuer.fromIssuerUrl': () => [{ ...otherOptions, account: ACCOUNT, issuerUrl: 'oidc.acme.io/a' }],
  'ClusterIssuer.fromProvider': (stack) => [provider(stack), issuerOptions],
  'ClusterIssuer.fromProviderArn': () => [`arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.acme.io/a`, otherOptions],
  'CustomBundle.fromFile': () => ['own', { path: policyFile(), evidence: evidence() }],
  'CustomBundle.fromJson': () => ['own', {
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement().toStatementJson()] }), evidence: evidence(),
  }],
  'CustomBundle.fromManagedPolicy': () => ['own', { managedPolicy: policy(), reason: 'it is read only', source: 'https://example.com' }],
  'CustomBundle.fromStatements': () => ['own', { statements: [statement()], evidence: evidence() }],
  'Guardrail.only': () => ['invoices', ['billing'], guardrail()],
  'Guardrail.nobody': () => ['invoices', guardrail()],
  'Guardrail.ready': () => ['no-iam-changes', { guardrailName: 'iam', only: ['billing'], reason: 'nobody may be more than they are' }],
  'Guardrails': () => [{ guardrails: [library.Guardrail.ready('no-iam-changes')] }],
  'HelmValues.of': (stack) => [role(stack), helm()],
  'HelmValues#toObject': () => [literalCluster()],
  'HelmValues#toYaml': () => [literalCluster()],
  'IrsaChecks': (stack) => [stack, { audiences: ['sts.amazonaws.com'], trustPolicyCharacters: 2048, managedPoliciesPerRole: 10, requirePermissionsBoundary: true }],
  'KubernetesFiles': (stack) => [stack, 'Id', { outputDirectory: folder(), checkPodImage: 'aws-cli:2' }],
  'KubernetesFiles#addRole': (stack) => [role(stack), {
    workload: 'web', createdBy: library.ServiceAccountCreation.manifest(), bundles: ['own'], indexFields: { team: 'web' },
  }],
  'Permissions.ofRole': (stack) => [role(stack)],
  'Permissions.ofServiceAccount': (stack) => [stack, 'default', 'web'],
  'Permissions#assertCan': () => ['s3:GetObject', 'arn:aws:s3:::acme-media/a', { context: { 'aws:SourceVpc': 'vpc-1' } }],
  'Permissions#assertCannot': () => ['s3:GetObject', 'arn:aws:s3:::acme-media/a', { context: { 'aws:SourceVpc': 'vpc-1' } }],
  'PodIdentityAssociations': (stack) => [stack, 'Id', { role: podRole(stack), clusters: [podIdentityCluster()], installAgent: true }],
  'PodIdentityCluster.fromCluster': (stack) => [cluster(stack), { displayName: 'prod' }],
  'PodIdentityCluster.fromClusterArn': () => [`arn:aws:eks:${REGION}:${ACCOUNT}:cluster/prod`, { displayName: 'prod' }],
  'PodIdentityCluster.fromClusterAttributes': () => [{ account: ACCOUNT, region: REGION, clusterName: 'prod', displayName: 'prod' }],
  'PodIdentityCluster.fromClusterV2': (stack) => [clusterV2(stack), { displayName: 'prod' }],
  'PodTokenVolume.of': (stack) => [role(stack), { containerName: 'web', tokenExpiration: Duration.hours(1), stsRegionalEndpoints: true }],
  'PodTokenVolume#toObjects': () => [literalCluster()],
  'PodTokenVolume#toYaml': () => [literalCluster()],
  'PolicyBundles.of': (stack) => [role(stack)],
  'PolicyBundles#add': () => [bundle()],
  'RoleArnOutput.toParameter': (stack) => [stack, 'Id', role(stack), { parameterName: '/a', description: 'a' }],
  'RoleArnOutput.toStackOutput': (stack) => [stack, 'Id', role(stack), { description: 'a' }],
  'RoleIndex#addRole': (stack) => [role(stack), indexOptions()],
  'ServiceAccountCreation.addon': () => [{ addonName: 'vpc-cni', namespace: 'kube-system', clusterNames: { production: 'prod' } }],
  'ServiceAccountCreation.existing': () => [annotations()],
  'ServiceAccountCreation.helm': () => [helm()],
  'ServiceAccountCreation.manifest': () => [manifest()],
  'ServiceAccountFleet.fromFile': (stack) => [stack.node.root, 'Id', join(ROOT, 'workloads.yaml'), { environment: 'production' }],
  'ServiceAccountManifest.of': (stack) => [role(stack), manifest()],
  'ServiceAccountManifest#toObjects': () => [literalCluster()],
  'ServiceAccountManifest#toYaml': () => [literalCluster()],
  'ServiceAccountRole': (stack) => [stack, 'Id', {
    clusters: [literalCluster()],
    serviceAccounts: [subject()],
    bundles: [bundle()],
    description: 'a',
    managedPolicies: [policy()],
    path: '/a/',
    maxSessionDuration: Duration.hours(2),
    permissionsBoundary: policy(),
    quotas: { managedPolicies: 11, trustPolicyCharacters: 2049 },
    roleName: 'a',
    separatePolicy: false,
    tags: { a: 'b' },
  }],
  'ServiceAccountRole#addBundle': () => [bundle()],
  'ServiceAccountRole#serviceAccountsIn': () => [literalCluster()],
  'ServiceAccountRole#addManagedPolicy': () => [policy()],
  'ServiceAccountRole#attachInlinePolicy': (stack) => [new iam.Policy(stack, 'Policy')],
  'ServiceAccountRole.fromRole': (stack) => [stack, 'Id', {
    clusters: [literalCluster()], serviceAccounts: [subject()], role: iam.Role.fromRoleName(stack, 'Existing', 'a'),
  }],
  'ServiceAccountSubject.emrJobs': () => ['default', { roleName: 'etl', account: '111122223333' }],
  'ServiceAccountSubject.of': () => ['default', 'web'],
  'ServiceAccountSubject.pattern': () => ['default', 'web-*', { reason: 'the controller makes up the names' }],
  'ServiceAccounts.applyTo': (stack) => [cluster(stack), role(stack), { ...manifest(), overwrite: true }],
  'ServiceAccounts.applyToV2': (stack) => [clusterV2(stack), role(stack), { ...manifest(), overwrite: true }],
  'TargetRole': (stack) => [stack, 'Id', {
    roleName: 'target',
    sources: [role(stack)],
    bundles: [bundle()],
    managedPolicies: [policy()],
    path: '/a/',
    description: 'b',
    permissionsBoundary: policy(),
    tags: { a: 'b' },
    quotas: { trustPolicyCharacters: 4096, managedPolicies: 20 },
  }],
  'TargetRole#addBundle': () => [bundle()],
  'TargetRole#addManagedPolicy': () => [policy()],
  'TargetRole#addSource': (stack) => [role(stack)],
  'TargetRole#attachInlinePolicy': (stack) => [new iam.Policy(stack, 'Policy')],
  'TargetRoleTrust.of': (stack) => [targetedRole(stack)],
  'TrustStatements.fromTemplate': () => [{ Resources: { Web: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } } } }, 'Web'],
  ...Object.fromEntries(versions.map((version) => [`${version.name}.of`, () => ['99.0']])),
};

/** Makes the object of a method. */
const SELF: Record<string, (stack: Stack) => object> = {
  TargetRole: (stack) => new library.TargetRole(stack, 'Target', { roleName: 'target' }),
  AnnotateCommands: (stack) => library.AnnotateCommands.of(role(stack)),
  CheckPod: (stack) => library.CheckPod.of(role(stack)),
  HelmValues: (stack) => library.HelmValues.of(role(stack)),
  KubernetesFiles: (stack) => new library.KubernetesFiles(stack, 'Files'),
  Permissions: (stack) => library.Permissions.ofRole(role(stack)),
  PodTokenVolume: (stack) => library.PodTokenVolume.of(role(stack)),
  PolicyBundles: (stack) => library.PolicyBundles.of(new iam.Role(stack, 'Any', { assumedBy: new iam.AccountPrincipal(ACCOUNT) })),
  RoleIndex: () => new library.RoleIndex(),
  ServiceAccountManifest: (stack) => library.ServiceAccountManifest.of(role(stack)),
  ServiceAccountRole: (stack) => role(stack),
};

/** Methods whose arguments are judged by others, or that find nothing rather than fail. */
const NOT_OURS = ['Guardrails#validate', 'Guardrails#validateScope', 'IrsaChecks#checkResource', 'IrsaChecks#validate', 'IrsaChecks#validateScope', 'ServiceAccountFleet#role'];

const exported: any = { ...library, ...library.compliance };

function callablesOf({ name, initializer, methods = [] }: JsiiClass): Callable[] {
  return [
    ...initializer && !initializer.protected && initializer.parameters
      ? [{ name, parameters: initializer.parameters, call: (_: Stack, given: unknown[]) => new exported[name](...given) }] : [],
    ...methods.filter((method) => !method.protected && method.parameters).map((method) => ({
      name: `${name}${method.static ? '.' : '#'}${method.name}`,
      parameters: method.parameters!,
      call: (stack: Stack, given: unknown[]) => method.static ? exported[name][method.name](...given) : (SELF[name](stack) as any)[method.name](...given),
    })),
  ];
}

const CALLABLES = Object.values(TYPES).filter(({ kind }) => kind === 'class').flatMap(callablesOf).filter(({ name }) => !NOT_OURS.includes(name));

/** Right options of each factory of a bundle: those with which a sample calls it, in the sample's own stack. */
const OF_SAMPLES = new Map<string, unknown[]>();

function readSamples(): void {
  const classes = [...new Set(SAMPLES.map(({ make }) => /(\w+Bundle)\.\w+\(/.exec(make.toString())?.[1]).filter((name) => name !== undefined))];
  const spies = classes.flatMap((className) => Object.getOwnPropertyNames(exported[className])
    .filter((method) => typeof exported[className][method] === 'function' && !method.startsWith('_'))
    .map((method) => ({ name: `${className}.${method}`, spy: jest.spyOn(exported[className], method) })));
  SAMPLES.forEach(({ make }) => make(newStack()));
  for (const { name, spy } of spies) {
    if (spy.mock.calls.length > 0) {
      OF_SAMPLES.set(name, spy.mock.calls[0].length > 0 ? spy.mock.calls[0] : [{}]);
    }
    spy.mockRestore();
  }
}

/** The factory of a bundle takes what its sample made in a stack of its own: for those one stack is enough, and a new one takes longer than the call. */
const stackOf = (name: string): Stack => RIGHT[name] ? newStack() : commonStack;
const commonStack = newStack();
let wrongConstructs = 0;

function rightArguments(stack: Stack, name: string): unknown[] {
  const right = RIGHT[name]?.(stack) ?? OF_SAMPLES.get(name);
  if (!right) {
    throw new Error(`${name} must have right arguments in RIGHT, or a sample of its bundle`);
  }
  return right;
}

class Mine {}
const WRONG: readonly [string, (stack: Stack) => unknown][] = [
  ['undefined', () => undefined], ['null', () => null], ['a number', () => 5], ['text', () => 'text'], ['empty text', () => ''],
  ['true', () => true], ['an empty list', () => []], ['a list of undefined', () => [undefined]], ['a list with a hole', () => new Array(1)],
  ['a list of null', () => [null]], ['a list of texts', () => ['text']], ['a list of lists', () => [[]]],
  ['an object', () => ({})], ['an object without a prototype', () => Object.create(null)],
  ['a date', () => new Date(0)], ['a map', () => new Map()], ['a promise', () => Promise.resolve()],
  ['a function', () => () => 'source code that nobody wants to read in an error'], ['a class', () => Mine], ['an object of a class', () => new Mine()],
  ['a class of the library', () => library.S3Bundle], ['a factory of the library', () => library.S3Bundle.read],
  ['a symbol', () => Symbol('x')], ['a big number', () => 10n], ['a policy document', () => new iam.PolicyDocument()],
  ['a construct', (stack) => new Construct(stack, `Wrong${wrongConstructs++}`)], ['an issuer', () => literalCluster()], ['a subject', () => subject()],
];

/** A sixth of the kinds for each parameter, others for the next one; all of them in a full run. */
const triedWith = (seed: number) => WRONG.filter(([kind], index) => ['undefined', 'null'].includes(kind) || inSample(seed + index, 6));

/** Whether a value may be right by its kind; then it is for another test whether it is by its content. */
function mayBe(type: JsiiType, value: any): boolean {
  if (type.primitive !== undefined) {
    return type.primitive === 'any' || typeof value === type.primitive;
  }
  if (type.collection) {
    const { kind, elementtype } = type.collection;
    return kind === 'array' ? Array.isArray(value) && Array.from(value).every((item) => mayBe(elementtype, item))
      : (isPlain(value) || isOurs(value)) && Object.values(value).every((item) => mayBe(elementtype, item));
  }
  const known = TYPES[type.fqn ?? ''];
  return known?.datatype ? isPlain(value) || value instanceof Mine || isOurs(value)
    : type.fqn === 'constructs.Construct' || type.fqn === 'constructs.IConstruct' ? value instanceof Construct
      : (CLASSES_OF[known?.name ?? ''] ?? []).some(({ prototype }) => Object.prototype.isPrototypeOf.call(prototype, value));
}

/** The classes whose objects a parameter takes, by the type of the library that it has. */
const CLASSES_OF: Record<string, { readonly prototype: object }[]> = {
  ClusterIssuer: [library.ClusterIssuer],
  Guardrail: [library.Guardrail],
  IRoleCluster: [library.ClusterIssuer, library.PodIdentityCluster],
  PodIdentityCluster: [library.PodIdentityCluster],
  ServiceAccountSubject: [library.ServiceAccountSubject],
};

/** An object of a class may have the properties of a struct, as far as its kind goes. */
const isOurs = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]' && !(value instanceof Construct);
const isPlain = (value: unknown) => value !== null && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** The properties of a struct, those of what it extends as well. */
function propertiesOf(type: JsiiType): JsiiParameter[] {
  const struct = TYPES[type.fqn ?? ''];
  return struct?.datatype ? [...struct.properties ?? [], ...(struct.interfaces ?? []).flatMap((fqn) => propertiesOf({ fqn }))] : [];
}

/** The decorator of CDK for property injectors asks the scope of a role before our constructor runs. */
function isOfInjectors(callable: string, parameter: string, kind: string): boolean {
  return callable === 'ServiceAccountRole' && parameter === 'scope' && ['undefined', 'null'].includes(kind);
}

/** What is wrong with how a wrong value is answered. */
function judge(name: string, mustThrow: boolean, words: readonly string[], run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    const { message, constructor: { name: className } } = error as Error;
    const isReadable = message.length <= 320 && !message.includes('nobody wants to read') && !/=>|\{\s*\[native code\]|^class /.test(message);
    const isNamed = !mustThrow || words.every((word) => message.includes(word));
    return ['Error', 'BundleParameterError', 'EvidenceError', 'ValidationError', 'WorkloadsFileError'].includes(className) && isReadable && isNamed ? undefined : `${name}: ${className}: ${message}`;
  }
  return mustThrow ? `${name}: no error` : undefined;
}

test('a function or class of the public API is not forgotten', () => {
  expect(CALLABLES.length).toBeGreaterThan(90);
  CALLABLES.forEach(({ name }) => expect(rightArguments(newStack(), name).length).toBeGreaterThan(0));
});

describe.each(CALLABLES.map((callable) => [callable.name, callable] as const))('%s', (name, { parameters, call }) => {
  const path = name === 'ServiceAccountFleet.fromFile' ? '[Id]' : '[Stack/Id]';
  const makesConstruct = parameters[0]?.name === 'scope' && parameters[1]?.name === 'id';

  test('refuses arguments of a wrong kind, and names them', () => {
    const problems = parameters.flatMap((parameter, index) => triedWith(name.length + index).filter(([kind]) => !isOfInjectors(name, parameter.name, kind)).map(([kind, value]) => {
      const stack = stackOf(name);
      const [given, wrong] = [rightArguments(stack, name), value(stack)];
      const isLeftOut = wrong === undefined && parameter.optional === true;
      const mustThrow = !isLeftOut && !mayBe(parameter.type, wrong) && !(parameter.type.fqn === 'cdk-irsa.IPolicyBundle' && wrong instanceof Mine);
      const isOptions = TYPES[parameter.type.fqn ?? '']?.datatype === true;
      const words = [...isOptions ? [] : [parameter.name], ...makesConstruct && index > 1 ? [path] : []];
      return judge(`${parameter.name} is ${kind}`, mustThrow && !(isOptions && (wrong === undefined || wrong === null)), words,
        () => call(stack, given.map((item, at) => at === index ? wrong : item)));
    }));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  const options = parameters.findIndex(({ type }) => propertiesOf(type).length > 0);
  if (options >= 0) {
    test.each(propertiesOf(parameters[options].type).map((property, index) => [property.name, property, index] as const))('refuses %s of a wrong kind, and names it', (_, property, index) => {
      const problems = triedWith(name.length + index).map(([kind, value]) => {
        const stack = stackOf(name);
        const [given, wrong] = [rightArguments(stack, name), value(stack)];
        const mustThrow = !(wrong === undefined && property.optional) && !mayBe(property.type, wrong);
        const words = [property.name, ...makesConstruct ? [path] : []];
        return judge(`${property.name} is ${kind}`, mustThrow, words,
          () => call(stack, given.map((item: any, at) => at === options ? { ...item, [property.name]: wrong } : item)));
      });
      expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
    });
  }
});
