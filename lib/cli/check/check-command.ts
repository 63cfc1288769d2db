import { Option } from 'commander';
import type { Command } from 'commander';
import type { GivenCheckOptions } from './check';
import { runCommand } from '../run-command';

const HELP = `
Finds what a synthesis finds in a workloads.yaml, without one: errors of the
file, sizes and limits, what IrsaChecks judges, wildcards without evidence. Left
to the synthesis are cdk-nag, CloudFormation's own validation, and the files of
outputDirectory. Nothing is asked of AWS. A file that a workloads.yaml
includes is checked with that workloads.yaml.

Examples:
  npx cdk-irsa check
  npx cdk-irsa check --watch
  npx cdk-irsa check team-a.yaml team-b.yaml --fail-on warning
  npx cdk-irsa check --format github
  npx cdk-irsa check --format sarif --output check.sarif

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or a file
that is not there.`;

/** Adds `cdk-irsa check`. */
export function addCheckCommand(program: Command, version: string): void {
  program.command('check')
    .description('checks a workloads.yaml, without a synthesis')
    .argument('[file...]', 'workloads files (default: workloads.yaml)')
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json', 'sarif', 'github']).default('text'))
    .option('--output <file>', 'where to write the report, rather than to print it')
    .addOption(new Option('--fail-on <level>', 'the findings by which the exit code is 1').choices(['error', 'warning', 'none']).default('error'))
    .option('--quiet', 'print findings only: no summary')
    .option('--watch', 'check again when the file changes')
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa check --help lists the options)')
    .action(async (files: string[], options: GivenCheckOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every command
      const { runCheck } = require('./check') as typeof import('./check');
      await runCommand(command, (console) => runCheck(files.length === 0 ? ['workloads.yaml'] : files, options, version, console));
    });
}
