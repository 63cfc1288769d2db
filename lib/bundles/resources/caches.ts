import { regionalNames } from './regional';

const ID = '[A-Za-z][A-Za-z0-9-]{0,39}';
const idRule = (what: string) => `${what} (1 to 40 letters, digits and '-', beginning with a letter)`;

/** Replication groups of ElastiCache, which have nodes. */
export const REPLICATION_GROUPS = regionalNames({
  service: 'elasticache',
  name: { pattern: ID, rule: idRule('the id of a replication group'), example: 'sessions' },
  noun: "a replication group's ARN",
  resource: (id) => `replicationgroup:${id}`,
  hint: (value) => value.includes(':cluster:') ? 'this is the ARN of a node of it; write that of the replication group' : undefined,
});

/** Serverless caches of ElastiCache. */
export const SERVERLESS_CACHES = regionalNames({
  service: 'elasticache',
  name: { pattern: ID, rule: idRule('the name of a serverless cache'), example: 'sessions' },
  noun: "a serverless cache's ARN",
  resource: (name) => `serverlesscache:${name}`,
});

/** Users of ElastiCache. */
export const CACHE_USERS = regionalNames({
  service: 'elasticache',
  name: { pattern: ID, rule: idRule('the id of a user of ElastiCache'), example: 'shop' },
  noun: "a user's ARN",
  resource: (id) => `user:${id}`,
  hint: (value) => /[*?]/.test(value) ? 'a wildcard would give users with more rights too' : undefined,
});

/** Clusters of MemoryDB. */
export const MEMORY_DB_CLUSTERS = regionalNames({
  service: 'memorydb',
  name: { pattern: ID, rule: idRule('the name of a cluster of MemoryDB'), example: 'sessions' },
  noun: "a cluster's ARN",
  resource: (name) => `cluster/${name}`,
});

/** Users of MemoryDB. */
export const MEMORY_DB_USERS = regionalNames({
  service: 'memorydb',
  name: { pattern: ID, rule: idRule('the name of a user of MemoryDB'), example: 'shop' },
  noun: "a user's ARN",
  resource: (name) => `user/${name}`,
  hint: (value) => /[*?]/.test(value) ? 'a wildcard would give users with more rights too' : undefined,
});

/** Clusters of DAX. */
export const DAX_CLUSTERS = regionalNames({
  service: 'dax',
  name: { pattern: '[A-Za-z][A-Za-z0-9-]{0,19}', rule: "the name of a cluster of DAX (1 to 20 letters, digits and '-', beginning with a letter)", example: 'orders' },
  noun: "a DAX cluster's ARN",
  resource: (name) => `cache/${name}`,
});
