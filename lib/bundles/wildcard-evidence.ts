import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { WildcardEvidence } from './policy-bundle';
import { hasWildcard } from './statement';
import { Effect, Token } from '../core/cdk';
import { list, visible, show } from '../core/text';

/** A wildcard that must have a reason: of an action, or of a resource with the actions that are allowed on it. */
export interface OpenWildcard {
  readonly wildcard: string;
  /** The actions on the resource; nothing if the wildcard is that of an action. */
  readonly actions?: readonly string[];
  /** How a message shows it, where it is known at deploy time only. */
  readonly shown?: string;
}

/** The wildcards of what a statement allows, that stand in its text. */
export function openWildcards({ effect, actions, resources }: PolicyStatement): OpenWildcard[] {
  return effect !== Effect.ALLOW ? [] : [
    ...actions.filter(hasWildcard).map((wildcard) => ({ wildcard })),
    ...resources.filter(hasWildcard).map((wildcard) => ({ wildcard, actions })),
  ];
}

/** The wildcards of several statements, each once, with the actions of all. */
export function mergedWildcards(wildcards: readonly OpenWildcard[]): OpenWildcard[] {
  const merged = new Map<string, OpenWildcard>();
  for (const open of wildcards) {
    const key = `${open.actions === undefined ? 'action' : 'resource'} ${open.wildcard}`;
    const actions = open.actions && distinctActions([...merged.get(key)?.actions ?? [], ...open.actions]);
    merged.set(key, { ...open, actions });
  }
  return [...merged.values()];
}

/** What has no reason: of the wildcard of a resource, the actions that no evidence names. */
export function withoutEvidence(wildcards: readonly OpenWildcard[], evidence: readonly WildcardEvidence[]): OpenWildcard[] {
  return wildcards.flatMap((open) => {
    const own = evidence.filter((item) => isFor(item, open));
    if (open.actions === undefined) {
      return own.length > 0 ? [] : [open];
    }
    const actions = open.actions.filter((action) => !own.some((item) => (item.actions ?? []).some((named) => sameAction(named, action))));
    return actions.length > 0 ? [{ ...open, actions }] : [];
  });
}

/** Whether evidence speaks for a wildcard in this place: with actions for that of a resource, without for that of an action. */
export function isFor({ wildcard, actions }: WildcardEvidence, open: OpenWildcard): boolean {
  return wildcard === open.wildcard && (actions === undefined) === (open.actions === undefined);
}

/** IAM ignores the case of actions. */
export function sameAction(a: string, b: string): boolean {
  return a === b || (typeof a === 'string' && typeof b === 'string' && !Token.isUnresolved(a) && a.toLowerCase() === b.toLowerCase());
}

/** An error about wildcards without a reason, with the lines to write. */
export function missingEvidence(noun: string, missing: readonly OpenWildcard[]): string {
  const named = missing.map(({ wildcard, actions, shown }) => `${shown ?? show(wildcard)}${actions ? ` (${list(actions.map(visible))})` : ''}`);
  return [
    `each wildcard of ${noun} must have evidence (why it cannot be narrower), missing for ${named.join(', ')}: narrow it, or add to "evidence", with your reason`,
    ...missing.map((open) => `  - ${evidenceText(open)}`),
  ].join('\n');
}

/** Evidence as YAML and TypeScript both take it. */
export function evidenceText({ wildcard, actions, shown }: OpenWildcard, reason = '…'): string {
  const written = shown === undefined ? JSON.stringify(wildcard) : '<the same value>';
  return visible(`{ wildcard: ${written}, ${actions ? `actions: [${actions.map((action) => JSON.stringify(action)).join(', ')}], ` : ''}reason: ${JSON.stringify(reason)} }`);
}

function distinctActions(actions: readonly string[]): string[] {
  return actions.filter((action, i) => actions.findIndex((other) => sameAction(other, action)) === i);
}
