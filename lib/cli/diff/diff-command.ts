import { Option } from 'commander';
import type { Command } from 'commander';
import type { DiffOptions } from './run-diff';
import { runCommand } from '../run-command';

const HELP = `
Says in plain words what changes between two states: who gains or loses what, who
may now become which role, and which roles are replaced. BEFORE and AFTER are what
audit takes: a template, a cdk.out folder, IAM JSON, manifests. Either may be in
a revision of git: REVISION:PATH, from the top of the repository, or with ./ from
here.
Policies are compared by what they allow: a statement that is reordered, split or
moved is no change. Each line has a request whose answer changes (--format json).

Examples:
  npx cdk-irsa diff cdk.out.before cdk.out
  npx cdk-irsa diff main:./template.json template.json --fail-on gain
  npx cdk-irsa diff origin/main:clusters clusters --format markdown

Exit codes: 0 no line of --fail-on, 1 lines of --fail-on, 2 wrong usage or input
that cannot be read.`;

/** Adds `cdk-irsa diff`. */
export function addDiffCommand(program: Command, version: string): void {
  void version;
  const repeated = (text: string, all: readonly string[] = []) => [...all, text];
  program.command('diff')
    .description('says in plain words who gains and loses what between two states')
    .argument('<before>', 'a file or folder, or REVISION:PATH of git')
    .argument('<after>', 'a file or folder, or REVISION:PATH of git')
    .addOption(new Option('--format <format>', 'of the output').choices(['text', 'markdown', 'json']).default('text'))
    .addOption(new Option('--fail-on <change>', 'the lines by which the exit code is 1').choices(['gain', 'replace', 'any', 'none']).default('none'))
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives, on both sides (repeatable)', repeated)
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa diff --help lists the options)')
    .action(async (before: string, after: string, options: DiffOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the comparison for every command
      const { runDiff } = require('./run-diff') as typeof import('./run-diff');
      await runCommand(command, (console) => runDiff(before, after, options, console));
    });
}
