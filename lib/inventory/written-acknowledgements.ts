import type { ConstructMetadata } from '../cloudformation/construct-metadata';
import { CHECKS } from '../core/checks-name';
import { isObject } from '../core/plain-object';

type Item = Record<string, unknown>;

/** The path of a resource's construct, and what of its findings somebody acknowledged, with the reasons. */
export function acknowledgementsOf(
  id: string, resource: unknown, stack: string, constructs?: ConstructMetadata,
): { readonly path?: string; readonly acknowledged: ReadonlyMap<string, string> } {
  const { Metadata: metadata } = isObject(resource) ? resource : {} as Item;
  const given = isObject(metadata) ? metadata : {};
  const path = typeof given['aws:cdk:path'] === 'string' ? given['aws:cdk:path'] : constructs?.pathOf(id, stack);
  const above = path === undefined ? [] : (constructs?.acknowledgedAbove(path) ?? [])
    .map(([written, reason]): [string, string] => [acknowledgedId(written), reasonOf(reason)]);
  return { path, acknowledged: new Map([...inTemplate(given.cdk_nag), ...above]) };
}

/** What cdk-nag writes to templates (`writeSuppressionsToCloudFormation`), and anybody may write by hand. */
function inTemplate(value: unknown): [string, string][] {
  const rules = isObject(value) ? value.rules_to_suppress : undefined;
  return (Array.isArray(rules) ? rules : []).flatMap((rule): [string, string][] =>
    isObject(rule) && typeof rule.id === 'string'
      ? [[acknowledgedId(rule.id), reasonOf(rule.reason, rule.is_reason_encoded === true)]] : []);
}

/**
 * The id of a finding, of what was acknowledged: aws-cdk-lib writes `Annotation::<id>` (earlier versions `annotation::<id>`),
 * or `IrsaChecks::<id>` if that is what it was given, and `-` for a space.
 */
export function acknowledgedId(written: string): string {
  return written.replace(new RegExp(`^(?:annotation|${CHECKS})::`, 'i'), '').replace(/ /g, '-');
}

/** A reason, which cdk-nag encodes if CloudFormation does not take it as it is; empty if it is none. */
export function reasonOf(value: unknown, isEncoded = false): string {
  const text = typeof value === 'string' ? value : '';
  return (isEncoded ? Buffer.from(text, 'base64').toString('utf-8') : text).trim();
}
