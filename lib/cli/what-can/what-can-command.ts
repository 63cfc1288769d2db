import { Option } from 'commander';
import type { Command } from 'commander';
import type { WhatCanOptions } from './run-what-can';
import { runCommand } from '../run-command';

const HELP = `
Says in plain words what a service account may do, by each role that it becomes:
grouped by service, with the policy or bundle that allows it and its reason. The
words are made of the statements, whoever wrote them. PATH is what audit takes.

Examples:
  npx cdk-irsa what-can shop/api cdk.out
  npx cdk-irsa what-can production/shop/api account.json k8s/ --format json

Exit codes: 0 shown, 1 it becomes no role that is among the paths, 2 wrong usage
or input that cannot be read.`;

/** Adds `cdk-irsa what-can`. */
export function addWhatCanCommand(program: Command, version: string): void {
  void version;
  const repeated = (text: string, all: readonly string[] = []) => [...all, text];
  program.command('what-can')
    .description('says in plain words what a service account may do')
    .argument('<account>', '[CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT')
    .argument('<path...>', 'files or folders; - is standard input')
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives (repeatable)', repeated)
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa what-can --help lists the options)')
    .action(async (account: string, paths: string[], options: WhatCanOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the evaluation for every command
      const { runWhatCan } = require('./run-what-can') as typeof import('./run-what-can');
      await runCommand(command, (console) => runWhatCan(account, paths, options, console));
    });
}
