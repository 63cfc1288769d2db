import { accountsOfAddOn, addOnOfBundle } from '../../bundles/add-ons';
import type { ALSO_FOR } from '../../bundles/also-for';
import type { BundleDefinition, Parameter } from '../../bundles/definition';
import { leastValues, statementVariants } from '../../bundles/statement-variants';
import type { LiteralStatement, VariantStatement } from '../../bundles/statement-variants';
import { usualNames } from '../../bundles/usual-names';
import { terminalText } from '../../core/escape';
import { lazy } from '../../core/lazy';
import { list, show } from '../../core/text';
import type { Paint } from '../colours';
import { wrapped } from '../wrapped';

/** How a text looks. */
export interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** Bundles in a list, one a line. */
export function bundleList(definitions: readonly BundleDefinition[], { paint, width }: Look): string {
  const column = Math.max(...definitions.map(({ id }) => id.length)) + 2;
  return definitions.flatMap(({ id, summary, usedBy }) => {
    const [first, ...rest] = wrapped(' '.repeat(column), terminalText(`${summary}${usedBy === undefined ? '' : `; for ${usedBy}`}`), width);
    return [paint('bold', id) + first.slice(id.length), ...rest];
  }).map((line) => `${line}\n`).join('');
}

/** How programs use bundles of the catalogue, one a line. */
export function programLines(programs: typeof ALSO_FOR, { width }: Look): string {
  return programs.flatMap(({ program, bundles, how }) => wrapped(`${program}: `, `${list(bundles)} (${how})`, width)).map((line) => `${line}\n`).join('');
}

/** All that there is to know of a bundle. */
export function bundleDetails(definition: BundleDefinition, look: Look): string {
  const { id, factory, summary, usedBy, versions, sources, parameters, oneOf = [] } = definition;
  const { paint, width } = look;
  const heading = (text: string) => ['', paint('bold', text)];
  const names = Object.keys(parameters);
  const usual = usualNames(id);
  const addOn = addOnOfBundle(id);
  return [
    ...wrapped(`${id}: `, summary, width),
    ...usedBy === undefined ? [] : wrapped('', `For ${usedBy}${versions === undefined ? '' : ` (checked against ${versions})`}.`, width),
    `In TypeScript: ${factory}`,
    ...usual === undefined ? [] : [`Usually runs as: ${usual.namespace}/${usual.serviceAccount}`],
    ...addOn === undefined ? [] : wrapped('As an EKS add-on: ', `${addOn.name}, which runs as ${list(accountsOfAddOn(addOn))}`, width),
    ...heading('An entry for "bundles" of a workload:'),
    ...entryOf(definition).trimEnd().split('\n').map((line) => `  ${line}`),
    ...heading(names.length === 0 ? 'It has no parameters.' : 'Parameters:'),
    ...Object.entries(parameters).flatMap(([name, parameter]) => [
      `  ${paint('bold', name)}  ${typeText(parameter, oneOf.includes(name) ? oneOf : [])}`, ...wrapped('      ', terminalText(parameter.description), width),
    ]),
    ...heading('What it allows, to a workload of account 111122223333 on the cluster "production" in eu-central-1:'),
    ...statementVariants(definition).flatMap((statement, index) => statementLines(statement, index + 1, look)),
    ...heading('Documented by:'),
    ...[...sources, ...usual === undefined ? [] : [usual.source, ...usual.namespaceSource === undefined ? [] : [usual.namespaceSource]]].map((source) => `  ${source}`),
    '',
  ].join('\n');
}

/** The same for machines. */
export function bundleData(definition: BundleDefinition): object {
  const usual = usualNames(definition.id);
  const addOn = addOnOfBundle(definition.id);
  const { id, factory, summary, usedBy = null, versions = null, sources, parameters, oneOf = [] } = definition;
  return {
    id,
    summary,
    usedBy,
    versions,
    factory,
    ...usual && { usualNames: usual },
    ...addOn && { addon: { name: addOn.name, namespace: addOn.namespace, serviceAccounts: addOn.serviceAccounts, source: addOn.source } },
    entry: { id, ...leastValues(definition) },
    parameters: Object.entries(parameters).map(([name, { description, type, required = false, variants }]) => ({
      name,
      type: KINDS[type.kind],
      required,
      oneOf: oneOf.includes(name) ? oneOf : [],
      default: type.kind === 'flag' ? type.default : null,
      examples: variants ?? (type.kind === 'flag' ? [] : [type.format.example]),
      description,
    })),
    statements: statementVariants(definition),
    sources,
  };
}

/** The entry of a bundle with the least that it needs, as YAML. */
export function entryOf(definition: BundleDefinition): string {
  return lazy.yaml.stringify([{ id: definition.id, ...leastValues(definition) }], { flowCollectionPadding: false, collectionStyle: 'any' });
}

const KINDS = { texts: 'list', text: 'text', flag: 'flag' } as const;

function typeText({ type, required, variants }: Parameter, oneOf: readonly string[]): string {
  const need = required ? ', required' : oneOf.length > 1 ? `, one of ${list(oneOf, 'or')} is required` : '';
  const value = type.kind === 'flag' ? `default ${String(type.default)}`
    : variants ? `one of ${list(variants.map((variant) => show(variant)), 'or')}` : `such as ${show(type.format.example)}`;
  return `${KINDS[type.kind]}${need}, ${value}`;
}

/** A statement as numbered lines. */
export function statementLines(given: StatementText, number: number, { width }: Pick<Look, 'width'>): string[] {
  const { statement, evidence, withParameters = [], withoutParameters = [] } = given;
  const reasons = new Map(evidence.map(({ reason, source }) => [reason, source]));
  const line = (beginning: string, text: string) => wrapped(`     ${beginning}`, terminalText(text), width);
  const { Effect: effect = 'Allow' } = statement as { readonly Effect?: string };
  return [
    ...wrapped(`  ${number}. ${effect === 'Allow' ? '' : 'deny '}`, terminalText(many(statement.Action).join(', ')), width),
    ...line('on ', many(statement.Resource).join(', ')),
    ...conditionsOf(statement).flatMap((text) => line('if ', text)),
    ...withParameters.length > 0 ? line('only with ', withParameters.join(' or ')) : [],
    ...withoutParameters.length > 0 ? line('not with ', withoutParameters.join(' or ')) : [],
    ...[...reasons].flatMap(([reason, source]) => {
      const wildcards = [...new Set(evidence.filter((item) => item.reason === reason).map(({ wildcard }) => wildcard))];
      return [...line('', `${list(wildcards)} because ${reason}`), ...source === undefined ? [] : [`       ${terminalText(source)}`]];
    }),
  ];
}

/** What is told of a statement. */
type StatementText = Pick<VariantStatement, 'statement' | 'evidence'> & Partial<VariantStatement>;

/** The conditions of a statement, each as a line: `StringEquals kms:ViaService = …`. */
export function conditionsOf({ Condition }: LiteralStatement): string[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, values]) => `${operator} ${key} = ${many(values).map(String).join(' or ')}`));
}

/** One or several values as a list. */
export function many(values: string | readonly string[]): readonly string[] {
  return typeof values === 'string' ? [values] : Array.isArray(values) ? values : [String(values)];
}
