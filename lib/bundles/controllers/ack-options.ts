import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** Options for `AckBundle.assumeRoles`. At least one of `roles` and `roleArns` must name a role. */
export interface AckAssumeRolesOptions {
  /**
   * Roles that manage the resources.
   *
   * @default - none
   */
  readonly roles?: IRole[];

  /**
   * ARNs of roles that manage the resources, in other accounts too, with their paths and without wildcards.
   *
   * @default - none
   */
  readonly roleArns?: string[];
}

/** Options of all bundles for the resources of one ACK controller. */
export interface AckResourceOptions {
  /**
   * Allow deleting. Without it, objects in the cluster need the annotation `services.k8s.aws/deletion-policy: retain`.
   *
   * @default false
   */
  readonly allowDelete?: boolean;
}

/** Options for `AckBundle.s3`. */
export interface AckS3Options extends AckResourceOptions {
  /**
   * Names of buckets that the controller makes, or beginnings of names that end in `*`, such as `shop-*`. At least one.
   */
  readonly buckets: string[];

  /**
   * Allow changing bucket policies, ACLs and the public access block, by which buckets can be opened to others.
   *
   * @default false
   */
  readonly allowPolicies?: boolean;

  /**
   * Roles with which S3 replicates objects, which trust `s3.amazonaws.com`.
   *
   * @default - none; replication cannot be set
   */
  readonly replicationRoles?: IRole[];
}

/** Options for `AckBundle.dynamoDb`. */
export interface AckDynamoDbOptions extends AckResourceOptions {
  /**
   * Names of tables that the controller makes, or beginnings of names that end in `*`, such as `shop-*`, in the account and region of the
   * role's stack. At least one.
   */
  readonly tables: string[];

  /**
   * Allow changing the policies of tables, by which they can be opened to others.
   *
   * @default false
   */
  readonly allowPolicies?: boolean;

  /**
   * Allow making and deleting backups of the tables.
   *
   * @default false
   */
  readonly backups?: boolean;
}

/** Options for `AckBundle.sqs`. */
export interface AckSqsOptions extends AckResourceOptions {
  /**
   * Names of queues that the controller makes, or beginnings of names that end in `*`, such as `shop-*`, in the account and region of the
   * role's stack. At least one.
   */
  readonly queues: string[];
}

/** Options for `AckBundle.sns`. */
export interface AckSnsOptions extends AckResourceOptions {
  /**
   * Names of topics that the controller makes, or beginnings of names that end in `*`, such as `shop-*`, in the account and region of the
   * role's stack. At least one.
   */
  readonly topics: string[];
}

/** Options for `AckBundle.ecr`. */
export interface AckEcrOptions extends AckResourceOptions {
  /**
   * Names of repositories that the controller makes, or beginnings of names that end in `*`, such as `shop/*`, in the account and region of
   * the role's stack. At least one.
   */
  readonly repositories: string[];

  /**
   * Allow changing the policies of repositories, by which they can be opened to others.
   *
   * @default false
   */
  readonly allowPolicies?: boolean;
}

/** Options for `AckBundle.secretsManager`. */
export interface AckSecretsManagerOptions extends AckResourceOptions {
  /**
   * Names of secrets that the controller makes, or beginnings of names that end in `*`, such as `shop/*`, in the account and region of the
   * role's stack. At least one.
   */
  readonly secrets: string[];

  /**
   * Customer-managed KMS keys that encrypt the secrets, usable through Secrets Manager only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `AckBundle.rds`. */
export interface AckRdsOptions extends AckResourceOptions {
  /**
   * Names of what the controller makes, or beginnings of names that end in `*`, such as `shop-*`: instances and clusters, and their
   * parameter groups and subnet groups. In small letters, as RDS keeps them, in the account and region of the role's stack. At least one.
   */
  readonly databases: string[];

  /**
   * Customer-managed KMS keys that encrypt the databases, usable through RDS only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Roles with which RDS writes metrics of Enhanced Monitoring, which trust `monitoring.rds.amazonaws.com`.
   *
   * @default - none; Enhanced Monitoring cannot be set
   */
  readonly monitoringRoles?: IRole[];
}

/** Options for `AckBundle.elastiCache`. */
export interface AckElastiCacheOptions extends AckResourceOptions {
  /**
   * Names of what the controller makes, or beginnings of names that end in `*`, such as `shop-*`: replication groups and clusters, and
   * their parameter groups and subnet groups. In small letters, as ElastiCache keeps them, in the account and region of the role's stack.
   * At least one.
   */
  readonly caches: string[];

  /**
   * Allow making and changing users and user groups of the same names, who can read and write what is cached.
   *
   * @default false
   */
  readonly users?: boolean;
}
