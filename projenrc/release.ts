// The release, and the workflows on GitHub.
import type { awscdk } from 'projen';
import { github } from 'projen';
import { action, pinActions } from './actions';
import { PUBLISH, RELEASE_NOTES } from './publish';
import { checkOut, LONG, RUNNER, setUpNode, SHORT, TOOLCHAINS, WHEELS } from './steps';
import { addWorkflow, concurrencyOf } from './workflow';

const READ_ONLY = { contents: github.workflows.JobPermission.READ };

export const RELEASE = {
  // ---- the other languages
  publishToPypi: { distName: 'cdk-irsa', module: 'cdk_irsa' },
  publishToMaven: { javaPackage: 'io.github.cdkirsa', mavenGroupId: 'io.github.cdk-irsa', mavenArtifactId: 'cdk-irsa' },
  publishToNuget: { dotNetNamespace: 'CdkIrsa', packageId: 'CdkIrsa' },
  publishToGo: { moduleName: 'github.com/cdk-irsa/cdk-irsa-go' },

  // ---- GitHub
  github: true,
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'test'] },
    },
  },
  // addBuildWorkflow's runs the gate, and packages every language in one job.
  buildWorkflow: false,
  // addReleaseWorkflow's: in projen's, the jobs that hold the identity install all dependencies and package anew.
  release: false,
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** What options cannot say. */
export function addRelease(project: awscdk.AwsCdkConstructLibrary): void {
  // The API against the newest release, before the first one against nothing. Breaks are errors in versions
  // 0.x as well; deliberate ones are listed in .compatignore.
  project.tasks.tryFind('compat')!.reset('jsii-diff npm:cdk-irsa --keys --error-on all --ignore-file .compatignore');
  project.addTask('release:version', {
    description: 'Sets the version in package.json by the commits since the last tag, and writes dist/changelog.md',
    exec: 'tsx scripts/next-version.ts',
  });

  pinActions(project.github!);
  addBuildWorkflow(project);
  addReleaseWorkflow(project);
  restrictTitleWorkflow(project);
}

/** The workflow of each change. */
function addBuildWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const build = addWorkflow(project, 'build', concurrencyOf("${{ github.event_name == 'pull_request' }}"));
  build.on({ pullRequest: {}, mergeGroup: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  build.addJobs({
    gate: {
      name: 'The gate, on Node.js ${{ matrix.node }}',
      runsOn: RUNNER,
      permissions: READ_ONLY,
      timeoutMinutes: LONG,
      strategy: { failFast: false, matrix: { domain: { node: ['20.x', '24.x'] } } },
      steps: [checkOut(), setUpNode('${{ matrix.node }}'), { name: 'The gate', run: '.ci/run' }],
    },
    packages: {
      name: 'The packages of all languages, and the API against the newest release',
      runsOn: RUNNER,
      permissions: READ_ONLY,
      timeoutMinutes: LONG,
      steps: [
        checkOut(),
        ...TOOLCHAINS,
        { name: 'Install dependencies', run: 'npm ci' },
        { name: 'Packages', run: 'npm run package:all', env: WHEELS },
        { name: 'Apps that use them', run: 'npm run package:check' },
        { name: 'Compatibility', run: 'npx projen compat' },
      ],
    },
  });
}

/** Started by a maintainer: one job without any rights makes everything, and after an approval the jobs of projenrc/publish.ts publish it. */
function addReleaseWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const release = addWorkflow(project, 'release', { 'group': 'release', 'cancel-in-progress': false });
  release.on({ workflowDispatch: {} });
  release.file!.addOverride('on.workflow_dispatch.inputs.dry_run', { description: 'Make everything, publish nothing', type: 'boolean', default: false });
  release.addJobs({
    build: {
      name: 'Test, and make all packages',
      runsOn: RUNNER,
      permissions: READ_ONLY,
      timeoutMinutes: LONG,
      outputs: {
        version: { stepId: 'version', outputName: 'version' },
        packages: { stepId: 'upload', outputName: 'artifact-id' },
      },
      steps: [
        checkOut({ 'fetch-depth': 0 }),
        ...TOOLCHAINS,
        { name: 'Install dependencies', run: 'npm ci' },
        { name: 'Test', run: 'npm test' },
        { name: 'Test what is packed', run: 'npm run test:processes' },
        { name: 'Version', id: 'version', run: 'npm run release:version' },
        { name: 'Compile with the version', run: 'npx projen compile' },
        { name: 'Compatibility', run: 'npx projen compat' },
        ...['js', 'python', 'java', 'dotnet', 'go'].map((language) => ({ name: `Package ${language}`, run: `npx projen package:${language}`, env: language === 'python' ? WHEELS : undefined })),
        {
          name: 'Upload',
          id: 'upload',
          uses: action('actions/upload-artifact'),
          with: {
            'name': 'packages',
            'path': ['dist/changelog.md', 'dist/js/*.tgz', 'dist/python/*', 'dist/java', 'dist/dotnet/*.nupkg', 'dist/go'].join('\n'),
            'if-no-files-found': 'error',
            'retention-days': 7,
          },
        },
      ],
    },
    ...PUBLISH,
    github: RELEASE_NOTES,
  });
}

/** It reads the title alone, so it needs neither the rights of the repository nor to write. */
function restrictTitleWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const { file } = project.github!.tryFindWorkflow('pull-request-lint')!;
  file!.addDeletionOverride('on.pull_request_target');
  file!.addOverride('on.pull_request', { types: ['opened', 'reopened', 'edited', 'synchronize'] });
  file!.addOverride('concurrency', concurrencyOf(true));
  file!.addOverride('jobs.validate.permissions', { 'pull-requests': 'read' });
  file!.addOverride('jobs.validate.timeout-minutes', SHORT);
  file!.addOverride('jobs.validate.runs-on', RUNNER[0]);
}
