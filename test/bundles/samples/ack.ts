import { Role } from 'aws-cdk-lib/aws-iam';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { AckBundle } from '../../../lib/bundles/controllers/ack';

const LOCAL = 'arn:aws:iam::111122223333:role/ack/databases';
const REPLICATION = 'arn:aws:iam::111122223333:role/replication';
const MONITORING = 'arn:aws:iam::111122223333:role/rds-monitoring';
const OTHER_ACCOUNT = 'arn:aws:iam::444455556666:role/ack-buckets';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ack.assumeRoles',
    make: (stack) => AckBundle.assumeRoles({ roles: [Role.fromRoleArn(stack, 'Role', LOCAL)], roleArns: [OTHER_ACCOUNT] }),
    values: { roles: [LOCAL, OTHER_ACCOUNT] },
  },
  { name: 'ack.s3', make: () => AckBundle.s3({ buckets: ['shop-*', 'media'] }), values: { buckets: ['shop-*', 'media'] } },
  {
    name: 'ack.s3-all',
    make: (stack) => AckBundle.s3({ buckets: ['shop-*'], allowDelete: true, allowPolicies: true, replicationRoles: [Role.fromRoleArn(stack, 'Role', REPLICATION)] }),
    values: { buckets: ['shop-*'], allowDelete: true, allowPolicies: true, replicationRoles: [REPLICATION] },
  },
  { name: 'ack.dynamoDb', make: () => AckBundle.dynamoDb({ tables: ['shop-*'] }), values: { tables: ['shop-*'] } },
  {
    name: 'ack.dynamoDb-all',
    make: () => AckBundle.dynamoDb({ tables: ['shop-*'], allowDelete: true, allowPolicies: true, backups: true }),
    values: { tables: ['shop-*'], allowDelete: true, allowPolicies: true, backups: true },
  },
  { name: 'ack.sqs', make: () => AckBundle.sqs({ queues: ['shop-*'] }), values: { queues: ['shop-*'] } },
  { name: 'ack.sqs-delete', make: () => AckBundle.sqs({ queues: ['jobs'], allowDelete: true }), values: { queues: ['jobs'], allowDelete: true } },
  { name: 'ack.sns', make: () => AckBundle.sns({ topics: ['shop-*'] }), values: { topics: ['shop-*'] } },
  { name: 'ack.sns-delete', make: () => AckBundle.sns({ topics: ['alerts'], allowDelete: true }), values: { topics: ['alerts'], allowDelete: true } },
  { name: 'ack.ecr', make: () => AckBundle.ecr({ repositories: ['shop/*', 'tools'] }), values: { repositories: ['shop/*', 'tools'] } },
  {
    name: 'ack.ecr-all',
    make: () => AckBundle.ecr({ repositories: ['shop/*'], allowDelete: true, allowPolicies: true }),
    values: { repositories: ['shop/*'], allowDelete: true, allowPolicies: true },
  },
  { name: 'ack.secretsManager', make: () => AckBundle.secretsManager({ secrets: ['shop/*', 'db'] }), values: { secrets: ['shop/*', 'db'] } },
  {
    name: 'ack.secretsManager-all',
    make: (stack) => AckBundle.secretsManager({ secrets: ['shop/*'], allowDelete: true, encryptionKeys: [key(stack)] }),
    values: { secrets: ['shop/*'], allowDelete: true, encryptionKeys: [KEY] },
  },
  { name: 'ack.rds', make: () => AckBundle.rds({ databases: ['shop-*', 'main'] }), values: { databases: ['shop-*', 'main'] } },
  {
    name: 'ack.rds-all',
    make: (stack) => AckBundle.rds({
      databases: ['shop-*'], allowDelete: true, encryptionKeys: [key(stack)], monitoringRoles: [Role.fromRoleArn(stack, 'Role', MONITORING)],
    }),
    values: { databases: ['shop-*'], allowDelete: true, encryptionKeys: [KEY], monitoringRoles: [MONITORING] },
  },
  { name: 'ack.elastiCache', make: () => AckBundle.elastiCache({ caches: ['shop-*', 'sessions'] }), values: { caches: ['shop-*', 'sessions'] } },
  {
    name: 'ack.elastiCache-all',
    make: () => AckBundle.elastiCache({ caches: ['shop-*'], allowDelete: true, users: true }),
    values: { caches: ['shop-*'], allowDelete: true, users: true },
  },
];
