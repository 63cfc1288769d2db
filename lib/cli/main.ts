#!/usr/bin/env node
import { Command } from 'commander';
import { runWorkloadsApp } from './app';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version } = require('../../package.json') as { version: string };

const program = new Command('cdk-irsa')
  .description('IAM roles for Kubernetes service accounts on EKS')
  .version(version)
  .showHelpAfterError();

program.command('app')
  .description('the CDK app of a workloads.yaml, for the "app" of a cdk.json')
  .addHelpText('after', '\nIn cdk.json: { "app": "npx cdk-irsa app" }\nAnother file: cdk synth -c workloads=path\nNo table:     cdk synth -c summary=false')
  .action(() => runWorkloadsApp({ defaultFile: 'workloads.yaml' }));

program.parse();
