// Writes docs/BUNDLES.md, the index of the catalogue with its measure, and a page in docs/bundles for each family of bundles, with
// parameters, statements and evidence. With --check it writes nothing, and fails if a file is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { FAMILIES, familyOf } from './bundle-families';
import type { BundleFamily } from './bundle-families';
import { REASONS } from './drift/reasons';
import { LEFT_OUT_PROGRAMS } from './left-out-programs';
import { list, measure } from './measure';
import type { Measure } from './measure';
import { writeIfDifferent } from './write-if-different';
import { permissionLines } from '../lib/access/words/permission-words';
import { ALSO_FOR } from '../lib/bundles/also-for';
import type { BundleDefinition, Parameter } from '../lib/bundles/definition';
import { DEFINITIONS } from '../lib/bundles/definitions';
import { isBundleClass } from '../lib/bundles/definitions-of-class';
import { EXAMPLE_PLACE, leastValues, statementVariants } from '../lib/bundles/statement-variants';
import type { VariantStatement } from '../lib/bundles/statement-variants';
import { count } from '../lib/core/text';
import { readLiteralDocument } from '../lib/iam/document';

const ROOT = join(__dirname, '..');

const code = (text: string) => `\`${text.replace(/`/g, '')}\``;
const codes = (texts: readonly string[]) => texts.map(code).join(', ');
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
const anchor = (id: string) => `#${id.toLowerCase().replace(/[^a-z0-9]/g, '')}`;

function typeOf({ type, required, variants }: Parameter, isOneOf: boolean): string {
  const kind = { texts: 'list', text: 'text', flag: 'flag' }[type.kind];
  const value = type.kind === 'flag' ? `default ${String(type.default)}` : `such as ${code(type.format.example)}`;
  return `${required ? '**required** ' : isOneOf ? '**one of these** ' : ''}${kind}, ${variants ? codes(variants) : value}`;
}

function conditionsOf(condition: VariantStatement['statement']['Condition']): string[] {
  return Object.entries(condition ?? {}).flatMap(([operator, tests]) => Object.entries(tests)
    .map(([key, values]) => `${operator} ${code(key)} = ${list(values).map((value) => code(String(value))).join(' or ')}`));
}

/** What a statement allows, in the words of `what-can`, which computes them from any policy. */
function wordsOf(statement: VariantStatement['statement']): string[] {
  const { statements } = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
  return statements.flatMap((read) => permissionLines(read, EXAMPLE_PLACE.account)).map(({ service, text }) => `${service}: ${text}`);
}

/** Text that Markdown would read as its own. */
const plainText = (text: string) => text.replace(/[\\*_<>`[\]|]/g, '\\$&');

function statementLines({ statement, evidence, withParameters, withoutParameters }: VariantStatement): string[] {
  const reasons = [...new Map(evidence.map(({ reason, source }) => [reason, source])).entries()];
  return [
    `1. ${codes(list(statement.Action))}`,
    ...wordsOf(statement).map((text) => `   - *${plainText(text)}*`),
    `   - on ${codes(list(statement.Resource))}`,
    ...conditionsOf(statement.Condition).map((text) => `   - if ${text}`),
    ...withParameters.length > 0 ? [`   - only with ${withParameters.map(code).join(' or ')}`] : [],
    ...withoutParameters.length > 0 ? [`   - not with ${withoutParameters.map(code).join(' or ')}`] : [],
    ...reasons.map(([reason, source]) => `   - ${codes(evidence.filter((item) => item.reason === reason).map(({ wildcard }) => wildcard))} because ` +
      `${reason}${source ? ` ([source](${source}))` : ''}`),
  ];
}

function section(definition: BundleDefinition, statements: readonly VariantStatement[], { actions, openReads, openWrites }: Measure): string[] {
  const { id, factory, summary, usedBy, versions, sources, upstream, parameters, oneOf = [] } = definition;
  const example = stringify([{ id, ...leastValues(definition) }], { flowCollectionPadding: false, collectionStyle: 'any' });
  const open = [...openWrites, ...openReads];
  return [
    `### ${id}`, '',
    `${summary}.${usedBy ? ` For ${usedBy}${versions ? ` (looked at: ${versions})` : ''}.` : ''} In TypeScript: ${code(factory)}.`, '',
    '```yaml', example.trimEnd(), '```', '',
    ...Object.keys(parameters).length === 0 ? ['It has no parameters.', ''] : [
      '| parameter | meaning | type |', '|---|---|---|',
      ...Object.entries(parameters).map(([name, parameter]) =>
        `| ${code(name)} | ${cell(parameter.description)} | ${cell(typeOf(parameter, oneOf.includes(name)))} |`),
      '',
    ],
    ...statements.flatMap(statementLines), '',
    `Measure: ${count(actions, 'action')}; on \`*\` without a condition though they could be limited: ${open.length === 0 ? 'none' : codes(open)}.`, '',
    ...upstreamText(upstream),
    ...leftOut(id),
    `Documented by ${sources.map((source) => `<${source}>`).join(', ')}.`, '',
  ];
}

