import { mapOf } from '../core/plain-object';
import { literalText } from '../iam/partial-text';

/** The parameters of a template, as it declares them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The combinations of values of parameters that are told apart. */
const MOST_COMBINATIONS = 8;

/** The value of a parameter that may have no other; nothing otherwise. */
export function onlyValueOf(parameters: Parameters | undefined, name: string): unknown {
  const values = allowedValuesOf(parameters, name);
  return values.length === 1 ? parameterValue(parameters![name], values[0]) : undefined;
}

/** Whether a parameter has a few values that it may have, so that each can be judged; a wide default is one, beside any other. */
export function hasFewValues(parameters: Parameters | undefined, name: string): boolean {
  const { length } = allowedValuesOf(parameters, name);
  return (length > 1 && length <= MOST_COMBINATIONS) || wideDefaultOf(parameters, name) !== undefined;
}

/** Parameters with one value each for those that are named, in all combinations; those that make too many keep all their values. */
export function eachValueOf(parameters: Parameters | undefined, names: ReadonlySet<string>): (Parameters | undefined)[] {
  return [...names].reduce<(Parameters | undefined)[]>((ways, name) => {
    const usual = wideDefaultOf(parameters, name);
    const values = usual === undefined ? allowedValuesOf(parameters, name) : [usual, undefined];
    return ways.length * values.length > MOST_COMBINATIONS ? ways
      : ways.flatMap((way) => values.map((value) => value === undefined ? way : withValue(way, name, value)));
  }, [parameters]);
}

/** Parameters of which one has a value, and no other. */
export function withValue(parameters: Parameters | undefined, name: string, value: string): Parameters {
  return { ...parameters, [name]: { ...mapOf(parameters?.[name]), Default: value, AllowedValues: [value] } };
}

/** What a parameter is where nobody gives it, if that has a wildcard and may be another: whoever deploys the template as it is has it. */
function wideDefaultOf(parameters: Parameters = {}, name: string): string | undefined {
  const { Default: usual, AllowedValues: values } = mapOf(Object.hasOwn(parameters, name) ? parameters[name] : undefined);
  return typeof usual === 'string' && /[*?]/.test(usual) && !Array.isArray(values) ? usual : undefined;
}

function allowedValuesOf(parameters: Parameters = {}, name: string): string[] {
  const { AllowedValues: values } = mapOf(Object.hasOwn(parameters, name) ? parameters[name] : undefined);
  return Array.isArray(values) && values.every((value) => ['string', 'number'].includes(typeof value)) ? [...new Set(values.map(String))] : [];
}

/** A value as the parameter's type has it: a list of texts, or one text. */
export function parameterValue(parameter: unknown, value: string): unknown {
  const type = String((parameter as { readonly Type?: unknown } | null | undefined)?.Type);
  return /^(?:CommaDelimitedList$|List<)/.test(type) ? value.split(',').map((item) => literalText(item.trim())) : literalText(value);
}
