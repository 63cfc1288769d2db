import type { AckAssumeRolesOptions, AckDynamoDbOptions, AckS3Options, AckSnsOptions, AckSqsOptions } from './ack-options';
import { DYNAMODB_CALLS, managedStatement, managedStatements, S3_CALLS, SNS_CALLS, SQS_CALLS } from './ack-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { MANAGED_BUCKETS, MANAGED_QUEUES, MANAGED_TABLES, MANAGED_TOPICS } from '../resources/managed-names';
import { names, namesFor, resources } from '../resources/resource-kind';
import { OWN_ACCOUNT, PASSED_ROLES, ROLES } from '../resources/roles';
import { passRoleStatement } from '../services/pass-role-statement';
import { allow } from '../statement';

export * from './ack-options';

/**
 * AWS Controllers for Kubernetes (ACK): the resources of one controller, by their names, or the permissions in roles that a controller
 * assumes.
 *
 * @example
 * role.addBundle(AckBundle.s3({ buckets: ['shop-*'], allowDelete: true }));
 * role.addBundle(AckBundle.assumeRoles({ roleArns: ['arn:aws:iam::444455556666:role/ack-s3'] }));
 */
export class AckBundle {
  /**
   * Assume given roles, as `IAMRoleSelector` or the account map (CARM) name them. A controller passes neither an
   * external id nor session tags, so the roles' trust policies must ask for none. Bundle id `ack.assumeRoles`.
   *
   * @see https://aws-controllers-k8s.github.io/docs/guides/cross-account
   */
  public static assumeRoles(options: AckAssumeRolesOptions): IPolicyBundle {
    return ASSUME_ROLES.fromOptions(options);
  }

  /**
   * Make and change buckets of given names, without their objects. Directory buckets are left out. Bundle id `ack.s3`.
   *
   * @see https://github.com/aws-controllers-k8s/s3-controller
   */
  public static s3(options: AckS3Options): IPolicyBundle {
    return S3.fromOptions(options);
  }

  /**
   * Make and change tables of given names, without their items. Global tables and customer-managed KMS keys are left out. Bundle id
   * `ack.dynamoDb`.
   *
   * @see https://github.com/aws-controllers-k8s/dynamodb-controller
   */
  public static dynamoDb(options: AckDynamoDbOptions): IPolicyBundle {
    return DYNAMODB.fromOptions(options);
  }

  /**
   * Make and change queues of given names, without their messages. The policy of a queue is one of its attributes: who changes a queue can
   * open it to others. Bundle id `ack.sqs`.
   *
   * @see https://github.com/aws-controllers-k8s/sqs-controller
   */
  public static sqs(options: AckSqsOptions): IPolicyBundle {
    return SQS.fromOptions(options);
  }

  /**
   * Make and change topics of given names, without publishing. Subscriptions and platform applications are left out. The policy of a topic
   * is one of its attributes: who changes a topic can open it to others. Bundle id `ack.sns`.
   *
   * @see https://github.com/aws-controllers-k8s/sns-controller
   */
  public static sns(options: AckSnsOptions): IPolicyBundle {
    return SNS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ASSUME_ROLES, S3, DYNAMODB, SQS, SNS];
  }

  private constructor() {}
}

const CROSS_ACCOUNT = 'https://aws-controllers-k8s.github.io/docs/guides/cross-account';

const ASSUME_ROLES = defineBundle<AckAssumeRolesOptions>()({
  id: 'ack.assumeRoles',
  summary: 'Assume given roles, in other accounts too, that manage the resources',
  usedBy: 'ACK controllers with IAMRoleSelector or CARM',
  upstream: [{ repository: 'aws-controllers-k8s/runtime', release: 'v0.61.0', since: '0.20', program: 'ACK runtime' }],
  sources: [CROSS_ACCOUNT, 'https://github.com/aws-controllers-k8s/runtime/blob/main/pkg/runtime/config.go'],
  parameters: {
    roles: orNone(resources(ROLES, 'ARNs of the roles.')),
    roleArns: orNone(namesFor('roles', ROLES)),
  },
  oneOf: ['roles', 'roleArns'],
  statements: ({ roles }) => [allow({ actions: ['sts:AssumeRole'], resources: roles })],
});

