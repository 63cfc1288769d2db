import { waysOf } from './conditions';
import { evaluate, textOf } from './intrinsics';
import type { Asked, TemplateScope } from './intrinsics';
import { eachValueOf } from './template-parameters';

/**
 * What the intrinsic functions in a value come to: one result for each way in which the conditions that it
 * asks for (`Fn::If`) can come out, and for each of a few values that its parameters may have. Nothing, if the
 * conditions have too many ways.
 *
 * @param onlyIf a condition that holds wherever the value counts
 */
export function evaluateAll(value: unknown, scope: TemplateScope, onlyIf?: string): unknown[] | undefined {
  // What is asked for becomes known by asking: a branch may ask for more.
  const asked: Asked = { conditions: new Set(onlyIf === undefined ? [] : [onlyIf]), parameters: new Set() };
  const sizeOf = () => asked.conditions.size + asked.parameters.size;
  for (;;) {
    const before = sizeOf();
    const scopes = asked.parameters.size === 0 ? [scope]
      : eachValueOf(scope.parameters, asked.parameters).map((parameters) => ({ ...scope, parameters }));
    const results = scopes.map((each) => waysOf(asked.conditions, each.conditions ?? {}, (side) => textOf(side, each))
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
