import type { IDatabaseCluster, IDatabaseInstance, IDatabaseProxy } from 'aws-cdk-lib/aws-rds';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { DATABASE_CLUSTERS, DATABASE_INSTANCES, DATABASE_PROXIES, DATABASE_USER, DATABASES } from '../resources/databases';
import { constructsFor, names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `RdsBundle.connect`. At least one of `resourceIds`, `instances`, `clusters` and `proxies` must name a database. */
export interface RdsConnectOptions {
  /**
   * Resource ids of databases in the region of the stack, such as `db-ABCDEFGHIJKL01234`, `cluster-ABCDEFGHIJKL01234` or
   * `prx-0123456789abcdef0`; for another region `arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABCDEFGHIJKL01234`, without a user.
   *
   * @default - none
   */
  readonly resourceIds?: string[];

  /**
   * Instances of RDS. An imported one must know its `instanceResourceId`.
   *
   * @default - none
   */
  readonly instances?: IDatabaseInstance[];

  /**
   * Clusters of Aurora or RDS. An imported one must know its `clusterResourceIdentifier`.
   *
   * @default - none
   */
  readonly clusters?: IDatabaseCluster[];

  /**
   * Proxies. With a proxy in between, the workload connects to the proxy, and the database itself is not needed.
   *
   * @default - none
   */
  readonly proxies?: IDatabaseProxy[];

  /** Names of users of the database, who must be set up for IAM there. At least one, without wildcards. */
  readonly users: string[];
}

/**
 * RDS and Aurora: signing in to a database with IAM, in the place of a password.
 *
 * @example
 * role.addBundle(RdsBundle.connect({ resourceIds: ['cluster-ABCDEFGHIJKL01234'], users: ['app'] }));
 */
export class RdsBundle {
  /**
   * Connect to given databases as given users. The database must have IAM authentication, and be in the role's own account.
   * Bundle id `rds.connect`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
   */
  public static connect(options: RdsConnectOptions): IPolicyBundle {
    return CONNECT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONNECT];
  }

  private constructor() {}
}

const CONNECT = defineBundle<RdsConnectOptions>()({
  id: 'rds.connect',
  summary: 'Connect to given databases as given users, with IAM authentication',
  sources: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html',
  ],
  parameters: {
    resourceIds: orNone(names(DATABASES, 'Resource ids of databases, clusters and proxies, not their names.', {
      ofOwnAccount: 'a user of a database can be only of its own account',
    })),
    instances: orNone(constructsFor('resourceIds', DATABASE_INSTANCES)),
    clusters: orNone(constructsFor('resourceIds', DATABASE_CLUSTERS)),
    proxies: orNone(constructsFor('resourceIds', DATABASE_PROXIES)),
    users: required(texts(DATABASE_USER, 'Names of users of the database.')),
  },
  oneOf: ['resourceIds', 'instances', 'clusters', 'proxies'],
  statements: ({ resourceIds, users }) => [
    allow({ actions: ['rds-db:connect'], resources: resourceIds.flatMap((database) => users.map((user) => `${database}/${user}`)) }),
  ],
});
