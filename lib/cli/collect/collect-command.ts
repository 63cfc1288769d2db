import { Option } from 'commander';
import type { Command } from 'commander';
import type { GivenCollectOptions } from './collect-options';
import { runCommand } from '../run-command';

const HELP = `
Prints a shell script, and calls nothing itself. The script reads clusters and
the account of your AWS credentials by aws and kubectl, changes nothing in
them, and writes what "cdk-irsa audit" judges to a folder. Values of environment
variables and tokens never reach the disk.

Examples:
  npx cdk-irsa collect > collect.sh            # read it first
  sh collect.sh && npx cdk-irsa audit cdk-irsa-dump
  npx cdk-irsa collect --cluster production --region eu-west-1 > collect.sh
  npx cdk-irsa collect --without clusters      # of an account that has only roles
  npx cdk-irsa collect --print policy          # what it needs in IAM
  npx cdk-irsa collect --print cluster-role    # what it needs in the cluster

Exit codes: 0 printed, 2 wrong usage.`;

/** Given twice, it leaves out both. */
function withoutOption(): Option {
  const option = new Option('--without <part>', 'what to leave out (repeatable)').choices(['clusters', 'kubernetes', 'account']);
  const one = option.parseArg!;
  return option.argParser((text, all: readonly string[] | undefined) => [...all ?? [], one(text, '')]);
}

/** Adds `cdk-irsa collect`. */
export function addCollectCommand(program: Command, version: string): void {
  program.command('collect')
    .description('prints a script of read-only commands that collect what audit judges of clusters and accounts')
    .option('--folder <folder>', 'where the script writes', 'cdk-irsa-dump')
    .option('--cluster <name>', 'a cluster (repeatable); by default all of the region', (text: string, all: string[] = []) => [...all, text])
    .option('--region <region>', 'the region of the clusters; by default that of the AWS CLI')
    .addOption(withoutOption())
    .addOption(new Option('--print <what>', 'the script, or the permissions that it needs').choices(['script', 'policy', 'cluster-role']).default('script'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa collect --help tells what there is)')
    .action(async (options: GivenCollectOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every command
      const { runCollect } = require('./collect') as typeof import('./collect');
      await runCommand(command, (console) => runCollect(options, version, console));
    });
}
