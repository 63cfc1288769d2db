import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as r53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference';
import type { IConstruct } from 'constructs';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import {
  CloudWatchBundle, CustomBundle, KmsBundle, ParameterStoreBundle, Route53Bundle, S3Bundle, SecretsManagerBundle, SesBundle, SnsBundle, SqsBundle, StsBundle,
} from '../../lib/index';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { SAMPLES } from '../bundles/samples';
import { inSample } from '../property-runs';
import { ACCOUNT, literalCluster, REGION, subject } from '../support';

/** Bundles of the services, from constructs of the app, so that the wildcards stand behind deploy-time values. */
function bundlesFromConstructs(scope: Stack): Record<string, IPolicyBundle> {
  const key = new kms.Key(scope, 'Key', { enableKeyRotation: true });
  const zone = r53.HostedZone.fromHostedZoneId(scope, 'Zone', 'Z0123456789ABCDEFGHIJ');
  const bucket = new s3.CfnBucket(scope, 'CfnBucket');
  acknowledgeBucket(bucket);
  const buckets = [s3.Bucket.fromBucketArn(scope, 'Bucket', bucket.attrArn)];
  const secret = secretsmanager.Secret.fromSecretNameV2(scope, 'Secret', 'db');
  const queues = [sqs.Queue.fromQueueArn(scope, 'Queue', `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`)];
  const topics = [sns.Topic.fromTopicArn(scope, 'Topic', `arn:aws:sns:${REGION}:${ACCOUNT}:events`)];
  const logGroups = [new logs.LogGroup(scope, 'Logs')];
  return {
    'route53.dns01': Route53Bundle.dns01({ hostedZones: [zone] }),
    'route53.externalDns': Route53Bundle.externalDns({ hostedZones: [zone] }),
    'secretsManager.read': SecretsManagerBundle.read({ secrets: [secret], secretNames: ['k8s/*', 'db/main'], list: true }),
    'secretsManager.sync': SecretsManagerBundle.sync({ secretNames: ['k8s/*'], encryptionKeys: [key], allowDelete: true }),
    'parameterStore.read': ParameterStoreBundle.read({ paths: ['/app'], list: true }),
    'kms.decrypt': KmsBundle.decrypt({ keys: [key] }),
    'kms.encryptDecrypt': KmsBundle.encryptDecrypt({ keys: [key], viaServices: ['s3'] }),
    's3.read': S3Bundle.read({ buckets, encryptionKeys: [key] }),
    's3.write': S3Bundle.write({ buckets, prefix: 'in/' }),
    's3.readWrite': S3Bundle.readWrite({ buckets, allowDelete: true, allowObjectAcl: true }),
    'ses.send': SesBundle.send({ identityNames: ['example.com'], fromAddresses: ['*@example.com'] }),
    'sqs.consume': SqsBundle.consume({ queues }),
    'sqs.produce': SqsBundle.produce({ queues }),
    'sns.publish': SnsBundle.publish({ topics }),
    'cloudwatch.writeLogs': CloudWatchBundle.writeLogs({ logGroups, logGroupNames: ['/app/*'], createLogGroups: true, setRetention: true }),
    'cloudwatch.putMetrics': CloudWatchBundle.putMetrics({ namespaces: ['App'] }),
    'cloudwatch.readMetrics': CloudWatchBundle.readMetrics(),
    'sts.assumeRole': StsBundle.assumeRole({ roleArns: ['arn:aws:iam::444455556666:role/target'] }),
  };
}

const FROM_CONSTRUCTS = Object.keys(bundlesFromConstructs(new Stack()));
/** The samples of the bundles for controllers, which take names rather than constructs. */
const OTHERS = SAMPLES.map(({ name }) => name).filter((name) => !FROM_CONSTRUCTS.includes(name.split('-')[0]));

test('is written as CDK writes an acknowledgement', () => {
  const recordsOf = (resource: IConstruct) => resource.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data as Record<string, string>);
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const bundles = Object.values(bundlesFromConstructs(stack));
  const role = new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles });
  const ours = recordsOf(role.node.defaultChild!);
  expect(ours.length).toBeGreaterThan(10);
  for (const [index, record] of ours.entries()) {
    const [[key, reason]] = Object.entries(record);
    const id = key.slice(key.search(/(AwsSolutions|IrsaChecks)-/));
    const other = new CfnResource(stack, `Other${index}`, { type: 'Acme::Other::Thing' });
    try {
      Validations.of(other).acknowledge({ id, reason });
    } catch {
      continue; // aws-cdk-lib before 2.263 takes no id with a second "::"
    }
    expect(recordsOf(other)).toEqual([record]);
  }
});

