import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TaskRuntime } from 'projen/lib/cli/task-runtime';
import type { TasksManifest, TaskStep } from 'projen/lib/task-model';
import type { Behaviour, Failure } from './stub-tools';
import { FAILURES, StubTools } from './stub-tools';
import { inSample } from '../property-runs';

// tsx test/gate/break-tasks.ts FOLDER: breaks each tool of each task in turn, and writes what came of it as JSON.
// A process of its own, since the shells write to its standard error that something was killed.

/** projen's own, with conditions that ask git: they are left out where git fails. */
const CONDITIONAL = /^(bump|clobber|release|unbump)\b/;

/** What one task does when everything succeeds, and when something does not. */
export interface BrokenTask {
  readonly task: string;
  readonly conditions: readonly string[];
  readonly steps: number;
  readonly calls: readonly string[];
  readonly outcomes: ReadonlyArray<{ readonly broken: string; readonly failure: Failure | 'missing'; readonly passes: boolean }>;
}

const manifest = JSON.parse(readFileSync(resolve(__dirname, '../../.projen/tasks.json'), 'utf8').replace(/^\/\/.*\n/, '')) as TasksManifest;

/** The steps of a task and of the tasks that it spawns. */
function stepsOf(task: string): TaskStep[] {
  return (manifest.tasks![task].steps ?? []).flatMap((step) => step.spawn === undefined ? [step] : stepsOf(step.spawn));
}

const programOf = ({ exec, execArgs }: TaskStep) => execArgs?.[0] ?? exec!.split(' ')[0];

async function main(folder: string): Promise<void> {
  const names = Object.keys(manifest.tasks!).filter((name) => !CONDITIONAL.test(name));
  const project = join(folder, 'project');
  mkdirSync(join(project, '.projen'), { recursive: true });
  copyFileSync(resolve(__dirname, '../../.projen/tasks.json'), join(project, '.projen/tasks.json'));
  const tools = new StubTools(folder, new Set(['npx', ...names.flatMap(stepsOf).map(programOf)]));

  /** As projen's command does, which ends with exit code 1 if this throws. */
  const run = async (task: string, behaviour: Behaviour = {}): Promise<boolean> => {
    Object.assign(process.env, tools.environment(behaviour), { PATH: tools.bin });
    return new TaskRuntime(project).runTask(task).then(() => true, () => false);
  };

  const results: BrokenTask[] = [];
  for (const task of names) {
    await run(task);
    const calls = tools.calls();
    const outcomes: Array<BrokenTask['outcomes'][number]> = [];
    for (const broken of calls) {
      // `build` spawns most of the others, which break in each way on their own.
      const failures = FAILURES.filter((failure) => failure === 'kill' || (task !== 'build' && inSample(calls.indexOf(broken) + names.indexOf(task), 2)));
      for (const failure of failures) {
        outcomes.push({ broken, failure, passes: await run(task, { broken, failure }) });
      }
    }
    for (const broken of new Set(stepsOf(task).map(programOf))) {
      tools.remove(broken);
      outcomes.push({ broken, failure: 'missing', passes: await run(task) });
      tools.add(broken);
    }
    const conditions = stepsOf(task).flatMap(({ condition }) => condition ?? []);
    results.push({ task, conditions, steps: stepsOf(task).length, calls, outcomes });
  }
  process.stdout.write(JSON.stringify(results));
}

void main(process.argv[2]);
