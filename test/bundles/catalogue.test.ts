import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { App, Stack } from 'aws-cdk-lib/core';
import { KEY, SAMPLES } from './samples';
import type { Sample } from './samples';
import type { Statement } from './support';
import { faultsOf, list, PLACE, stackIn, statementsOf } from './support';
import type { BundleDefinition, ParameterValues } from '../../lib/bundles/definition';
import { bundleDefinition, DEFINITIONS } from '../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import type { Place } from '../../lib/bundles/resources/place';
import { CloudWatchBundle } from '../../lib/bundles/services/cloudwatch';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { ParameterStoreBundle } from '../../lib/bundles/services/parameter-store';
import { Route53Bundle } from '../../lib/bundles/services/route53';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { SnsBundle } from '../../lib/bundles/services/sns';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { wildcardsOf } from '../../lib/bundles/statement';
import { explain } from '../../lib/core/text-format';
import * as library from '../../lib/index';

/** The ids that have golden files: users have them in their files, so that one may be added, and none renamed. */
const IDS = [...new Set(readdirSync(path.join(__dirname, 'golden')).map((file) => file.replace(/\.json$/, '').split('-')[0]))].sort();

describe('the catalogue', () => {
  test('has the ids that have golden files, each once', () => {
    expect(DEFINITIONS.map(({ id }) => id).sort()).toEqual(IDS);
  });

  test('finds a definition by its id', () => {
    expect(bundleDefinition('s3.read')?.summary).toBe('List and read objects of given buckets');
    expect(bundleDefinition('s3.Read')).toBeUndefined();
  });

  test.each(DEFINITIONS.map(({ id, factory }) => [id, factory]))('%s is made by %s, which the package exports', (_id, factory) => {
    const [className, method] = factory.split('.');
    expect((library as any)[className]?.[method]).toBeInstanceOf(Function);
  });

  test('has a sample of each bundle', () => {
    expect([...new Set(SAMPLES.map(idOf))].sort()).toEqual(IDS);
  });

  test.each(parameters())('%s: $2 has an example that keeps the rule, and a pattern for JSON Schema', (_id, _name, format) => {
    expect(explain(format, format.example)).toBeUndefined();
    expect(() => new RegExp(`^(?:${format.pattern})$`, 'u')).not.toThrow();
  });
});

describe.each(SAMPLES)('$name', (sample) => {
  const bind = () => {
    const stack = stackIn(PLACE);
    return { stack, bundle: sample.make(stack) };
  };

  test('has the actions, resources and condition keys of the service authorization reference', async () => {
    const { stack, bundle } = bind();
    const faults = await Promise.all(statementsOf(bundle, stack).map(faultsOf));
    expect(faults.flat()).toEqual([]);
  });

  test('has sorted actions without wildcards', () => {
    const { stack, bundle } = bind();
    for (const { Effect: effect, Action: action } of statementsOf(bundle, stack)) {
      expect(effect).toBe('Allow');
      expect(list(action).filter((name) => /[*?]/.test(name))).toEqual([]);
      expect(list(action)).toEqual([...list(action)].sort());
    }
  });

  test('has evidence with a source for each wildcard, and for nothing else', () => {
    const { stack, bundle } = bind();
    expectEvidence(bundle, stack);
  });

  test('is the same from workloads.yaml', () => {
    const { stack, bundle } = bind();
    const definition = definitionOf(sample);
    expect(problemsOf(definition, sample.values)).toEqual([]);
    const other = definition.create(sample.values, PLACE);
    expect(other.bundleId).toBe(definition.id);
    expect(bundle.bundleId).toBe(definition.id);
    expect(bySize(statementsOf(other, stack))).toEqual(bySize(statementsOf(bundle, stack)));
    expectEvidence(other, stack);
  });

  test('gives each role statements of its own', () => {
    const { stack, bundle } = bind();
    const [first] = bundle.bind(stack).statements ?? [];
    const [again] = bundle.bind(stack).statements ?? [];
    expect(first.statement).not.toBe(again.statement);
    first.statement.addResources('arn:aws:s3:::added');
    expect(bundle.bind(stack).statements?.[0].statement.resources).not.toContain('arn:aws:s3:::added');
  });

  test('names the partition of China in China', async () => {
    const china: Place = { partition: 'aws-cn', account: '111122223333', regions: ['cn-north-1'], clusterNames: ['production'] };
    const values = JSON.parse(JSON.stringify(sample.values).replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('eu-central-1', 'cn-north-1'));
    const text = JSON.stringify(statementsOf(definitionOf(sample).create(values, china), stackIn(china), china));
    expect(text).not.toMatch(/arn:aws:|eu-central-1/);
    if (text.includes('kms:ViaService')) {
      expect(text).toContain('.cn-north-1.amazonaws.com.cn');
    }
  });
});

