import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { issuer, roleIn, stackIn } from './fixture';
import { runScript } from './shell';
import { YAML_READERS } from './yaml-readers';
import { AnnotateCommands } from '../../lib/kubernetes/annotate-commands';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { HelmValues } from '../../lib/kubernetes/helm-values';
import { RoleIndex } from '../../lib/kubernetes/role-index';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';
import { runs } from '../property-runs';

const FOREIGN = 'arn:aws:iam::999999999999:role/admin';
/** What once gave a ServiceAccount a foreign role, and what else a reader may take for more than a character. */
const HOSTILE = [
  `x\u2028    eks.amazonaws.com/role-arn: ${FOREIGN}`, `\u2029eks.amazonaws.com/role-arn: ${FOREIGN}`, `\u0085    eks.amazonaws.com/role-arn: ${FOREIGN}`,
  `\n    eks.amazonaws.com/role-arn: ${FOREIGN}`, `\r    eks.amazonaws.com/role-arn: ${FOREIGN}`, "'; exit 1; '", "'\n$(exit 1)\n'", '`exit 1`', '\\', '\\\n',
  ' \n', '\n ', '\t', '\u007f', '\u009b2J', '\ufeff', '\ufffe', '\uffff', '\u202e', '---', '---\n', '...', '# ', ': ', 'yes', '12:30', '2020-01-01', '0x1f', '<<', '=', '~',
];
const texts = oneof(constantFrom(...HOSTILE), string({ unit: oneof(constantFrom(...HOSTILE), string({ unit: 'binary', maxLength: 3 })), maxLength: 4 }))
  .filter((text) => !/\0|[\uD800-\uDFFF]/u.test(text));

function samples(): string[] {
  const found: string[] = [];
  assert(property(texts, (text) => {
    found.push(text);
  }), { ...runs(20, 1_000), examples: HOSTILE.map((text): [string] => [text]) });
  return found;
}

/** A path of Helm values whose last key is any text. */
function pathTo(text: string): string {
  return `serviceAccount.x${[...text].map((character) => `\\${character}`).join('')}`;
}

test.each(YAML_READERS.map((reader) => [reader.name, reader] as const))('any text in any field of YAML is read back: %s', (_, reader) => {
  const role = roleIn(stackIn(), 'Role', { clusters: [issuer(1, { clusterName: `a\u2028b: c\n${FOREIGN}` })] });
  const all = samples();
  const manifests = reader.read(all.map((text) => ServiceAccountManifest.of(role, { annotations: { 'example.com/note': text } }).toYaml()));
  const values = reader.read(all.map((text) => HelmValues.of(role, { annotations: { 'example.com/note': text }, createPath: pathTo(text) }).toYaml()));
  const [pods] = reader.read([CheckPod.of(role).toYaml()]);
  const annotations = (text: string) => ({ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/k8s-main/Role', 'example.com/note': text });
  all.forEach((text, index) => {
    expect((manifests[index] as any[]).map(({ metadata }) => metadata.annotations)).toEqual([annotations(text)]);
    expect(values[index]).toEqual([{ serviceAccount: { name: 'aws-secretsmanager', annotations: annotations(text), [`x${text}`]: true } }]);
  });
  expect(pods).toEqual(CheckPod.of(role).toObjects());
});

test('any text in a script is what kubectl gets, and a name of a cluster breaks no comment', () => {
  const record = { name: 'kubectl', body: 'for word in "$@"; do printf "%s\\0" "$word"; done' };
  samples().forEach((text) => {
    const role = roleIn(stackIn(), 'Role', { clusters: [issuer(1, { clusterName: text === '' ? 'x' : text })] });
    const { status, stdout, stderr } = runScript(AnnotateCommands.of(role, { annotations: { 'example.com/note': text } }).toScript(), record);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\0').slice(6)).toEqual([
      'eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/k8s-main/Role', `example.com/note=${text}`,
      'Annotated. Pods that run already must be restarted to get their role.\n',
    ]);
  });
});

test.each([
  ['production', "#   KUBECTL='kubectl --context production' sh <this file>"],
  ['arn:aws:eks:eu-central-1:111122223333:cluster/main', "#   KUBECTL='kubectl --context arn:aws:eks:eu-central-1:111122223333:cluster/main' sh <this file>"],
  ["it's\n; exit", "#   KUBECTL='kubectl --context <context>' sh <this file>"],
  ['two words', "#   KUBECTL='kubectl --context <context>' sh <this file>"],
])('the comment for the cluster %j', (clusterName, expected) => {
  expect(AnnotateCommands.of(roleIn(stackIn(), 'Role', { clusters: [issuer(1, { clusterName })] })).toScript().split('\n')[3]).toBe(expected);
});

test('any text in the index is read back, and can be printed', () => {
  samples().forEach((text) => {
    const index = new RoleIndex();
    index.addRole(roleIn(stackIn()), { workload: text, bundles: [text], fields: { [`x${text}`]: { note: [text] } } });
    expect(index.toJson().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\ufeff\ufffe\uffff]/u);
    expect(JSON.parse(index.toJson()).roles[0]).toMatchObject({ workload: text, bundles: [text], [`x${text}`]: { note: [text] } });
  });
});

describe('what cannot be carried is refused where it comes in', () => {
  const role = roleIn(stackIn());

  test.each<[string, () => unknown, string]>([
    ['NUL in an annotation', () => ServiceAccountManifest.of(role, { annotations: { note: 'a\0b' } }),
      'annotations["note"] must be text without NUL characters, got "a\\u0000b"'],
    ['half of a character in an annotation', () => HelmValues.of(role, { annotations: { note: 'a\ud800' } }),
      'annotations["note"] must be Unicode, without half of a character (a lone surrogate), got "a\\ud800"'],
    ['a number as an annotation, from plain JavaScript', () => AnnotateCommands.of(role, { annotations: { note: 1 as unknown as string } }),
      "annotations[\"note\"] must be text, got 1: write it in quotes, '1'"],
    ['NUL in a path', () => HelmValues.of(role, { annotationsPath: 'a.\\\0' }), 'annotationsPath must be text without NUL characters'],
    ['half of a character in a path', () => HelmValues.of(role, { namePath: 'a.\udfff' }), 'namePath must be Unicode, without half of a character'],
    ['a merge key in a path', () => HelmValues.of(role, { createPath: '<<.create' }), 'got "<<.create": no chart has a value "<<"'],
    ['half of a character in the index', () => new RoleIndex().addRole(role, { fields: { team: { name: 'a\ud800' } } }),
      'team.name of the index entry of "Stack/ExternalSecrets" must be Unicode, without half of a character (a lone surrogate), got "a\\ud800"'],
    ['half of a character in a key of the index', () => new RoleIndex().addRole(role, { fields: { '\ud800': 1 } }), 'a key of fields of the index entry'],
  ])('%s', (_, make, message) => expect(make).toThrow(message));
});
