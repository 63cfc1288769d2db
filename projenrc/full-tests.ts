// Property tests with many cases: a sample of them in `npm test`, all of them here and each week.
import type { awscdk } from 'projen';
import { github } from 'projen';
import { checkOut, RUNNER, setUpNode } from './steps';
import { addWorkflow, concurrencyOf } from './workflow';

/**
 * Tests of whole processes (the package as it is packed, the real CDK CLI, each example, the commands of the pages, copies of the project,
 * the gate) and of whole sizes (the limits of AWS, thousands of roles). They take a third of the time of all tests.
 */
const PROCESSES = ['pack', 'first-hour', 'examples', 'documents', 'readme', 'cli/app', 'cli/command-files', 'cli/audit/(options|inputs)', 'compliance/app', '(gate|adding)/.*'];
const SIZES = ['.*-at-scale', 'fleet/fleet-stacks', 'bundles/together', 'cli/audit/hostile', 'iam/decide/hostile-sizes'];
export const PROCESS_TESTS = `/test/(${[...PROCESSES, ...SIZES].join('|')})\\.test\\.ts$`;

const JEST_PROCESSES = 'jest --ci --config test/jest.processes.js';

/** The task `test:processes`, which the gate runs after `npm test`. */
export function addProcessTests(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('test:processes', {
    description: 'Runs the tests of whole processes (the packed package, the CDK CLI, the examples, the gate) and sizes, which npm test leaves out',
    receiveArgs: true,
  }).exec(JEST_PROCESSES, { receiveArgs: true });
}

export function addFullTests(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('test:full', {
    description: 'Runs the unit tests with every case of the property tests, of which npm test tries a sample (see test/property-runs.ts)',
    env: { CDK_IRSA_FULL_TESTS: 'true' },
    receiveArgs: true,
  });
  task.exec(JEST_PROCESSES);
  task.exec('jest --ci --testTimeout 14400000', { receiveArgs: true });

  project.addTask('test:proofs', {
    description: 'Runs every case of the property tests of lib/iam in one process, without Jest: [part of a path …]',
    receiveArgs: true,
  }).exec('tsx test/plain/main.ts', { receiveArgs: true });

  const mutation = project.addTask('test:mutation', {
    description: 'Changes the engine in small ways, and counts how many of them its tests notice: [part of a path …] [--tests <expression>] [--sample <share>] [--seed <number>] [--survivors]',
    receiveArgs: true,
  });
  mutation.exec('tsx test/mutation/main.ts', { receiveArgs: true });

  const browser = project.addTask('test:browser', {
    description: 'Looks at the HTML report of the compiled command in a real browser (see e2e/README.md)',
    receiveArgs: true,
  });
  browser.exec('tsx e2e/browser/run.ts', { receiveArgs: true });

  const workflow = addWorkflow(project, 'full-tests', concurrencyOf(false));
  workflow.on({ schedule: [{ cron: '17 3 * * 1' }], workflowDispatch: {} });
  workflow.addJob('full-tests', {
    name: 'Every case of the property tests',
    runsOn: RUNNER,
    timeoutMinutes: 350, // a million policies and requests take their time
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      checkOut(),
      setUpNode('24.x'),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: `npx projen ${project.compileTask.name}` },
      { name: 'Test', run: `npx projen ${task.name}` },
      { name: 'Look at the report', run: `npx projen ${browser.name}` },
    ],
  });
  workflow.addJob('deployment', {
    name: 'The whole proof by deployment',
    runsOn: RUNNER,
    timeoutMinutes: 120,
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      checkOut(),
      setUpNode('24.x'),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Deploy to an emulator', run: 'npx projen e2e' },
    ],
  });
  workflow.addJob('mutation', {
    name: 'Changes of the engine that its tests must notice',
    runsOn: RUNNER,
    timeoutMinutes: 350, // it says what it has found so far as it goes
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      checkOut(),
      setUpNode('24.x'),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Test', run: `npx projen ${mutation.name} -- --sample 0.25 --survivors` },
    ],
  });
}
