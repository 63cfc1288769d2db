import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { catalogueReadStatements, defaultDatabaseStatement } from './glue-statements';
import { keyUseStatements } from './kms-statements';
import { bucketStatements } from './s3-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, text } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { BUCKETS, KEY_PREFIX } from '../resources/buckets';
import { ATHENA_WORKGROUPS, GLUE_DATABASES } from '../resources/data-catalogue';
import { encryptionKeys } from '../resources/kms-keys';
import { names, resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `AthenaBundle.query`. */
export interface AthenaQueryOptions {
  /** Names of workgroups in the account and region of the role's stack, or ARNs. At least one. */
  readonly workgroups: string[];

  /** Names of databases of the Glue Data Catalog, or ARNs. At least one. */
  readonly databases: string[];

  /**
   * The buckets with the data of the tables, which are read. The key of each is included, where the construct knows it.
   *
   * @default - none, where Lake Formation gives the data
   */
  readonly dataBuckets?: IBucket[];

  /**
   * The beginning of the keys of the data, without a wildcard, such as `sales/`.
   *
   * @default - all objects
   */
  readonly dataPrefix?: string;

  /**
   * The buckets to which results are written, and from which they are read.
   *
   * @default - none, where Athena manages the results of the workgroups
   */
  readonly resultBuckets?: IBucket[];

  /**
   * The beginning of the keys of results, without a wildcard, such as `athena/`.
   *
   * @default - all objects
   */
  readonly resultPrefix?: string;

  /**
   * Allow asking Lake Formation for access to data that it governs.
   *
   * @default false
   */
  readonly lakeFormation?: boolean;

  /**
   * Customer-managed KMS keys of buckets whose constructs do not know them, and of the catalogue; usable through S3 and Glue only.
   *
   * @default - the keys that the buckets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * Athena with the Glue Data Catalog and the buckets of its data.
 *
 * @example
 * role.addBundle(AthenaBundle.query({
 *   workgroups: ['analytics'], databases: ['sales'], dataBuckets: [bucket], resultBuckets: [bucket], resultPrefix: 'athena/',
 * }));
 */
export class AthenaBundle {
  /**
   * Query given databases in given workgroups: Athena reads data, and writes results, with the permissions of the caller. Bundle id
   * `athena.query`.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html
   */
  public static query(options: AthenaQueryOptions): IPolicyBundle {
    return QUERY.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [QUERY];
  }

  private constructor() {}
}

const LAKE_FORMATION = 'https://docs.aws.amazon.com/athena/latest/ug/lf-athena-access.html';

const QUERY_ACTIONS = [
  'athena:BatchGetQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:GetQueryResultsStream',
  'athena:GetQueryRuntimeStatistics', 'athena:GetWorkGroup', 'athena:ListQueryExecutions', 'athena:StartQueryExecution', 'athena:StopQueryExecution',
];

const QUERY = defineBundle<AthenaQueryOptions>()({
  id: 'athena.query',
  summary: 'Query given databases in given workgroups, with their data and results in given buckets',
  sources: [
    'https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html',
    'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html',
    'https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html',
    'https://docs.aws.amazon.com/athena/latest/ug/access-encrypted-data-glue-data-catalog.html',
    'https://docs.aws.amazon.com/athena/latest/ug/lf-athena-access.html',
  ],
  parameters: {
    workgroups: required(names(ATHENA_WORKGROUPS, 'Names or ARNs of the workgroups.')),
    databases: required(names(GLUE_DATABASES, 'Names or ARNs of the databases of the Glue Data Catalog.')),
    dataBuckets: resources(BUCKETS, 'Names or ARNs of the buckets with the data of the tables.'),
    dataPrefix: text(KEY_PREFIX, 'The beginning of the keys of the data.'),
    resultBuckets: resources(BUCKETS, 'Names or ARNs of the buckets for results. None if Athena manages the results of the workgroups.'),
    resultPrefix: text(KEY_PREFIX, 'The beginning of the keys of results.'),
    lakeFormation: flag('Allow asking Lake Formation for access to data that it governs.'),
    encryptionKeys: encryptionKeys({ dataBuckets: BUCKETS, resultBuckets: BUCKETS }),
  },
  check: ({ dataBuckets, dataPrefix, resultBuckets, resultPrefix }, { refuse }) => {
    if (dataPrefix !== undefined && dataBuckets.length === 0) {
      refuse('dataPrefix', 'must go with dataBuckets');
    }
    if (resultPrefix !== undefined && resultBuckets.length === 0) {
      refuse('resultPrefix', 'must go with resultBuckets');
    }
  },
  statements: (
    { workgroups, databases, dataBuckets, dataPrefix, resultBuckets, resultPrefix, lakeFormation, encryptionKeys: keys }, { scope },
  ) => [
    allow({ actions: QUERY_ACTIONS, resources: workgroups }),
    ...catalogueReadStatements(databases),
    defaultDatabaseStatement(databases),
    ...(dataBuckets.length > 0
      ? bucketStatements({ buckets: dataBuckets, prefix: dataPrefix, list: true, objectActions: ['s3:GetObject'] }) : []),
    ...(resultBuckets.length > 0 ? bucketStatements({
      buckets: resultBuckets,
      prefix: resultPrefix,
      list: true,
      objectActions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    }) : []),
    ...(lakeFormation ? [allow({
      actions: ['lakeformation:GetDataAccess'],
      resources: ['*'],
      evidence: { reason: 'Lake Formation decides by its own grants what is given, and the action supports no resource', source: LAKE_FORMATION },
    })] : []),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 's3', 'glue'),
  ],
});
