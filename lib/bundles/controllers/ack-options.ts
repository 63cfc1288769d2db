import type { IRole } from 'aws-cdk-lib/aws-iam';

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