describe('constructs of the same stack', () => {
  test.each(Object.entries(made()))('%s: wildcards in names known at deploy time have evidence', (_id, make) => {
    const stack = new Stack(new App(), 'Stack');
    const bundle = make(stack);
    expectEvidence(bundle, stack);
    expect(statementsOf(bundle, stack).length).toBeGreaterThan(0);
  });

  test('bring their keys along, each once', () => {
    // GIVEN
    const stack = stackIn(PLACE);
    const encryptionKey = new Key(stack, 'Key');
    const buckets = ['One', 'Two'].map((id) => new Bucket(stack, id, { encryptionKey }));
    // WHEN
    const { statements = [] } = S3Bundle.read({ buckets, encryptionKeys: [encryptionKey] }).bind(stack);
    // THEN
    expect(stack.resolve(statements[2].statement.toStatementJson())).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', expect.anything(), '.amazonaws.com']] } } },
    });
  });

  test('a log group of the stack is named in both forms', () => {
    const stack = stackIn(PLACE);
    const logGroup = new LogGroup(stack, 'Logs');
    const [, group] = statementsOf(CloudWatchBundle.writeLogs({ logGroups: [logGroup] }), stack);
    const name = stack.resolve(logGroup.logGroupName).Ref;
    expect(group.Resource).toEqual([
      `arn:aws:logs:eu-central-1:111122223333:log-group:<${name}>`, `arn:aws:logs:eu-central-1:111122223333:log-group:<${name}>:*`,
    ]);
  });
});

