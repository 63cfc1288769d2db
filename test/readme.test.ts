import { execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { parse as parseYaml, stringify } from 'yaml';
import { requireCurrentBuild } from './current-build';
import { docstringSnippets, errorsOfSnippets } from './document-snippets';
import { inFull } from './property-runs';
import { messageOf } from './support';
import * as library from '../lib';
import { workloadsSchema } from '../lib/fleet/file/json-schema';
import { ServiceAccountFleet } from '../lib/fleet/service-account-fleet';

// What the README and the pages of docs/ tell a reader to type works: TypeScript compiles, YAML is synthesised, commands, options
// and tasks exist, links lead somewhere.

const ROOT = resolve(__dirname, '..');
const TEMPORARY = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-readme-')));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const README = read('README.md');

/** Generated from what other tests judge, with a block for each bundle. */
const CATALOGUE = 'docs/BUNDLES.md';
const FAMILIES = readdirSync(join(ROOT, 'docs', 'bundles')).map((file) => `docs/bundles/${file}`);
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`).filter((file) => file !== CATALOGUE)];
const DECISIONS = readdirSync(join(ROOT, 'docs', 'decisions')).map((file) => `docs/decisions/${file}`);
const OTHERS = ['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'e2e/README.md', 'examples/README.md'];

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

interface Block {
  readonly page: string;
  /** Everything after the opening fence, such as `ts`. */
  readonly info: string;
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown text. */
function blocksOf(markdown: string, page = 'README.md'): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; fence: string; indent: string; line: number; lines: string[] } | undefined;
  markdown.split('\n').forEach((line, index) => {
    const [, indent, fence, info] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && fence !== undefined) {
      open = { info: info.trim(), fence, indent, line: index + 1, lines: [] };
    } else if (open !== undefined && fence !== undefined && fence.startsWith(open.fence) && info.trim() === '') {
      blocks.push({ page, info: open.info, text: `${open.lines.join('\n')}\n`, line: open.line });
      open = undefined;
    } else {
      open?.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
    }
  });
  return blocks;
}

/** The lines of a Markdown text, those of fenced blocks empty: a comment of a shell or of YAML looks like a heading. */
function proseOf(markdown: string): string[] {
  const lines = markdown.split('\n');
  blocksOf(markdown).forEach(({ line, text }) => lines.fill('', line - 1, line + text.split('\n').length));
  return lines;
}

/** The part of a page below a heading, down to the next one of its level or above. */
function section(heading: RegExp, page = README): string {
  const prose = proseOf(page);
  const first = prose.findIndex((line) => /^#+ /.test(line) && heading.test(line));
  expect(`a heading ${heading}: ${first >= 0}`).toBe(`a heading ${heading}: true`);
  const level = /^#+/.exec(prose[first])![0].length;
  const length = prose.slice(first + 1).findIndex((line) => /^#+ /.test(line) && /^#+/.exec(line)![0].length <= level);
  return page.split('\n').slice(first + 1, length < 0 ? undefined : first + 1 + length).join('\n');
}

const BLOCKS = PAGES.flatMap((page) => blocksOf(read(page), page));
const blocksIn = (...infos: string[]) => BLOCKS.filter(({ info }) => infos.includes(info));
const placeOf = ({ page, line }: Block) => `${page}:${line}`;

/**
 * Takes a README, and the examples of the docstrings, in strict mode. The README goes into a copy of the assembly, since the
 * real one has it as it was when jsii ran last.
 */
async function rosetta(markdown: string): Promise<{ code: number; errors: string[] }> {
  const folder = mkdtempSync(join(TEMPORARY, 'rosetta-'));
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  writeFileSync(join(folder, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  cpSync(join(ROOT, 'rosetta'), join(folder, 'rosetta'), { recursive: true });
  ['build', 'node_modules'].forEach((link) => symlinkSync(join(ROOT, link), join(folder, link), 'junction'));
  return new Promise((done) => {
    // In one batch: to load the types of aws-cdk-lib takes 5 seconds, for each block otherwise.
    execFile(process.execPath, [join(ROOT, 'node_modules', 'jsii-rosetta', 'bin', 'jsii-rosetta'), 'extract', '--strict', '--batch', '1000', folder], {
      cwd: folder, env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', TMPDIR: TEMPORARY },
    }, (error, stdout, stderr) => done({
      code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
      errors: `${stdout}${stderr}`.split('\n').filter((line) => /error/.test(line)),
    }));
  });
}

describe('the TypeScript blocks', () => {
  const typescript = blocksIn('ts');

  /** Blocks with one mistake each, of the kinds that a README gets wrong, and one without. */
  const MISTAKES = [
    'const issuer = ClusterIssuer.fromCluster(bucket);',
    "import { ServiceAccountRoll } from 'cdk-irsa';\n\nServiceAccountRoll.name;",
    "new ServiceAccountRole(this, 'Web', { clusters: [production], serviceAccount: [] });",
    'cluster.grantRead(role);',
    'role.literalRoleName();',
    'unheardOf.grantRead(role);',
  ];
  const RIGHT = `import { S3Bundle } from 'cdk-irsa';

const role = new ServiceAccountRole(this, 'Web', {
  clusters: [ClusterIssuer.fromCluster(cluster), ClusterIssuer.fromClusterV2(cluster)],
  serviceAccounts: [ServiceAccountSubject.of('web', 'web')],
  bundles: [S3Bundle.read({ buckets: [bucket] })],
});
queue.grantSendMessages(role);`;

  const shown = typescript.map(({ page, line, text }) => ({ name: `${page.replace(/\W+/g, '-')}-line-${line}`, text }));
  const wrong = MISTAKES.map((text, index) => ({ name: `mistake-${index}`, text }));

  test('compile, and so do the examples of docstrings; blocks with a mistake do not', async () => {
    // GIVEN
    requireCurrentBuild();
    const docstrings = docstringSnippets();
    expect(shown.length).toBeGreaterThan(0);
    expect(docstrings.length).toBeGreaterThan(0);
    // WHEN
    const errors = await errorsOfSnippets(join(TEMPORARY, 'snippets'), [...shown, ...docstrings, ...wrong, { name: 'right', text: RIGHT }]);
    // THEN
    expect(Object.keys(errors).sort()).toEqual(wrong.map(({ name }) => name));
    expect(Object.values(errors).map(({ length }) => length)).toEqual(wrong.map(() => 1));
  });

  inFull('are taken by jsii-rosetta, which translates them for the documents of other languages', async () => {
    requireCurrentBuild();
    expect(await rosetta(README)).toEqual({ code: 0, errors: [] });
    expect(await rosetta(`${README}\n\n\`\`\`ts\n${MISTAKES[0]}\n\`\`\`\n`)).toMatchObject({ code: 1, errors: [expect.stringMatching(/README-L\d+\.ts/)] });
  });

  test('are not opted out of the check', () => {
    const others = BLOCKS.filter((block) => block.info !== 'ts');
    expect(others.filter((block) => /\bfrom '(cdk-irsa|aws-cdk-lib)|^\s*(const|new) .*;$/m.test(block.text)).map(placeOf)).toEqual([]);
    expect(others.filter((block) => !['sh', 'yaml', 'json', 'ini', 'text', 'python'].includes(block.info)).map((block) => `${placeOf(block)} ${block.info}`)).toEqual([]);
    PAGES.map(read).forEach((page) => {
      expect(page).not.toMatch(/nofixture|noassert|jsii-rosetta-disable|@ts-(ignore|expect-error|nocheck)/);
      expect(page).not.toMatch(/^\s*(\/\/\/|<!--\s*)?fixture=/m);
    });
  });

  test('may use every class and enumeration of the library without an import', () => {
    const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
    const declared = [...fixture.matchAll(/var (\w+): typeof _irsa\.(\w+);/g)].map(([, name, of]) => name === of ? name : `${name} of ${of}`);
    const isEnumeration = (value: object) => Object.values(value).every((item) => typeof item === 'string');
    const classes = Object.entries(library).filter(([, value]) => typeof value === 'function' || isEnumeration(value)).map(([name]) => name);
    expect(declared).toEqual(classes.sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  });
});

describe('the README', () => {
  test('is short', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    expect(Math.max(...proseOf(README).filter((line) => !line.startsWith('|')).map((line) => line.replace(/\]\([^)]*\)/g, ']').length))).toBeLessThan(600);
  });

  test('has a picture for light and for dark, in SVG with the text that it shows', () => {
    const [dark, light] = ['docs/picture-dark.svg', 'docs/picture-light.svg'].map(read);
    expect(README).toMatch(/<source media="\(prefers-color-scheme: dark\)" srcset="docs\/picture-dark\.svg">\n {2}<img alt="[^"]+" src="docs\/picture-light\.svg"/);
    const words = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(words(light)).toEqual(words(dark));
    expect(words(light)).toEqual(expect.arrayContaining(['workloads.yaml', 'IAM role', 'ServiceAccount', 'pod', 'AWS']));
    [dark, light].forEach((svg) => expect(svg).not.toMatch(/<script|href=|<image|<foreignObject/));
  });

  test('has two commands for this repository, which are the first of its section', () => {
    // GIVEN
    const commands = blocksOf(section(/quick start|two commands/i)).filter((block) => ['sh', 'bash', 'console'].includes(block.info))
      .flatMap((block) => block.text.split('\n')).map((line) => line.replace(/^\$ /, '').replace(/(^|\s+)#.*$/, '').trim()).filter((line) => line !== '');
    const { scripts } = JSON.parse(read('package.json'));
    // THEN
    expect(commands).toEqual(['npm ci && npm run synth', 'npm test']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['synth', 'test']));
  });

  test('begins with a workloads.yaml of ten lines that needs nothing in the account', () => {
    const [block] = blocksIn('yaml').filter(({ page }) => page === 'README.md');
    expect(block.text.trimEnd().split('\n')).toHaveLength(10);
    expect(block.text).not.toMatch(/permissionsBoundary|createProvider|policies/);
  });

  test('names the number of bundles that there are', () => {
    const [, count] = /^\| bundles \| (\d+) \|$/m.exec(read(CATALOGUE))!;
    expect(README).toContain(`[${count} permission sets]`);
    expect(README).toContain(`| permission sets | ${count} |`);
    expect(read('docs/comparison.md')).toContain(`| permission sets | ${count}, `);
  });
});

