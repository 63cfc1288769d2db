import type { KnownTrusts } from './known-trusts';
import { globIncludes, hasWildcard } from '../iam/glob';
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
  if (all.length < 2 || all.length > MOST_STATEMENTS || !mayShareActions(all.map(({ statement }) => statement))) {
    return [];
  }
  const texts = all.map(({ statement }) => textsOf(statement));
  const shadowed = new Set<number>();
  return all.flatMap(({ policy, statement }, i): ShadowedStatement[] => {
    const wider = all.findIndex((_, j) => i !== j && !shadowed.has(j) && isWithin(texts[i], texts[j]));
    if (wider < 0) {
      return [];
    }
    shadowed.add(i); // of two that are the same, one is said
    const by = all[wider];
    return [{ policy, number: statement.number, by: { policy: by.policy, number: by.statement.number } }];
  });
}

/** Whether an action of one statement may be one of another: of most roles each action is named once. */
function mayShareActions(statements: readonly PolicyStatement[]): boolean {
  const seen = new Set<string>();
  return statements.flatMap(({ actions }) => actions)
    .some((action) => hasWildcard(action) || seen.size === seen.add(action.toLowerCase()).size);
}

/** The texts of a statement that are compared, each read once. */
interface Texts {
  /** In lower case, as IAM ignores it. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: string;
}

/** Nothing where the texts do not say all that the statement allows. */
function textsOf({ actions, resources, notActions, notResources, conditions, hasUndecidedConditions }: PolicyStatement): Texts | undefined {
  const isPlain = notActions.length + notResources.length === 0 && !hasUndecidedConditions
    && [...actions, ...resources].every((text) => isKnown(text) && !text.includes('${'));
  return isPlain ? { actions: actions.map((action) => action.toLowerCase()), resources, conditions: conditions.length === 0 ? '' : textOf(conditions) } : undefined;
}

/** Whether each request that a statement allows is allowed by another one, as far as their texts show it. */
function isWithin(narrow: Texts | undefined, wide: Texts | undefined): boolean {
  return narrow !== undefined && wide !== undefined && narrow.actions.length > 0 && narrow.resources.length > 0
    && (wide.conditions === '' || wide.conditions === narrow.conditions)
    && narrow.actions.every((action) => wide.actions.some((own) => globIncludes(own, action)))
    && narrow.resources.every((resource) => wide.resources.some((own) => includesResource(own, resource)));
}

/** Each of the six parts of an ARN on its own, as IAM matches them. */
function includesResource(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) {
    return true;
  }
  const [one, two] = [partsOf(wide), partsOf(narrow)];
  return one !== undefined && two !== undefined && one.every((part, i) => globIncludes(part, two[i]));
}

function partsOf(arn: string): string[] | undefined {
  return /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1);
}

function textOf(conditions: readonly ConditionTest[]): string {
  return JSON.stringify(conditions.map(({ operator: { name }, key, values }) => [name, key, values]));
}

/** What is said of files with roles of pods that have such statements. */
export function notesOnShadowed(parts: readonly FilePart[], known: KnownTrusts): Problem[] {
  return parts.flatMap(({ file, roles, originOf }): Problem[] => {
    const ofPods = roles.filter((role) => role.perhaps === undefined && role.policies.length > 0 && known.isOfWorkload(role));
    const found = ofPods.flatMap((role) => {
      const shadowed = shadowedStatements(role);
      const resource = shadowed.length === 0 ? '' : originOf(role.at).resource; // to find where ten thousand roles are takes long
      return shadowed.map(({ policy, number, by }) =>
        `statement ${number} of ${policy.name} of ${resource} (beside statement ${by.number}${by.policy === policy ? '' : ` of ${by.policy.name}`})`);
    });
    const [...texts] = new Set(found);
    const more = texts.length > MOST_EXAMPLES ? ` and ${texts.length - MOST_EXAMPLES} more` : '';
    return texts.length === 0 ? []
      : [{ file, message: `allows nothing beyond what another statement allows: ${texts.slice(0, MOST_EXAMPLES).join(', ')}${more}` }];
  });
}
