import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, posix, resolve, sep } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { requireCurrentBuild } from './current-build';
import { stagePackage } from '../scripts/stage-package';

// The package as a stranger gets it: packed, installed by npm without the network, and used by a
// TypeScript app, a JavaScript app, and a folder without any program of its own.

const ROOT = resolve(__dirname, '..');
const TEMPORARY = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-pack-')));
const STAGED = join(TEMPORARY, 'staged');
const INSTALLED = join(TEMPORARY, 'installed');
const PACKAGE = join(INSTALLED, 'node_modules', 'cdk-irsa');

/** What the stranger has from elsewhere. Linked, as to copy them takes longer than all the tests. */
const PEERS = ['aws-cdk-lib', 'cdk-nag', 'constructs'];
const TOOLS = ['aws-cdk', 'typescript', join('@types', 'node')];

/** All that the package brings along, none of which needs another; a package more is a decision. */
const BUNDLED = ['commander', 'fastest-levenshtein', 'yaml'];
const PERMISSIVE = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** Packages that only some users need, and that take time to load. */
const LAZY = ['cdk-nag', 'commander', 'yaml'];

/** Files of the library that only some roles need, or only synthesis. */
const NEEDED_BY_FEW = [
  'bundles/parameter-error.js', 'bundles/policy-checks.js', 'cluster/cluster-name.js', 'cluster/pod-identity-cluster.js', 'cluster/provider-registry.js', 'core/reason.js', 'core/regular-file.js', 'iam/action-table.js', 'iam/asked-actions.js', 'iam/known-actions.js', 'core/deploy-time-identity.js', 'core/deploy-time-size.js',
  'role/associate.js', 'role/attached-bundles.js', 'role/existing-role.js', 'role/existing-role-place.js', 'role/finished-role.js', 'role/literal-arn.js',
  'role/overflow-policies.js', 'role/hidden-wildcards.js', 'role/pod-identity-associations.js', 'role/pod-identity-check.js', 'role/policies-naming-roles.js', 'role/policy-bundles.js', 'role/possible-text.js', 'role/reported-arn.js', 'role/role-clusters.js', 'role/subjects-by-cluster.js', 'role/separate-policy.js', 'trust/pod-identity-trust.js',
];

let tarball: string[];
let size: { packed: number; unpacked: number };

beforeAll(() => {
  requireCurrentBuild();
  mkdirSync(INSTALLED);
  stagePackage(ROOT, STAGED);
  const [{ filename, size: packed, unpackedSize: unpacked }] = JSON.parse(npm(STAGED, 'pack', '--ignore-scripts', '--json', '--pack-destination', TEMPORARY));
  size = { packed, unpacked };
  tarball = execFileSync('tar', ['-tzf', join(TEMPORARY, filename)], { encoding: 'utf8' })
    .split('\n').filter((file) => file !== '').map((file) => file.replace(/^package\//, ''));
  writeFileSync(join(INSTALLED, 'package.json'), '{ "private": true }');
  npm(INSTALLED, 'install', '--ignore-scripts', '--legacy-peer-deps', join(TEMPORARY, filename));
  mkdirSync(join(INSTALLED, 'node_modules', '@types'));
  [...PEERS, ...TOOLS].forEach((name) => symlinkSync(join(ROOT, 'node_modules', name), join(INSTALLED, 'node_modules', name), 'junction'));
  symlinkSync(join('..', 'aws-cdk', 'bin', 'cdk'), join(INSTALLED, 'node_modules', '.bin', 'cdk'));
});

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

/** Paths relative to the folder, with `/`. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).split(sep).join('/')).sort();
}

/** Nothing of ours: neither the settings of the npm that runs the tests, nor the programs of our node_modules. */
function strangersEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|cdk_|jest_|node_|init_cwd$)/i.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin'))).join(delimiter),
    HOME: TEMPORARY,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    ...extra,
  };
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd, env: strangersEnvironment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What V8 compiled is kept between processes (see jest.folder.ts), but where a test asks what was loaded. */
const COMPILED = Object.fromEntries(['NODE_OPTIONS', 'NODE_COMPILE_CACHE', 'CDK_IRSA_COMPILED']
  .flatMap((name) => process.env[name] === undefined ? [] : [[name, process.env[name]]]));

