import { waysOf } from './conditions';
import { evaluate, textOf } from './intrinsics';
import type { Asked, TemplateScope } from './intrinsics';
import { eachValueOf } from './template-parameters';
import { nameOfUnknown } from '../iam/partial-text';

/**
 * What the intrinsic functions in a value come to: one result for each way in which the conditions that it
 * asks for (`Fn::If`) can come out, and for each of a few values that its parameters may have. Nothing, if the
 * conditions have too many ways.
 *
 * @param onlyIf a condition that holds wherever the value counts
 */
export function evaluateAll(value: unknown, scope: TemplateScope, onlyIf?: string): unknown[] | undefined {
  // What is asked for becomes known by asking: a branch may ask for more.
  const asked: Asked = { conditions: new Set(onlyIf === undefined ? [] : [onlyIf]), parameters: new Set(), keysOfMappings: new Map() };
  const sizeOf = () => [asked.conditions, asked.parameters, ...asked.keysOfMappings.values()].reduce((sum, { size }) => sum + size, 0);
  for (;;) {
    const before = sizeOf();
    const scopes = scopesFor(scope, asked);
    const results = scopes.map((each) => waysOf(asked.conditions, each.conditions ?? {}, (side) => textOf(side, ofConditions(each)))
      ?.filter((branches) => onlyIf === undefined || branches.get(onlyIf))
      .map((branches) => evaluate(value, each, branches, asked)));
    if (results.includes(undefined)) {
      return undefined;
    }
    if (sizeOf() === before) {
      return results.flatMap((ways) => ways!);
    }
  }
}

/** Mappings have a value for each stage or region: so many are told apart. */
const MOST_CHOICES = 16;

/** A scope for each of the values that parameters may have, and for each key of mappings that may be meant. */
function scopesFor(scope: TemplateScope, { parameters: names, keysOfMappings }: Asked): TemplateScope[] {
  const ofParameters = names.size === 0 ? [scope] : eachValueOf(scope.parameters, names).map((parameters) => ({ ...scope, parameters }));
  const withKey = (own: TemplateScope, chooser: string, key: string): TemplateScope =>
    ({ ...own, keysOfMappings: new Map([...own.keysOfMappings ?? [], [chooser, key]]) });
  return [...keysOfMappings].reduce<TemplateScope[]>((scopes, [chooser, keys]) => scopes.length * keys.size > MOST_CHOICES ? scopes
    : scopes.flatMap((own) => [...keys].map((key) => withKey(own, chooser, key))), ofParameters);
}

/** Conditions that ask for the region come out as in the region whose key of a mapping is meant. */
function ofConditions(scope: TemplateScope): TemplateScope {
  const chosen = [...scope.keysOfMappings ?? []].flatMap(([chooser, key]) => key === '' ? [] : [[nameOfUnknown(chooser) ?? '', key] as const]);
  return chosen.length === 0 ? scope : { ...scope, pseudoParameters: new Map(chosen) };
}
