import { Role } from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { AckBundle } from '../../../lib/bundles/controllers/ack';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);

test.each<[string, () => unknown]>([
  ['AckBundle.assumeRoles: must have at least one of roles or roleArns', () => AckBundle.assumeRoles({})],
  ['AckBundle.assumeRoles: must have at least one of roles or roleArns', () => AckBundle.assumeRoles({ roles: [], roleArns: [] })],
  [
    'AckBundle.assumeRoles: roleArns[1]: must be a role\'s ARN, such as arn:aws:iam::444455556666:role/backup-writer, ' +
    'got "arn:aws:iam::444455556666:role/ack-*": a wildcard would let the workload become roles that do not exist yet; name each role',
    () => AckBundle.assumeRoles({ roleArns: ['arn:aws:iam::444455556666:role/ack', 'arn:aws:iam::444455556666:role/ack-*'] }),
  ],
  [
    'AckBundle.assumeRoles: roles[0]: must be one resource, without wildcards and policy variables, got "arn:<deploy-time value>:iam::111122223333:role/ack-*"',
    () => AckBundle.assumeRoles({ roles: [Role.fromRoleName(stack, 'Wildcard', 'ack-*')] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('an ARN that is known at deploy time only passes', () => {
  expect(() => AckBundle.assumeRoles({ roleArns: [Lazy.string({ produce: () => 'x' })] })).not.toThrow();
});

test.each<[string, () => unknown]>([
  ["AckBundle.sqs: queues[0]: must be the name of a queue, or the beginning of names (at least 3 characters) that ends in '*', got \"*\": begin the names of what the controller makes alike, such as \"shop-*\"", () => AckBundle.sqs({ queues: ['*'] })],
  ['AckBundle.sqs: queues: must name at least one, got []', () => AckBundle.sqs({ queues: [] })],
  ["AckBundle.s3: buckets[0]: must be the name of a bucket, or the beginning of names (at least 3 characters) that ends in '*', got \"arn:aws:s3:::media\": the controller makes it in the account of the role; write the name alone", () => AckBundle.s3({ buckets: ['arn:aws:s3:::media'] })],
])('%s', (message, make) => expect(make).toThrow(new Error(message)));

test.each(['', 'a*', 'sh*', 'shop-*-x', 'shop-?', 'shop*/x', '${aws:PrincipalTag/a}*', 'shop-*\n', ' shop-*', 'x'.repeat(300)])('%j is no name of a table and no beginning of names', (name) => {
  expect(() => AckBundle.dynamoDb({ tables: [name] })).toThrow(/^AckBundle\.dynamoDb: tables\[0\]: must /);
});

test('each statement of a controller is on the names that were given', () => {
  expect(statementsOf(AckBundle.sns({ topics: ['shop-*', 'alerts.fifo'] }), stack).flatMap(({ Resource: on }) => on)).toEqual([
    'arn:aws:sns:eu-central-1:111122223333:shop-*', 'arn:aws:sns:eu-central-1:111122223333:alerts.fifo',
  ]);
});

test.each<[string, () => unknown]>([
  ["AckBundle.rds: databases[0]: must be the name of a database, or the beginning of names (at least 3 characters) that ends in '*', got \"Shop-Main\": AWS keeps it in small letters: \"shop-main\"", () => AckBundle.rds({ databases: ['Shop-Main'] })],
  ["AckBundle.elastiCache: caches[0]: must be the name of a cache, or the beginning of names (at least 3 characters) that ends in '*', got \"*\": begin the names of what the controller makes alike, such as \"shop-*\"", () => AckBundle.elastiCache({ caches: ['*'] })],
  ["AckBundle.ecr: repositories[0]: must be the name of a repository, or the beginning of names (at least 3 characters) that ends in '*', got \"arn:aws:ecr:eu-central-1:111122223333:repository/shop\": the controller makes it in the account of the role; write the name alone", () => AckBundle.ecr({ repositories: ['arn:aws:ecr:eu-central-1:111122223333:repository/shop'] })],
  ['AckBundle.secretsManager: secrets: must name at least one, got []', () => AckBundle.secretsManager({ secrets: [] })],
])('%s', (message, make) => expect(make).toThrow(new Error(message)));

test.each(['', 'a*', 'sh*', 'shop-', 'shop--a', '-shop', '1shop', 'shop_*', 'shop-*-x', 'shop.*', 'x'.repeat(256)])('%j is no name of a database and no beginning of names', (name) => {
  expect(() => AckBundle.rds({ databases: [name] })).toThrow(/^AckBundle\.rds: databases\[0\]: must /);
});

test.each(['a', 'shop-*', 'sho*', 'x'.repeat(255)])('%j is one', (name) => expect(() => AckBundle.rds({ databases: [name] })).not.toThrow());

test('the nodes of a replication group are read by its name; a beginning has them already', () => {
  const nodes = (caches: string[]) => statementsOf(AckBundle.elastiCache({ caches }), stack).flatMap(({ Resource: on }) => on).filter((arn) => /:cluster:.*\*$/.test(arn));
  expect(nodes(['sessions'])).toEqual(['arn:aws:elasticache:eu-central-1:111122223333:cluster:sessions-*']);
  expect(nodes(['shop-*'])).toEqual(['arn:aws:elasticache:eu-central-1:111122223333:cluster:shop-*']);
});