test('no bundle of the catalogue is missing here', () => {
  expect([...new Set([...FROM_CONSTRUCTS, ...OTHERS.map((name) => name.split('-')[0])])].sort()).toEqual(DEFINITIONS.map(({ id }) => id).sort());
});

function bundleOf(scope: Stack, name: string): IPolicyBundle {
  return FROM_CONSTRUCTS.includes(name) ? bundlesFromConstructs(scope)[name] : SAMPLES.find((sample) => sample.name === name)!.make(scope);
}

/** Its own findings are not what is tested. */
function acknowledgeBucket(bucket: s3.CfnBucket): void {
  Validations.of(bucket).acknowledge(...['S1', 'S10'].map((rule) => ({ id: `AwsSolutions-${rule}`, reason: 'not what is tested' })));
}

/** An app with AwsSolutionsChecks, as users set it up. */
function checkedStack(): Stack {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
}

/** What the synth, as users run it, fails with; nothing if it passes. Until aws-cdk-lib 2.262 it does not throw, but sets the exit code. */
function synthError(stack: Stack): string | undefined {
  const former = process.exitCode;
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    process.exitCode = undefined;
    (stack.node.root as App).synth({ force: true });
    return process.exitCode ? printed.mock.calls.join('\n') : undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    process.exitCode = former;
    printed.mockRestore();
  }
}

/** The role's findings after a synth that must pass. */
function roleFindings(stack: Stack): string[] {
  expect(synthError(stack)).toBeUndefined();
  return findings(stack);
}

function findings(stack: Stack): string[] {
  return new AwsSolutionsChecks().validateScope(stack.node.root).violations
    .filter((violation) => violation.ruleName.includes('-IAM')).map((violation) => violation.ruleName).sort();
}

const make = (stack: Stack, bundles: IPolicyBundle[]) => new ServiceAccountRole(stack, 'OfTheBundle', {
  clusters: [literalCluster()], serviceAccounts: [subject()], bundles,
});

