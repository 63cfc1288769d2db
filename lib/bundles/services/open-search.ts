import type { IDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { resources } from '../resources/resource-kind';
import { HTTP_METHOD, SEARCH_DOMAINS, SEARCH_PATH } from '../resources/search-domains';
import { allow } from '../statement';

/** Options for `OpenSearchBundle.request`. */
export interface OpenSearchRequestOptions {
  /** The domains. At least one. */
  readonly domains: IDomain[];

  /**
   * Paths of requests without the first `/`, `*` for any text, such as `orders/_search`. Requests that name indexes in their body
   * (`_bulk`, `_mget`, `_msearch`) reach any index: name such a path only where that is meant.
   *
   * @default - all paths
   */
  readonly paths?: string[];

  /**
   * Methods of requests: `DELETE`, `GET`, `HEAD`, `PATCH`, `POST` and `PUT`. Many clients search with `POST`.
   *
   * @default - `GET` and `HEAD`
   */
  readonly methods?: string[];
}

/**
 * OpenSearch Service: requests to given domains.
 *
 * @example
 * role.addBundle(OpenSearchBundle.request({ domains: [domain], paths: ['orders/_search'], methods: ['GET', 'POST'] }));
 */
export class OpenSearchBundle {
  /**
   * Send requests to the API of domains, by path and method. Fine-grained access control in the domain decides in addition. Bundle id
   * `openSearch.request`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
   */
  public static request(options: OpenSearchRequestOptions): IPolicyBundle {
    return REQUEST.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [REQUEST];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html';

const REQUEST = defineBundle<OpenSearchRequestOptions>()({
  id: 'openSearch.request',
  summary: 'Send requests to given domains, by path and method',
  sources: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html'],
  parameters: {
    domains: required(resources(SEARCH_DOMAINS, 'Names or ARNs of the domains.')),
    paths: texts(SEARCH_PATH, 'Paths of requests, * for any text. Default: all.'),
    methods: texts(HTTP_METHOD, 'Methods of requests. Default: GET and HEAD.'),
  },
  statements: ({ domains, paths, methods }) => [allow({
    actions: (methods.length > 0 ? methods : ['GET', 'HEAD']).map((method) => `es:ESHttp${method[0]}${method.slice(1).toLowerCase()}`),
    resources: domains.flatMap((domain) => (paths.length > 0 ? paths : ['*']).map((path) => `${domain}/${path}`)),
    evidence: { reason: 'the paths of requests have the names of indexes and documents, which are made later', source: GUIDE },
  })],
});
