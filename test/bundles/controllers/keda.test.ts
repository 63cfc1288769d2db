import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { KedaBundle } from '../../../lib/bundles/controllers/keda';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { INDEX_NAME, STREAM, TABLE } from '../../../lib/bundles/resources/tables-and-streams';
import { explain } from '../../../lib/core/text-format';
import { messageOf } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const tables = [Table.fromTableName(stack, 'Table', 'jobs')];

test.each<[string, () => unknown]>([
  ['KedaBundle.sqs: queues: must name at least one, got []', () => KedaBundle.sqs({ queues: [] })],
  ['KedaBundle.dynamoDb: tables: must name at least one, got []', () => KedaBundle.dynamoDb({ tables: [] })],
  ['KedaBundle.dynamoDb: indexNames: must name at least one, got []', () => KedaBundle.dynamoDb({ tables, indexNames: [] })],
  [
    'KedaBundle.dynamoDb: indexNames[0]: must be the name of an index (3 to 255 letters, digits and \'_\', \'.\', \'-\'), ' +
    'got "arn:aws:dynamodb:eu-central-1:111122223333:table/jobs/index/by-state": write the name alone, "by-state"',
    () => KedaBundle.dynamoDb({ tables, indexNames: ['arn:aws:dynamodb:eu-central-1:111122223333:table/jobs/index/by-state'] }),
  ],
  ['KedaBundle.kinesis: streams: must name at least one, got []', () => KedaBundle.kinesis({ streams: [] })],
  [
    'KedaBundle.sqs: queues[0]: must be one resource, without wildcards and policy variables, got "arn:aws:sqs:eu-central-1:111122223333:*"',
    () => KedaBundle.sqs({ queues: [Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:*')] }),
  ],
  [
    'KedaBundle.kinesis: streams[0]: must be one resource, without wildcards and policy variables, got "arn:aws:kinesis:eu-central-1:111122223333:stream/*"',
    () => KedaBundle.kinesis({ streams: [Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:eu-central-1:111122223333:stream/*')] }),
  ],
])('refuses: %s', (message, make) => {
  expect(messageOf(make)).toBe(message);
});

test.each([
  [TABLE, 'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs/index/by-state', 'write the table, ' +
    '"arn:aws:dynamodb:eu-central-1:111122223333:table/jobs", and its indexes by name as \'indexNames\''],
  [TABLE, 'arn:aws:dynamodb::111122223333:table/jobs', 'its region (the fourth field) is missing'],
  [STREAM, 'arn:aws:sqs:eu-central-1:111122223333:jobs', 'this ARN is of service "sqs", not "kinesis"'],
  [INDEX_NAME, 'by state', 'got "by state"'],
])('a name or ARN of workloads.yaml is explained', (format, value, hint) => {
  expect(explain(format, value)).toContain(hint);
});

test('the key of a table comes along', () => {
  // GIVEN
  const table = new Table(stack, 'Encrypted', { partitionKey: { name: 'id', type: AttributeType.STRING }, encryptionKey: new Key(stack, 'Key') });
  // WHEN
  const [query, decrypt] = statementsOf(KedaBundle.dynamoDb({ tables: [table], indexNames: ['by-state'] }), stack);
  // THEN
  expect(query.Resource).toHaveLength(2);
  expect(decrypt.Action).toBe('kms:Decrypt');
  expect(JSON.stringify(decrypt.Condition)).toContain('dynamodb.');
});

test('names in workloads.yaml stand for tables and streams in each region', () => {
  const place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
  const resources = (id: string, values: object) =>
    statementsOf(bundleDefinition(id)!.create({ ...values }, place), stack, place).map(({ Resource: resource }) => resource);
  expect(resources('keda.dynamoDb', { tables: ['jobs'], indexNames: ['by-state'] })).toEqual([[
    'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs', 'arn:aws:dynamodb:eu-west-1:111122223333:table/jobs',
    'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs/index/by-state', 'arn:aws:dynamodb:eu-west-1:111122223333:table/jobs/index/by-state',
  ]]);
  expect(resources('keda.kinesis', { streams: ['clicks', 'arn:aws:kinesis:us-east-1:111122223333:stream/orders'] })).toEqual([[
    'arn:aws:kinesis:eu-central-1:111122223333:stream/clicks', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks',
    'arn:aws:kinesis:us-east-1:111122223333:stream/orders',
  ]]);
});
