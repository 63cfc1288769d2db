import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { keyUseStatements, keyUseStatementsIn } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { TABLE_BUCKETS, TABLE_NAMESPACE } from '../resources/data-catalogue';
import { encryptionKeys } from '../resources/kms-keys';
import { names } from '../resources/resource-kind';
import { allow, oneOrMore } from '../statement';

/** Options for `S3TablesBundle.read`. */
export interface S3TablesReadOptions {
  /** Names of table buckets in the account and region of the role's stack, or ARNs. At least one. */
  readonly tableBuckets: string[];

  /**
   * Names of namespaces: only their tables.
   *
   * @default - all tables of the buckets
   */
  readonly namespaces?: string[];

  /**
   * Customer-managed KMS keys of tables; usable through S3 only, for the data of tables of the buckets.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `S3TablesBundle.readWrite`. */
export interface S3TablesReadWriteOptions extends S3TablesReadOptions {
  /**
   * Allow making tables.
   *
   * @default false
   */
  readonly createTables?: boolean;

  /**
   * Allow deleting tables.
   *
   * @default false
   */
  readonly allowDelete?: boolean;
}

/**
 * S3 Tables: tables of given table buckets, for Iceberg clients of the endpoint of S3 Tables.
 *
 * @example
 * role.addBundle(S3TablesBundle.read({ tableBuckets: ['lake'], namespaces: ['sales'] }));
 */
export class S3TablesBundle {
  /**
   * Find and read tables. Bundle id `s3Tables.read`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-identity-based-policies.html
   */
  public static read(options: S3TablesReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * Find, read and write tables, and make them if asked. Bundle id `s3Tables.readWrite`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-identity-based-policies.html
   */
  public static readWrite(options: S3TablesReadWriteOptions): IPolicyBundle {
    return READ_WRITE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, READ_WRITE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

const SOURCES = [
  `${GUIDE}/s3-tables-identity-based-policies.html`,
  `${GUIDE}/s3-tables-integrating-open-source.html`,
  `${GUIDE}/s3-tables-kms-permissions.html`,
  // Where the data of tables is encrypted: through S3, with the ARN of the table in the encryption context.
  'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonS3TablesLakeFormationServiceRole.html',
];

const PARAMETERS = {
  tableBuckets: required(names(TABLE_BUCKETS, 'Names or ARNs of the table buckets.')),
  namespaces: texts(TABLE_NAMESPACE, 'Names of namespaces: only their tables.'),
  encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys of the tables.'),
};

const READ_ACTIONS = ['s3tables:GetTable', 's3tables:GetTableData', 's3tables:GetTableMetadataLocation'];

const READ = defineBundle<S3TablesReadOptions>()({
  id: 's3Tables.read',
  summary: 'Find and read the tables of given table buckets',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ encryptionKeys: keys, ...tables }, { scope }) => [
    findStatement(tables.tableBuckets),
    tableStatement(tables, READ_ACTIONS),
    ...dataKeyStatements(scope, ['kms:Decrypt'], keys, tables),
  ],
});

const READ_WRITE = defineBundle<S3TablesReadWriteOptions>()({
  id: 's3Tables.readWrite',
  summary: 'Find, read and write the tables of given table buckets',
  sources: SOURCES,
  parameters: { ...PARAMETERS, createTables: flag('Allow making tables.'), allowDelete: flag('Allow deleting tables.') },
  statements: ({ encryptionKeys: keys, createTables, allowDelete, ...tables }, { scope }) => [
    findStatement(tables.tableBuckets),
    tableStatement(tables, [
      ...READ_ACTIONS, 's3tables:PutTableData', 's3tables:UpdateTableMetadataLocation', ...(allowDelete ? ['s3tables:DeleteTable'] : []),
    ]),
    ...(createTables ? [allow({ actions: ['s3tables:CreateTable'], resources: tables.tableBuckets, conditions: inNamespaces(tables.namespaces) })] : []),
    ...dataKeyStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, tables),
    ...(createTables ? keyUseStatements(scope, ['kms:DescribeKey'], keys, 's3tables') : []),
  ],
});

interface Tables {
  readonly tableBuckets: readonly string[];
  readonly namespaces: readonly string[];
}

/** What a client asks of a bucket before it knows a table. */
function findStatement(tableBuckets: readonly string[]): BundleStatement {
  return allow({
    actions: ['s3tables:GetNamespace', 's3tables:GetTableBucket', 's3tables:ListNamespaces', 's3tables:ListTables'], resources: tableBuckets,
  });
}

function tableStatement({ tableBuckets, namespaces }: Tables, actions: readonly string[]): BundleStatement {
  return allow({
    actions,
    resources: tableBuckets.map((bucket) => `${bucket}/table/*`),
    conditions: inNamespaces(namespaces),
    evidence: { reason: 'a table gets its id when it is made', source: SOURCES[0] },
  });
}

/** Metadata and data of tables are objects, which S3 encrypts. */
function dataKeyStatements(
  scope: IConstruct, actions: readonly string[], keys: readonly string[], { tableBuckets }: Tables,
): BundleStatement[] {
  return keyUseStatementsIn({ key: 'aws:s3:arn', values: tableBuckets.map((bucket) => `${bucket}/table/*`) }, scope, actions, keys, 's3');
}

function inNamespaces(namespaces: readonly string[]) {
  return namespaces.length === 0 ? undefined : { StringEquals: { 's3tables:namespace': oneOrMore(namespaces) } };
}