/** What upstream's own document allows and the bundle does not, with the reasons. */
function leftOut(id: string): string[] {
  return REASONS.filter(({ bundle, kind }) => bundle === id && kind === 'lacks').flatMap(({ actions, reason }) =>
    [`Left out, though upstream's document has it: ${codes(actions)}, because ${reason}.`, '']);
}

/** The programs whose needs a bundle meets, as `npx projen bundles:drift` compares them. */
function upstreamText(upstream: BundleDefinition['upstream']): string[] {
  const texts = upstream.map(({ repository, release, documents = [] }) => {
    const tag = release ?? 'HEAD';
    const page = (path: string) => `https://github.com/${repository}/blob/${tag}/${path.split('#')[0]}`;
    const places = [...new Set(documents.map((document) => document.split('#')[0]))].map((path) => `[${path.split('/').at(-1)}](${page(path)})`);
    return `${code(repository)}${release === undefined ? '' : ` ${release}`}${places.length === 0 ? '' : ` (${places.join(', ')})`}`;
  });
  return texts.length === 0 ? [] : [`Compared with upstream: ${texts.join('; ')}.`, ''];
}

const GENERATED = '<!-- Generated by "npx projen bundles". Do not edit. -->';
const HOW_TO_READ = 'ARNs are shown as they are for a workload of account 111122223333 whose cluster `production` is in eu-central-1. Numbered statements are ' +
  'what the role gets; *only with* and *not with* name the parameters that add or replace one. What each allows is said in words too, as `npx cdk-irsa what-can` says it.';

/** A table of bundles, with links to their sections. */
function table(definitions: readonly BundleDefinition[], toPage: (definition: BundleDefinition) => string): string[] {
  return [
    '| id | allows | for |', '|---|---|---|',
    ...definitions.map((definition) => {
      const { id, summary, usedBy = '', versions } = definition;
      return `| [\`${id}\`](${toPage(definition)}${anchor(id)}) | ${cell(summary)} | ${cell(usedBy)}${usedBy && versions ? ` ${cell(versions)}` : ''} |`;
    }),
    '',
  ];
}

interface MeasuredBundle {
  readonly definition: BundleDefinition;
  readonly statements: readonly VariantStatement[];
  readonly measured: Measure;
}

