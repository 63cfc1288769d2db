import { isOfWorkload } from './escalation';
import { globIncludes } from '../iam/glob';
import { isKnown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';
import type { FilePart } from '../inventory/inventory';
import type { Problem } from '../inventory/problem';
import type { InventoryPolicy, InventoryRole } from '../inventory/role';

/** A statement that allows nothing beyond another one of the role. */
export interface ShadowedStatement {
  readonly policy: InventoryPolicy;
  readonly number: number;
  /** Where the wider one is. */
  readonly by: { readonly policy: InventoryPolicy; readonly number: number };
}

/** Roles of more statements are not looked at: each is compared with each. */
const MOST_STATEMENTS = 100;
/** More examples than people read. */
const MOST_EXAMPLES = 3;

/** The statements of a role of pods that allow nothing beyond what another allows whenever they do. */
export function shadowedStatements(role: InventoryRole): ShadowedStatement[] {
  const all = role.policies.flatMap((policy) => policy.document.statements.filter(({ effect }) => effect === 'Allow').map((statement) => ({ policy, statement })));
  if (all.length < 2 || all.length > MOST_STATEMENTS) {
    return [];
  }
  const shadowed = new Set<number>();
  return all.flatMap(({ policy, statement }, i): ShadowedStatement[] => {
    const wider = all.findIndex((other, j) => i !== j && !shadowed.has(j) && isWithin(statement, other.statement));
    if (wider < 0) {
      return [];
    }
    shadowed.add(i); // of two that are the same, one is said
    const by = all[wider];
    return [{ policy, number: statement.number, by: { policy: by.policy, number: by.statement.number } }];
  });
}

/** Whether each request that a statement allows is allowed by another one, as far as their texts show it. */
function isWithin(narrow: PolicyStatement, wide: PolicyStatement): boolean {
  const isPlain = ({ actions, resources, notActions, notResources, hasUndecidedConditions }: PolicyStatement) =>
    notActions.length + notResources.length === 0 && !hasUndecidedConditions && [...actions, ...resources].every((text) => isKnown(text) && !text.includes('${'));
  return isPlain(narrow) && isPlain(wide) && narrow.actions.length > 0 && narrow.resources.length > 0
    && (wide.conditions.length === 0 || textOf(wide.conditions) === textOf(narrow.conditions))
    && narrow.actions.every((action) => wide.actions.some((own) => globIncludes(own.toLowerCase(), action.toLowerCase())))
    && narrow.resources.every((resource) => wide.resources.some((own) => includesResource(own, resource)));
}

/** Each of the six parts of an ARN on its own, as IAM matches them. */
function includesResource(wide: string, narrow: string): boolean {
  const [one, two] = [wide, narrow].map((arn) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1));
  return wide === '*' || wide === narrow || (one !== undefined && two !== undefined && one.every((part, i) => globIncludes(part, two[i])));
}

function textOf(conditions: readonly ConditionTest[]): string {
  return JSON.stringify(conditions.map(({ operator: { name }, key, values }) => [name, key, values]));
}

/** What is said of files with roles of pods that have such statements. */
export function notesOnShadowed(parts: readonly FilePart[]): Problem[] {
  return parts.flatMap(({ file, roles, originOf }): Problem[] => {
    const found = roles.filter((role) => role.perhaps === undefined && role.policies.length > 0 && isOfWorkload(role)).flatMap((role) => {
      const { resource } = originOf(role.at);
      return shadowedStatements(role).map(({ policy, number, by }) =>
        `statement ${number} of ${policy.name} of ${resource} (beside statement ${by.number}${by.policy === policy ? '' : ` of ${by.policy.name}`})`);
    });
    const [...texts] = new Set(found);
    const more = texts.length > MOST_EXAMPLES ? ` and ${texts.length - MOST_EXAMPLES} more` : '';
    return texts.length === 0 ? []
      : [{ file, message: `allows nothing beyond what another statement allows: ${texts.slice(0, MOST_EXAMPLES).join(', ')}${more}` }];
  });
}
