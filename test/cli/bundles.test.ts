import { spawnSync } from 'child_process';
import { join } from 'path';
import { parse } from 'yaml';
import { FakeConsole } from './fake-console';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { entryOf } from '../../lib/cli/catalogue/bundle-text';
import { runBundles } from '../../lib/cli/catalogue/bundles';
import { requireCurrentBuild } from '../current-build';
import { errorsOf, MAIN } from '../fleet/support';

function bundles(word?: string, format: 'text' | 'json' = 'text', width?: number) {
  const console = new FakeConsole(undefined, width);
  const code = runBundles(word, { format }, '1.2.3', console);
  return { code, out: console.stdout, err: console.stderr };
}

const idsIn = (text: string) => text.split('\n').map((line) => line.split(' ')[0]).filter((word) => DEFINITIONS.some(({ id }) => id === word));

test('all bundles, one a line, in the order of the documentation', () => {
  const { code, out } = bundles();
  expect(code).toBe(0);
  expect(idsIn(out)).toEqual(DEFINITIONS.map(({ id }) => id));
  expect(out).toMatch(/^s3\.read +List and read objects of given buckets$/m);
  expect(out).toMatch(new RegExp(`\\n\\n${DEFINITIONS.length} bundles\\. npx cdk-irsa bundles ID shows one in full, with an entry to paste\\.\\n$`));
});

test('a terminal of 80 columns is not too narrow for any line but that of an address or an ARN', () => {
  const texts = [bundles(undefined, 'text', 80), ...DEFINITIONS.map(({ id }) => bundles(id, 'text', 80))].map(({ out }) => out);
  const long = texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 80 && line.trim().split(' ').length > 4);
  expect(long.filter((line) => !/^ {2}\w+ {2}(list|text|flag)|^What it allows/.test(line))).toEqual([]);
});

test.each([
  ['a service', 'kinesis', ['kinesis.consume', 'kinesis.produce', 'keda.kinesis', 'fluentBit.kinesis', 'fluentBit.firehose']],
  ['a controller, whatever its case', 'KARPENTER', ['karpenter.controller']],
  ['an action', 'sqs:ReceiveM', ['sqs.consume', 'sqs.redrive', 'karpenter.controller', 'nodeTerminationHandler.queueProcessor']],
  ['a class', 'S3Bundle', ['s3.read', 's3.write', 's3.readWrite', 's3.presignUpload', 's3.restore']],
])('a search for %s', (_, word, ids) => {
  const { out } = bundles(word, 'json');
  expect(JSON.parse(out).bundles.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test('a bundle in full: parameters with their defaults, statements with evidence, sources, and an entry', () => {
  const { code, out } = bundles('s3.readwrite');
  expect(code).toBe(0);
  expect(out).toMatch(/^s3\.readWrite: .*\nIn TypeScript: S3Bundle\.readWrite\n\nAn entry for "bundles" of a workload:\n {2}- id: s3\.readWrite\n {4}buckets:\n {6}- media\n/);
  expect(out).toContain('\n  buckets  list, required, such as "media"\n      Names or ARNs of the buckets.\n');
  expect(out).toMatch(/\n {2}\d+\. s3:AbortMultipartUpload, .*\n {5}on arn:aws:s3:::media\/\*\n {5}not with prefix .*\n {5}arn:aws:s3:::media\/\* because the objects of a bucket get their keys when they are written\n {7}https:/);
  expect(out).toMatch(/\nDocumented by:\n {2}https:/);
  expect(bundles('route53.dns01').out).toMatch(/^ {2}\w+ {2}flag, default (true|false)$/m);
});

test('every entry can be pasted', () => {
  for (const definition of DEFINITIONS) {
    const entry = entryOf(definition);
    expect(parse(entry)[0].id).toBe(definition.id);
    const pasted = entry.trimEnd().split('\n').map((line) => `      ${line}`).join('\n');
    const main = MAIN.replace('    region:', '    clusterName: main\n    region:');
    expect([definition.id, ...errorsOf(`${main}workloads:\n  web:\n    bundles:\n${pasted}\n`)]).toEqual([definition.id]);
  }
});

test('--format json has what the text has', () => {
  const { version, tool, bundles: [bundle] } = JSON.parse(bundles('s3.read', 'json').out);
  expect([version, tool]).toEqual([1, { name: 'cdk-irsa', version: '1.2.3' }]);
  expect(bundle).toMatchObject({
    id: 's3.read',
    factory: 'S3Bundle.read',
    entry: { id: 's3.read', buckets: ['media'] },
    parameters: expect.arrayContaining([{ name: 'buckets', type: 'list', required: true, oneOf: [], default: null, examples: ['media'], description: 'Names or ARNs of the buckets.' }]),
    statements: expect.arrayContaining([expect.objectContaining({ statement: { Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/*' }, withoutParameters: ['prefix'] })]),
  });
});

test('nothing found: a suggestion, and exit code 1', () => {
  expect(bundles('s3.raed')).toEqual({ code: 1, out: '', err: 'error: no bundle has "s3.raed" in its id, summary or use: did you mean "s3.read"?\n' });
  const own = 'write a policy file of your own (https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/permissions.md#your-own-policies)';
  expect(bundles('xyzzy\u001b[31m')).toEqual({
    code: 1, out: '', err: `error: no bundle has "xyzzy\\u001b[31m" in its id, summary or use: npx cdk-irsa bundles lists all; for permissions that none has, ${own}\n`,
  });
  expect(bundles('glacier:ListVaults').err).toBe(`error: no bundle allows "glacier:ListVaults": ${own}\n`);
});

test('the real command', () => {
  requireCurrentBuild();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '../../build/cli/main.js'), 'bundles', 'secrets'], { encoding: 'utf-8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(idsIn(stdout)).toContain('secretsManager.read');
});
