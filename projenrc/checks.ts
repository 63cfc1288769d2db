// How tasks run, and the check of types.
import type { awscdk } from 'projen';
import { TaskShell } from 'projen';

/** TypeScript 7 checks the types in a quarter of the time; jsii and ts-jest need the older one, which keeps the name. */
export const CHECKERS = ['typescript7@npm:typescript@7.0.2'];

/** By its path: both TypeScripts have a command `tsc`, and which of them npm links is left to chance. */
const TSC = 'node node_modules/typescript7/bin/tsc --noEmit';

/** The tasks `types`, `types:e2e`, and what `npm test` does before its tests. The task `lint` must be there. */
export function addChecks(project: awscdk.AwsCdkConstructLibrary): void {
  // projen's own shell takes a tool that was ended by a signal for one that succeeded: it looks at the exit code, and there is none.
  project.tasks.shell = TaskShell.system();

  project.addTask('types', {
    description: 'Checks the types of the library, tests, scripts and examples (ts-jest and tsx only transpile)',
    exec: `${TSC} --project test/tsconfig.json`,
  });
  project.addTask('types:e2e', {
    description: 'Checks the types of the proof by deployment, whose packages it has installed',
    exec: `${TSC} --project e2e/tsconfig.json`,
  });

  // jsii takes one core for half a minute, and the others need nothing that it makes.
  project.testTask.prependExec('tsx scripts/at-once.ts compile types lint');
}
