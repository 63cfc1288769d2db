import { literalText } from '../iam/partial-text';

/** The parameters of a template, as it declares them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The value of a parameter that may have no other; nothing otherwise. */
export function onlyValueOf(parameters: Parameters = {}, name: string): unknown {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] as { readonly AllowedValues?: unknown } | null : undefined;
  const values = parameter?.AllowedValues;
  return Array.isArray(values) && values.length === 1 && ['string', 'number'].includes(typeof values[0]) ? parameterValue(parameter, String(values[0])) : undefined;
}

/** A value as the parameter's type has it: a list of texts, or one text. */
export function parameterValue(parameter: unknown, value: string): unknown {
  const type = String((parameter as { readonly Type?: unknown } | null | undefined)?.Type);
  return /^(?:CommaDelimitedList$|List<)/.test(type) ? value.split(',').map((item) => literalText(item.trim())) : literalText(value);
}
