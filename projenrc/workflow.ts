// What all workflows have in common.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Component } from 'projen';
import type { awscdk } from 'projen';
import { versionOf } from './actions';

/** One run at a time for each branch; whether a newer one ends it. */
export const concurrencyOf = (cancel: boolean | string) => ({ 'group': '${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': cancel });

/** With `shell: bash`, a step fails whose pipe fails in the midst. */
export function addWorkflow(project: awscdk.AwsCdkConstructLibrary, name: string, concurrency: Record<string, unknown>) {
  const workflow = project.github!.addWorkflow(name);
  workflow.file!.addOverride('concurrency', concurrency);
  workflow.file!.addOverride('defaults', { run: { shell: 'bash' } });
  return workflow;
}

/**
 * What projen's model of a workflow cannot say: by default a job has no permission, and a pin has its version as a comment.
 * To be made last, after every workflow.
 */
class WorkflowTexts extends Component {
  public synthesize(): void {
    const folder = join(this.project.outdir, '.github', 'workflows');
    for (const file of readdirSync(folder).map((name) => join(folder, name))) {
      const text = readFileSync(file, 'utf-8').replace(/^jobs:$/m, 'permissions: {}\njobs:')
        .replace(/uses: (\S+)@[0-9a-f]{40}$/gm, (line, name: string) => (versionOf(name) === undefined ? line : `${line} # ${versionOf(name)}`));
      chmodSync(file, 0o644);
      writeFileSync(file, text);
      chmodSync(file, 0o444);
    }
  }
}

/** To be called when no more workflow is added. */
export function finishWorkflows(project: awscdk.AwsCdkConstructLibrary): void {
  new WorkflowTexts(project);
}
