// Writes docs/WORKLOADS.md: every key of a workloads.yaml with its meaning, default and an example, from the schema.
// With --check it writes nothing, and fails if the file is stale.
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { EXAMPLES } from './workloads-examples';
import { writeIfDifferent } from './write-if-different';
import { list } from '../lib/core/text';
import { ENVIRONMENT_KEYS, workloadsSchema } from '../lib/fleet/file/json-schema';
import type { JsonSchema } from '../lib/fleet/file/types/value-type';

export interface Key {
  /** Such as `workloads.*.policies[].file`; what the defaults have in common with workloads is below `defaults`. */
  readonly path: string;
  readonly meaning: string;
  readonly fallback: string;
  readonly example: unknown;
}

interface Section {
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

const code = (text: string) => `\`${text}\``;

const SECTIONS: readonly Section[] = [
  { path: '', title: 'The file', text: 'The keys at the top of the file.' },
  { path: 'include[]', title: 'include', text: 'A list. An item is a path, or a map with these keys. [Environments and teams](environments.md#a-file-for-each-team) explains it.' },
  { path: 'clusters.*', title: 'clusters', text: 'A map: each key is a name of your choice for a cluster.' },
  { path: 'clusters.*.issuer', title: 'clusters: issuer', text: 'A map. [Clusters that are not EKS](trust-and-issuers.md#clusters-that-are-not-eks) explains it.' },
  { path: 'accounts.*', title: 'accounts', text: 'A map: each key is the id of an account, in quotes.' },
  { path: 'accounts.*.quotas', title: 'accounts: quotas', text: 'Checks at synth use these limits instead of those of a new account.' },
  { path: 'defaults', title: 'defaults, and the same keys of a workload', text: 'These keys have the same meaning in `defaults` and in a workload. The workload\'s own value comes first; maps (`tags`, `kubernetes`) are merged key by key.' },
  { path: 'workloads.*', title: 'workloads', text: 'A map: each key names a workload. A workload may have these keys and [those of `defaults`](#defaults-and-the-same-keys-of-a-workload).' },
  { path: 'workloads.*.serviceAccountPatterns[]', title: 'workloads: serviceAccountPatterns', text: 'A list. A pattern stays within one namespace, and has a statement of its own in the trust policy.' },
  { path: 'workloads.*.policies[]', title: 'workloads: policies', text: 'A list. [Permissions](permissions.md#your-own-policies) describes policy files.' },
  { path: 'workloads.*.policies[].evidence[]', title: 'workloads: policies: evidence', text: 'A list.' },
  { path: 'workloads.*.managedPolicies[]', title: 'workloads: managedPolicies', text: 'A list.' },
  { path: 'workloads.*.podIdentity', title: 'workloads: podIdentity', text: '[EKS Pod Identity](pod-identity.md) explains these.' },
  { path: 'workloads.*.targetRole', title: 'workloads: targetRole', text: 'A map. [EKS Pod Identity](pod-identity.md#a-role-in-another-account) explains it. `policies` and `managedPolicies` have the keys of those of a workload.' },
  { path: 'workloads.*.acknowledge[]', title: 'workloads: acknowledge', text: 'A list. [Compliance](compliance.md#accepting-a-finding) explains acknowledgements.' },
  { path: 'guardrails.*', title: 'guardrails', text: 'A map: each key is a name of your choice. [Guardrails](guardrails.md) explains what is matched, and lists the ready ones.' },
  { path: 'defaults.kubernetes', title: 'kubernetes', text: 'Of `defaults` or of a workload. `labels`, `imagePullSecrets`, `automountServiceAccountToken` and `createNamespace` are for manifests only.' },
  { path: 'workloads.*.addon', title: 'addon', text: 'Of a workload. [EKS add-ons](addons.md) has the add-ons that cdk-irsa knows.' },
  { path: 'workloads.*.helm', title: 'helm', text: 'Of a workload. A path is written with dots, as `helm --set` takes it.' },
  { path: 'defaults.publishRoleArn', title: 'publishRoleArn', text: 'Of `defaults` or of a workload. At least one of the two; an ARN is never exported to other stacks.' },
];

/** The schema of the map at a path. */
function nodeAt(schema: JsonSchema, path: string): JsonSchema {
  return path.split(/\.|(?=\[\])/).filter((part) => part !== '')
    .reduce((node, part) => part === '*' ? node.additionalProperties : part === '[]' ? node.items : node.properties[part], schema);
}

const DEFAULT = /\s*Default: (.+)\.$/;

/** The keys of the map at a path, in the order of the schema. */
export function keysAt(schema: JsonSchema, path: string): Key[] {
  const { properties, required = [] } = nodeAt(schema, path);
  const common = path === 'workloads.*' ? Object.keys(schema.properties.defaults.properties) : [];
  return Object.entries<JsonSchema>(properties).filter(([name]) => !common.includes(name)).map(([name, node]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const [, fallback] = DEFAULT.exec(node.description) ?? [];
    if (fallback === undefined && !required.includes(name) && !['clusters', 'workloads'].includes(place)) {
      throw new Error(`the description of ${place} must end with "Default: ….": the key may be left out`);
    }
    return { path: place, meaning: node.description.replace(DEFAULT, ''), fallback: fallback ?? (place === 'clusters' ? '**required**, here or in the environments' : '**required**'), example: exampleOf(place, node) };
  });
}

/** The keys of all maps. */
export function allKeys(schema: JsonSchema): Key[] {
  return SECTIONS.flatMap(({ path }) => keysAt(schema, path));
}

function exampleOf(path: string, node: JsonSchema): unknown {
  const found = EXAMPLES[path] ?? node.examples?.[0] ?? node.enum?.at(-1) ?? (node.type === 'boolean' ? node.default !== true : node.maximum);
  if (found === undefined) {
    throw new Error(`scripts/workloads-examples.ts must have an example of ${path}, and has none`);
  }
  return found;
}

/** `key: value` on one line. */
function flow(name: string, value: unknown): string {
  return stringify({ [name]: value }, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim()
    .replace(/^\{ | \}$/g, '').replace(/\[ (?=\S)/g, '[').replace(/(?<=\S) \]/g, ']');
}

/** Values that are put into words of the prose get their backticks; a bar would end the cell. */
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/(<[\w-]+>)/g, (word) => `\\${word}`)
  .replace(/\{[a-zA-Z]*\}(?!`)/g, code).replace(/"(aws [^"]+)"/g, (_, command: string) => code(command.replace(/\\</g, '<')));

function row({ path, meaning, fallback, example }: Key): string {
  const name = path.split('.').at(-1)!;
  const isValue = /^(\[.*\]|\{.*\}|\/|[a-z][\w.]*[A-Z.]\S*|false|true|\d+[hm]?|irsa|single|manifest)$/.test(fallback);
  return `| ${code(name)} | ${cell(meaning)} | ${isValue ? code(fallback) : cell(fallback)} | ${code(flow(name, example))} |`;
}

function page(): string {
  const schema = workloadsSchema();
  return [
    '<!-- Generated by "npx projen workloads". Do not edit. -->',
    '# workloads.yaml', '',
    'Every key of the file, with its default and an example. A short file to begin with: [Getting started](getting-started.md).', '',
    'The first line gives completion, documentation and checks in editors that use the YAML language server:', '',
    '```yaml',
    '# yaml-language-server: $schema=./node_modules/cdk-irsa/schema/workloads.schema.json',
    '```', '',
    'Unknown keys are errors. All errors of a file are reported at once, each with its line and column. Keys at the top that begin with `x-` are ' +
    'yours, for YAML anchors. Account ids are written in quotes, since YAML reads some of them as other numbers.', '',
    ...SECTIONS.flatMap(({ path, title, text }) => [
      `## ${title}`, '',
      text, '',
      '| key | meaning | default | example |', '|---|---|---|---|',
      ...keysAt(schema, path).map(row),
      '',
    ]),
    '## Bundles', '',
    'An entry of `bundles` is the `id` of a bundle and its parameters. [BUNDLES.md](BUNDLES.md#all) lists the ids; the pages behind it have the parameters, and an ' +
    'example to paste. A name stands for the resource in the role\'s account and the clusters\' region; an ARN stands for itself. KMS keys are given as ARNs.', '',
    '## environments', '',
    `An environment may have the keys ${list([...ENVIRONMENT_KEYS].sort().map(code), 'and')}, and any part of them. [Environments](environments.md) explains how they are merged.`, '',
  ].join('\n');
}

function main(): void {
  const file = join(__dirname, '..', 'docs', 'WORKLOADS.md');
  const text = `${page().trimEnd()}\n`;
  if (!process.argv.includes('--check')) {
    writeIfDifferent(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf-8') !== text) {
    console.error('docs/WORKLOADS.md is stale: run "npx projen workloads"');
    process.exitCode = 1;
  }
}

if (require.main === module) {
  main();
}