async function indexPage(bundles: readonly MeasuredBundle[]): Promise<string[]> {
  const total = await measure(bundles.flatMap(({ statements }) => statements.map(({ statement }) => statement)));
  const ofFamily = (family: BundleFamily) => bundles.map(({ definition }) => definition).filter(({ id }) => familyOf(id) === family);
  return [
    GENERATED,
    '# Bundles', '',
    'The catalogue of permission sets: what each allows, on what, under which condition, and why a wildcard cannot be narrower. Each is an id in ' +
    '`workloads.yaml` and a factory in TypeScript, which takes the same options, with CDK\'s constructs in the place of names.', '',
    '## The measure', '',
    'By the AWS service authorization reference, over all bundles with all their parameters:', '',
    '| | |', '|---|---|',
    `| bundles | ${bundles.length} |`,
    `| statements | ${bundles.reduce((sum, { statements }) => sum + statements.length, 0)} |`,
    `| different actions | ${total.actions} |`,
    `| actions with a wildcard | ${total.wildcardActions.length} |`,
    `| actions that do more than read, could be limited to a resource, and are on \`*\` without a condition | ${total.openWrites.length}${total.openWrites.length > 0 ? ` (${codes(total.openWrites)})` : ''} |`,
    `| the same, of actions that only read | ${total.openReads.length}${total.openReads.length > 0 ? ` (${codes(total.openReads)})` : ''} |`,
    '',
    '## All', '',
    ...FAMILIES.flatMap((family) => ofFamily(family).length === 0 ? [] : [
      `### ${family.title}`, '',
      `[The page](bundles/${family.name}.md) has every parameter and statement.`, '',
      ...table(ofFamily(family), () => `bundles/${family.name}.md`),
    ]),
    '## For programs without bundles of their own', '',
    '| program | bundles | how |', '|---|---|---|',
    ...ALSO_FOR.map(({ program, bundles: ids, how, source }) =>
      `| [${cell(program)}](${source}) | ${ids.map((id) => `[\`${id}\`](bundles/${familyOf(id).name}.md${anchor(id)})`).join(', ')} | ${cell(how)} |`),
    '',
    '## Programs without bundles', '',
    '| program | why |', '|---|---|',
    ...LEFT_OUT_PROGRAMS.map(({ program, why }) => `| ${cell(program)} | ${cell(why)} |`),
    '',
  ];
}

function familyPage({ title, text }: BundleFamily, bundles: readonly MeasuredBundle[]): string[] {
  return [
    GENERATED,
    `# ${title}`, '',
    `${text} All bundles: [the index](../BUNDLES.md#all).`, '',
    HOW_TO_READ, '',
    ...table(bundles.map(({ definition }) => definition), () => ''),
    '## Each', '',
    ...bundles.flatMap(({ definition, statements, measured }) => section(definition, statements, measured)),
  ];
}

/** The pages, by their paths in docs/. */
async function pages(): Promise<Record<string, string>> {
  const bundles = await Promise.all(DEFINITIONS.map(async (definition) => {
    const statements = statementVariants(definition);
    return { definition, statements, measured: await measure(statements.map(({ statement }) => statement)) };
  }));
  const text = (lines: readonly string[]) => `${lines.join('\n').trimEnd()}\n`;
  const families = FAMILIES.map((family) => ({ family, own: bundles.filter(({ definition }) => familyOf(definition.id) === family) }));
  return {
    'BUNDLES.md': text(await indexPage(bundles)),
    ...Object.fromEntries(families.filter(({ own }) => own.length > 0).map(({ family, own }) => [join('bundles', `${family.name}.md`), text(familyPage(family, own))])),
  };
}

/** The file of the catalogue that has each bundle, so that one can be found without loading all. */
function definitionFiles(): string {
  const catalogue = readFileSync(join(ROOT, 'lib/bundles/catalogue.ts'), 'utf-8');
  const files = [...catalogue.matchAll(/^export \* from '\.\/([\w/-]+)';$/gm)].map(([, file]) => file);
  const entries = files.flatMap((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported = require(`../lib/bundles/${file}`) as object;
    return Object.values(exported).filter(isBundleClass).flatMap((bundle) => bundle._definitions()).map(({ id }) => `  '${id}': () => require('./${file}') as object,`);
  });
  return [
    '// Generated by "npx projen bundles". Do not edit.', '',
    '/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load all bundles; paths are literal, so that bundlers see them */', '',
    '/** Loads the file of a bundle of the catalogue, by its id. One that is missing here is found all the same. */',
    'export const DEFINITION_FILES: Readonly<Record<string, () => object>> = {',
    ...entries,
    '};', '',
  ].join('\n');
}

async function main(): Promise<void> {
  const docs = join(__dirname, '..', 'docs');
  const folder = join(docs, 'bundles');
  const written = { ...await pages(), [join('..', 'lib', 'bundles', 'definition-files.ts')]: definitionFiles() };
  const others = existsSync(folder) ? readdirSync(folder).map((name) => join('bundles', name)).filter((name) => !Object.hasOwn(written, name)) : [];
  if (!process.argv.includes('--check')) {
    mkdirSync(folder, { recursive: true });
    others.forEach((name) => rmSync(join(docs, name)));
    Object.entries(written).forEach(([name, text]) => writeIfDifferent(join(docs, name), text));
    return;
  }
  const stale = [...Object.entries(written).filter(([name, text]) => !existsSync(join(docs, name)) || readFileSync(join(docs, name), 'utf-8') !== text).map(([name]) => name), ...others];
  if (stale.length > 0) {
    console.error(`docs/${stale.join(', docs/')} ${stale.length === 1 ? 'is' : 'are'} stale: run "npx projen bundles"`);
    process.exitCode = 1;
  }
}

void main();
