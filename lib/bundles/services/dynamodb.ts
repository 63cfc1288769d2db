import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { itemStatements } from './dynamodb-statements';
import type { TableAccess } from './dynamodb-statements';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleCheck } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { INDEX_NAME, LEADING_KEY, TABLES } from '../resources/tables-and-streams';

/** Options for `DynamoDbBundle.read` and `DynamoDbBundle.readWrite`. */
export interface DynamoDbOptions {
  /** The tables. At least one. The key of each is included, where the construct knows it. */
  readonly tables: ITable[];

  /**
   * Names of indexes that may be queried and scanned, in each of the tables.
   *
   * @default - none
   */
  readonly indexNames?: string[];

  /**
   * Values of the partition key, `*` for any text: only items with such a key may be used, and an index only by such values of its
   * own partition key. A policy variable may stand in a value, such as `${aws:PrincipalTag/kubernetes-namespace}`, which EKS Pod Identity
   * sets. Scans are not allowed then, since a scan names no key.
   *
   * @default - items with any key
   */
  readonly leadingKeys?: string[];

  /**
   * Allow the same by statements of PartiQL. An error with `leadingKeys`: a statement may name no key.
   *
   * @default false
   */
  readonly partiQl?: boolean;

  /**
   * Customer-managed KMS keys of tables whose constructs do not know them; usable through DynamoDB only.
   *
   * @default - the keys that the tables' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * DynamoDB: the items of given tables, through the operations on items, batches and transactions, and through PartiQL
 * on request. Streams are not included.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 *
 * @example
 * role.addBundle(DynamoDbBundle.read({ tables: [table], indexNames: ['by-state'] }));
 */
export class DynamoDbBundle {
  /** Read items, one by one, in batches and by queries and scans. Bundle id `dynamodb.read`. */
  public static read(options: DynamoDbOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** Read, write and delete items, in transactions too. Bundle id `dynamodb.readWrite`. */
  public static readWrite(options: DynamoDbOptions): IPolicyBundle {
    return READ_WRITE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, READ_WRITE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';

const SOURCES = [
  `${GUIDE}/api-permissions-reference.html`, `${GUIDE}/transaction-apis-iam.html`, `${GUIDE}/specifying-conditions.html`,
  `${GUIDE}/encryption.howitworks.html`, `${GUIDE}/ql-iam.html`,
];

const PARAMETERS = {
  tables: required(resources(TABLES, 'Names or ARNs of the tables.')),
  indexNames: texts(INDEX_NAME, 'Names of indexes to query and scan, in each of the tables.'),
  leadingKeys: texts(LEADING_KEY, 'Values of the partition key, * for any text: only such items, and no scans.'),
  partiQl: flag('Allow the same by statements of PartiQL; an error with leadingKeys.'),
  encryptionKeys: encryptionKeys({ tables: TABLES }),
};

/** Writing needs it too: DynamoDB decrypts the table's own key for each caller, and encrypts items with keys below that one. */
const KEY_ACTIONS = ['kms:Decrypt'];

const checkPartiQl = ({ partiQl, leadingKeys }: Pick<TableAccess, 'partiQl' | 'leadingKeys'>, { refuse }: BundleCheck<'partiQl'>) => {
  if (partiQl && leadingKeys.length > 0) {
    refuse('partiQl', 'must be left out with leadingKeys, got true: a statement of PartiQL may name no key');
  }
};

const READ = defineBundle<DynamoDbOptions>()({
  id: 'dynamodb.read',
  className: 'DynamoDbBundle',
  summary: 'Read, query and scan items of given tables',
  sources: SOURCES,
  parameters: PARAMETERS,
  check: checkPartiQl,
  statements: ({ encryptionKeys: keys, ...access }, { scope }) => [
    ...itemStatements(access),
    ...keyUseStatements(scope, KEY_ACTIONS, keys, 'dynamodb'),
  ],
});

const READ_WRITE = defineBundle<DynamoDbOptions>()({
  id: 'dynamodb.readWrite',
  className: 'DynamoDbBundle',
  summary: 'Read, write and delete items of given tables',
  sources: SOURCES,
  parameters: PARAMETERS,
  check: checkPartiQl,
  statements: ({ encryptionKeys: keys, ...access }, { scope }) => [
    ...itemStatements(
      access, 'dynamodb:BatchWriteItem', 'dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem',
      ...(access.partiQl ? ['dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'] : []),
    ),
    ...keyUseStatements(scope, KEY_ACTIONS, keys, 'dynamodb'),
  ],
});