test('a name in workloads.yaml stands for the resource in each region of the clusters; a bucket has no region', () => {
  const place: Place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
  const resources = (id: string, values: ParameterValues) =>
    statementsOf(bundleDefinition(id)!.create(values, place), stackIn(place), place).map((statement) => statement.Resource);
  expect(resources('sqs.produce', { queues: ['jobs'] })).toEqual([
    ['arn:aws:sqs:eu-central-1:111122223333:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs'],
  ]);
  expect(resources('parameterStore.read', { paths: ['/web'] })).toEqual([[
    'arn:aws:ssm:eu-central-1:111122223333:parameter/web', 'arn:aws:ssm:eu-central-1:111122223333:parameter/web/*',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/web', 'arn:aws:ssm:eu-west-1:111122223333:parameter/web/*',
  ]]);
  expect(resources('s3.read', { buckets: ['media'] })).toEqual(['arn:aws:s3:::media', 'arn:aws:s3:::media/*']);
});

test.each([
  ['there is no action s3:GetObjects', { Action: 's3:GetObjects', Resource: 'arn:aws:s3:::media/*' }],
  ['s3:getobject is written s3:GetObject', { Action: 's3:getobject', Resource: 'arn:aws:s3:::media/*' }],
  ['s3:GetObject is not for arn:aws:s3:::media', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::media' }],
  ['s3:ListBucket is not for arn:aws:s3:::media/*', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::media/*' }],
  ['sqs:SendMessage is not for *', { Action: 'sqs:SendMessage', Resource: '*' }],
  ['s3:GetBucketLocation has no condition key s3:prefix', {
    Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::media', Condition: { StringLike: { 's3:prefix': 'web/*' } },
  }],
  ['ses:SendBulkEmail has no condition key ses:FromAddress', {
    Action: 'ses:SendBulkEmail',
    Resource: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
    Condition: { StringLike: { 'ses:FromAddress': '*@example.com' } },
  }],
])('the check of this test finds that %s', async (fault, statement) => {
  expect(await faultsOf({ Effect: 'Allow', ...statement })).toEqual([fault]);
});

function expectEvidence(bundle: IPolicyBundle, stack: Stack): void {
  for (const { statement, evidence = [] } of bundle.bind(stack).statements ?? []) {
    expect(evidence.map(({ wildcard }) => wildcard)).toEqual(wildcardsOf(statement));
    for (const { reason, source } of evidence) {
      expect(reason).toMatch(/^.{20,}[^.]$/);
      expect(source).toMatch(/^https:\/\//);
    }
  }
}

function idOf({ name }: Sample): string {
  return name.split('-')[0];
}

function definitionOf(sample: Sample): BundleDefinition {
  const definition = bundleDefinition(idOf(sample));
  if (!definition) {
    throw new Error(`no definition of ${sample.name}`);
  }
  return definition;
}

/** The order of statements and resources means nothing. */
function bySize(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
}

/** What a checker of workloads.yaml would say. */
function problemsOf(definition: BundleDefinition, values: ParameterValues): string[] {
  const missing = Object.entries(definition.parameters)
    .filter(([name, { required }]) => required && values[name] === undefined).map(([name]) => name);
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const type = definition.parameters[name]?.type;
    return type === undefined ? [`${name} is unknown`]
      : type.kind === 'flag' ? []
        : [value].flat().map((item) => explain(type.format, item as string)).filter((problem) => problem !== undefined);
  });
  return [...missing, ...wrong];
}

function parameters() {
  return DEFINITIONS.flatMap(({ id, parameters: all }) => Object.entries(all)
    .flatMap(([name, { type }]) => type.kind === 'flag' ? [] : [[id, name, type.format] as const]));
}

function made(): Record<string, (stack: Stack) => IPolicyBundle> {
  const encryptionKey = (stack: Stack) => new Key(stack, 'Key');
  return {
    'route53.dns01': (stack) => Route53Bundle.dns01({ hostedZones: [new HostedZone(stack, 'Zone', { zoneName: 'example.com' })] }),
    'secretsManager.read': (stack) => SecretsManagerBundle.read({ secrets: [new Secret(stack, 'Secret', { encryptionKey: encryptionKey(stack) })] }),
    'parameterStore.read': (stack) => ParameterStoreBundle.read({ parameters: [new StringParameter(stack, 'Parameter', { stringValue: 'blue' })] }),
    'kms.decrypt': (stack) => KmsBundle.decrypt({ keys: [encryptionKey(stack)], viaServices: ['s3'] }),
    's3.readWrite': (stack) => S3Bundle.readWrite({ buckets: [new Bucket(stack, 'Bucket', { encryptionKey: encryptionKey(stack) })], prefix: 'web/' }),
    'sqs.consume': (stack) => SqsBundle.consume({ queues: [new Queue(stack, 'Queue', { encryptionMasterKey: encryptionKey(stack) })] }),
    'sns.publish': (stack) => SnsBundle.publish({ topics: [new Topic(stack, 'Topic', { masterKey: encryptionKey(stack) })] }),
    'cloudwatch.writeLogs': (stack) => CloudWatchBundle.writeLogs({ logGroups: [new LogGroup(stack, 'Logs')] }),
    'sns.publish of an imported key': (stack) => SnsBundle.publish({
      topics: [new Topic(stack, 'Topic')], encryptionKeys: [Key.fromKeyArn(stack, 'Key', KEY)],
    }),
  };
}
