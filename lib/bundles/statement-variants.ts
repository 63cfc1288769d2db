import { RootConstruct } from 'constructs';
import type { BundleDefinition, Parameter, ParameterValues } from './definition';
import type { WildcardEvidence } from './policy-bundle';
import type { Place } from './resources/place';

/** Where the workload of the documentation is. */
export const EXAMPLE_PLACE: Place = { partition: 'aws', account: '111122223333', regions: ['eu-central-1'], clusterNames: ['production'] };

/** A statement as it is in a policy. */
export interface LiteralStatement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** One statement, and when it is there. */
export interface VariantStatement {
  readonly statement: LiteralStatement;
  readonly evidence: readonly WildcardEvidence[];
  /** The parameters that bring it; none if it is always there. */
  readonly withParameters: readonly string[];
  /** The parameters that take it away. */
  readonly withoutParameters: readonly string[];
}

/** The least that `workloads.yaml` must give: what is required, and the first of those of which one is. */
export function leastValues({ parameters, oneOf = [] }: BundleDefinition): ParameterValues {
  return Object.fromEntries(Object.entries(parameters)
    .filter(([name, parameter]) => parameter.required || name === oneOf[0]).map(([name, parameter]) => [name, exampleOf(parameter)]));
}

/** What a bundle of the catalogue allows: always, and with each of its parameters. */
export function statementVariants(definition: BundleDefinition): VariantStatement[] {
  const least = leastValues(definition);
  const all = new Map<string, { item: Bound; withParameters: string[]; withoutParameters: string[] }>();
  const always = bound(definition, least);
  always.forEach((item) => all.set(item.key, { item, withParameters: [], withoutParameters: [] }));
  for (const [name, parameter] of Object.entries(definition.parameters).filter(([key]) => !(key in least))) {
    const isChoice = parameter.variants !== undefined || parameter.type.kind === 'flag';
    for (const value of parameter.variants ?? [exampleOf(parameter)]) {
      const label = isChoice ? `${name}: ${parameter.variants ? JSON.stringify(value) : String(value)}` : name;
      const statements = withParameter(definition, least, name, value);
      statements.filter(({ key }) => !always.some((item) => item.key === key)).forEach((item) => {
        all.set(item.key, all.get(item.key) ?? { item, withParameters: [], withoutParameters: [] });
        all.get(item.key)!.withParameters.push(label);
      });
      always.filter(({ key }) => !statements.some((item) => item.key === key))
        .forEach(({ key }) => all.get(key)!.withoutParameters.push(label));
    }
  }
  return [...all.values()].map(({ item, withParameters, withoutParameters }) => ({
    statement: item.statement, evidence: item.evidence, withParameters, withoutParameters,
  }));
}

interface Bound {
  readonly key: string;
  readonly statement: LiteralStatement;
  readonly evidence: readonly WildcardEvidence[];
}

/** Some parameters go only together with another one, or instead of one. */
function withParameter(definition: BundleDefinition, least: ParameterValues, name: string, value: unknown): Bound[] {
  const others = Object.entries(definition.parameters).filter(([other]) => other !== name);
  const attempts: ParameterValues[] = [
    { ...least, [name]: value },
    ...others.map(([other, parameter]) => ({ ...least, [other]: exampleOf(parameter), [name]: value })),
    { [name]: value },
  ];
  const errors: unknown[] = [];
  for (const values of attempts) {
    try {
      return bound(definition, values);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
}

function bound(definition: BundleDefinition, values: ParameterValues): Bound[] {
  const { statements = [] } = definition.create(values, EXAMPLE_PLACE).bind(new RootConstruct());
  return statements.map(({ statement, evidence = [] }) => {
    const { Effect: _, ...json } = statement.toStatementJson();
    return { key: JSON.stringify(json), statement: json, evidence };
  });
}

/** An example of a parameter; of a flag the value that it does not have by default. */
export function exampleOf({ type }: Parameter): unknown {
  return type.kind === 'flag' ? !type.default : type.kind === 'text' ? type.format.example : [type.format.example];
}