describe('the YAML of the pages', () => {
  const FILE_KEYS = Object.keys(workloadsSchema().properties);
  const WORKLOAD_KEYS = Object.keys(workloadsSchema().properties.workloads.additionalProperties.properties);
  const { clusters, defaults } = parseYaml(read('workloads.yaml'));
  /** Policies that the pages name; what a page shows of one is that one. */
  const shownPolicy = blocksIn('json').find(({ page, text }) => page === 'docs/permissions.md' && text.includes('table/orders'))!.text;
  const ofTeam = ({ text }: Block) => text.includes('team.schema.json');
  const FILES = {
    'teams/shop.yaml': blocksIn('yaml').find(ofTeam)!.text,
    'policies/orders-table.json': shownPolicy,
    'policies/lake.json': JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'lake:QueryTables', Resource: 'arn:aws:lake:eu-west-1:111122223333:table/x' }] }),
  };

  /** What is no part of a workloads.yaml: objects of Kubernetes, and files of CI. */
  const ELSEWHERE = /^(x-owner|apiVersion|spec|name|jobs|repos|roles|permissions):|^- (run|uses):/m;
  const isPart = ({ text }: Block) => Object.keys(parseYaml(text) ?? {}).every((key) => FILE_KEYS.includes(key) || WORKLOAD_KEYS.includes(key)) && parseYaml(text) !== null;
  const parts = blocksIn('yaml').filter(isPart);

  const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDE';

  /** The whole file that a block is a part of: the rest is of our own file, or follows from what the block names. */
  function whole(text: string): string {
    const data = parseYaml(text);
    const environments: any[] = Array.isArray(data.environments) ? [] : Object.values(data.environments ?? {});
    const isComplete = Object.hasOwn(data, 'workloads') && (Object.hasOwn(data, 'clusters') || (environments.length > 0 && environments.every((environment) => environment.clusters)));
    if (isComplete) {
      return text;
    }
    const isFile = environments.length > 0 || Object.keys(data).some((key) => !WORKLOAD_KEYS.includes(key));
    const named = environments.flatMap((environment) => Object.keys(environment.workloads ?? {})).map((workload) => [workload, {}]);
    const file = isFile ? { workloads: { web: {}, ...Object.fromEntries(named) }, ...data } : { workloads: { web: data } };
    const workloads: any[] = Object.values(file.workloads);
    const newCluster = (clusterName: string, i: number) => ({ ...Object.values<any>(clusters)[0], clusterName, issuerUrl: `${ISSUER}${i}` });
    if (environments.length > 1) {
      environments.forEach((environment, i) => Object.assign(environment, { clusters: { main: { ...newCluster('main', i), account: `${i}`.repeat(12) } } }));
      return stringify(file);
    }
    const others = new Set(workloads.flatMap((workload) => workload.clusters ?? []).filter((cluster) => !Object.hasOwn(clusters, cluster)));
    const added = [...others].map((cluster, i) => [cluster, newCluster(cluster, i)]);
    return stringify({ ...file, clusters: { ...clusters, ...Object.fromEntries(added) }, defaults: { ...defaults, ...data.defaults } });
  }

  /** Checks a file, makes its roles and its templates. */
  function synth(name: string, text: string): void {
    const folder = join(TEMPORARY, name);
    ['policies', 'teams'].forEach((below) => mkdirSync(join(folder, below), { recursive: true }));
    Object.entries(FILES).forEach(([file, content]) => writeFileSync(join(folder, file), content));
    const file = join(folder, 'workloads.yaml');
    writeFileSync(file, text);
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', file);
    app.synth();
    expect(fleet.roles.length > 0 || /^ +roleArn: /m.test(text)).toBe(true);
  }

  test('is a workloads.yaml, a part of one, or a file of Kubernetes or CI', () => {
    const others = blocksIn('yaml').filter((block) => !isPart(block) && parseYaml(block.text) !== null);
    expect(others.filter(({ text }) => !ELSEWHERE.test(text)).map(placeOf)).toEqual([]);
    expect(parts.length).toBeGreaterThan(15);
  });

  test.each(parts.map((block) => [placeOf(block), block] as const))('of %s is synthesised', (place, { text }) => {
    synth(place.replace(/\W+/g, '-'), whole(text));
  });

  test('shows, with a mistyped id, the error that is shown', () => {
    // GIVEN
    const blocks = blocksOf(read('docs/getting-started.md'));
    const [shown] = blocks.map((block) => block.text.trim()).filter((text) => /^workloads\.yaml:\d+:\d+: .*did you mean/.test(text));
    const [, wrong, right] = /got "([^"]+)": did you mean "([^"]+)"\?$/.exec(shown)!;
    const [file] = blocks.filter((block) => block.info === 'yaml').map((block) => block.text);
    expect(file).toContain(`- id: ${right}\n`);
    // WHEN
    const message = messageOf(() => synth('mistyped', file.replace(`- id: ${right}\n`, `- id: ${wrong}\n`)));
    // THEN
    expect(message.slice(message.indexOf('workloads.yaml'))).toBe(shown);
  });

  test('comes with the cdk.json of the gitops example, which test/pack.test.ts runs, and dependencies that are ours', () => {
    const settings = blocksOf(read('docs/getting-started.md')).filter((block) => block.info === 'json').map((block) => JSON.parse(block.text));
    expect(settings).toContainEqual(JSON.parse(read('examples/gitops/cdk.json')));
    const { dependencies } = settings.find((item) => item.dependencies);
    expect(dependencies).toEqual({ 'aws-cdk': `^${JSON.parse(read('package.json')).devDependencies['aws-cdk']}`, 'cdk-irsa': '^0.1.0' });
  });

  test('would not pass with a mistake', () => {
    expect(messageOf(() => synth('mistake', whole('workloads:\n  web:\n    bundels: []\n'))))
      .toMatch(/workloads\.yaml:3:5: workloads\.web.*: unknown key "bundels"/);
  });
});

