import type { IConstruct } from 'constructs';
import type { BundleParameters, ParameterValuesOf } from './bundle-parameter';
import { BundleReader } from './bundle-reader';
import type { GivenParameters } from './bundle-reader';
import type { BundleDefinition, ParameterValues } from './definition';
import type { BundleStatement, IPolicyBundle } from './policy-bundle';
import { stackPlace } from './resources/place';
import type { Place } from './resources/place';
import { versionsText } from './upstream';
import type { Upstream } from './upstream';

/** Where the role lives, for the statements of a bundle. */
export interface StatementContext {
  readonly place: Place;
  /** The role's construct. */
  readonly scope: IConstruct;
}

/** How `check` refuses a combination of parameters. */
export interface BundleCheck<Name> {
  /** Throws an error that names one of the options; without a name, one about the bundle as a whole. */
  readonly refuse: (name: Name | undefined, problem: string) => never;
  /** Whether an option was given. */
  readonly isGiven: (name: Name) => boolean;
}

/** A bundle, whole: its factory in TypeScript, its entry in `workloads.yaml`, its JSON Schema and its documentation come from this record. */
export interface BundleProps<Options, P> {
  readonly id: string;
  /** The class of its factory, if that is not made of the id's first word and "Bundle". */
  readonly className?: string;
  /** What it allows, in one line. */
  readonly summary: string;
  /** Whom it is for, such as "External Secrets". */
  readonly usedBy?: string;
  /** The programs whose needs it meets, with the versions that were looked at. */
  readonly upstream?: readonly Upstream[];
  /** The pages that document what is needed. */
  readonly sources: readonly string[];
  readonly parameters: P & { readonly [Unknown in Exclude<keyof P, keyof Options>]: never };
  /** Options of which at least one must be given; a flag counts if it is true. */
  readonly oneOf?: readonly (keyof Options & string)[];
  /** Refuses combinations of parameters, each of which is right by itself. */
  readonly check?: (values: ParameterValuesOf<P>, check: BundleCheck<keyof Options & string>) => void;
  readonly statements: (values: ParameterValuesOf<P>, context: StatementContext) => BundleStatement[];
}

/** A bundle of the catalogue: `create` makes it from `workloads.yaml`, `fromOptions` from the options of its factory. */
export interface DefinedBundle<Options> extends BundleDefinition {
  readonly fromOptions: (options: Options) => IPolicyBundle;
}

/** Defines a bundle: `defineBundle<Dns01Options>()({ id: 'route53.dns01', … })`. */
export function defineBundle<Options>() {
  return <P extends BundleParameters<Options>>(props: BundleProps<Options, P>): DefinedBundle<Options> => {
    const { id, summary, usedBy, upstream = [], sources } = props;
    const factory = `${props.className ?? classNameOf(id)}.${id.split('.')[1]}`;
    const reader = new BundleReader(props.parameters, props.oneOf);
    const make = (given: GivenParameters) => {
      const { values, input } = reader.read(given);
      const known = values as ParameterValuesOf<P>;
      props.check?.(known, {
        refuse: (name, problem) => input.refuse(name === undefined ? [] : [name], problem),
        isGiven: (name) => input.given(name) !== undefined,
      });
      // Made when it is bound: every role gets statements of its own.
      return { bundleId: id, bind: (scope: IConstruct) => ({ statements: props.statements(known, { place: input.place, scope }) }) };
    };
    return {
      id,
      factory,
      summary,
      usedBy,
      versions: versionsText(upstream),
      upstream,
      sources,
      ...reader.yaml,
      create: (values: ParameterValues, place: Place) => make({ language: 'YAML', bundle: id, values, place }),
      fromOptions: (options: Options) => make({ language: 'TypeScript', bundle: factory, values: options ?? {}, place: stackPlace() }),
    };
  };
}

/** `route53.dns01` is made by the class `Route53Bundle`. */
function classNameOf(id: string): string {
  const [group] = id.split('.');
  return `${group[0].toUpperCase()}${group.slice(1)}Bundle`;
}
