import type { BundleInput, BundleParameter } from './bundle-parameter';
import type { BundleDefinition, Parameter, ParameterValues } from './definition';
import type { ParameterPath } from './parameter-error';
import type { Place } from './resources/place';
import { propsOf, wrongKind } from '../core/kinds';
import { list, show, suggestion } from '../core/text';

type AnyParameter = BundleParameter<any, unknown, string>;

/** What is read: the options of a factory, or the parameters of `workloads.yaml`, which has other names for some. */
export interface GivenParameters {
  readonly language: 'TypeScript' | 'YAML';
  /** What is being made, as the user wrote it. */
  readonly bundle: string;
  readonly values: ParameterValues;
  readonly place: Place;
}

const OPTIONS = propsOf({});

/** Some bundles have many options, which nobody reads in an error. */
const LONGEST_HINT = 150;

/** Reads the values of a bundle's parameters. */
export class BundleReader {
  /** The parameters in `workloads.yaml`, and those of which at least one must be given. */
  public readonly yaml: Pick<BundleDefinition, 'parameters' | 'oneOf'>;
  private readonly parameters: readonly (readonly [string, AnyParameter])[];

  public constructor(parameters: Readonly<Record<string, AnyParameter>>, private readonly oneOf: readonly string[] = []) {
    this.parameters = Object.entries(parameters);
    const names = this.oneOfNames('YAML');
    this.yaml = {
      parameters: Object.fromEntries(this.parameters.flatMap(([name, { yaml, yamlName = name }]) => yaml
        ? [[yamlName, requiredIf(names.length === 1 && names[0] === yamlName, yaml)]] : [])),
      oneOf: names.length > 1 ? names : undefined,
    };
  }

  public read(given: GivenParameters): { readonly values: Readonly<Record<string, any>>; readonly input: BundleInput } {
    const input = this.withRegions(this.inputOf(given), given);
    if (this.oneOf.length > 0 && !this.oneOf.some((name) => isSet(input.given(name)))) {
      input.refuse([], `must have at least one of ${list(this.oneOfNames(given.language), 'or')}`);
    }
    const values: Record<string, any> = {};
    for (const [name, parameter] of this.parameters) {
      const value = valueOf(parameter, name, input, given);
      if (parameter.partOf === undefined) {
        values[name] = value;
      } else {
        values[parameter.partOf] = [...values[parameter.partOf], ...value as string[]];
      }
    }
    return { values, input };
  }

  private inputOf({ language, bundle, values, place }: GivenParameters): BundleInput {
    if (wrongKind(OPTIONS, values)) { // from plain JavaScript
      refuse(bundle, [], `must be given an object with options, got ${show(values)}`);
    }
    if (language === 'TypeScript') {
      this.refuseUnknown(bundle, values);
    }
    const nameOf = (name: string) => language === 'YAML' ? this.yamlNameOf(name) : name;
    return {
      place,
      given: (name) => values[nameOf(name)],
      refuse: ([name, ...more], problem) => refuse(bundle, name === undefined ? [] : [nameOf(String(name)), ...more], problem),
    };
  }

  /** An option that is dropped in silence, such as a misspelt prefix, would leave the bundle wider than it was meant. */
  private refuseUnknown(bundle: string, values: ParameterValues): void {
    const names = this.parameters.map(([name]) => name);
    const unknown = Object.keys(values).find((name) => values[name] !== undefined && !names.includes(name));
    if (unknown !== undefined) {
      const hint = suggestion(unknown, names);
      refuse(bundle, [], `unknown option ${show(unknown)}: ${hint.length <= LONGEST_HINT ? hint : `${hint.slice(0, hint.lastIndexOf(',', LONGEST_HINT))}, …`}`);
    }
  }

  /** Names are completed with the regions that are given, if any are. */
  private withRegions(input: BundleInput, given: GivenParameters): BundleInput {
    const regions = this.parameters.filter(([, { setsRegions }]) => setsRegions)
      .flatMap(([name, parameter]) => valueOf(parameter, name, input, given) as string[]);
    return regions.length > 0 ? { ...input, place: { ...input.place, regions } } : input;
  }

  /** The names of `oneOf`, each once: in YAML one parameter takes the names of resources and their ARNs. */
  private oneOfNames(language: GivenParameters['language']): string[] {
    return [...new Set(language === 'YAML' ? this.oneOf.map((name) => this.yamlNameOf(name)) : this.oneOf)];
  }

  private yamlNameOf(name: string): string {
    const parameter = this.parameters.find(([own]) => own === name)?.[1];
    return parameter?.partOf === undefined ? parameter?.yamlName ?? name : this.yamlNameOf(parameter.partOf);
  }
}

function refuse(bundle: string, path: ParameterPath, problem: string): never {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every bundle
  const { BundleParameterError } = require('./parameter-error') as typeof import('./parameter-error');
  throw new BundleParameterError(bundle, path, problem);
}

function valueOf(parameter: AnyParameter, name: string, input: BundleInput, { language }: GivenParameters): unknown {
  return (language === 'YAML' ? parameter.fromYaml : parameter.fromOption)(input.given(name), name, input);
}

function requiredIf(required: boolean, parameter: Parameter): Parameter {
  return required ? { ...parameter, required } : parameter;
}

function isSet(given: unknown): boolean {
  return given !== undefined && given !== false && !(Array.isArray(given) && given.length === 0);
}
