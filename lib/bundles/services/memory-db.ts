import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { MEMORY_DB_CLUSTERS, MEMORY_DB_USERS } from '../resources/caches';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `MemoryDbBundle.connect`. */
export interface MemoryDbConnectOptions {
  /** Names of clusters in the account and region of the role's stack, or ARNs. At least one. */
  readonly clusters: string[];

  /** Names of the users whose authentication mode is `iam`, or ARNs. At least one. */
  readonly users: string[];
}

/**
 * MemoryDB, with IAM authentication.
 *
 * @example
 * role.addBundle(MemoryDbBundle.connect({ clusters: ['sessions'], users: ['shop'] }));
 */
export class MemoryDbBundle {
  /**
   * Connect to given clusters as given users. What a user may do is said by its access string. Bundle id `memoryDb.connect`.
   *
   * @see https://docs.aws.amazon.com/memorydb/latest/devguide/auth-iam.html
   */
  public static connect(options: MemoryDbConnectOptions): IPolicyBundle {
    return CONNECT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONNECT];
  }

  private constructor() {}
}

const CONNECT = defineBundle<MemoryDbConnectOptions>()({
  id: 'memoryDb.connect',
  summary: 'Connect to given clusters as given users, with IAM authentication',
  sources: ['https://docs.aws.amazon.com/memorydb/latest/devguide/auth-iam.html'],
  parameters: {
    clusters: required(names(MEMORY_DB_CLUSTERS, 'Names or ARNs of the clusters.')),
    users: required(names(MEMORY_DB_USERS, 'Names or ARNs of the users.')),
  },
  statements: ({ clusters, users }) => [
    // IAM is asked for the cluster and for the user.
    allow({ actions: ['memorydb:Connect'], resources: [...clusters, ...users] }),
  ],
});
