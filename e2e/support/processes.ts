import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();

/** Starts a process and remembers it, so that none outlives the run; but for one that is detached, to be left. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  if (options.detached) {
    child.unref();
    return child;
  }
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Runs a process to its end. Never synchronously: the gateway lives in this process, and its idle
 * connections would go stale.
 */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}, input = ''): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout!.setEncoding('utf8').on('data', (text: string) => { output.stdout += text; });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => { output.stderr += text; });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...output }));
    child.stdin!.on('error', () => {}); // who ends before reading it all says why
    child.stdin!.end(input);
  });
}

/** Ends one process by its id, with force if it does not go. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(force);
}

/** Ends all that still run. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stop));
}
