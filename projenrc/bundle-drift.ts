// Compares the bundles of controllers with upstream, here and each week.
import type { awscdk } from 'projen';
import { github } from 'projen';
import { action } from './actions';
import { checkOut, RUNNER, setUpNode, SHORT } from './steps';
import { addWorkflow, concurrencyOf } from './workflow';

const TITLE = 'Bundles differ from the programs they are for';

/** The task `bundles:drift`, and a workflow that keeps one issue with what it finds. */
export function addBundleDrift(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('bundles:drift', {
    description: 'Compares the bundles of controllers with the documents and releases of their programs on GitHub: [id …] [--output FILE] [--record FOLDER | --from FOLDER]',
    receiveArgs: true,
  });
  task.exec('tsx scripts/bundle-drift.ts', { receiveArgs: true });

  const { READ, WRITE } = github.workflows.JobPermission;
  const workflow = addWorkflow(project, 'bundle-drift', concurrencyOf(false));
  workflow.on({ schedule: [{ cron: '41 5 * * 3' }], workflowDispatch: {} });
  workflow.addJobs({
    // Reads what others wrote, and has no rights.
    compare: {
      name: 'Bundles and the programs they are for',
      runsOn: RUNNER,
      timeoutMinutes: SHORT,
      permissions: { contents: READ },
      outputs: { found: { stepId: 'compare', outputName: 'found' } },
      steps: [
        checkOut(),
        setUpNode('24.x'),
        { name: 'Install dependencies', run: 'npm ci' },
        {
          name: 'Compare',
          id: 'compare',
          env: { GITHUB_TOKEN: '${{ github.token }}' },
          run: [
            'code=0',
            // It fails where something differs, and writes no report where it could not run.
            `npx projen ${task.name} -- --output bundle-drift.md || code=1`,
            'if [ ! -s bundle-drift.md ]; then exit 1; fi',
            'cat bundle-drift.md >> "$GITHUB_STEP_SUMMARY"',
            'echo "found=$code" >> "$GITHUB_OUTPUT"',
          ].join('\n'),
        },
        { name: 'Keep the report', uses: action('actions/upload-artifact'), with: { name: 'bundle-drift', path: 'bundle-drift.md' } },
      ],
    },
    // Runs no code of this repository or of its dependencies.
    issue: {
      name: 'One issue with the report',
      needs: ['compare'],
      runsOn: RUNNER,
      timeoutMinutes: SHORT,
      environment: 'bundle-drift',
      permissions: { issues: WRITE },
      steps: [
        { name: 'Get the report', uses: action('actions/download-artifact'), with: { name: 'bundle-drift', path: '${{ runner.temp }}' } },
        {
          name: 'Open, change or close the issue',
          env: { GH_TOKEN: '${{ github.token }}', GH_REPO: '${{ github.repository }}', FOUND: '${{ needs.compare.outputs.found }}', TITLE },
          run: [
            'report="$RUNNER_TEMP/bundle-drift.md"',
            // Only its own: anybody may open an issue with this title.
            'number=$(gh issue list --state open --author app/github-actions --search "in:title $TITLE" --json number --jq ".[0].number // empty")',
            'if [ "$FOUND" = 1 ] && [ -n "$number" ]; then gh issue edit "$number" --body-file "$report"; fi',
            'if [ "$FOUND" = 1 ] && [ -z "$number" ]; then gh issue create --title "$TITLE" --body-file "$report"; fi',
            'if [ "$FOUND" = 0 ] && [ -n "$number" ]; then gh issue close "$number" --comment "Nothing differs any more."; fi',
          ].join('\n'),
        },
      ],
    },
  });
}
