import type { BundleStatement } from '../policy-bundle';
import { allow, oneOrMore } from '../statement';

/** What of given tables may be used. */
export interface TableAccess {
  readonly tables: readonly string[];
  readonly indexNames: readonly string[];
  readonly leadingKeys: readonly string[];
  readonly partiQl: boolean;
}

/**
 * Reading items, and with more actions changing them. A scan has no partition key, so it is left out where the keys are limited;
 * what only describes the table stands apart, since it has none either.
 */
export function itemStatements({ tables, indexNames, leadingKeys, partiQl }: TableAccess, ...more: string[]): BundleStatement[] {
  const conditions = keyConditions(leadingKeys);
  const search = [
    'dynamodb:Query', ...(leadingKeys.length > 0 ? [] : ['dynamodb:Scan']), ...(partiQl ? ['dynamodb:PartiQLSelect'] : []),
  ];
  const indexes = tables.flatMap((table) => indexNames.map((name) => `${table}/index/${name}`));
  return [
    allow({ actions: ['dynamodb:DescribeTable'], resources: tables }),
    allow({ actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', ...search, ...more], resources: tables, conditions }),
    ...(indexes.length > 0 ? [allow({ actions: search, resources: indexes, conditions })] : []),
  ];
}

/**
 * `ForAllValues` is true where the key is absent, and then would let a request pass that names no item; `Null` refuses it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function keyConditions(leadingKeys: readonly string[]) {
  return leadingKeys.length === 0 ? undefined : {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': oneOrMore(leadingKeys) },
    'Null': { 'dynamodb:LeadingKeys': 'false' },
  };
}
