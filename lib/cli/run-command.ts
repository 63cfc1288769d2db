import type { Command } from 'commander';
import type { Console } from './console';
import { processConsole } from './console';
import { ExitCode } from './exit-code';
import { UsageError } from './usage-error';
import { terminalLines } from '../core/escape';

/** Runs a command on the console of this process. Errors of the user's are one sentence, without a stack trace. */
export async function runCommand(command: Command, run: (console: Console) => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await run(processConsole());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      command.error(`error: ${message}`);
    }
    process.stderr.write(terminalLines(`error: ${message}\n`));
    process.exitCode = ExitCode.FOUND;
  }
}