const RECOMMENDED = 'https://aws-controllers-k8s.github.io/docs/getting-started';
const DELETE = flag('Allow deleting. Without it, objects in the cluster need the annotation services.k8s.aws/deletion-policy: retain.');

const S3 = defineBundle<AckS3Options>()({
  id: 'ack.s3',
  summary: 'Make and change buckets of given names, without their objects',
  usedBy: 'the ACK controller of S3',
  upstream: [{ repository: 'aws-controllers-k8s/s3-controller', release: 'v1.10.0' }],
  sources: [S3_CALLS.source, RECOMMENDED, 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html'],
  parameters: {
    buckets: required(names(MANAGED_BUCKETS, 'Names of buckets, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    allowPolicies: flag('Allow changing bucket policies, ACLs and the public access block, by which buckets can be opened to others.'),
    replicationRoles: resources(PASSED_ROLES, 'ARNs of the roles with which S3 replicates objects.', OWN_ACCOUNT),
  },
  statements: ({ buckets, replicationRoles, ...flags }) => [
    ...managedStatements('buckets', S3_CALLS, buckets, flags),
    allow({
      actions: ['s3:ListAllMyBuckets'],
      resources: ['*'],
      evidence: { reason: 'the controller finds a bucket in the list of all, and the action supports no resource', source: S3_CALLS.source },
    }),
    ...(replicationRoles.length > 0 ? [
      managedStatement('buckets', S3_CALLS, ['s3:PutReplicationConfiguration'], buckets),
      passRoleStatement(replicationRoles, 's3.amazonaws.com'),
    ] : []),
  ],
});

const DYNAMODB = defineBundle<AckDynamoDbOptions>()({
  id: 'ack.dynamoDb',
  summary: 'Make and change tables of given names, without their items',
  usedBy: 'the ACK controller of DynamoDB',
  upstream: [{ repository: 'aws-controllers-k8s/dynamodb-controller', release: 'v1.9.2' }],
  sources: [DYNAMODB_CALLS.source, RECOMMENDED],
  parameters: {
    tables: required(names(MANAGED_TABLES, 'Names of tables, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    allowPolicies: flag('Allow changing the policies of tables, by which they can be opened to others.'),
    backups: flag('Allow making and deleting backups of the tables.'),
  },
  statements: ({ tables, backups, ...flags }) => [
    ...managedStatements('tables', DYNAMODB_CALLS, tables, flags),
    ...(backups ? [
      managedStatement('tables', DYNAMODB_CALLS, ['dynamodb:CreateBackup'], tables),
      allow({
        actions: ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup'],
        resources: tables.map((table) => `${table}/backup/*`),
        evidence: { reason: 'a backup gets its id when it is made', source: DYNAMODB_CALLS.source },
      }),
    ] : []),
  ],
});

const SQS = defineBundle<AckSqsOptions>()({
  id: 'ack.sqs',
  summary: 'Make and change queues of given names, without their messages',
  usedBy: 'the ACK controller of SQS',
  upstream: [{ repository: 'aws-controllers-k8s/sqs-controller', release: 'v1.6.1' }],
  sources: [SQS_CALLS.source, RECOMMENDED],
  parameters: { queues: required(names(MANAGED_QUEUES, 'Names of queues, or beginnings of names that end in *.')), allowDelete: DELETE },
  statements: ({ queues, ...flags }) => managedStatements('queues', SQS_CALLS, queues, flags),
});

const SNS = defineBundle<AckSnsOptions>()({
  id: 'ack.sns',
  summary: 'Make and change topics of given names, without publishing',
  usedBy: 'the ACK controller of SNS',
  upstream: [{ repository: 'aws-controllers-k8s/sns-controller', release: 'v1.6.0' }],
  sources: [SNS_CALLS.source, RECOMMENDED],
  parameters: { topics: required(names(MANAGED_TOPICS, 'Names of topics, or beginnings of names that end in *.')), allowDelete: DELETE },
  statements: ({ topics, ...flags }) => managedStatements('topics', SNS_CALLS, topics, flags),
});
