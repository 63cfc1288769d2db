import { Option } from 'commander';
import type { Command } from 'commander';
import type { GivenCanIOptions } from './can-i';
import { runCommand } from '../run-command';

const HELP = `
Answers by IAM's own logic, offline: yes, no, or that it depends on what is not
known. --requests asks many at once, from a JSON array of
{ name, principal, action, resource, resourceAccount, context, expect } with the
policies in each entry: identityPolicies, permissionsBoundary, sessionPolicy,
resourcePolicy, trustPolicy, serviceControlPolicies, resourceControlPolicies.

Examples:
  npx cdk-irsa can-i --requests requests.json
  npx cdk-irsa can-i --requests requests.json --format json

Exit codes: 0 yes, 1 no, 2 wrong usage or input that cannot be read, 3 undecided.
With --requests: 0 all as expected, 1 an answer differs from what is expected.`;

/** Adds `cdk-irsa can-i`. */
export function addCanICommand(program: Command, version: string): void {
  void version;
  program.command('can-i')
    .description('answers whether a principal may do something, and why')
    .usage('--requests FILE [options]')
    .argument('[word...]')
    .option('--requests <file>', 'a JSON file of questions; - is standard input')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa can-i --help lists the options)')
    .action(async (words: string[], options: GivenCanIOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the evaluation for every command
      const { runCanI } = require('./can-i') as typeof import('./can-i');
      await runCommand(command, (console) => runCanI(words, options, console));
    });
}
