// Property tests with many cases: a sample of them in `npm test`, all of them here and each week.
import type { awscdk } from 'projen';
import { github } from 'projen';

/** The commit of v7.0.0. */
const SETUP_NODE = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020';

export function addFullTests(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('test:full', {
    description: 'Runs the unit tests with every case of the property tests, of which npm test tries a sample (see test/property-runs.ts)',
    env: { CDK_IRSA_FULL_TESTS: 'true' },
    receiveArgs: true,
  });
  task.exec('jest --ci --testTimeout 1800000', { receiveArgs: true });

  const workflow = project.github!.addWorkflow('full-tests');
  workflow.on({ schedule: [{ cron: '17 3 * * 1' }], workflowDispatch: {} });
  workflow.addJob('full-tests', {
    name: 'Every case of the property tests',
    runsOn: ['ubuntu-24.04'],
    timeoutMinutes: 60,
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      { name: 'Checkout', uses: github.ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false } },
      { name: 'Node.js', uses: SETUP_NODE, with: { 'node-version': '24.x', 'package-manager-cache': false } },
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: `npx projen ${project.compileTask.name}` },
      { name: 'Test', run: `npx projen ${task.name}` },
    ],
  });
}
