import type { KnownTrusts } from './known-trusts';
import type { JudgeOptions } from './rule';
import { isOfTime, SessionKeys } from './session-keys';
import { plain } from '../iam/partial-text';
import type { ConditionTest } from '../iam/policy-statement';
import type { FilePart } from '../inventory/inventory';
import type { Problem } from '../inventory/problem';
import type { InventoryPolicy, InventoryRole } from '../inventory/role';

/** A statement that allows its role nothing, since a condition of it holds for no request of the role. */
export interface NeverApplying {
  readonly policy: InventoryPolicy;
  readonly number: number;
  readonly key: string;
}

/** More examples than people read. */
const MOST_EXAMPLES = 3;

/**
 * The statements of a role's policies that never apply to it: for users, for another account, or until a day that is past. A managed
 * policy may be for others, too: of it, only what is over is said.
 */
export function neverApplying(role: InventoryRole, now: number): NeverApplying[] {
  const isOne = ({ effect, conditions }: { readonly effect: string; readonly conditions: readonly unknown[] }) => effect === 'Allow' && conditions.length > 0;
  if (!role.policies.some(({ document: { statements } }) => statements.some(isOne))) {
    return [];
  }
  const session = new SessionKeys(role, now);
  return role.policies.flatMap((policy) => policy.document.statements.filter(isOne).flatMap(({ conditions, number, actions }) => {
    const isNever = (test: ConditionTest) => (actions.length === 0 ? ['*'] : actions).every((action) => session.truthOf(test, action) === false);
    const never = conditions.find((test) => (policy.kind === 'inline' || isOfTime(test)) && isNever(test));
    return never === undefined ? [] : [{ policy, number, key: never.key }];
  }));
}

/** What is said of files with roles of pods that have such statements. */
export function notesOnNeverApplying(parts: readonly FilePart[], known: KnownTrusts, { now }: Pick<JudgeOptions, 'now'>): Problem[] {
  return parts.flatMap(({ file, roles, originOf }): Problem[] => {
    const ofPods = roles.filter((role) => role.perhaps === undefined && role.policies.length > 0 && known.isOfWorkload(role));
    const found = ofPods.flatMap((role) => {
      const never = neverApplying(role, now);
      const resource = never.length === 0 ? '' : originOf(role.at).resource; // to find where ten thousand roles are takes long
      return never.map(({ policy, number, key }) => `statement ${number} of ${policy.name} of ${resource} (${plain(key)})`);
    });
    const texts = [...new Set(found)];
    const more = texts.length > MOST_EXAMPLES ? ` and ${texts.length - MOST_EXAMPLES} more` : '';
    return texts.length === 0 ? []
      : [{ file, message: `allows its role nothing, since a condition never holds in a session of the role: ${texts.slice(0, MOST_EXAMPLES).join(', ')}${more}` }];
  });
}
