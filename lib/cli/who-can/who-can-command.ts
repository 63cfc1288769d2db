import { Option } from 'commander';
import type { Command } from 'commander';
import type { WhoCanOptions } from './run-who-can';
import { runCommand } from '../run-command';

const HELP = `
Finds every service account, role and other principal that can, offline, with the
statement and what must hold. PATH is what audit takes. Wildcards in ACTION and
RESOURCE ask who can do anything of what they stand for.

Examples:
  npx cdk-irsa who-can s3:GetObject arn:aws:s3:::acme-billing/invoices/1 cdk.out
  npx cdk-irsa who-can s3:Delete\\* arn:aws:s3:::acme-billing/\\* cdk.out
  npx cdk-irsa who-can \\* arn:aws:s3:::acme-billing cdk.out
  npx cdk-irsa who-can iam:PassRole \\* account.json --format json

Exit codes: 0 somebody can, 1 nobody, 2 wrong usage or input that cannot be read,
3 perhaps somebody.`;

/** Adds `cdk-irsa who-can`. */
export function addWhoCanCommand(program: Command, version: string): void {
  void version;
  const repeated = (text: string, all: readonly string[] = []) => [...all, text];
  program.command('who-can')
    .description('finds every service account and other principal that can do something, and how')
    .argument('<action>', 'such as s3:GetObject or s3:Get*; * is every action')
    .argument('<resource>', 'an ARN, with wildcards or without; * is everything')
    .argument('<path...>', 'files or folders; - is standard input')
    .option('--given <key=value>', 'what the request has under a condition key; several values are given one by one, none as KEY= (repeatable)', repeated)
    .option('--resource-account <id>', 'the account that owns the resource, where its ARN has none')
    .option('--scp <file>', 'service control policies, a level of the organization in each file (repeatable)', repeated)
    .option('--rcp <file>', 'resource control policies in the same form (repeatable)', repeated)
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives (repeatable)', repeated)
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa who-can --help lists the options)')
    .action(async (action: string, resource: string, paths: string[], options: WhoCanOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the evaluation for every command
      const { runWhoCan } = require('./run-who-can') as typeof import('./run-who-can');
      await runCommand(command, (console) => runWhoCan(action, resource, paths, options, console));
    });
}
