import type { BundleStatement } from '../policy-bundle';
import { aroundPart, withPart } from '../resources/regional';
import { allow } from '../statement';

const GUIDE = 'https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html';

/** Athena asks for the database that each catalogue has, whatever the query names. */
export function defaultDatabaseStatement(databases: readonly string[]): BundleStatement {
  const places = [...new Set(databases.map((database) => aroundPart(database, ':database/')[0]))];
  return allow({
    actions: ['glue:GetDatabase', 'glue:GetDatabases'],
    resources: places.flatMap((place) => [`${place}:catalog`, `${place}:database/default`]),
  });
}

/** Reading what the Glue Data Catalog knows of databases and of all of their tables. IAM is asked for the catalogue, too. */
export function catalogueReadStatements(databases: readonly string[]): BundleStatement[] {
  const catalogues = databases.map((database) => `${aroundPart(database, ':database/')[0]}:catalog`);
  return [
    allow({ actions: ['glue:GetDatabase', 'glue:GetDatabases'], resources: [...catalogues, ...databases] }),
    allow({
      actions: [
        'glue:BatchGetPartition', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables', 'glue:GetTableVersion',
        'glue:GetTableVersions',
      ],
      resources: [...catalogues, ...databases, ...databases.map((database) => `${withPart(database, ':database/', ':table/')}/*`)],
      evidence: { reason: 'the tables of a database are made later, by others', source: GUIDE },
    }),
  ];
}
