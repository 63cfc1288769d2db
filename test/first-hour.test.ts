import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { requireCurrentBuild } from './current-build';
import { withPackageLinks } from '../scripts/package-links';
import { stagePackage } from '../scripts/stage-package';

// The commands of the README for a project of one's own, one after the other in an empty folder, with the packed package. What
// belongs to others has a stand-in that takes exactly what it knows: the registry, the AWS CLI with a cluster, and kubectl, which
// reads the files that it is given. AWS is not there: of bootstrap and deploy the real CDK CLI is run up to its question for
// credentials. (e2e/ deploys, to an emulator.)

const ROOT = resolve(__dirname, '..');
const TEMPORARY = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-first-hour-')));
const TOOLS = join(TEMPORARY, 'tools');
const FOLDER = join(TEMPORARY, 'empty');
const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const CLUSTER = { name: 'production', arn: 'arn:aws:eks:eu-central-1:111122223333:cluster/production', identity: { oidc: { issuer: ISSUER } } };

const COMMANDS = ownProject();

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

/** The lines of the shell blocks of the section, in order. */
function ownProject(): string[] {
  const [, section] = /^## In a project of your own\n([^]*?)^## /m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))!;
  return [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, text]) => text.trimEnd().split('\n'));
}

function tool(name: string, program: string): void {
  const file = join(TOOLS, name);
  writeFileSync(file, `#!${process.execPath}\nconst args = process.argv.slice(2);\n${program}`);
  chmodSync(file, 0o755);
}

function writeTools(tarball: string): void {
  mkdirSync(TOOLS);
  const realNpm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  const unknown = (name: string) => `process.stderr.write('${name} ' + args.join(' ') + ': this stand-in does not know it\\n'); process.exit(9);\n`;
  tool('npm', `
    const { execFileSync } = require('node:child_process');
    const { symlinkSync } = require('node:fs');
    if (args.join(' ') === 'install cdk-irsa aws-cdk@2') {
      execFileSync(${JSON.stringify(realNpm)}, ['install', '--offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', ${JSON.stringify(tarball)}], { stdio: 'inherit' });
      // What the package's peers and "aws-cdk@2" are; to copy them takes longer than all the rest.
      for (const name of ['aws-cdk', 'aws-cdk-lib', 'cdk-nag', 'constructs']) symlinkSync(${JSON.stringify(join(ROOT, 'node_modules'))} + '/' + name, 'node_modules/' + name, 'junction');
      symlinkSync('../aws-cdk/bin/cdk', 'node_modules/.bin/cdk');
    } else { ${unknown('npm')} }
  `);
  tool('aws', `
    const command = args.join(' ');
    const describe = 'eks describe-cluster --name production --region eu-central-1 ';
    if (command === describe + '--output json') console.log(${JSON.stringify(JSON.stringify({ cluster: CLUSTER }))});
    else if (command === describe + '--query cluster.identity.oidc.issuer --output text') console.log(${JSON.stringify(ISSUER)});
    else { ${unknown('aws')} }
  `);
  tool('kubectl', `
    const { readdirSync, readFileSync, statSync } = require('node:fs');
    const { parseAllDocuments } = require(${JSON.stringify(require.resolve('yaml', { paths: [ROOT] }))});
    const [verb] = args;
    const path = args[args.indexOf('--filename') + 1];
    const known = { apply: /^apply --filename \\S+$/, replace: /^replace --force --filename \\S+$/, logs: /^logs --namespace \\S+ \\S+$/,
      wait: /^wait --for=jsonpath=\\{\\.status\\.phase\\}=Succeeded --timeout=300s --filename \\S+$/ };
    if (!known[verb] || !known[verb].test(args.join(' '))) { ${unknown('kubectl')} }
    if (verb === 'logs') console.log('logs of', args[2] + '/' + args[3]);
    else {
      const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => path + '/' + name) : [path];
      for (const document of files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))) {
        const { kind, metadata } = document.toJS();
        console.log(verb, kind, metadata.namespace + '/' + metadata.name);
      }
    }
  `);
}

