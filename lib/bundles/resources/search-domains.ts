import type { IDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { regionalKind, regionalNames } from './regional';
import type { TextFormat } from '../../core/text-format';

/** Domains of OpenSearch Service. */
export const SEARCH_DOMAINS = regionalKind<IDomain>({
  service: 'es',
  name: { pattern: '[a-z][a-z0-9-]{2,27}', rule: "the name of a domain (3 to 28 of a-z, 0-9 and '-', beginning with a letter)", example: 'shop' },
  noun: "a domain's ARN",
  resource: (name) => `domain/${name}`,
  hint: (value) => /\.es\.amazonaws\./.test(value) ? 'this is an endpoint; write the name of the domain'
    : /:domain\/[^/]+\//.test(value) ? "write the domain, and what follows it as 'paths'" : undefined,
}, ({ domainArn }, one) => one(domainArn));

/** What follows the host in a request to a domain. */
export const SEARCH_PATH: TextFormat = {
  pattern: '[^/?$\\s][^?$\\s]{0,511}',
  rule: "a path of requests without its first '/', where '*' stands for any text",
  example: 'orders-2026/_search',
  hint: (value) => value.startsWith('/') && !/[?$\s]/.test(value) ? `perhaps "${value.slice(1)}"` : undefined,
  also: (value) => /^[*/]+$/.test(value) ? 'must limit the requests; leave paths out for those of any path' : undefined,
};

export const HTTP_METHOD: TextFormat = {
  pattern: 'DELETE|GET|HEAD|PATCH|POST|PUT',
  rule: 'DELETE, GET, HEAD, PATCH, POST or PUT',
  example: 'GET',
  hint: (value) => /^(?:delete|get|head|patch|post|put)$/i.test(value) ? `perhaps "${value.toUpperCase()}"` : undefined,
};

/** Collections of OpenSearch Serverless. */
export const SEARCH_COLLECTIONS = regionalNames({
  service: 'aoss',
  name: { pattern: '[a-z0-9]{3,40}', rule: 'the id of a collection (3 to 40 of a-z and 0-9)', example: '0a1b2c3d4e5f6g7h8i9j' },
  noun: "a collection's ARN",
  resource: (id) => `collection/${id}`,
  hint: (value) => /^[a-z][a-z0-9-]*-[a-z0-9-]*$/.test(value) ? 'this is a name (aws opensearchserverless batch-get-collection prints the id)' : undefined,
});
