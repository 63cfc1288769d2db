import { Option } from 'commander';
import type { Command } from 'commander';
import type { GivenBundlesOptions } from './bundles';
import { runCommand } from '../run-command';

const HELP = `
Searches the catalogue of permission sets that come with this version: ids,
what they allow, whom they are for, and (with a colon in the word) their
actions. One that is found alone is shown in full: parameters, statements, why
a wildcard cannot be narrower, and an entry to paste. Works offline.

Examples:
  npx cdk-irsa bundles
  npx cdk-irsa bundles secrets
  npx cdk-irsa bundles sqs:ReceiveMessage
  npx cdk-irsa bundles s3.readWrite
  npx cdk-irsa bundles karpenter --format json

Exit codes: 0 found, 1 nothing found, 2 wrong usage.`;

/** Adds `cdk-irsa bundles`. */
export function addBundlesCommand(program: Command, version: string): void {
  program.command('bundles')
    .description('searches the catalogue of permissions')
    .argument('[word]', 'the id of a bundle, or a word to search for')
    .addOption(new Option('--format <format>', 'of the output').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa bundles --help lists the options)')
    .action(async (word: string | undefined, options: GivenBundlesOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the catalogue for every command
      const { runBundles } = require('./bundles') as typeof import('./bundles');
      await runCommand(command, (console) => runBundles(word, options, version, console));
    });
}
