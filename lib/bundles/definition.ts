import type { Place } from './resources/place';
import type { IPolicyBundle } from './policy-bundle';
import type { TextFormat } from '../core/text-format';

/** The type of one parameter, from which the JSON Schema is made. */
export type ParameterType =
  | { readonly kind: 'texts'; readonly format: TextFormat }
  | { readonly kind: 'text'; readonly format: TextFormat }
  | { readonly kind: 'flag'; readonly default: boolean };

export interface Parameter {
  readonly description: string;
  readonly type: ParameterType;
  readonly required?: boolean;
  /** Why its ARNs must be of the role's own account, if they must. */
  readonly ofOwnAccount?: string;
  /** Values that change what is allowed: the documentation shows each, rather than the example alone. */
  readonly variants?: readonly string[];
}

/** A parameter that is true or false. */
export function flagParameter(description: string, byDefault: boolean = false): Parameter {
  return { description, type: { kind: 'flag', default: byDefault } };
}

/** The values of a bundle's parameters, checked against their types. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/**
 * A bundle as `workloads.yaml` reaches it: by its id, with plain parameters. Stands in the file of
 * the bundle; the catalogue only lists it.
 */
export interface BundleDefinition {
  readonly id: string;
  /** What it allows, in one line. */
  readonly summary: string;
  /** Whom it is for, such as "External Secrets". */
  readonly usedBy?: string;
  /** The versions of a controller whose needs it meets, such as "1.0 to 1.8". */
  readonly versions?: string;
  /** The pages that document what is needed. */
  readonly sources: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Groups of parameters of which at least one must be given. */
  readonly oneOf?: readonly string[];
  readonly create: (values: ParameterValues, place: Place) => IPolicyBundle;
}

export function texts(values: ParameterValues, name: string): string[] {
  return (values[name] as string[] | undefined) ?? [];
}

export function text(values: ParameterValues, name: string): string | undefined {
  return values[name] as string | undefined;
}

export function flag(values: ParameterValues, name: string): boolean | undefined {
  return values[name] as boolean | undefined;
}

/** The values of several flags, by their names. */
export function flags<T extends string>(values: ParameterValues, parameters: Readonly<Record<T, Parameter>>): { [name in T]?: boolean } {
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, flag(values, name)])) as { [name in T]?: boolean };
}

/** An ARN as it is; a name as the resource of that name in each region of the workload's clusters. */
export function arnsOf(values: readonly string[], place: Place, arn: (name: string, region: string) => string): string[] {
  return values.flatMap((value) => value.startsWith('arn:') ? [value] : place.regions.map((region) => arn(value, region)));
}