describe('the JSON of the pages', () => {
  test('is JSON, but for a part of a template', () => {
    blocksIn('json').filter(({ text }) => !text.startsWith('"Metadata"')).forEach(({ text }) => expect(typeof JSON.parse(text)).toBe('object'));
  });
});

describe('the commands of the pages', () => {
  beforeAll(requireCurrentBuild);

  /** The compiled command, which starts in a fraction of the time. */
  const cdkIrsa = (cwd: string, ...args: string[]) => spawnSync(process.execPath, [join(ROOT, 'build', 'cli', 'main.js'), ...args], { cwd, encoding: 'utf8' });

  /** Of shell blocks, of CI files and of the prose, with what follows on the line. */
  const lines = PAGES.filter((page) => page !== 'docs/PERFORMANCE.md').flatMap((page) => [
    ...blocksOf(read(page)).filter(({ info }) => ['json', 'sh', 'yaml'].includes(info)).flatMap(({ text }) => text.split('\n')),
    ...[...proseOf(read(page)).join('\n').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code),
  ].map((line) => ({ page, line: line.replace(/\s+#.*$/, '') })));

  test('of cdk-irsa exist, with their options', () => {
    const used = lines.flatMap(({ page, line }) => [...line.matchAll(/npx cdk-irsa ([a-z][a-z-]*)([^|&;"]*)/g)].map(([, command, rest]) => ({ page, command, options: rest.match(/--[a-z-]+/g) ?? [] })));
    const help = Object.fromEntries([...new Set(used.map(({ command }) => command))].map((command) => [command,
      cdkIrsa(ROOT, 'help', command).stdout]));
    expect(used.length).toBeGreaterThan(5);
    expect(Object.keys(help)).toEqual(expect.arrayContaining(['app', 'audit']));
    expect(used.flatMap(({ page, command, options }) => options.filter((option) => !help[command].includes(option)).map((option) => `${page}: ${command} ${option}`))).toEqual([]);
  });

  test('are all in docs/commands.md', () => {
    const help = cdkIrsa(ROOT, '--help').stdout;
    const commands = [...help.slice(help.indexOf('Commands:')).split('\n\n')[0].matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name).filter((name) => name !== 'help');
    const [table] = read('docs/commands.md').split('\n## ');
    expect([...table.matchAll(/^\| \[`([a-z][a-z-]*)/gm)].map(([, name]) => name).sort()).toEqual(commands.sort());
    expect(read('.pre-commit-hooks.yaml')).toContain(`id: ${/- id: (\S+)/.exec(read('docs/commands.md'))![1]}\n`);
  });

  test('audit finds what docs/audit.md shows', () => {
    // GIVEN
    const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
    const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
    const role = (name: string, trust: object, policies: object[] = []) => ({
      Path: '/', RoleName: name, Arn: `arn:aws:iam::111122223333:role/${name}`, AssumeRolePolicyDocument: policy({ Effect: 'Allow', ...trust }), RolePolicyList: [], AttachedManagedPolicies: policies,
    });
    const webIdentity = (sub?: string) => ({
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', ...(sub === undefined ? {} : { [`${issuer}:sub`]: sub }) } },
    });
    const deploy = 'arn:aws:iam::111122223333:policy/deploy';
    const account = {
      RoleDetailList: [
        role('eksctl-addon-vpc-cni', webIdentity()),
        role('deployer', webIdentity('system:serviceaccount:cd:deploy'), [{ PolicyName: 'deploy', PolicyArn: deploy }]),
        role('admin', { Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }),
      ],
      Policies: [{
        PolicyName: 'deploy',
        Arn: deploy,
        DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }) }],
      }],
    };
    const serviceAccount = (name: string) => stringify({
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'cd', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/deployer' } },
    });
    const folder = join(TEMPORARY, 'audit');
    mkdirSync(join(folder, 'k8s'), { recursive: true });
    writeFileSync(join(folder, 'account.json'), JSON.stringify(account, undefined, 2));
    writeFileSync(join(folder, 'k8s', 'deployer.yaml'), `${serviceAccount('deploy')}---\n${serviceAccount('deployer')}`);
    // WHEN
    const { status, stdout } = cdkIrsa(folder, 'audit', 'account.json', 'k8s/');
    // THEN
    const [shown] = blocksOf(read('docs/audit.md')).filter(({ text }) => text.startsWith('$ npx cdk-irsa audit account.json k8s/\n'));
    expect(`$ npx cdk-irsa audit account.json k8s/\n${stdout}`).toBe(shown.text);
    expect(status).toBe(1);
  });

  test('of npm and projen are tasks', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const { tasks } = JSON.parse(read('.projen/tasks.json'));
    const unknown = lines.flatMap(({ page, line }) => [
      ...[...line.matchAll(/npm run ([\w:-]+)/g)].filter(([, name]) => scripts[name] === undefined),
      ...[...line.matchAll(/npx projen ([\w:-]+)/g)].filter(([, name]) => tasks[name] === undefined),
    ].map(([command]) => `${page}: ${command}`));
    expect(unknown).toEqual([]);
  });

  test('of the CDK are those of its CLI', () => {
    const used = new Set(lines.flatMap(({ line }) => [...line.matchAll(/npx cdk ([a-z]+)/g)].map(([, command]) => command)));
    expect([...used].filter((command) => !['bootstrap', 'deploy', 'destroy', 'diff', 'refactor', 'synth'].includes(command))).toEqual([]);
  });
});

describe('the links', () => {
  const anchorsOf = (file: string) => {
    const seen = new Map<string, number>();
    return [...proseOf(read(file)).join('\n').matchAll(/^#+ (.+)$/gm)].map(([, title]) => {
      const anchor = title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
      const times = seen.get(anchor) ?? 0;
      seen.set(anchor, times + 1);
      return times === 0 ? anchor : `${anchor}-${times}`;
    });
  };
  const linksOf = (file: string) => [...proseOf(read(file)).join('\n').replace(/`[^`\n]*`/g, '``').matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, target, source]) => target ?? source).filter((target) => !/^(https?|mailto):/.test(target));

  test.each([...PAGES, CATALOGUE, ...FAMILIES, ...DECISIONS, ...OTHERS])('of %s lead to files, and to headings in them', (page) => {
    const broken = linksOf(page).filter((link) => {
      const [path, anchor] = link.split('#');
      const file = path === '' ? page : relative(ROOT, resolve(ROOT, dirname(page), path));
      return !existsSync(join(ROOT, file)) || anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('lead to every page', () => {
    const linked = [...linksOf('README.md'), ...linksOf('docs/README.md').map((link) => `docs/${link}`)].map((link) => link.split('#')[0]);
    expect(PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !linked.includes(page))).toEqual([]);
  });
});
