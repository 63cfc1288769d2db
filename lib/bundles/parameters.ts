import type { BundleInput, BundleParameter } from './bundle-parameter';
import type { Parameter } from './definition';
import type { ParameterPath } from './parameter-error';
import { Token } from '../core/cdk';
import { required as mustBeGiven, TEXT, TRUTH, wrongKind } from '../core/kinds';
import type { Kind } from '../core/kinds';
import { REGION } from '../core/names';
import { explain, isProvisional } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

type More = Pick<Parameter, 'ofOwnAccount' | 'variants'>;

/** A parameter that is true or false. */
export function flag(description: string, byDefault: boolean = false): BundleParameter<boolean | undefined, boolean> {
  return {
    yaml: { description, type: { kind: 'flag', default: byDefault } },
    fromOption: (given, name, input) => checkFlag(given, name, input) ?? byDefault,
    fromYaml: (given) => (given as boolean | undefined) ?? byDefault,
  };
}

/** A flag whose default depends on where the role lives; the documentation shows what it mostly is. */
export function flagByPlace(description: string, mostly: boolean): BundleParameter<boolean | undefined, boolean | undefined> {
  return { ...flag(description, mostly), fromOption: checkFlag, fromYaml: (given) => given as boolean | undefined };
}

function checkFlag(given: boolean | undefined, name: string, input: BundleInput): boolean | undefined {
  checkKind(TRUTH, given, [name], input);
  return given;
}

/** A format of what stands in a policy, in which IAM takes no control characters, and no other character past Latin-1. A block text of YAML ends with one. */
export function ofPolicy(format: TextFormat): TextFormat {
  return {
    ...format,
    also: (value) => format.also?.(value)
      ?? (/[\u0000-\u001F\u007F]/.test(value) ? 'must be without line ends and other control characters'
        : /[^\u0000-\u00FF]/.test(value) ? 'must have characters up to U+00FF only, since IAM takes no others' : undefined),
  };
}

/** A text of a format. */
export function text(format: TextFormat, description: string, more: More = {}): BundleParameter<string | undefined, string | undefined> {
  return {
    yaml: { description, type: { kind: 'text', format }, ...more },
    fromOption: (given, name, input) => {
      if (given !== undefined) {
        checkText(ofPolicy(format), given, [name], input);
      }
      return given;
    },
    fromYaml: (given) => given as string | undefined,
  };
}

/** The same where it must not be known at deploy time only, since it stands in the key of a condition. */
export function literalText(format: TextFormat, description: string): BundleParameter<string | undefined, string | undefined> {
  const parameter = text(format, description);
  return {
    ...parameter,
    fromOption: (given, name, input) => Token.isUnresolved(given)
      ? input.refuse([name], 'must be literal, since it stands in the key of a condition, got a deploy-time value')
      : parameter.fromOption(given, name, input),
  };
}

/** A list of texts of a format; an empty list stands for none. */
export function texts(format: TextFormat, description: string, more: More = {}): BundleParameter<string[] | undefined, string[]> {
  return {
    yaml: { description, type: { kind: 'texts', format }, ...more },
    fromOption: (given, name, input) => {
      const values = checkList(given, name, input);
      values.forEach((value, i) => checkText(ofPolicy(format), value, [name, i], input));
      return [...values];
    },
    fromYaml: (given) => (given as string[] | undefined) ?? [],
  };
}

/** A list that may be empty, which is as good as none: for resources that are needed only if no other list names any. */
export function orNone<P extends BundleParameter<any, any, string>>(parameter: P): P {
  return {
    ...parameter,
    fromOption: (given, name, input) => parameter.fromOption(Array.isArray(given) && given.length === 0 ? undefined : given, name, input),
  };
}

/** The regions in which names are completed to ARNs; in YAML they are those of the workload's clusters, unless there is a description. */
export function regions(description?: string): BundleParameter<string[] | undefined, string[]> {
  const parameter = texts(REGION, description ?? '');
  return { ...parameter, setsRegions: true, yaml: description === undefined ? undefined : parameter.yaml };
}

/** A parameter that must be given. */
export function required<Given, Value, Others extends string>(
  parameter: BundleParameter<Given | undefined, Value, Others>,
): BundleParameter<Given, Value, Others> {
  return {
    ...parameter,
    yaml: parameter.yaml && { ...parameter.yaml, required: true },
    fromOption: (given, name, input) => given === undefined
      ? input.refuse([name], 'must name at least one, got none') : parameter.fromOption(given, name, input),
  };
}

/** What its items are, they are asked one by one. */
const LIST: Kind = { noun: 'a list', isOne: Array.isArray, hint: 'write it in square brackets' };

/** Refuses what is of another kind, as plain JavaScript can give it. */
export function checkKind(kind: Kind, value: unknown, path: ParameterPath, input: BundleInput): void {
  const wrong = wrongKind(kind, value);
  if (wrong) {
    input.refuse([...path, ...wrong.path], wrong.problem);
  }
}

/**
 * Refuses what is no list, and an empty list, which would only fail at deploy time, as a statement without resources. No list is an
 * empty one.
 */
export function checkList<T>(given: readonly T[] | undefined, name: string, input: BundleInput): readonly T[] {
  if (Token.isUnresolved(given)) {
    input.refuse([name], 'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select');
  }
  checkKind(LIST, given, [name], input);
  if (given?.length === 0) {
    input.refuse([name], 'must name at least one, got []');
  }
  return Array.from(given ?? []); // a list with a hole has an item there, which is none
}

/** Refuses a literal text that does not have the format. A deploy-time value passes: nothing of it is known at synth. */
export function checkText(format: TextFormat, value: string, path: ParameterPath, input: BundleInput): void {
  checkKind(mustBeGiven(TEXT), value, path, input);
  if (Token.isUnresolved(value) || isProvisional(value)) {
    return;
  }
  const problem = explain(format, value);
  if (problem !== undefined) {
    input.refuse(path, problem);
  }
}
