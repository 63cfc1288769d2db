// The packages of the other languages, the release, and the workflows on GitHub.
import type { awscdk, Task } from 'projen';
import { github, ReleasableCommits, release } from 'projen';

/** Reads versions from commits, in the release job alone: `npx` gets it there, since it would be a quarter of everybody's `npm ci`. */
const BUMP = 'commit-and-tag-version@12.7.3';

export const RELEASE = {
  // ---- the other languages
  publishToPypi: { distName: 'cdk-irsa', module: 'cdk_irsa', trustedPublishing: true, attestations: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkirsa', mavenGroupId: 'io.github.cdk-irsa', mavenArtifactId: 'cdk-irsa', mavenServerId: 'central-ossrh',
  },
  publishToNuget: { dotNetNamespace: 'CdkIrsa', packageId: 'CdkIrsa', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-irsa/cdk-irsa-go' },

  // ---- GitHub, and the release: started by a maintainer, versioned by the commits since the last one
  github: true,
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'test'] },
    },
  },
  buildWorkflow: false, // addBuildWorkflow's runs the gate, and packages every language in one job
  workflowNodeVersion: '24.x', // npm's trusted publishing needs npm 11.5
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: 'release', // its reviewers approve each publication; the registries trust this environment alone
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  releaseFailureIssue: false,
  majorVersion: 0,
  bumpPackage: BUMP,
  nextVersionCommand: '[ "$VERSION" != 0.0.0 ] || echo 0.1.0', // the first release has no tag to count commits from, and would be 0.0.0
  jsiiReleaseVersion: '0.2.1061', // publib, which uploads the packages
  npmTrustedPublishing: true,
  npmProvenance: true,
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** What options cannot say. */
export function addRelease(project: awscdk.AwsCdkConstructLibrary, compile: Task): void {
  project.deps.removeDependency(BUMP.split('@')[0]);
  project.removeTask('package-all');
  const packageAll = project.addTask('package:all', {
    description: 'Makes the packages of all languages whose toolchains are at hand, and says what was left out',
  });
  packageAll.spawn(compile);
  packageAll.exec('tsx scripts/package-all.ts');
  project.addTask('package:check', {
    description: 'Shows that apps in Python and Java, with the packages of package:all, synthesise what TypeScript does',
    exec: 'tsx scripts/check-packages.ts',
  });

  // The API against the newest release, before the first one against nothing. Of an experimental API breaks are errors as well;
  // deliberate ones are listed in .compatignore.
  const compat = project.tasks.tryFind('compat')!;
  compat.reset('jsii-diff npm:cdk-irsa --keys --error-on all --ignore-file .compatignore');

  const releaseTask = project.tasks.tryFind('release')!;
  releaseTask.insertStep(releaseTask.steps.findIndex(({ spawn }) => spawn === 'build') + 1, { spawn: compat.name });
  for (const name of ['bump', 'unbump']) {
    project.tasks.tryFind(name)!.env('npm_config_yes', 'true'); // npx asks before it gets a package
  }

  addBuildWorkflow(project);
}

/** The workflow of each change. */
function addBuildWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const setUp = (version: string) => ({ name: 'Node.js', uses: github.ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': version, 'package-manager-cache': false } });
  const checkOut = { name: 'Checkout', uses: github.ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false } };
  const build = project.github!.addWorkflow('build');
  build.on({ pullRequest: {}, mergeGroup: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  build.addJobs({
    gate: {
      name: 'The gate, on Node.js ${{ matrix.node }}',
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      strategy: { failFast: false, matrix: { domain: { node: ['20.x', '24.x'] } } },
      steps: [checkOut, setUp('${{ matrix.node }}'), { name: 'The gate', run: '.ci/run' }],
    },
    packages: {
      name: 'The packages of all languages, and the API against the newest release',
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      steps: [
        checkOut,
        setUp('24.x'),
        { name: 'Python', uses: github.ActionRefs.ACTIONS_SETUP_PYTHON, with: { 'python-version': '3.12' } },
        { name: 'Java', uses: github.ActionRefs.ACTIONS_SETUP_JAVA, with: { 'distribution': 'corretto', 'java-version': '17' } },
        { name: '.NET', uses: github.ActionRefs.ACTIONS_SETUP_DOTNET, with: { 'dotnet-version': '8.x' } },
        { name: 'Go', uses: github.ActionRefs.ACTIONS_SETUP_GO, with: { 'go-version': 'stable', 'cache': false } },
        { name: 'Install dependencies', run: 'npm ci' },
        { name: 'Packages', run: 'npm run package:all' },
        { name: 'Apps that use them', run: 'npm run package:check' },
        { name: 'Compatibility', run: 'npx projen compat' },
      ],
    },
  });
}
