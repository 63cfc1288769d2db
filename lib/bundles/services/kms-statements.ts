import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { parseArn } from '../../core/arn';
import { Fn, Stack, Token } from '../../core/cdk';
import { partitionOfRegion } from '../../core/partition';
import type { BundleStatement } from '../policy-bundle';
import { allow, oneOrMore } from '../statement';

/**
 * The use of keys through the given services only, in the keys' own regions.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function keyUseStatements(
  scope: IConstruct, actions: readonly string[], keys: readonly string[], ...services: string[]
): BundleStatement[] {
  return keyUseStatementsIf({}, scope, actions, keys, ...services);
}

/**
 * The same for what a service encrypts under an encryption context, such as the ARN of a state machine.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export function keyUseStatementsIn(
  { key, values }: EncryptionContext, scope: IConstruct, actions: readonly string[], keys: readonly string[], ...services: string[]
): BundleStatement[] {
  return keyUseStatementsIf({ StringLike: { [`kms:EncryptionContext:${key}`]: oneOrMore(values) } }, scope, actions, keys, ...services);
}

/** A pair of an encryption context, whose value may have wildcards. */
export interface EncryptionContext {
  readonly key: string;
  readonly values: readonly string[];
}

function keyUseStatementsIf(
  condition: Conditions, scope: IConstruct, actions: readonly string[], keys: readonly string[], ...services: string[]
): BundleStatement[] {
  if (keys.length === 0) {
    return [];
  }
  const hosts = [...new Set(keys.flatMap((key) => services.flatMap((service) => hostsOf(service, key, scope))))];
  const conditions = { ...condition, StringEquals: { 'kms:ViaService': oneOrMore(hosts) } };
  return [allow({ actions, resources: keys, conditions })];
}

/**
 * Grants on keys for AWS resources only, such as a volume that EC2 attaches, through the given services only.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
export function keyGrantStatements(scope: IConstruct, keys: readonly string[], ...services: string[]): BundleStatement[] {
  return keyUseStatementsIf({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }, scope, ['kms:CreateGrant'], keys, ...services);
}

/**
 * The names under which a service calls KMS. Outside the commercial partition AWS documents both
 * the partition's own domain and `amazonaws.com`; both mean the same service.
 */
function hostsOf(service: string, key: string, scope: IConstruct): string[] {
  const literal = !Token.isUnresolved(key);
  const region = literal ? parseArn(key)?.region ?? '' : Fn.select(3, Fn.split(':', key));
  const knownRegion = literal ? region : Stack.of(scope).region;
  const suffix = Token.isUnresolved(knownRegion) ? undefined : partitionOfRegion(knownRegion)?.dnsSuffix;
  const hosts = [`${service}.${region}.amazonaws.com`];
  return suffix === undefined || suffix === 'amazonaws.com' ? hosts : [...hosts, `${service}.${region}.${suffix}`];
}
