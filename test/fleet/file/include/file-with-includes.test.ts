import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { followedFiles, includingFile } from '../../../../lib/fleet/file/include/followed-files';
import { teamSchema, workloadsSchema } from '../../../../lib/fleet/file/json-schema';
import { planFleet } from '../../../../lib/fleet/plan/plan-fleet';
import { messageOf } from '../../../support';
import { MAIN, temporaryFolder } from '../../support';

/** A folder with files. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(temporaryFolder(), 'x'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function rolesOf(folder: string) {
  return planFleet(join(folder, 'workloads.yaml')).flatMap(({ roles }) => roles);
}

/** The errors, with paths from the folder. */
function errorsOf(files: Record<string, string>, prepare: (folder: string) => void = () => {}): string[] {
  const folder = folderOf(files);
  prepare(folder);
  return messageOf(() => planFleet(join(folder, 'workloads.yaml'))).replaceAll(`${folder}/`, '').split('\n').filter((line) => line !== '');
}

const SHOP = `x-owner: the shop
workloads:
  orders:
    bundles: [{ id: s3.read, buckets: ["orders-{environment}"] }]
    policies: [{ file: "{environment}.json" }]
environments:
  dev: { workloads: { orders: { bundles: { add: [{ id: s3.read, buckets: [more] }] } } } }
`;
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:{partition}:sqs:{region}:{account}:{team}' }] });
const RULES = 'include: [{ files: "teams/*.yaml", namespaces: ["{team}", "{team}-*"], tags: { owner: "{team}" } }]\n';

test('workloads of included files are workloads of the file, with their own places, files and rules', () => {
  const folder = folderOf({
    'workloads.yaml': `${RULES}${MAIN}defaults: { tags: { cost: "1" } }\nworkloads: { web: {} }\nenvironments: { dev: {} }\n`,
    'teams/shop.yaml': SHOP,
    'teams/dev.json': POLICY,
    'teams/a.yaml': 'workloads: { pay: { namespaces: [a-b] } }\n',
  });
  const roles = rolesOf(folder);
  expect(roles.map(({ workload, place, owner, props: { tags }, clusters }) => [workload, place.replace(`${folder}/`, ''), owner, tags, clusters[0].serviceAccounts.map(String)])).toEqual([
    ['web', 'workloads.yaml:8:14', undefined, { cost: '1' }, ['default/web']],
    ['pay', 'teams/a.yaml:1:14', undefined, { cost: '1', owner: 'a' }, ['a-b/pay']],
    ['orders', 'teams/shop.yaml:3:3', 'the shop', { cost: '1', owner: 'shop' }, ['shop/orders']],
  ]);
  expect(roles[2].bundlePlaces.map((place) => place.replace(`${folder}/`, ''))).toEqual(['teams/shop.yaml:4:15', 'teams/shop.yaml:7:50', 'teams/shop.yaml:5:16']);
  expect(JSON.stringify(roles[2].props.bundles![2].bind(undefined as never))).toContain('arn:aws:sqs:eu-central-1:111122223333:shop');
});

