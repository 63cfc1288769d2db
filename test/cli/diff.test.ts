import { execFileSync } from 'child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runDiff } from '../../lib/cli/diff/run-diff';
import type { DiffOptions } from '../../lib/cli/diff/run-diff';
import { ACCOUNT, ISSUERS, folderWith, roleOf, templateOf, trustFor } from '../access/inventory-fixture';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' };
const WRITE = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-media/uploads/*' };
const TRUST = trustFor('system:serviceaccount:shop:api');
const template = (resources: object) => ({ 'template.json': templateOf(resources as Record<string, unknown>) });

const BEFORE = folderWith(template({ Api: roleOf('api', TRUST, [READ]), Old: roleOf('old', trustFor('system:serviceaccount:jobs:old'), []) }));
const AFTER = folderWith(template({ Api: roleOf('api', trustFor(['system:serviceaccount:shop:api', 'system:serviceaccount:shop:web']), [WRITE]), Old: roleOf('new', trustFor('system:serviceaccount:jobs:old'), []) }));

function diff(before: string, after: string, options: Partial<DiffOptions> = {}, width?: number) {
  const console = new FakeConsole(undefined, width);
  const code = runDiff(before, after, { format: 'text', failOn: 'none', ...options }, console);
  return { code, out: console.stdout.split(`${after}/`).join('').split(`${before}/`).join(''), err: console.stderr };
}

test('in words, a block for each role', () => {
  expect(diff(BEFORE, AFTER)).toEqual({
    code: 0,
    err: '',
    out: [
      `shop/api of cluster ${ISSUERS.green} and shop/web of cluster ${ISSUERS.green}: role api (template.json:2)`,
      `  may now become it: shop/web of cluster ${ISSUERS.green}`,
      `    before: shop/api of cluster ${ISSUERS.green}`,
      '  gains: writes objects below acme-media/uploads/',
      '  loses: reads objects of acme-media',
      '',
      `jobs/old of cluster ${ISSUERS.green}: role new (template.json:3)`,
      '  is replaced: its name changes from old to new: running pods lose access until restarted',
      '',
      '2 gains, 1 loss and 1 replaced role.',
      '',
      'Not seen: service control policies, resource control policies, and whatever is not in the files.',
      '',
    ].join('\n'),
  });
  expect(diff(AFTER, AFTER).out).toMatch(/^No permission changes\.\n/);
});

test('a role that moves to another stack of a cloud assembly', () => {
  const assembly = (stack: string) => folderWith({
    [`${stack}.template.json`]: templateOf({ Api: roleOf('api', TRUST, [READ]) }),
    'manifest.json': {
      version: '54.0.0',
      artifacts: { [stack]: { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/eu-west-1`, properties: { templateFile: `${stack}.template.json` } } },
    },
  });
  const moved = diff(assembly('irsa'), assembly('irsa-shop'), { failOn: 'replace' });
  expect(moved.code).toBe(1);
  expect(moved.out).toContain('  is replaced: it moves from stack irsa to stack irsa-shop, and IAM has no two roles of one name: the deployment fails unless the old one is deleted first: ' +
    'running pods lose access until restarted\n\n1 replaced role.\n');
  expect(diff(assembly('irsa'), assembly('irsa'), { failOn: 'any' })).toMatchObject({ code: 0 });
});

test('the exit code', () => {
  const codes = (before: string, after: string) => (['gain', 'replace', 'any', 'none'] as const).map((failOn) => diff(before, after, { failOn }).code);
  expect(codes(BEFORE, AFTER)).toEqual([1, 1, 1, 0]);
  expect(codes(AFTER, AFTER)).toEqual([0, 0, 0, 0]);
  const less = folderWith(template({ Api: roleOf('api', TRUST, []), Old: roleOf('old', trustFor('system:serviceaccount:jobs:old'), []) }));
  expect(codes(BEFORE, less)).toEqual([0, 0, 1, 0]);
  expect(diff(BEFORE, join(AFTER, 'missing.json'))).toMatchObject({ code: 2, out: '', err: expect.stringContaining('does not exist') });
  expect(() => diff('-', '-')).toThrow('BEFORE and AFTER must not both be -');
});

test('JSON, with a request whose answer changes and what a line is about', () => {
  const { groups, ...rest } = JSON.parse(diff(BEFORE, AFTER, { format: 'json' }).out);
  expect(rest).toEqual({ version: 1, before: BEFORE, after: AFTER });
  expect(groups[0]).toMatchObject({ subject: 'role api', state: 'changed', workloads: [`shop/api of cluster ${ISSUERS.green}`, `shop/web of cluster ${ISSUERS.green}`] });
  expect(groups[0].differences[1]).toEqual({
    kind: 'gains',
    text: 'writes objects below acme-media/uploads/',
    isUndecided: false,
    witness: expect.objectContaining({ action: 's3:PutObject', resource: 'arn:aws:s3:::acme-media/uploads/example', principal: expect.objectContaining({ roleArn: `arn:aws:iam::${ACCOUNT}:role/api` }) }),
    scopes: [{ actions: ['s3:PutObject'], notActions: [], resources: ['arn:aws:s3:::acme-media/uploads/*'], notResources: [] }],
  });
});

test('Markdown for a comment: a table for each role, and folded details', () => {
  expect(diff(BEFORE, AFTER, { format: 'markdown' }).out.split('\n')).toEqual(expect.arrayContaining([
    '<!-- cdk-irsa diff -->', '### Permission changes', '2 gains, 1 loss and 1 replaced role.',
    '| change | what |', '| **gains** | writes objects below acme-media/uploads/ |', '<details><summary>Details</summary>',
    '  - a request whose answer changes: `s3:PutObject` on `arn:aws:s3:::acme-media/uploads/example`',
  ]));
});

test('names in Markdown are text: they mention nobody, link nowhere and end no cell', () => {
  const hostile = folderWith(template({ Api: roleOf('api', TRUST, [{ ...READ, Action: 's3:PutObject', Resource: 'arn:aws:s3:::a/|@admins <img src=x> [x](https://evil.example) `${x}` www.evil.example #1\n| ~x~' }]) }));
  const { out } = diff(BEFORE, hostile, { format: 'markdown' });
  const row = out.split('\n').find((line) => line.startsWith('| **gains**'))!;
  expect(row).not.toMatch(/@admins|[^\\]<img|https:\/\/|[^\\]\[x|www\.evil|[^#]#1/);
  expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(4);
});

test('a comment has room for what is said first', () => {
  const roles = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`R${i}`, roleOf(`role-${i}-${'x'.repeat(40)}`, trustFor(`system:serviceaccount:n:s${i}`), [])]));
  const { out } = diff(BEFORE, folderWith(template(roles)), { format: 'markdown' });
  expect(out.length).toBeLessThan(65_536);
  expect(out).toMatch(/There are \d+ more roles, and too many details for a comment\./);
});

test('a manifest that names another role', () => {
  const account = (role: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::${ACCOUNT}:role/${role}\n`;
  const [one, other] = ['one', 'other'].map((role) => folderWith({ 'api.yaml': account(role) }));
  expect(diff(one, other, { failOn: 'gain' })).toMatchObject({
    code: 1,
    out: expect.stringContaining(`service account shop/api (api.yaml:1)\n  gets: role arn:aws:iam::${ACCOUNT}:role/other in place of role arn:aws:iam::${ACCOUNT}:role/one, by its manifest: running pods have the old one until restarted (not certain)\n`),
  });
  expect(diff(one, one).out).toMatch(/^No permission changes/);
});

describe('revisions of git', () => {
  const repository = folderWith({});
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: repository, stdio: 'pipe' }).toString().trim();
  const write = (statements: readonly object[]) => {
    mkdirSync(join(repository, 'clusters'), { recursive: true });
    writeFileSync(join(repository, 'clusters/template.json'), templateOf({ Api: roleOf('api', TRUST, statements) }));
  };
  const own = process.cwd();
  const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cdk-irsa-diff-'));

  beforeAll(() => {
    git('init', '--quiet', '--initial-branch', 'main');
    write([READ]);
    symlinkSync('/etc', join(repository, 'clusters/link'));
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    write([READ, WRITE]);
    process.chdir(repository);
  });

  afterAll(() => process.chdir(own));

  test('of a folder, a file, and what is not there', () => {
    const before = temporary();
    expect(diff('main:clusters', 'clusters').out).toContain('  gains: writes objects below acme-media/uploads/\n');
    expect(diff('main:./clusters/template.json', 'clusters/template.json').out).toContain('  gains: writes objects below acme-media/uploads/\n');
    const none = diff('HEAD:other', 'clusters');
    expect(none.err).toBe('note: HEAD:other does not exist: everything counts as new, or as gone\n');
    expect(none.out).toContain('role api, which is new');
    expect(diff('clusters', 'main:clusters', { format: 'json' }).out).not.toContain(tmpdir());
    expect(temporary()).toEqual(before);
  });

  test('a revision that does not exist, and one that git would take for an option', () => {
    expect(() => diff('mian:clusters', 'clusters')).toThrow('"mian:clusters" must be a path that exists, or REVISION:PATH: git knows no revision "mian" here');
    expect(() => diff('--output=x:clusters', 'clusters')).toThrow('a revision must not begin with "-"');
    expect(() => diff('main:clusters', 'main@{upstream}:clusters')).toThrow('git knows no revision');
  });
});

test('--parameter gives the value of the deployment to both sides', () => {
  const of = (parameters: object, bucket: unknown) => folderWith({
    'template.json': { Parameters: parameters, Resources: { Api: roleOf('api', TRUST, [{ ...READ, Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', bucket, '/*']] } }]) } },
  });
  const [literal, named] = [of({}, 'acme-media'), of({ Bucket: { Type: 'String' } }, { Ref: 'Bucket' })];
  expect(diff(literal, named).out).toContain('  gains: ');
  expect(diff(literal, named, { parameter: ['Bucket=acme-media'] })).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^No permission changes\.\n/) });
  expect(diff(literal, named, { parameter: ['Bucket=acme-logs'] }).out).toContain('  gains: reads objects of acme-logs\n');
  expect(diff(literal, named, { parameter: ['Buckets=acme-media'] })).toEqual({
    code: 2, out: '', err: '--parameter "Buckets": must name a parameter of a template, and none declares it: did you mean "Bucket"?\n',
  });
  expect(() => diff(literal, named, { parameter: ['Bucket'] })).toThrow('--parameter must be <name>=<value>');
});
