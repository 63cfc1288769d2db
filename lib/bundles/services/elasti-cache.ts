import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CACHE_USERS, REPLICATION_GROUPS, SERVERLESS_CACHES } from '../resources/caches';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `ElastiCacheBundle.connect`. At least one of `replicationGroups` and `serverlessCaches` must name something. */
export interface ElastiCacheConnectOptions {
  /**
   * Ids of replication groups in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly replicationGroups?: string[];

  /**
   * Names of serverless caches in the account and region of the role's stack, or ARNs.
   *
   * @default - none
   */
  readonly serverlessCaches?: string[];

  /** Ids of the users whose authentication mode is `iam`, or ARNs. At least one. */
  readonly users: string[];
}

/**
 * ElastiCache for Valkey and Redis OSS, with IAM authentication.
 *
 * @example
 * role.addBundle(ElastiCacheBundle.connect({ serverlessCaches: ['sessions'], users: ['shop'] }));
 */
export class ElastiCacheBundle {
  /**
   * Connect to given caches as given users. What a user may do is said by its access string. Bundle id `elastiCache.connect`.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   */
  public static connect(options: ElastiCacheConnectOptions): IPolicyBundle {
    return CONNECT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONNECT];
  }

  private constructor() {}
}

const CONNECT = defineBundle<ElastiCacheConnectOptions>()({
  id: 'elastiCache.connect',
  summary: 'Connect to given caches as given users, with IAM authentication',
  sources: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html'],
  parameters: {
    replicationGroups: orNone(names(REPLICATION_GROUPS, 'Ids or ARNs of replication groups.')),
    serverlessCaches: orNone(names(SERVERLESS_CACHES, 'Names or ARNs of serverless caches.')),
    users: required(names(CACHE_USERS, 'Ids or ARNs of the users.')),
  },
  oneOf: ['replicationGroups', 'serverlessCaches'],
  statements: ({ replicationGroups, serverlessCaches, users }) => [
    // IAM is asked for the cache and for the user.
    allow({ actions: ['elasticache:Connect'], resources: [...replicationGroups, ...serverlessCaches, ...users] }),
  ],
});
