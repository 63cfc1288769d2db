// tsx scripts/at-once.ts TASK…: runs tasks of projen beside each other, each of which keeps one core busy at most. It fails when
// any of them does, after all have ended, so that a run shows everything that is wrong.
import { spawn } from 'child_process';
import { resolve } from 'path';

const PROJEN = resolve('node_modules', 'projen', 'bin', 'projen');

interface End {
  readonly task: string;
  /** What is wrong; undefined for a task that succeeded. */
  readonly failure?: string;
}

/** A task's output is printed when it has ended, since lines of several tasks at once cannot be read. */
function run(task: string): Promise<End> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [PROJEN, task], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const end = (failure?: string): void => {
      process.stdout.write(Buffer.concat(output));
      done({ task, failure });
    };
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`));
  });
}

async function main(tasks: readonly string[]): Promise<void> {
  if (tasks.length === 0) {
    throw new Error('tsx scripts/at-once.ts must be given the tasks to run, got none');
  }
  const failed = (await Promise.all(tasks.map(run))).filter(({ failure }) => failure !== undefined);
  failed.forEach(({ task, failure }) => console.error(`the task "${task}" failed: ${failure}`));
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
