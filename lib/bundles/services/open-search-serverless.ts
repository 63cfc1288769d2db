import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { regionalArns } from '../resources/place';
import { names } from '../resources/resource-kind';
import { SEARCH_COLLECTIONS } from '../resources/search-domains';
import { allow } from '../statement';

/** Options for `OpenSearchServerlessBundle.access`. */
export interface OpenSearchServerlessAccessOptions {
  /** Ids of collections in the account and region of the role's stack, or ARNs. At least one. */
  readonly collectionIds: string[];

  /**
   * Allow opening OpenSearch Dashboards.
   *
   * @default false
   */
  readonly dashboards?: boolean;
}

/**
 * OpenSearch Serverless: given collections.
 *
 * @example
 * role.addBundle(OpenSearchServerlessBundle.access({ collectionIds: ['0a1b2c3d4e5f6g7h8i9j'] }));
 */
export class OpenSearchServerlessBundle {
  /**
   * Reach the API of collections. What may be done there is said by the data access policies of the collections, which must name the
   * role too. Bundle id `openSearchServerless.access`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security-iam-serverless.html
   */
  public static access(options: OpenSearchServerlessAccessOptions): IPolicyBundle {
    return ACCESS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ACCESS];
  }

  private constructor() {}
}

const ACCESS = defineBundle<OpenSearchServerlessAccessOptions>()({
  id: 'openSearchServerless.access',
  summary: 'Reach given collections, whose data access policies decide the rest',
  sources: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security-iam-serverless.html'],
  parameters: {
    collectionIds: required(names(SEARCH_COLLECTIONS, 'Ids or ARNs of the collections.')),
    dashboards: flag('Allow opening OpenSearch Dashboards.'),
  },
  statements: ({ collectionIds, dashboards }, { place }) => [
    allow({ actions: ['aoss:APIAccessAll'], resources: collectionIds }),
    ...(dashboards ? [allow({ actions: ['aoss:DashboardsAccessAll'], resources: regionalArns(place, 'aoss', 'dashboards/default') })] : []),
  ],
});