describe('errors name the file and the place in it', () => {
  const main = (include: string, more = '') => ({ 'workloads.yaml': `include: ${include}\n${MAIN}${more}workloads: { web: {} }\n` });
  const team = 'workloads: { pay: {} }\n';

  test.each<[string, Record<string, string>, (string | RegExp)[]]>([
    ['two workloads of one key', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads: { web: {} }\n' },
      ['teams/a.yaml:1:14: workloads.web: must be the key of one workload in all files, and "web" is in workloads.yaml:7:14 already']],
    ['two roles of one name', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads: { pay: { roleName: web } }\n' },
      [/^teams\/a\.yaml:1:31: workloads\.pay\.roleName: the role's name must be unique .* taken by workloads\.web \(workloads\.yaml:7:14\)/]],
    ['a mistake in a workload', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads:\n  pay: { bundels: [] }\n' }, ['teams/a.yaml:2:10: workloads.pay.bundels: unknown key "bundels": did you mean "bundles"?']],
    ['no YAML', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads: [\n', 'teams/b.yaml': 'workloads: { pay: { x: 1 } }\n' },
      [/^teams\/a\.yaml:1:12: the list that begins with \[ here must end with \]/, /^teams\/b\.yaml:1:21: workloads\.pay\.x: unknown key "x"/]],
    ['an empty file', { ...main('["teams/*"]'), 'teams/a.yaml': '' }, ['teams/a.yaml:1:1: the file must have clusters and workloads, and it is empty']],
    ['keys of the workloads file', { ...main('["teams/*"]'), 'teams/a.yaml': `${team}clusters: {}\nworkload: {}\n` }, [
      'teams/a.yaml:2:1: clusters: must be left out of an included file, which has "environments" and "workloads" only: it stands in workloads.yaml',
      'teams/a.yaml:3:1: workload: unknown key "workload": did you mean "workloads"?',
    ]],
    ['an include of its own', { ...main('["teams/*"]'), 'teams/a.yaml': `${team}include: [a.yaml]\n` }, [/^teams\/a\.yaml:2:1: include: must be left out of an included file/]],
    ['environments that the file does not have', { ...main('["teams/*"]'), 'teams/a.yaml': `${team}environments: { dev: {} }\n` },
      ['teams/a.yaml:2:1: environments: must be left out, since workloads.yaml has no "environments"']],
    ['a path outside', main('["../a.yaml", /etc/passwd, "a\\\\b.yaml"]'), [
      /^workloads\.yaml:1:11: include\[0\]: must stay below this file's folder, without "\.\.", got "\.\.\/a\.yaml"$/,
      /^workloads\.yaml:1:24: include\[1\]: must be a path below this file's folder, .*: write it from this file's folder$/,
      /^workloads\.yaml:1:37: include\[2\]: .*: perhaps "a\/b\.yaml"$/,
    ]],
    ['a glob that matches nothing', { ...main('["teams/*.yaml"]'), 'teams/a.yml': team }, ['workloads.yaml:1:11: include[0]: must match at least one file, got "teams/*.yaml": did you mean "teams/*.yml"?']],
    ['a name that is written wrong', { ...main('["teams/shpo.yaml"]'), 'teams/shop.yaml': team }, ['workloads.yaml:1:11: include[0]: must match at least one file, got "teams/shpo.yaml": did you mean "teams/shop.yaml"?']],
    ['a path with idle parts', { ...main('["./teams/a.yaml", "teams//b.yaml", "teams/"]'), 'teams/a.yaml': team }, [
      'workloads.yaml:1:11: include[0]: must have no empty parts and no "." (perhaps "teams/a.yaml"), got "./teams/a.yaml"',
      'workloads.yaml:1:29: include[1]: must have no empty parts and no "." (perhaps "teams/b.yaml"), got "teams//b.yaml"',
      'workloads.yaml:1:46: include[2]: must have no empty parts and no "." (perhaps "teams/*.yaml"), got "teams/"',
    ]],
    ['a folder', { ...main('["teams"]'), 'teams/a.yaml': team }, ['workloads.yaml:1:11: include[0]: must match at least one file, got "teams": it is a folder, so write "teams/*.yaml"']],
    ['the file itself', main('["*.yaml"]'), ['workloads.yaml:1:11: include[0]: must not match this file itself ("workloads.yaml"): put the files of the teams into a folder of their own']],
    ['a file twice', { ...main('["teams/*", { files: "**/a.yaml" }]'), 'teams/a.yaml': team }, ['workloads.yaml:1:31: include[1].files: must match each file once, and "teams/a.yaml" is included already']],
    ['a namespace of others', { ...main('[{ files: "teams/*", namespaces: ["{team}"] }]'), 'teams/a.yaml': 'workloads: { pay: { serviceAccounts: [b/pay] } }\n' },
      ['teams/a.yaml:1:14: workloads.pay: must be in namespaces that teams/a.yaml may name (a), got "b": its include has them (workloads.yaml:1:11)']],
    ['a namespace of Kubernetes', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads: { pay: { namespaces: [kube-system] } }\n' },
      ['teams/a.yaml:1:33: workloads.pay.namespaces: must be in namespaces that teams/a.yaml may name (any without kube-), got "kube-system": its include has them (workloads.yaml:1:11)']],
    ['a key of the platform', { ...main('["teams/*"]'), 'teams/a.yaml': 'workloads: { pay: { path: /x/, permissionsBoundary: b } }\n' }, [
      /^teams\/a\.yaml:1:21: workloads\.pay\.path: must be left out of teams\/a\.yaml, since it is for workloads\.yaml to say/, /permissionsBoundary: must be left out/,
    ]],
    ['a team whose name is no namespace', { ...main('[{ files: "teams/*", namespaces: ["{team}"] }]'), 'teams/A_b.yaml': team },
      [/^workloads\.yaml:1:\d+: include\[0\]\.namespaces\[0\]: must be a namespace .*got "A_b" \(written "\{team\}", for teams\/A_b\.yaml\)$/, /may name/]],
    ['{team} outside', { ...main('[teams/a.yaml]', 'defaults: { tags: { a: "{team}" } }\n'), 'teams/a.yaml': team },
      [/^workloads\.yaml:7:24: defaults\.tags\.a: must not hold \{team\}, which stands for the name of an included file, and this workload is in none/]],
  ])('%s', (_, files, expected) => {
    const errors = errorsOf(files);
    expect(errors).toEqual(expected.map((line) => typeof line === 'string' ? line : expect.stringMatching(line)));
  });

  test('an override stands where the workload is', () => {
    const envs = (key: string) => `environments: { dev: { workloads: { ${key}: { path: /x/ } } } }\n`;
    expect(errorsOf({ 'workloads.yaml': `include: [teams/a.yaml]\n${MAIN}workloads: { web: {} }\n${envs('pay')}`, 'teams/a.yaml': `${team}${envs('web')}` })).toEqual([
      'workloads.yaml:8:37: environments.dev.workloads.pay: must stand in teams/a.yaml, under its "environments", since that file has the workload "pay"',
      'teams/a.yaml:2:37: environments.dev.workloads.web: must be a workload of this file, got "web": known: pay',
    ]);
  });

  test('links', () => {
    const outside = folderOf({ 'secret.yaml': team });
    expect(errorsOf({ ...main('["teams/*.yaml"]'), 'teams/b.yaml': team }, (folder) => {
      symlinkSync('b.yaml', join(folder, 'teams', 'c.yaml'));
      symlinkSync(join(outside, 'secret.yaml'), join(folder, 'teams', 'd.yaml'));
      symlinkSync('nowhere', join(folder, 'teams', 'e.yaml'));
      symlinkSync('.', join(folder, 'teams', 'f'));
    })).toEqual([
      'workloads.yaml:1:11: include[0]: must match each file once, and "teams/c.yaml" is included already, as "teams/b.yaml"',
      expect.stringMatching(/^workloads\.yaml:1:11: include\[0\]: must match files below this file's folder, and "teams\/d\.yaml" is a link that leads out of it, to "/),
      'workloads.yaml:1:11: include[0]: must match files that can be read, and "teams/e.yaml" is a link that leads nowhere',
    ]);
  });
});

test('what follows from a file: those that it includes, and all their policies', () => {
  const folder = folderOf({
    'workloads.yaml': `${RULES}${MAIN}workloads: { web: { policies: [{ file: p.json }] } }\nenvironments: { dev: {} }\n`, 'p.json': POLICY, 'teams/shop.yaml': SHOP, 'teams/dev.json': POLICY,
  });
  expect(followedFiles(join(folder, 'workloads.yaml')).map((file) => file.replace(`${folder}/`, ''))).toEqual(['workloads.yaml', 'teams/shop.yaml', 'p.json', 'teams/dev.json']);
  expect(includingFile(join(folder, 'teams', 'shop.yaml'))).toBe(join(folder, 'workloads.yaml'));
  expect([join(folder, 'workloads.yaml'), join(folder, 'teams', 'none.yaml')].map(includingFile)).toEqual([undefined, undefined]);
});

test('editors have a schema for the files of teams', () => {
  // The entries themselves are those of the workloads file.
  const ajv = new Ajv({ strict: false });
  const refs = [...JSON.stringify(teamSchema()).matchAll(/"workloads\.schema\.json#\/([^"]+)"/g)].map(([, path]) => path);
  expect(refs.map((path) => path.split('/').reduce((node: any, key) => node[key], workloadsSchema()).type)).toEqual(['object', ['object', 'null']]);
  const accepts = ajv.compile(JSON.parse(JSON.stringify(teamSchema(), (key, value) => key === '$ref' ? undefined : value as unknown)));
  expect(accepts(parse(SHOP))).toBe(true);
  expect(accepts(parse(`${SHOP}clusters: {}\n`))).toBe(false);
});

test('a thousand workloads in fifty files', () => {
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, file) => [`teams/t${file}.yaml`,
    `workloads:\n${Array.from({ length: 20 }, (__, n) => `  w${file}-${n}:\n    bundles: [{ id: s3.read, buckets: ["{workload}-{environment}"] }]\n`).join('')}`]));
  const folder = folderOf({ 'workloads.yaml': `${RULES}${MAIN}workloads: {}\nenvironments: { dev: {} }\n`, ...files });
  const started = performance.now();
  expect(rolesOf(folder)).toHaveLength(1_000);
  expect(performance.now() - started).toBeLessThan(20_000);
});
