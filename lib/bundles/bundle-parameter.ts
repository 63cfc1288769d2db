import type { Parameter } from './definition';
import type { ParameterPath } from './parameter-error';
import type { Place } from './resources/place';

/** The options or parameters that a bundle is made from, and how to refuse them. */
export interface BundleInput {
  /** Completes names to ARNs. */
  readonly place: Place;
  /** The value of an option or parameter as it was given; `undefined` if it was not. */
  readonly given: (name: string) => unknown;
  /** Throws an error that names a value by the way to it, which begins with the name of an option. */
  readonly refuse: (path: ParameterPath, problem: string) => never;
}

/**
 * One option of a factory, and the parameter of the same name in `workloads.yaml`: the one place where its type, its documentation
 * for YAML and its reading stand.
 *
 * @template Given the type of the option in TypeScript
 * @template Value what the statements are made from, such as ARNs; `never` if another parameter takes the value up
 * @template Others the names of other options that the parameter refers to
 */
export interface BundleParameter<Given, Value, Others extends string = never> {
  /** The parameter in `workloads.yaml`; none for an option of TypeScript alone. */
  readonly yaml?: Parameter;
  /** Its name in `workloads.yaml`, if it is not that of the option. */
  readonly yamlName?: string;
  /** The option whose list this one adds to, for resources that are given by name rather than as constructs. */
  readonly partOf?: Others;
  /** Other options that it reads, for what they bring along. */
  readonly reads?: readonly Others[];
  /** Whether the value is the regions in which names are completed to ARNs. */
  readonly setsRegions?: boolean;
  readonly fromOption: (given: Given, name: string, input: BundleInput) => Value;
  readonly fromYaml: (given: unknown, name: string, input: BundleInput) => Value;
}

/** A parameter for each option of a factory: none can be missing, misspelt or of another type. */
export type BundleParameters<Options> = {
  readonly [Name in keyof Options]-?: BundleParameter<Options[Name], any, keyof Options & string>;
};

type ValueOf<P> = P extends BundleParameter<any, infer Value, any> ? Value : never;

/** What the statements of a bundle are made from, by the names of the options. */
export type ParameterValuesOf<P> = {
  readonly [Name in keyof P as [ValueOf<P[Name]>] extends [never] ? never : Name]: ValueOf<P[Name]>;
};
