#!/usr/bin/env node
/* eslint-disable @typescript-eslint/no-require-imports -- where it is compiled to, package.json is in another folder than here */
import { Command } from 'commander';
import { addAppCommand } from './app-command';
import { addAuditCommand } from './audit/command';
import { addCanICommand } from './can-i/can-i-command';
import { addBundlesCommand } from './catalogue/bundles-command';
import { addCheckCommand } from './check/check-command';
import { addCollectCommand } from './collect/collect-command';
import { addCompletionCommand } from './completion/completion-command';
import { addDiffCommand } from './diff/diff-command';
import { ExitCode } from './exit-code';
import { addExplainCommand } from './explain/explain-command';
import { addInitCommand } from './init/init-command';
import { addReportCommand } from './report/report-command';
import { addWhatCanCommand } from './what-can/what-can-command';
import { addWhoCanCommand } from './who-can/who-can-command';
import { terminalLines } from '../core/escape';
import { show, suggestion } from '../core/text';

const { version } = require('../../package.json') as { version: string };

const HELP = `
First steps, in an empty folder after "npm install cdk-irsa aws-cdk@2":
  npx cdk-irsa init        # writes a first workloads.yaml
  npx cdk-irsa check       # finds what is wrong with it
  npx cdk synth --quiet    # writes templates and Kubernetes files

npx cdk-irsa COMMAND --help has the options, examples and exit codes of each.
Documentation: https://github.com/cdk-irsa/cdk-irsa/blob/main/docs/README.md`;

const program = new Command('cdk-irsa')
  .description('IAM roles for Kubernetes service accounts on EKS')
  .version(version)
  .addHelpText('after', HELP)
  .showHelpAfterError()
  .configureOutput({ writeErr: (text) => process.stderr.write(terminalLines(text)) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? ExitCode.SUCCESS : ExitCode.WRONG_USAGE));

/** The commands. Each loads what it needs when it runs. */
const COMMANDS: readonly ((program: Command, version: string) => void)[] = [
  addInitCommand, addCheckCommand, addBundlesCommand, addExplainCommand, addCanICommand, addWhoCanCommand, addWhatCanCommand,
  addDiffCommand, addAppCommand, addAuditCommand, addReportCommand, addCollectCommand,
  addCompletionCommand,
];

// One line: the whole help would hide what is wrong.
program.on('command:*', ([name]: string[]) => {
  process.stderr.write(`error: unknown command ${show(name)}: ${suggestion(name, program.createHelp().visibleCommands(program).map((command) => command.name()))}\n`);
  process.exit(ExitCode.WRONG_USAGE);
});

COMMANDS.forEach((addCommand) => addCommand(program, version));
void program.parseAsync();
