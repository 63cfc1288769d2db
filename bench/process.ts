import { execFile, fork } from 'child_process';
import { join } from 'path';
import type { Job, Results } from './job';
import { ROOT } from './library';

/** Does a job in a process of its own; CloudFormation's validation is off, unless it is what is measured. */
export async function perform<J extends Job>(job: J, validation = false): Promise<Results[J['kind']]> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'child.ts'), [JSON.stringify(job)], {
      cwd: ROOT,
      env: environment(validation),
      execArgv: ['--expose-gc', '--require', require.resolve('tsx/cjs')],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let result: Results[J['kind']] | undefined;
    let errors = '';
    child.on('message', (message) => { result = message as Results[J['kind']]; });
    child.stderr!.on('data', (data: Buffer) => { errors += data.toString(); });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && result !== undefined) {
        resolve(result);
      } else {
        reject(new Error(`${JSON.stringify(job)} must end well, got exit code ${code}: ${errors.trim()}`));
      }
    });
  });
}

/** Runs a command; the time that it takes, in milliseconds, and what it prints. */
export async function timeOf(command: string, args: readonly string[]): Promise<{ time: number; output: string }> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: ROOT, env: environment(true), maxBuffer: 1e8 }, (error, output, errors) => {
      if (error) {
        reject(new Error(`${command} ${args.join(' ')} must end well: ${errors || error.message}`));
      } else {
        resolve({ time: performance.now() - start, output });
      }
    });
  });
}

/** Nothing of a CDK CLI around us, and no loader of the process that measures. */
function environment(validation: boolean): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(CDK_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(own), ...(validation ? {} : { CDK_VALIDATION: 'false' }) };
}