/** Nothing of ours: neither settings of npm and Node.js, nor credentials, nor the programs of our node_modules. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|cdk_|aws_|jest_|node_|init_cwd$)/i.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  return {
    ...Object.fromEntries(own),
    PATH: [TOOLS, ...path].join(delimiter),
    HOME: TEMPORARY,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_VALIDATION: 'false', // CloudFormation's own is on in test/cli/app.test.ts
  };
}

const STAGED = join(TEMPORARY, 'staged');

beforeAll(() => {
  requireCurrentBuild();
  stagePackage(ROOT, STAGED);
});

describe('the links of the package', () => {
  const documents = () => readdirSync(STAGED, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
  const linksOf = (text: string) => [...text.replace(/^```[^]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(([, link, source]) => link ?? source);

  test('of each document lead to files of the package, or to GitHub', () => {
    const links = documents().flatMap((file) => linksOf(readFileSync(join(STAGED, file), 'utf8')).map((link) => ({ file, link })));
    const dead = links.filter(({ file, link }) => !/^(https:|#)/.test(link) && !existsSync(join(STAGED, dirname(file), link.split('#')[0])));
    expect(links.length).toBeGreaterThan(100);
    expect(dead).toEqual([]);
  });

  test('of the README are absolute, since registries show it alone; so are its pictures', () => {
    const readme = readFileSync(join(STAGED, 'README.md'), 'utf8');
    expect(linksOf(readme).filter((link) => !link.startsWith('https:'))).toEqual([]);
    expect(readme).toContain('src="https://raw.githubusercontent.com/cdk-irsa/cdk-irsa/main/docs/picture-light.svg"');
    expect(readme).toContain('(https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/WORKLOADS.md)');
    expect(JSON.parse(readFileSync(join(STAGED, '.jsii'), 'utf8')).readme.markdown).not.toMatch(/\]\(docs\//);
    expect(withPackageLinks('README.md', '[a](docs/ci.md#gitlab)', { folder: STAGED, version: '0.2.0' }))
      .toBe('[a](https://github.com/cdk-irsa/cdk-irsa/blob/v0.2.0/docs/ci.md#gitlab)');
  });
});

test('the commands of the README for a project of one\'s own work in an empty folder', () => {
  // GIVEN
  const pack = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', TEMPORARY], { cwd: STAGED, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  writeTools(join(TEMPORARY, JSON.parse(pack)[0].filename));
  mkdirSync(FOLDER);
  // WHEN
  const runs = COMMANDS.map((command) => {
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', command], { cwd: FOLDER, env: environment(), encoding: 'utf8' });
    return { command, status, output: `${stdout}${stderr}` };
  });
  // THEN
  const run = (beginning: string) => runs.find(({ command }) => command.startsWith(beginning))!;
  const needsAws = /^npx cdk (bootstrap|deploy)\b/;
  expect(runs.filter(({ command, status }) => status !== 0 && !needsAws.test(command))).toEqual([]);
  expect(runs.filter(({ command }) => needsAws.test(command)).map(({ output }) => /no credentials have been configured|Unable to resolve AWS account|credentials/i.test(output) ? 'asks for credentials' : output))
    .toEqual(['asks for credentials', 'asks for credentials']);
  expect(readdirSync(FOLDER).sort()).toEqual(['.gitignore', 'cdk.json', 'cdk.out', 'node_modules', 'package-lock.json', 'package.json', 'workloads.yaml']);
  expect(parseYaml(readFileSync(join(FOLDER, 'workloads.yaml'), 'utf8')).clusters.production).toMatchObject({ account: '111122223333', region: 'eu-central-1', issuerUrl: ISSUER });
  expect(run('aws eks describe-cluster --name production --region eu-central-1 --query').output.trim()).toBe(ISSUER);
  expect(run('npx cdk synth').output).toMatch(/^1 role in 1 stack\.$/m);
  expect(run('kubectl apply').output).toBe('apply ServiceAccount default/my-app\n');
  expect(run('kubectl replace').output).toBe('replace Pod default/irsa-check-my-app\n');
  expect(run('kubectl logs').output).toBe('logs of default/irsa-check-my-app\n');
  expect(existsSync(join(FOLDER, 'cdk.out', 'irsa-111122223333.template.json'))).toBe(true);
});

test('the check pod that they run says what the README shows', () => {
  const pod = parseYaml(readFileSync(join(FOLDER, 'cdk.out/irsa/check-pods/production/my-app.yaml'), 'utf8'));
  const [, shown] = /`(OK: [^`…]+)…`/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))!;
  const [{ command, env }] = pod.spec.containers;
  const value = (name: string) => env.find((item: { name: string }) => item.name === name).value as string;
  expect(command.at(-1)).toContain('echo "OK: $SERVICE_ACCOUNT is $arn"');
  expect(`OK: ${value('SERVICE_ACCOUNT')} is ${value('EXPECTED_SESSION')}`).toBe(shown);
});
