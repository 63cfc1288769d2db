import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { parse as parseYaml, stringify } from 'yaml';
import { requireCurrentBuild } from './current-build';
import { docstringSnippets, errorsOfSnippets } from './document-snippets';
import { inFull } from './property-runs';
import { messageOf } from './support';
import * as library from '../lib';
import { ServiceAccountFleet } from '../lib/fleet/service-account-fleet';

// What the README tells a reader to type works: TypeScript compiles, YAML passes the checker, commands exist.

const ROOT = resolve(__dirname, '..');
const TEMPORARY = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-readme-')));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

interface Block {
  /** Everything after the opening fence, such as `ts`. */
  readonly info: string;
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown text. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; fence: string; indent: string; line: number; lines: string[] } | undefined;
  markdown.split('\n').forEach((line, index) => {
    const [, indent, fence, info] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && fence !== undefined) {
      open = { info: info.trim(), fence, indent, line: index + 1, lines: [] };
    } else if (open !== undefined && fence !== undefined && fence.startsWith(open.fence) && info.trim() === '') {
      blocks.push({ info: open.info, text: `${open.lines.join('\n')}\n`, line: open.line });
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

/** The part of the README below a heading, down to the next one of its level or above. */
function section(heading: RegExp): string {
  const prose = proseOf(README);
  const first = prose.findIndex((line) => /^#+ /.test(line) && heading.test(line));
  expect(`a heading ${heading}: ${first >= 0}`).toBe(`a heading ${heading}: true`);
  const level = /^#+/.exec(prose[first])![0].length;
  const length = prose.slice(first + 1).findIndex((line) => /^#+ /.test(line) && /^#+/.exec(line)![0].length <= level);
  return README.split('\n').slice(first + 1, length < 0 ? undefined : first + 1 + length).join('\n');
}

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
  const typescript = blocksOf(README).filter((block) => block.info === 'ts');

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

  const nameOf = (line: number) => `README-line-${line}`;
  const shown = typescript.map(({ line, text }) => ({ name: nameOf(line), text }));
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
    const others = blocksOf(README).filter((block) => block.info !== 'ts');
    expect(others.filter((block) => /\bfrom '(cdk-irsa|aws-cdk-lib)|^\s*(const|new) .*;$/m.test(block.text)).map((block) => block.line)).toEqual([]);
    expect(others.filter((block) => !['sh', 'bash', 'yaml', 'json', 'text', 'console', 'mermaid', 'python', ''].includes(block.info))
      .map((block) => `${block.line}: ${block.info}`)).toEqual([]);
    expect(README).not.toMatch(/nofixture|noassert|jsii-rosetta-disable|@ts-(ignore|expect-error|nocheck)/);
    expect(README).not.toMatch(/^\s*(\/\/\/|<!--\s*)?fixture=/m);
  });

  test('may use every class of the library without an import', () => {
    const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
    const declared = [...fixture.matchAll(/var (\w+): typeof _irsa\.(\w+);/g)].map(([, name, of]) => name === of ? name : `${name} of ${of}`);
    const classes = Object.entries(library).filter(([, value]) => typeof value === 'function').map(([name]) => name);
    expect(declared).toEqual(classes.sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  });
});

describe('the way to begin', () => {
  test('is two commands', () => {
    // GIVEN
    const commands = blocksOf(section(/quick start|two commands/i)).filter((block) => ['sh', 'bash', 'console'].includes(block.info))
      .flatMap((block) => block.text.split('\n')).map((line) => line.replace(/^\$ /, '').replace(/(^|\s+)#.*$/, '').trim()).filter((line) => line !== '');
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    // THEN
    expect(commands).toEqual(['npm ci && npm run synth', 'npm test']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['synth', 'test']));
  });
});

describe('the workloads of the YAML blocks', () => {
  const workloads = blocksOf(README).filter((block) => ['yaml', 'yml'].includes(block.info) && /^workloads:/m.test(block.text));

  /** Checks a file, makes its roles and its templates. A block about workloads only has the clusters of our own file. */
  function synth(name: string, text: string): void {
    const folder = join(TEMPORARY, name);
    mkdirSync(folder);
    const { clusters, defaults } = parseYaml(readFileSync(join(ROOT, 'workloads.yaml'), 'utf8'));
    const file = join(folder, 'workloads.yaml');
    writeFileSync(file, /^(?:clusters|environments):/m.test(text) ? text : `${text}\n${stringify({ clusters, ...(/^defaults:/m.test(text) ? {} : { defaults }) })}`);
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', file);
    app.synth();
    expect(fleet.roles.length).toBeGreaterThan(0);
  }

  test('are there', () => {
    expect(workloads.length).toBeGreaterThan(0);
  });

  test.each(workloads.map((block) => [block.line, block.text] as const))('of line %i pass the check and make their roles', (line, text) => {
    synth(`line-${line}`, text);
  });

  test('of a project of its own make, with a mistyped id, the error that is shown', () => {
    // GIVEN
    const blocks = blocksOf(section(/project of your own/i));
    const [shown] = blocks.map((block) => block.text.trim()).filter((text) => /^workloads\.yaml:\d+:\d+: .*did you mean/.test(text));
    const [, wrong, right] = /got "([^"]+)": did you mean "([^"]+)"\?$/.exec(shown)!;
    const [whole] = blocks.filter((block) => block.info === 'yaml').map((block) => block.text);
    expect(whole).toContain(`- id: ${right}\n`);
    // WHEN
    const message = messageOf(() => synth('mistyped', whole.replace(`- id: ${right}\n`, `- id: ${wrong}\n`)));
    // THEN
    expect(message.slice(message.indexOf('workloads.yaml'))).toBe(shown);
  });

  test('of a project of its own come with the cdk.json of the gitops example, which test/pack.test.ts runs', () => {
    const settings = blocksOf(section(/project of your own/i)).filter((block) => block.info === 'json').map((block) => JSON.parse(block.text));
    expect(settings).toContainEqual(JSON.parse(readFileSync(join(ROOT, 'examples/gitops/cdk.json'), 'utf8')));
    expect(Object.keys(settings.find((item) => item.dependencies).dependencies).sort()).toEqual(['aws-cdk', 'cdk-irsa']);
  });

  test('would not pass with a mistake', () => {
    expect(messageOf(() => synth('mistake', 'workloads:\n  web:\n    bundels: []\n')))
      .toMatch(/workloads\.yaml:3:5: workloads\.web.*: unknown key "bundels"/);
  });
});

describe('the links', () => {
  test('to files of the repository lead somewhere', () => {
    // GIVEN
    const prose = proseOf(README).join('\n');
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => `#${heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-')}`);
    // THEN
    const broken = targets.filter((target) => !/^https?:/.test(target))
      .filter((target) => target.startsWith('#') ? !headings.includes(target) : !existsSync(join(ROOT, target.split('#')[0])));
    expect(broken).toEqual([]);
  });
});
