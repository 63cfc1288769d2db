import type { Command } from 'commander';

const HELP = `
It is run by the CDK CLI, through cdk.json: { "app": "npx cdk-irsa app" }

Examples:
  npx cdk synth --quiet
  npx cdk synth --quiet -c workloads=team-a.yaml    # another file
  npx cdk synth --quiet -c summary=false            # without the table

Exit codes: 0 synthesised, 1 errors of the file or of the checks, 2 wrong usage.`;

/** Adds `cdk-irsa app`. The CDK is loaded when the command runs. */
export function addAppCommand(program: Command): void {
  program.command('app')
    .description('the CDK app of a workloads.yaml, for the "app" of a cdk.json')
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa app --help lists the options)')
    .action(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the CDK for every command
      const { runWorkloadsApp } = require('./app') as typeof import('./app');
      runWorkloadsApp({ defaultFile: 'workloads.yaml' });
    });
}
