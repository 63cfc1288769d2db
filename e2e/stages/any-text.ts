import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileTexts } from '../cases/hostile-texts';
import { ROOT } from '../support/folders';
import { run } from '../support/processes';
import type { World } from '../support/world';

const TSX = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** Reads files by both loaders: that of Python, and that of libyaml, which kubectl's and Helm's reader was translated from. */
const READER = `
import json, sys, yaml
loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
def read(file, loader):
    with open(file, encoding="utf-8") as stream:
        return list(yaml.load_all(stream, Loader=loader))
print(json.dumps({loader.__name__: [read(file, loader) for file in sys.argv[1:]] for loader in loaders}))
`;
/** Prints the arguments that kubectl gets. */
const KUBECTL = 'kubectl() { for word in "$@"; do printf "%s\\0" "$word"; done; }\n';

type Documents = readonly (readonly any[])[];

/** Any text in a file for a cluster is read back by PyYAML, a reader of YAML 1.1, and by sh: nothing is deployed. */
export async function anyText(world: World): Promise<void> {
  const { checks, python } = world;
  const texts = hostileTexts();
  const output = world.subfolder('any-text', 'cdk.out');
  const synth = await run(process.execPath, [TSX, '--tsconfig', 'examples/tsconfig.json', 'e2e/apps/any-text.ts'], { cwd: ROOT }, JSON.stringify({ texts, output }));
  checks.equal('any text: an app writes its files', [synth.status, synth.status === 0 ? '' : synth.stderr], [0, '']);

  const file = (...names: string[]) => join(output, 'irsa', ...names);
  const paths = [file('manifests', 'main', 'texts.yaml'), file('helm', 'main', 'helm.yaml'), file('check-pods', 'main', 'manifest.yaml')];
  const read = await run(python, ['-c', READER, ...paths]);
  checks.equal('any text: PyYAML reads the files', [read.status, read.stderr], [0, '']);
  for (const [loader, [manifests, values, pods]] of Object.entries(JSON.parse(read.stdout) as Record<string, Documents>)) {
    const account = manifests.find(({ metadata }) => metadata.name === 'manifest');
    checks.equal(`any text: ${loader}: the manifests have one service account`, manifests.map(({ kind }) => kind as string), ['ServiceAccount']);
    checks.none(`any text: ${loader}: the manifest has each text, and no other role`, faultsOf(account?.metadata.annotations, texts, 'manifest'), `${texts.length} texts`);
    checks.none(`any text: ${loader}: the Helm values have each text, and no other role`, faultsOf(values[0].serviceAccount.annotations, texts, 'helm'), `${texts.length} texts`);
    checks.equal(`any text: ${loader}: the check pod is a pod`, pods.map(({ kind }) => kind as string), ['Pod']);
  }

  const script = await run('sh', ['-s'], {}, `${KUBECTL}${readFileSync(file('annotate', 'main.sh'), 'utf8')}`);
  checks.equal('any text: sh runs the script', [script.status, script.stderr], [0, '']);
  const words = script.stdout.split('\0');
  const wanted = texts.map((text, index) => `example.com/text-${index}=${text}`);
  checks.none('any text: kubectl gets each text from the script', wanted.filter((word) => !words.includes(word)).map((word) => JSON.stringify(word)), `${texts.length} texts`);
  const { roles } = JSON.parse(readFileSync(file('index.json'), 'utf8')) as { roles: { texts: string[] }[] };
  checks.none('any text: the index has each text', roles.flatMap((role) => texts.filter((text, index) => role.texts[index] !== text)).map((text) => JSON.stringify(text)), `${roles.length} roles`);
}

function faultsOf(annotations: Readonly<Record<string, unknown>> | undefined, texts: readonly string[], role: string): string[] {
  const expected: Record<string, string> = {
    'eks.amazonaws.com/role-arn': `arn:aws:iam::111122223333:role/${role}`,
    ...Object.fromEntries(texts.map((text, index) => [`example.com/text-${index}`, text])),
  };
  return [...new Set([...Object.keys(expected), ...Object.keys(annotations ?? {})])].filter((key) => annotations?.[key] !== expected[key])
    .map((key) => `${key}: ${JSON.stringify(annotations?.[key])} instead of ${JSON.stringify(expected[key])}`);
}
