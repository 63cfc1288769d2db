import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { DAX_CLUSTERS } from '../resources/caches';
import { names } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `DaxBundle.read` and `DaxBundle.readWrite`. */
export interface DaxOptions {
  /** Names of clusters in the account and region of the role's stack, or ARNs. At least one. */
  readonly clusters: string[];
}

/**
 * DynamoDB Accelerator (DAX): given clusters. DAX reaches the tables with its own role, so that a workload needs no permission on them,
 * and reaches every table of that role.
 *
 * @example
 * role.addBundle(DaxBundle.read({ clusters: ['orders'] }));
 */
export class DaxBundle {
  /**
   * Read, query and scan items. Bundle id `dax.read`.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
   */
  public static read(options: DaxOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * Read, write and delete items, in transactions too. Bundle id `dax.readWrite`.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
   */
  public static readWrite(options: DaxOptions): IPolicyBundle {
    return READ_WRITE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, READ_WRITE];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html'];

const PARAMETERS = { clusters: required(names(DAX_CLUSTERS, 'Names or ARNs of the clusters.')) };

const READ_ACTIONS = ['dax:BatchGetItem', 'dax:GetItem', 'dax:Query', 'dax:Scan'];

const READ = defineBundle<DaxOptions>()({
  id: 'dax.read',
  summary: 'Read items through given clusters',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ clusters }) => [allow({ actions: READ_ACTIONS, resources: clusters })],
});

const READ_WRITE = defineBundle<DaxOptions>()({
  id: 'dax.readWrite',
  summary: 'Read, write and delete items through given clusters',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ clusters }) => [allow({
    actions: [...READ_ACTIONS, 'dax:BatchWriteItem', 'dax:ConditionCheckItem', 'dax:DeleteItem', 'dax:PutItem', 'dax:UpdateItem'],
    resources: clusters,
  })],
});
