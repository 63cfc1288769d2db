import type { Command } from 'commander';

const HELP = `
In cdk.json: { "app": "npx cdk-irsa app" }
Another file: cdk synth -c workloads=path
No table:     cdk synth -c summary=false`;

/** Adds `cdk-irsa app`. The CDK is loaded when the command runs. */
export function addAppCommand(program: Command): void {
  program.command('app')
    .description('the CDK app of a workloads.yaml, for the "app" of a cdk.json')
    .addHelpText('after', HELP)
    .action(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the CDK for every command
      const { runWorkloadsApp } = require('./app') as typeof import('./app');
      runWorkloadsApp({ defaultFile: 'workloads.yaml' });
    });
}
