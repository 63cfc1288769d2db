import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IAlias, IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { Parameter } from '../definition';
import type { BundleStatement } from '../policy-bundle';
import { allow, arnOfOne, oneOrMore } from '../statement';
import { arnFormat, parseArn } from '../../core/arn';
import { Fn, Stack, Token } from '../../core/cdk';
import { partitionOfRegion } from '../../core/partition';
import { show } from '../../core/text';

/** A key of KMS by its ARN; an alias is refused, since IAM compares the ARN of the key behind it. */
export const KEY_ARN = arnFormat({
  service: 'kms',
  noun: "a KMS key's ARN",
  resource: 'key/(?:mrk-)?[0-9a-fA-F-]{32,36}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  hint: (value) => aliasHint(value) ?? (/^(?:mrk-)?[0-9a-fA-F-]{32,36}$/.test(value) ? 'this is the id of a key (aws kms describe-key prints the key ARN)' : undefined),
});

/** The parameter that names the keys of encrypted resources. */
export const ENCRYPTION_KEYS: Parameter = {
  description: 'ARNs of the customer-managed KMS keys that encrypt the resources; not needed for keys that AWS manages.',
  type: { kind: 'texts', format: KEY_ARN },
};

/** The ARN of a key construct. An imported alias has the alias's ARN, which IAM would never match. */
export function keyArn(bundleId: string, key: IKey): string {
  if ('aliasName' in key) {
    return keyArn(bundleId, targetOf(bundleId, key as IAlias));
  }
  if (/:alias\//.test(key.keyArn)) {
    throw new Error(`a key of ${bundleId} must be a key, not an alias: ${aliasHint(key.keyArn)}, got ${show(key.node.path)}`);
  }
  return arnOfOne(bundleId, key.keyArn);
}

/** The key behind an alias of this app; of an imported alias nobody knows it. */
function targetOf(bundleId: string, alias: IAlias): IKey {
  try {
    return alias.aliasTargetKey;
  } catch {
    throw new Error(`a key of ${bundleId} must be a key, not an alias: ${aliasHint('alias/')}, got ${show(alias.node.path)}`);
  }
}

/** The keys of constructs that may have one. */
export function keyArns(bundleId: string, keys: readonly (IKey | undefined)[]): string[] {
  return [...new Set(keys.filter((key) => key !== undefined).map((key) => keyArn(bundleId, key)))];
}

/**
 * The use of keys through the given services only, in the keys' own regions.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function useOfKeys(
  scope: IConstruct, actions: readonly string[], keys: readonly string[], ...services: string[]
): BundleStatement[] {
  return useOfKeysIf({}, scope, actions, keys, ...services);
}

function useOfKeysIf(
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
export function grantsOnKeys(scope: IConstruct, keys: readonly string[], ...services: string[]): BundleStatement[] {
  return useOfKeysIf({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }, scope, ['kms:CreateGrant'], keys, ...services);
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

function aliasHint(value: string): string | undefined {
  return value.includes('alias/') ? 'IAM compares the ARN of the key, an alias is no ARN for it (aws kms describe-key prints the key ARN)' : undefined;
}