describe.each([...FROM_CONSTRUCTS, ...OTHERS].map((id, index) => [id, index] as const))('%s', (id, index) => {
  test('passes the synth of an app with AwsSolutionsChecks, and only because of its evidence', () => {
    // GIVEN
    const stack = checkedStack();
    const bundle = bundleOf(stack, id);
    const role = make(stack, [bundle]);
    // WHEN, THEN
    expect(inSample(index, 4) ? roleFindings(stack) : findings(stack)).toEqual([]);

    // and without the evidence each wildcard is found
    const expected = bundle.bind(stack).statements!.flatMap(({ statement }) => [...statement.actions, ...statement.resources]).filter((text) => text.includes('*'));
    const bare = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const same = bundleOf(bare, id);
    const plain = new iam.Role(bare, 'Plain', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    same.bind(bare).statements!.forEach(({ statement }) => plain.addToPolicy(statement));
    expect(findings(bare).length).toBe(new Set(expected).size);

    // and nothing is acknowledged above the role's own resource
    const acknowledged = stack.node.root.node.findAll().filter((node) =>
      !(node instanceof s3.CfnBucket) && node.node.metadata.some((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
    const own = [role, ...role.node.children.filter((child) => child instanceof iam.ManagedPolicy)].map((child) => child.node.defaultChild!.node.path);
    expect(acknowledged.map((node) => node.node.path).filter((path) => !own.includes(path))).toEqual([]);
    expect(acknowledged.length > 0).toBe(expected.length > 0);
  });
});

describe('what somebody adds by hand is found', () => {
  const all = (stack: Stack) => Object.values(bundlesFromConstructs(stack)).slice(0, 3);

  test('a statement on * beside a bundle that has * with evidence', () => {
    const stack = checkedStack();
    const role = make(stack, all(stack));
    expect(roleFindings(stack)).toEqual([]);
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    expect(synthError(stack)).toMatch(/AwsSolutions-IAM[45]\[/);
    expect(findings(stack)).toEqual(['AwsSolutions-IAM5[Resource::*]']);
  });

  test('a grant', () => {
    const stack = checkedStack();
    const role = make(stack, all(stack));
    s3.Bucket.fromBucketName(stack, 'Other', 'other').grantRead(role);
    expect(synthError(stack)).toMatch(/AwsSolutions-IAM[45]\[/);
    expect(findings(stack)).toEqual(expect.arrayContaining(['AwsSolutions-IAM5[Action::s3:GetObject*]']));
  });

  test('an AWS-managed policy without evidence', () => {
    const stack = checkedStack();
    const role = make(stack, all(stack));
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    expect(synthError(stack)).toMatch(/AwsSolutions-IAM[45]\[/);
    expect(findings(stack)).toEqual(['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/ReadOnlyAccess]']);
  });
});

test('overflow policies bring their evidence along', () => {
  const stack = checkedStack();
  const secretNames = Array.from({ length: 200 }, (_, i) => `team-${i}/some/long/name/of/a/secret/*`);
  make(stack, [SecretsManagerBundle.read({ secretNames }), Route53Bundle.dns01({ hostedZones: [r53.HostedZone.fromHostedZoneId(stack, 'Zone', 'Z1')] })]);
  expect(stack.node.findAll().filter((node) => node instanceof iam.CfnManagedPolicy).length).toBeGreaterThan(1);
  expect(roleFindings(stack)).toEqual([]);
});

test('a bucket of another stack is acknowledged under the name of its import', () => {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const env = { account: ACCOUNT, region: REGION };
  const [data, roles] = [new Stack(app, 'Data', { env }), new Stack(app, 'Roles', { env })];
  const bucket = new s3.CfnBucket(data, 'CfnBucket');
  acknowledgeBucket(bucket);
  const role = make(roles, [S3Bundle.read({ buckets: [s3.Bucket.fromBucketArn(roles, 'Bucket', bucket.attrArn)] })]);
  expect(roleFindings(roles)).toEqual([]);
  expect(JSON.stringify(role.node.defaultChild!.node.metadata)).toContain('Resource::Data:ExportsOutputFnGetAttCfnBucketArn');
});

test('an AWS-managed policy is acknowledged with its reason', () => {
  const stack = checkedStack();
  make(stack, [CustomBundle.fromManagedPolicy('observability', {
    managedPolicy: iam.ManagedPolicy.fromAwsManagedPolicyName('CloudWatchAgentServerPolicy'), reason: 'AWS keeps it in step with the agent', source: 'https://docs.aws.amazon.com/x',
  })]);
  expect(roleFindings(stack)).toEqual([]);
});

test('two bundles with one wildcard give both reasons', () => {
  const stack = checkedStack();
  const zone = r53.HostedZone.fromHostedZoneId(stack, 'Zone', 'Z1');
  const role = make(stack, [Route53Bundle.dns01({ hostedZones: [zone] }), Route53Bundle.externalDns({ hostedZones: [zone] })]);
  const reasons = role.node.defaultChild!.node.metadata
    .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map((entry) => JSON.stringify(entry.data));
  const both = reasons.filter((reason) => reason.includes('IAM5[Resource::*]')).pop()!;
  expect(both).toContain('route53.dns01: cert-manager finds the zone of a domain by its name');
  expect(both).toContain('route53.externalDns: external-dns lists the zones');
});

test('the flat form of a reference is cdk-nag\'s own', () => {
  const { flatReference } = jest.requireActual('../../lib/core/flat-reference');
  const stack = new Stack();
  const resource = new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket' });
  for (const value of [
    '*', 'a${b}c', { Ref: 'X' }, { 'Fn::GetAtt': ['A', 'Arn'] }, { 'Fn::ImportValue': 'S:Out' }, { 'Fn::ImportValue': { 'Fn::Sub': '${S}-x' } },
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { 'Fn::GetAtt': ['A', 'Arn'] }, '/*']] }, { 'Fn::Sub': 'arn:${AWS::Partition}:x/*' },
    { 'Fn::Select': [1, { 'Fn::Split': [':', { Ref: 'A' }] }] }, stack.resolve(`${resource.getAtt('Arn')}/*`), undefined,
  ]) {
    expect(flatReference(value)).toBe(flattenCfnReference(value as any));
  }
});
