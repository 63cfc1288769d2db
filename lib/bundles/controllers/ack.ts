import { cacheStatements, databaseStatements } from './ack-database-statements';
import { ELASTICACHE_KINDS, RDS_KINDS } from './ack-kinds';
import type {
  AckAssumeRolesOptions, AckDynamoDbOptions, AckEcrOptions, AckElastiCacheOptions, AckRdsOptions, AckS3Options, AckSecretsManagerOptions,
  AckSnsOptions, AckSqsOptions,
} from './ack-options';
import {
  bucketStatements, DELETE, DYNAMODB_CALLS, ECR_CALLS, managedStatements, S3_CALLS, SECRETS_MANAGER_CALLS, secretStatements, SNS_CALLS,
  SQS_CALLS, tableStatements,
} from './ack-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import {
  MANAGED_BUCKETS, MANAGED_CACHES, MANAGED_DATABASES, MANAGED_QUEUES, MANAGED_REPOSITORIES, MANAGED_SECRETS, MANAGED_TABLES, MANAGED_TOPICS,
} from '../resources/managed-names';
import { names, namesFor, resources } from '../resources/resource-kind';
import { OWN_ACCOUNT, PASSED_ROLES, ROLES } from '../resources/roles';
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

  /**
   * Make and change repositories of given names, without their images. A lifecycle policy deletes images, and with `allowDelete` and the
   * annotation `ecr.services.k8s.aws/force-delete` so does the controller. Pull-through caches, templates and customer-managed KMS keys
   * are left out. Bundle id `ack.ecr`.
   *
   * @see https://github.com/aws-controllers-k8s/ecr-controller
   */
  public static ecr(options: AckEcrOptions): IPolicyBundle {
    return ECR.fromOptions(options);
  }

  /**
   * Make and change secrets of given names, without reading them. Replicas in other regions are left out. Bundle id `ack.secretsManager`.
   *
   * @see https://github.com/aws-controllers-k8s/secretsmanager-controller
   */
  public static secretsManager(options: AckSecretsManagerOptions): IPolicyBundle {
    return SECRETS_MANAGER.fromOptions(options);
  }

  /**
   * Make and change databases of given names, with their parameter groups and subnet groups. Who changes a database can set its password.
   * Snapshots, restoring, proxies, custom endpoints, global clusters and passwords that RDS manages are left out. Bundle id `ack.rds`.
   *
   * @see https://github.com/aws-controllers-k8s/rds-controller
   */
  public static rds(options: AckRdsOptions): IPolicyBundle {
    return RDS.fromOptions(options);
  }

  /**
   * Make and change caches of given names, with their parameter groups and subnet groups, and users on request. Serverless caches,
   * snapshots and customer-managed KMS keys are left out. Bundle id `ack.elastiCache`.
   *
   * @see https://github.com/aws-controllers-k8s/elasticache-controller
   */
  public static elastiCache(options: AckElastiCacheOptions): IPolicyBundle {
    return ELASTICACHE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ASSUME_ROLES, S3, DYNAMODB, SQS, SNS, ECR, SECRETS_MANAGER, RDS, ELASTICACHE];
  }

  private constructor() {}
}

const ASSUME_ROLES = defineBundle<AckAssumeRolesOptions>()({
  id: 'ack.assumeRoles',
  summary: 'Assume given roles, in other accounts too, that manage the resources',
  usedBy: 'ACK controllers with IAMRoleSelector or CARM',
  upstream: [{ repository: 'aws-controllers-k8s/runtime', release: 'v0.61.0', since: '0.20', program: 'ACK runtime' }],
  sources: ['https://aws-controllers-k8s.github.io/docs/guides/cross-account', 'https://github.com/aws-controllers-k8s/runtime/blob/main/pkg/runtime/config.go'],
  parameters: { roles: orNone(resources(ROLES, 'ARNs of the roles.')), roleArns: orNone(namesFor('roles', ROLES)) },
  oneOf: ['roles', 'roleArns'],
  statements: ({ roles }) => [allow({ actions: ['sts:AssumeRole'], resources: roles })],
});

const RECOMMENDED = 'https://aws-controllers-k8s.github.io/docs/getting-started';

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
  statements: bucketStatements,
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
  statements: tableStatements,
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

const ECR = defineBundle<AckEcrOptions>()({
  id: 'ack.ecr',
  summary: 'Make and change repositories of given names, without their images',
  usedBy: 'the ACK controller of ECR',
  upstream: [{ repository: 'aws-controllers-k8s/ecr-controller', release: 'v1.8.1' }],
  sources: [ECR_CALLS.source, RECOMMENDED],
  parameters: {
    repositories: required(names(MANAGED_REPOSITORIES, 'Names of repositories, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    allowPolicies: flag('Allow changing the policies of repositories, by which they can be opened to others.'),
  },
  statements: ({ repositories, ...flags }) => managedStatements('repositories', ECR_CALLS, repositories, flags),
});

const SECRETS_MANAGER = defineBundle<AckSecretsManagerOptions>()({
  id: 'ack.secretsManager',
  summary: 'Make and change secrets of given names, without reading them',
  usedBy: 'the ACK controller of Secrets Manager',
  upstream: [{ repository: 'aws-controllers-k8s/secretsmanager-controller', release: 'v1.4.1' }],
  sources: [SECRETS_MANAGER_CALLS.source, RECOMMENDED],
  parameters: {
    secrets: required(names(MANAGED_SECRETS, 'Names of secrets, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    encryptionKeys: encryptionKeys({}),
  },
  statements: (values, { scope }) => secretStatements(scope, values),
});

const RDS = defineBundle<AckRdsOptions>()({
  id: 'ack.rds',
  summary: 'Make and change databases of given names, with their parameter groups and subnet groups',
  usedBy: 'the ACK controller of RDS',
  upstream: [{ repository: 'aws-controllers-k8s/rds-controller', release: 'v1.11.1' }],
  sources: [RDS_KINDS.source, RDS_KINDS.defaultsSource, 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html'],
  parameters: {
    databases: required(names(MANAGED_DATABASES, 'Names of instances and clusters, and of their parameter groups and subnet groups, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    encryptionKeys: encryptionKeys({}),
    monitoringRoles: resources(PASSED_ROLES, 'ARNs of the roles with which RDS writes metrics of Enhanced Monitoring.', OWN_ACCOUNT),
  },
  statements: (values, { place, scope }) => databaseStatements(place, scope, values),
});

const ELASTICACHE = defineBundle<AckElastiCacheOptions>()({
  id: 'ack.elastiCache',
  summary: 'Make and change caches of given names, with their parameter groups and subnet groups',
  usedBy: 'the ACK controller of ElastiCache',
  upstream: [{ repository: 'aws-controllers-k8s/elasticache-controller', release: 'v1.8.0' }],
  sources: [ELASTICACHE_KINDS.source, ELASTICACHE_KINDS.defaultsSource],
  parameters: {
    caches: required(names(MANAGED_CACHES, 'Names of replication groups and clusters, and of their parameter groups and subnet groups, or beginnings of names that end in *.')),
    allowDelete: DELETE,
    users: flag('Allow making and changing users and user groups of the same names, who can read and write what is cached.'),
  },
  statements: (values, { place }) => cacheStatements(place, values),
});
