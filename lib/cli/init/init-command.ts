import type { Command } from 'commander';
import type { GivenInitOptions } from './init';
import { runCommand } from '../run-command';

const HELP = `
Writes package.json, cdk.json, workloads.yaml (with a first workload) and
.gitignore. A package.json or .gitignore that is there stays as it is; if
cdk.json or workloads.yaml is there, nothing is written. What is not given is
asked for on the terminal. Nothing is asked of AWS or the network.

Examples:
  npx cdk-irsa init
  aws eks describe-cluster --name prod --output json | npx cdk-irsa init --from -
  npx cdk-irsa init my-roles --cluster prod --account 111122223333 --issuer \\
    https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF

Exit codes: 0 written, 1 a file is in the way or cannot be written, 2 wrong usage.`;

/** Adds `cdk-irsa init`. */
export function addInitCommand(program: Command, version: string): void {
  program.command('init')
    .description('makes a folder with a first workloads.yaml, from which npx cdk synth works')
    .argument('[folder]', 'where to write; it is made if needed', '.')
    .option('--from <file>', 'the output of aws eks describe-cluster in JSON; - is standard input')
    .option('--cluster <name>', 'the name of the cluster in EKS')
    .option('--issuer <url>', 'the issuer URL of the cluster')
    .option('--account <id>', 'the AWS account of the roles')
    .option('--region <region>', 'the region of the cluster; by default that of the issuer')
    .option('--create-provider', "create the cluster's IAM OIDC provider (the default)")
    .option('--no-create-provider', 'the provider exists already')
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa init --help lists the options)')
    .action(async (folder: string, options: GivenInitOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every command
      const { runInit } = require('./init') as typeof import('./init');
      await runCommand(command, (console) => runInit(folder, options, version, console));
    });
}
