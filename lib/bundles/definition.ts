import type { IPolicyBundle } from './policy-bundle';
import type { Place } from './resources/place';
import type { Upstream } from './upstream';
import type { TextFormat } from '../core/text-format';

/** The type of one parameter, from which the JSON Schema is made. */
export type ParameterType =
  | { readonly kind: 'texts'; readonly format: TextFormat }
  | { readonly kind: 'text'; readonly format: TextFormat }
  | { readonly kind: 'flag'; readonly default: boolean };

/** A parameter of a bundle in `workloads.yaml`. */
export interface Parameter {
  readonly description: string;
  readonly type: ParameterType;
  readonly required?: boolean;
  /** Why its ARNs must be of the role's own account, if they must. */
  readonly ofOwnAccount?: string;
  /** Values that change what is allowed: the documentation shows each, rather than the example alone. */
  readonly variants?: readonly string[];
}

/** The values of a bundle's parameters, checked against their types. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** A bundle as `workloads.yaml` reaches it: by its id, with plain parameters. `defineBundle` makes it. */
export interface BundleDefinition {
  readonly id: string;
  /** What makes the bundle in TypeScript, such as `S3Bundle.read`. */
  readonly factory: string;
  /** What it allows, in one line. */
  readonly summary: string;
  /** Whom it is for, such as "External Secrets". */
  readonly usedBy?: string;
  /** The versions of a controller whose needs it meets, such as "1.0 to 1.8". */
  readonly versions?: string;
  /** The programs whose needs it meets, with the places of their own documents. */
  readonly upstream: readonly Upstream[];
  /** The pages that document what is needed. */
  readonly sources: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Parameters of which at least one must be given. */
  readonly oneOf?: readonly string[];
  /** The bundle for a workload of a `workloads.yaml`; throws `BundleParameterError`. */
  readonly create: (values: ParameterValues, place: Place) => IPolicyBundle;
}
