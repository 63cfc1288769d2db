import { regionalNames } from './regional';
import type { TextFormat } from '../../core/text-format';

/** Databases of the Glue Data Catalog, of the default catalogue. */
export const GLUE_DATABASES = regionalNames({
  service: 'glue',
  name: { pattern: '[a-z0-9_-]{1,252}', rule: "the name of a database of the Glue Data Catalog (1 to 252 of a-z, 0-9 and '_-')", example: 'sales' },
  noun: "a database's ARN",
  resource: (name) => `database/${name}`,
  hint: (value) => value.includes(':table/') ? 'this is the ARN of a table; write its database' : undefined,
});

/** Workgroups of Athena. */
export const ATHENA_WORKGROUPS = regionalNames({
  service: 'athena',
  name: { pattern: '[A-Za-z0-9._-]{1,128}', rule: "the name of a workgroup (1 to 128 letters, digits and '._-')", example: 'analytics' },
  noun: "a workgroup's ARN",
  resource: (name) => `workgroup/${name}`,
});

/** Tables of Timestream, each with its database. */
export const TIMESTREAM_TABLES = regionalNames({
  service: 'timestream',
  name: {
    pattern: '[A-Za-z0-9_.-]{3,256}/[A-Za-z0-9_.-]{3,256}',
    rule: "a table with its database, joined by '/' (each 3 to 256 letters, digits and '_.-')",
    example: 'sensors/readings',
  },
  noun: "a table's ARN",
  resource: (name) => `database/${name.replace('/', '/table/')}`,
});

/** Clusters of Redshift. */
export const REDSHIFT_CLUSTERS = regionalNames({
  service: 'redshift',
  name: { pattern: '[a-z][a-z0-9-]{0,62}', rule: "the id of a cluster of Redshift (1 to 63 of a-z, 0-9 and '-', beginning with a letter)", example: 'warehouse' },
  noun: "a cluster's ARN",
  resource: (id) => `cluster:${id}`,
});

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Workgroups of Redshift Serverless. */
export const REDSHIFT_WORKGROUPS = regionalNames({
  service: 'redshift-serverless',
  name: { pattern: UUID, rule: 'the id of a workgroup of Redshift Serverless (a UUID)', example: '1234abcd-12ab-34cd-56ef-1234567890ab' },
  noun: "a workgroup's ARN",
  resource: (id) => `workgroup/${id}`,
  hint: (value) => /^[a-z0-9-]{3,64}$/.test(value) ? 'this is a name (aws redshift-serverless get-workgroup prints the id)' : undefined,
});

/** A database of Redshift, and a user of one. */
export const REDSHIFT_NAME: TextFormat = {
  pattern: '[A-Za-z_][A-Za-z0-9_$@.+-]{0,126}',
  rule: "a name in Redshift (1 to 127 letters, digits and '_$@.+-')",
  example: 'reporting',
  hint: (value) => /[*?]/.test(value) ? 'a wildcard would give users with more rights too, such as the administrator' : undefined,
};

/** Buckets of tables, of S3 Tables. */
export const TABLE_BUCKETS = regionalNames({
  service: 's3tables',
  name: { pattern: '[a-z0-9][a-z0-9-]{1,61}[a-z0-9]', rule: "the name of a table bucket (3 to 63 of a-z, 0-9 and '-')", example: 'lake' },
  noun: "a table bucket's ARN",
  resource: (name) => `bucket/${name}`,
  hint: (value) => value.includes('/table/') ? 'this is the ARN of a table; write its bucket' : undefined,
});

/** A namespace in a table bucket. */
export const TABLE_NAMESPACE: TextFormat = {
  pattern: '[a-z0-9][a-z0-9_]{0,254}', rule: "the name of a namespace (1 to 255 of a-z, 0-9 and '_')", example: 'sales',
};
