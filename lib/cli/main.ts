#!/usr/bin/env node
/* eslint-disable @typescript-eslint/no-require-imports -- each command loads its own part only */
import { Command } from 'commander';
import { addAuditCommand } from './audit/command';

const { version } = require('../../package.json') as { version: string };

/** Wrong usage: 1 is for what a command found. */
const WRONG_USAGE = 2;

const program = new Command('cdk-irsa')
  .description('IAM roles for Kubernetes service accounts on EKS')
  .version(version)
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));

program.command('app')
  .description('the CDK app of a workloads.yaml, for the "app" of a cdk.json')
  .addHelpText('after', `
In cdk.json: { "app": "npx cdk-irsa app" }
Another file: cdk synth -c workloads=path
No table:     cdk synth -c summary=false`)
  .action(() => {
    const { runWorkloadsApp } = require('./app') as typeof import('./app');
    runWorkloadsApp({ defaultFile: 'workloads.yaml' });
  });

addAuditCommand(program, version);

program.parse();
