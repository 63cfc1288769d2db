import type { ConstructMetadata } from './metadata';
import { InputProblem } from './problem';
import type { Place } from './problem';
import { isObject } from '../../core/plain-object';
import { show } from '../../core/text';

type Item = Record<string, unknown>;

/** What a resource may weigh: a value is 1, and so are 8 characters. IAM's quotas allow a tenth of it. */
const MOST_WEIGHT = 20_000;

/** What judging takes apart; the code of a Lambda function may be of any size. */
const JUDGED = /^(AWS::IAM::|Custom::AWSCDKCfnJson$)/;

/** Resources that can be judged, and what is wrong with the others. */
export interface SizedResources {
  readonly judged: Item;
  readonly problems: readonly InputProblem[];
}

/** Leaves out resources so large that what their functions come to would exhaust the memory. */
export function requireSizes(resources: Item, placeOfResource: (id: string) => Place): SizedResources {
  const problems: InputProblem[] = [];
  const judged = Object.entries(resources).filter(([id, resource]) => {
    const isFine = !isObject(resource) || !JUDGED.test(String(resource.Type)) || isOfSize(resource);
    if (!isFine) {
      problems.push(new InputProblem(`the resource ${show(id)} is too large to be judged`, placeOfResource(id)));
    }
    return isFine;
  });
  return { judged: problems.length === 0 ? resources : Object.fromEntries(judged), problems };
}

/** The path of a resource's construct, and what of its findings somebody acknowledged, with the reasons. */
export function acknowledgementsOf(
  id: string, resource: unknown, stack: string, constructs?: ConstructMetadata,
): { readonly path?: string; readonly acknowledged: ReadonlyMap<string, string> } {
  const { Metadata: metadata } = isObject(resource) ? resource : {} as Item;
  const written = isObject(metadata) ? metadata : {};
  const path = typeof written['aws:cdk:path'] === 'string' ? written['aws:cdk:path'] : constructs?.pathOf(id, stack);
  const above = path === undefined ? [] : constructs?.acknowledgedAbove(path) ?? [];
  return { path, acknowledged: new Map([...inTemplate(written.cdk_nag), ...above]) };
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
  return written.replace(/^(?:annotation|IrsaChecks)::/i, '').replace(/ /g, '-');
}

/** A reason, which cdk-nag encodes if CloudFormation does not take it as it is; empty if it is none. */
export function reasonOf(value: unknown, isEncoded = false): string {
  const text = typeof value === 'string' ? value : '';
  return (isEncoded ? Buffer.from(text, 'base64').toString('utf-8') : text).trim();
}

/** Whether a value is no larger than what anybody writes. Counts without recursion, and no further than that. */
export function isOfSize(value: unknown): boolean {
  let weight = 0;
  for (const open: unknown[] = [value]; open.length > 0;) {
    const next = open.pop();
    weight += 1 + (typeof next === 'string' ? next.length / 8 : 0);
    if (Array.isArray(next)) {
      open.push(...next.slice(0, MOST_WEIGHT));
    } else if (isObject(next)) {
      for (const key of Object.keys(next)) {
        weight += key.length / 8;
        open.push(next[key]);
      }
    }
    if (weight + open.length > MOST_WEIGHT) { // what is open has a weight of at least 1 each
      return false;
    }
  }
  return true;
}