interface Run {
  readonly code: number;
  /** Both streams. */
  readonly output: string;
}

async function run(cwd: string, command: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((done) => {
    execFile(command, args, { cwd, env: strangersEnvironment(env) }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, output: `${stdout}${stderr}` });
    });
  });
}

/** A folder of the stranger's, with everything installed. */
function newFolder(name: string, files: Record<string, string>): string {
  const folder = join(TEMPORARY, name);
  mkdirSync(folder);
  symlinkSync(join(INSTALLED, 'node_modules'), join(folder, 'node_modules'), 'junction');
  Object.entries(files).forEach(([file, text]) => writeFileSync(join(folder, file), text));
  return folder;
}

/** The package that a file belongs to: the innermost one. */
function packageOf(file: string): string {
  const [first, second] = file.split(`${sep}node_modules${sep}`).pop()!.split(sep);
  return first.startsWith('@') ? `${first}/${second}` : first;
}

test('a project whose node_modules is a link is staged whole', () => {
  // GIVEN what Node.js resolves to another folder than the project's
  const project = join(TEMPORARY, 'linked');
  ['build', 'docs', 'examples', 'schema', 'package.json', '.jsii', 'README.md', 'LICENSE', 'CHANGELOG.md']
    .forEach((name) => cpSync(join(ROOT, name), join(project, name), { recursive: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  // WHEN
  stagePackage(project, join(project, 'dist', 'package'));
  // THEN
  expect(filesBelow(join(project, 'dist', 'package'))).toEqual(filesBelow(STAGED));
});

describe('the tarball', () => {
  const ownFiles = () => tarball.filter((file) => !file.startsWith('node_modules/'));

  test('has what can be loaded of the compiled library, its types and assembly, the documents, the examples and the schema, and nothing else', () => {
    const modules = ownFiles().filter((file) => /^build\/.*\.js$/.test(file));
    const entries = ['build/index.js', 'build/cli/main.js', 'build/cli/main.common.js', 'build/cli/main.rest.js'];
    const required = modules.flatMap((file) => [...readFileSync(join(PACKAGE, file), 'utf8').matchAll(/\brequire\((["'])(\.[^"']+)\1\)/g)]
      .map(([, , name]) => posix.join(posix.dirname(file), name)).map((path) => /\.js(on)?$/.test(path) ? path : `${path}.js`));
    expect([...new Set([...entries, ...required])].filter((file) => file !== 'package.json').sort()).toEqual(modules.sort());
    expect(modules).toEqual(expect.arrayContaining(['build/role-files.js', 'build/iam/action-table.js', 'build/fleet/service-account-fleet.js', 'build/compliance/irsa-checks.js']));
    const documents = filesBelow(join(ROOT, 'docs')).map((file) => `docs/${file}`);
    expect(ownFiles().filter((file) => !/^build\/.*\.(d\.ts|js)$|^examples\//.test(file)).sort()).toEqual([
      '.jsii', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'schema/report.schema.json', 'schema/requests.schema.json', 'schema/team.schema.json', 'schema/workloads.schema.json', ...documents,
    ].sort());
  });

  test('has the examples, without our settings and what they made here', () => {
    expect(ownFiles().filter((file) => file.startsWith('examples/')).sort()).toEqual([
      'examples/README.md', 'examples/cluster-in-app.ts',
      'examples/company/cdk.json', 'examples/company/policies/orders-table.json', 'examples/company/workloads.yaml', 'examples/eksctl-pod-identity/README.md', 'examples/eksctl-pod-identity/cdk.json', 'examples/eksctl-pod-identity/workloads.yaml', 'examples/gitops/argocd.yaml', 'examples/gitops/cdk.json', 'examples/gitops/workloads.yaml', 'examples/helm-chart-in-app.ts',
      'examples/java/cdk.json', 'examples/java/pom.xml', 'examples/java/src/main/java/Example.java', 'examples/one-role.ts',
      'examples/platform/cdk.json', 'examples/platform/workloads.yaml', 'examples/python/app.py', 'examples/python/cdk.json',
      'examples/python/requirements.txt', 'examples/python/workloads.yaml', 'examples/terraform-pod-identity/README.md', 'examples/terraform-pod-identity/cdk.json', 'examples/terraform-pod-identity/policies/describe.json',
      'examples/terraform-pod-identity/workloads.yaml', 'examples/two-clusters-one-role.ts',
    ]);
  });

  test('has no TypeScript source, no test, no workflow, no output and no settings of ours', () => {
    const unwanted = ownFiles().filter((file) =>
      /^(lib|test|bench|bin|e2e|scripts|rosetta|cdk\.out|coverage|projenrc|\.projen|\.github|\.ci)\//.test(file)
      || (file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.startsWith('examples/')) || /tsconfig|eslint|\.tgz$|\.env|\.map$/.test(file));
    expect(unwanted).toEqual([]);
  });

  test('has the declarations of the public API, each with everything that it imports, and none of internal files', () => {
    const declarations = ownFiles().filter((file) => file.endsWith('.d.ts'));
    const imports = declarations.flatMap((file) => [...readFileSync(join(PACKAGE, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => ({ file, name })));
    const missing = imports.filter(({ file, name }) => (name.startsWith('.')
      ? !declarations.some((one) => [`${name}.d.ts`, `${name}/index.d.ts`].some((path) => one === join(dirname(file), path).split(sep).join('/')))
      : !PEERS.some((peer) => name === peer || name.startsWith(`${peer}/`))));
    expect(imports.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
    expect(declarations.filter((file) => file.startsWith('build/cli/'))).toEqual([]);
  });

  test('has of a bundled package its manifest, its licence and what can be loaded, unchanged', () => {
    const bundled = tarball.filter((file) => file.startsWith('node_modules/'));
    expect(bundled.filter((file) => !/\.(js|json)$|\/licen[cs]e[^/]*$/i.test(file) || /\.(d|test|spec)\.|\/(tests?|benchmark|browser|lib\/.*\.ts)\//.test(file))).toEqual([]);
    expect(bundled.filter((file) => !readFileSync(join(PACKAGE, file)).equals(readFileSync(join(ROOT, file))))).toEqual([]);
    const packages = [...new Set(bundled.map((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)![0]))];
    expect(packages.filter((folder) => !bundled.some((file) => dirname(file) === folder && /licen[cs]e/i.test(file)))).toEqual([]);
  });

  test('is small: what is added counts in each language\'s package as well', () => {
    expect(tarball.length).toBeLessThan(1_170);
    expect(size.packed).toBeLessThan(2_100_000);
    expect(size.unpacked).toBeLessThan(8_250_000);
  });

  test('is what the packages of all languages are made from', () => {
    const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
    for (const language of ['js', 'python', 'java', 'dotnet', 'go']) {
      expect(tasks[`package:${language}`].steps).toEqual([
        { spawn: 'package:stage' }, { exec: `jsii-pacmak dist/package --verbose --no-npmignore --outdir dist --target ${language}` },
      ]);
    }
    expect(tasks['package:all'].steps.map(({ spawn, exec }: any) => spawn ?? exec)).toEqual(['compile', 'package:stage', 'tsx scripts/package-all.ts']);
    expect(tasks['package:stage'].steps).toEqual([{ exec: 'tsx scripts/stage-package.ts' }]);
    expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).private).toBe(true); // the repository itself is never published
  });

  test('brings along exactly the packages that it needs, each under a permissive licence', () => {
    // GIVEN
    const folders = new Set(tarball.filter((file) => file.startsWith('node_modules/')).map((file) => packageOf(`${sep}${file.split('/').join(sep)}`)));
    // THEN
    expect([...folders].sort()).toEqual([...BUNDLED].sort());
    [...folders].forEach((name) => {
      const { license } = JSON.parse(readFileSync(join(PACKAGE, 'node_modules', name, 'package.json'), 'utf8'));
      expect(`${name}: ${PERMISSIVE.includes(license) ? 'permissive' : license}`).toBe(`${name}: permissive`);
    });
  });

  test('has a manifest whose dependencies are all inside, and whose peers are all that is needed besides', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
    expect(Object.keys(manifest.dependencies).sort()).toEqual(BUNDLED);
    expect([...manifest.bundledDependencies].sort()).toEqual(BUNDLED);
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(PEERS);
    expect(Object.keys(manifest).filter((key) => /^(dev|scripts|jest|overrides|private|files|\/\/)/.test(key))).toEqual([]);
    [manifest.main, manifest.types, ...Object.values<string>(manifest.bin)].forEach((file) => expect(tarball).toContain(file));
  });

  test('has a command that the shell can run', () => {
    const command = join(INSTALLED, 'node_modules', '.bin', 'cdk-irsa');
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(command).mode.toString(8)).toMatch(/755$/);
  });

  test('has the schema that the code makes', () => {
    const schemaOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'schema/workloads.schema.json'), 'utf8'));
    expect(schemaOf(PACKAGE)).toEqual(schemaOf(ROOT));
  });

  test('names no folder of the machine that packed it', () => {
    const texts = ownFiles().filter((file) => /\.(js|d\.ts|json|jsii|md)$/.test(file) || file === '.jsii');
    expect(texts.filter((file) => readFileSync(join(PACKAGE, file), 'utf8').includes(ROOT))).toEqual([]);
  });
});

describe('importing the package', () => {
  const OWN = /[/\\]cdk-irsa[/\\]build[/\\]/;

  /** The files that a program has loaded at its end. */
  async function loaded(file: string, code: string): Promise<string[]> {
    const cache = "process.stdout.write(JSON.stringify(Object.keys(process.getBuiltinModule('node:module')._cache)));\n";
    const folder = newFolder(`import-${file}`, { [file]: `${code}\n${cache}` });
    return JSON.parse((await run(folder, process.execPath, [file])).output) as string[];
  }
  const ownOf = (files: string[]) => files.filter((file) => OWN.test(file)).map((file) => file.split(OWN)[1]).sort();

  test('loads nothing before something is used', async () => {
    const files = await loaded('nothing.js', "require('cdk-irsa');");
    expect(ownOf(files)).toEqual(['core/lazy-module.js', 'index.js']);
    expect(files).toHaveLength(3); // with the program itself
  });

  test('loads, for a role, nothing that only some users need', async () => {
    const files = await loaded('role.js', "const { ClusterIssuer, S3Bundle, ServiceAccountRole, ServiceAccountSubject } = require('cdk-irsa');");
    const packages = files.map(packageOf);
    expect(packages).toContain('aws-cdk-lib');
    expect(packages.filter((name) => LAZY.includes(name))).toEqual([]);
    // One file holds what is behind these four.
    expect(ownOf(files)).toEqual([
      'bundles/services/s3.js', 'cluster/cluster-issuer.js', 'core/lazy-module.js', 'index.js', 'role-files.js', 'role/service-account-role.js',
      'trust/service-account-subject.js',
    ]);
    const joined = [...readFileSync(join(PACKAGE, 'build/role-files.js'), 'utf8').matchAll(/^"([\w/-]+)": \(function/gm)].map(([, name]) => `${name}.js`);
    expect(joined).toContain('role/service-account-role.js');
    expect(joined.filter((file) => NEEDED_BY_FEW.includes(file))).toEqual([]);
    NEEDED_BY_FEW.forEach((file) => expect(tarball).toContain(`build/${file}`)); // a file that was renamed is not loaded either
    expect(joined.filter((file) => /^(?:bundles\/(?:controllers|catalogue\.js|services\/route53)|cli|compliance|fleet|kubernetes)/.test(file))).toEqual([]);
  });

  test('has each module once, whether a file of it is asked for or the library', async () => {
    const files = await loaded('once.js', [
      "const { dirname, join } = require('path');",
      "const build = dirname(require.resolve('cdk-irsa'));",
      "if (require(join(build, 'role/service-account-role')).ServiceAccountRole !== require('cdk-irsa').ServiceAccountRole) throw new Error('twice');",
      "if (require(join(build, 'core/cdk')).Role !== require('aws-cdk-lib/aws-iam').Role) throw new Error('another CDK');",
    ].join('\n'));
    expect(ownOf(files)).toContain('role-files.js');
  });

  test('gives an ES module every name, and still no cdk-nag', async () => {
    const names = Object.keys(jest.requireActual('../lib/index')).sort();
    const files = await loaded('all.mjs', [
      `import { ${names.join(', ')} } from 'cdk-irsa';`,
      `const missing = Object.entries({ ${names.join(', ')} }).filter(([, value]) => value === undefined);`,
      "if (missing.length > 0) throw new Error('missing: ' + missing.join());",
    ].join('\n'));
    expect(names).toContain('compliance');
    expect(ownOf(files)).toContain('bundles/controllers/karpenter.js');
    expect(files.map(packageOf).filter((name) => LAZY.includes(name))).toEqual([]);
  });

  test('gives classes, enumerations and one submodule only: what other languages do not have is no public API', async () => {
    // GIVEN
    const folder = newFolder('exports', {
      'exports.js': "process.stdout.write(JSON.stringify(Object.entries(require('cdk-irsa')).map(([name, value]) => [name, typeof value])));\n",
    });
    // WHEN
    const exported: [string, string][] = JSON.parse((await run(folder, process.execPath, ['exports.js'])).output);
    // THEN
    expect(exported.map(([name]) => name)).toContain('ServiceAccountRole');
    const enumerations = ['GuardrailUndecided', 'IssuerKind', 'PodTokens'];
    expect(exported.filter(([, type]) => type !== 'function').map(([name]) => name)).toEqual([...enumerations, 'compliance']);
  });
});

describe('a TypeScript app', () => {
  const PROGRAM = `
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { BundlePolicy, IPolicyBundle, IServiceAccountRole, ServiceAccountRoleProps } from 'cdk-irsa';
import { ClusterIssuer, KubernetesFiles, S3Bundle, ServiceAccountRole, ServiceAccountSubject } from 'cdk-irsa';
import type { IConstruct } from 'constructs';

class OwnBundle implements IPolicyBundle {
  public readonly bundleId = 'acme.own';
  public bind(scope: IConstruct): BundlePolicy {
    const queue = Stack.of(scope).formatArn({ service: 'sqs', resource: 'own' });
    return { statements: [{ statement: new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue] }) }] };
  }
}

const app = new App();
const stack = new Stack(app, 'Typed', { env: { account: '111122223333', region: 'eu-central-1' } });
const bucket = Bucket.fromBucketName(stack, 'Media', 'acme-media');
const props: ServiceAccountRoleProps = {
  clusters: [ClusterIssuer.fromIssuerUrl({
    account: '111122223333',
    issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
    clusterName: 'production',
  })],
  serviceAccounts: [ServiceAccountSubject.of('media', 'thumbnailer')],
  bundles: [S3Bundle.read({ buckets: [bucket] }), new OwnBundle()],
  roleName: 'thumbnailer',
};
const role: IServiceAccountRole = new ServiceAccountRole(stack, 'Thumbnailer', props);
bucket.grantPut(role);
new KubernetesFiles(stack, 'KubernetesFiles').addRole(role);
`;

  const TSCONFIG = JSON.stringify({
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      module: 'node16',
      target: 'es2022',
      types: ['node'],
      rootDir: '.',
      outDir: 'out',
    },
    files: ['app.ts', 'wrong.ts'],
  });

  test('compiles in strict mode, our declarations included, and makes its role', async () => {
    // GIVEN
    const folder = newFolder('typescript-app', {
      'package.json': '{ "private": true }',
      'app.ts': PROGRAM,
      'wrong.ts': PROGRAM.replace('serviceAccounts:', 'serviceAccount:'), // a check that cannot fail is none
      'tsconfig.json': TSCONFIG,
    });
    // WHEN
    const compiled = await run(folder, process.execPath, [join(ROOT, 'node_modules/typescript7/bin/tsc'), '--listFiles']);
    const { code, output } = await run(folder, process.execPath, ['out/app.js'], { CDK_OUTDIR: 'cdk.out', CDK_VALIDATION: 'false' });
    // THEN
    const ofLibrary = compiled.output.split('\n').filter((line) => /\/node_modules\/cdk-irsa\/build\/.*\.d\.ts$/.test(line));
    expect(ofLibrary.length).toBeGreaterThan(20);
    // The declarations of aws-cdk-lib have errors of their own with these settings.
    const errors = [...compiled.output.matchAll(/^(\S+)\(\d+,\d+\): error \S+ (.*)$/gm)].filter(([, file]) => !/\/node_modules\/(?!cdk-irsa\/)/.test(file));
    expect(errors.map(([, file]) => file)).toEqual(['wrong.ts']);
    expect(errors[0][2]).toContain("'serviceAccount' does not exist in type 'ServiceAccountRoleProps'");
    expect(output).toBe('');
    expect(code).toBe(0);
    const { Resources: resources } = JSON.parse(readFileSync(join(folder, 'cdk.out/Typed.template.json'), 'utf8'));
    expect(Object.values<any>(resources).map(({ Type: type }) => type)).toEqual(['AWS::IAM::Role', 'AWS::IAM::Policy']);
    expect(Object.values<any>(resources)[0].Properties.Policies.map((policy: any) => policy.PolicyName)).toEqual(['s3.read', 'acme.own']);
    expect(readFileSync(join(folder, 'cdk.out/irsa/manifests/production/media.yaml'), 'utf8'))
      .toContain('eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/thumbnailer\n');
  });
});

describe('a JavaScript app', () => {
  test('makes its role, and an error names what was written', async () => {
    // GIVEN
    const folder = newFolder('javascript-app', {
      'package.json': '{ "private": true }',
      'app.js': `
const { App, Stack } = require('aws-cdk-lib');
const { ClusterIssuer, ServiceAccountManifest, ServiceAccountRole, ServiceAccountSubject } = require('cdk-irsa');

const app = new App();
const stack = new Stack(app, 'Plain', { env: { account: '111122223333', region: 'eu-central-1' } });
const role = new ServiceAccountRole(stack, 'Vault', {
  clusters: [ClusterIssuer.fromIssuerUrl({
    account: '111122223333',
    issuerUrl: 'oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
  })],
  serviceAccounts: [ServiceAccountSubject.of('vault', 'vault')],
  roleName: 'vault',
});
console.log(ServiceAccountManifest.of(role).toYaml());
try {
  ServiceAccountSubject.of('Vault', 'vault');
} catch (error) {
  console.error(error.message);
}
`,
    });
    // WHEN
    const { code, output } = await run(folder, process.execPath, ['app.js'], { CDK_OUTDIR: 'cdk.out', CDK_VALIDATION: 'false' });
    // THEN
    expect(code).toBe(0);
    expect(output).toContain('eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/vault\n');
    expect(output).toMatch(/namespace must be .*, got "Vault"/);
    const { Resources: resources } = JSON.parse(readFileSync(join(folder, 'cdk.out/Plain.template.json'), 'utf8'));
    expect(Object.values<any>(resources).map(({ Type: type }) => type)).toEqual(['AWS::IAM::Role']);
  });
});

describe('the examples in TypeScript', () => {
  const EXAMPLES = ['one-role.ts', 'two-clusters-one-role.ts', 'cluster-in-app.ts', 'helm-chart-in-app.ts'];

  test('run where they are in the package', async () => {
    // GIVEN
    const folder = newFolder('examples', {
      'package.json': '{ "private": true }',
      // In one process, as to load CDK is most of what one costs. An app is synthesised at the end of its process.
      'all.ts': EXAMPLES.map((example) => `process.env.CDK_OUTDIR = ${JSON.stringify(example.replace('.ts', ''))};
require(${JSON.stringify(join(PACKAGE, 'examples', example))});`).join('\n'),
    });
    // WHEN
    const { code, output } = await run(folder, process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'all.ts'], { CDK_VALIDATION: 'false', ...COMPILED });
    // THEN
    expect(EXAMPLES).toEqual(readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.ts')).sort((a, b) => EXAMPLES.indexOf(a) - EXAMPLES.indexOf(b)));
    expect(code === 0 ? 'made' : output).toBe('made');
    for (const example of EXAMPLES) {
      const assembly = join(folder, example.replace('.ts', ''));
      const templates = filesBelow(assembly).filter((file) => file.endsWith('.template.json')).map((file) => readFileSync(join(assembly, file), 'utf8'));
      expect(templates.join()).toContain('"AWS::IAM::Role"');
    }
  });
});

describe('a folder with a workloads.yaml and no program', () => {
  /** What `npm init` and `npm install cdk-irsa aws-cdk` leave, and the example's files. */
  function workloadsFolder(name: string, change: (workloads: string) => string | undefined): string {
    const folder = newFolder(name, {
      'package.json': JSON.stringify({ name, version: '1.0.0', dependencies: { 'aws-cdk': '*', 'cdk-irsa': '*' } }),
    });
    cpSync(join(PACKAGE, 'examples/gitops/cdk.json'), join(folder, 'cdk.json'));
    const workloads = change(readFileSync(join(PACKAGE, 'examples/gitops/workloads.yaml'), 'utf8'));
    if (workloads !== undefined) {
      writeFileSync(join(folder, 'workloads.yaml'), workloads);
    }
    return folder;
  }

  /** The command that the README of the examples gives; CloudFormation's own validation is on in test/examples.test.ts. */
  const synth = async (folder: string) => run(folder, 'npx', ['cdk', 'synth', '--quiet', '--no-notices'], { CDK_VALIDATION: 'false', ...COMPILED });
  /** What that command starts. */
  const app = async (folder: string) => run(folder, 'npx', ['cdk-irsa', 'app'], { CDK_OUTDIR: 'cdk.out', CDK_VALIDATION: 'false', ...COMPILED });
  const STACK_TRACE = /^\s+at .*(\.js|\.ts|node:)/m;

  test('is all that the CDK CLI needs: templates, manifests and a table', async () => {
    // GIVEN
    const folder = workloadsFolder('workloads', (text) => text);
    // WHEN
    const { code, output } = await synth(folder);
    // THEN
    expect(output).toMatch(/^Workload +Service accounts +Role +Bundles +Stack$/m);
    expect(output).toMatch(/^checkout +shop\/checkout.* sqs\.produce +irsa-111122223333$/m);
    expect(output).toMatch(/^3 roles in 1 stack\.$/m);
    expect(code).toBe(0);
    const { Resources: resources } = JSON.parse(readFileSync(join(folder, 'cdk.out/irsa-111122223333.template.json'), 'utf8'));
    expect(Object.values<any>(resources).map(({ Type: type }) => type).filter((type) => type !== 'AWS::CDK::Metadata'))
      .toEqual(['AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::IAM::Role']);
    const manifests = readFileSync(join(folder, 'deploy/manifests/production/shop.yaml'), 'utf8').split(/^---$/m).map((text) => parseYaml(text));
    expect(manifests.map((item) => `${item.kind} ${item.metadata.name}`)).toEqual([
      'Namespace shop', 'ServiceAccount checkout', 'ServiceAccount invoices',
    ]);
    expect(readFileSync(join(folder, 'cdk.out/irsa/index.json'), 'utf8')).toBe(readFileSync(join(folder, 'deploy/index.json'), 'utf8'));
  });

  test('says where an error of the file is, without a stack trace, and makes nothing', async () => {
    // GIVEN
    const folder = workloadsFolder('broken', (text) => text.replace('      - id: sqs.produce\n        queues:', '      - id: sqs.produce\n        queue:'));
    const line = readFileSync(join(folder, 'workloads.yaml'), 'utf8').split('\n').findIndex((text) => text.includes('queue: [')) + 1;
    // WHEN
    const { code, output } = await synth(folder);
    // THEN
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^workloads\\.yaml:${line}:9: workloads\\.checkout\\.bundles\\[0\\].*"queue"`, 'm'));
    expect(output).not.toMatch(STACK_TRACE);
    expect(readdirSync(folder).sort()).toEqual(['cdk.json', 'cdk.out', 'node_modules', 'package.json', 'workloads.yaml']);
    // The CLI makes the folder; an assembly without a stack in it would hide the one of the synth before.
    expect(filesBelow(join(folder, 'cdk.out')).filter((file) => /^(manifest\.json|.*template\.json|irsa\/.*)$/.test(file))).toEqual([]);
  });

  test('says that the file is missing, without a stack trace', async () => {
    // GIVEN
    const folder = workloadsFolder('missing', () => undefined);
    // WHEN
    const { code, output } = await app(folder);
    // THEN
    expect(code).toBe(1);
    expect(output).toMatch(/^workloads\.yaml:/m);
    expect(output).toMatch(/-c workloads=/);
    expect(output).not.toMatch(STACK_TRACE);
  });

  test('takes each bundled package from the tarball, and everything else from the peers', async () => {
    // GIVEN
    const folder = workloadsFolder('loaded', (text) => text);
    writeFileSync(join(folder, 'hook.js'), `
      process.on('exit', () => require('fs').writeFileSync('loaded.json', JSON.stringify(Object.keys(require.cache))));
    `);
    // WHEN
    const { code } = await run(folder, process.execPath, [
      '--require', join(folder, 'hook.js'), join(PACKAGE, 'build', 'cli', 'main.js'), 'app',
    ], { CDK_OUTDIR: 'cdk.out', CDK_VALIDATION: 'false' });
    const files: string[] = JSON.parse(readFileSync(join(folder, 'loaded.json'), 'utf8'));
    // THEN
    expect(code).toBe(0);
    const { dependencies } = JSON.parse(readFileSync(join(INSTALLED, 'node_modules/aws-cdk-lib/package.json'), 'utf8'));
    const ofPeers = [...PEERS, ...Object.keys(dependencies)].map((name) => join(ROOT, 'node_modules', name));
    const places = [PACKAGE, folder, ...ofPeers.filter(existsSync).map((place) => realpathSync(place))];
    expect(files.filter((file) => !places.some((place) => file.startsWith(`${place}${sep}`)))).toEqual([]);
    const inside = new Set(files.filter((file) => file.startsWith(`${PACKAGE}${sep}node_modules${sep}`)).map(packageOf));
    expect([...inside]).toEqual([]); // they are in the files of the command
  });

  test('finds every bundled package in the tarball, even the one that only an error needs', () => {
    BUNDLED.forEach((name) => {
      const file = require.resolve(name, { paths: [dirname(join(PACKAGE, 'build', 'index.js'))] });
      expect(file.startsWith(join(PACKAGE, 'node_modules', name) + sep)).toBe(true);
    });
  });
});
