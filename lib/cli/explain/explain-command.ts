import type { Command } from 'commander';
import type { GivenExplainOptions } from './explain';
import { runCommand } from '../run-command';

const HELP = `
Of a workload, or of a service account (namespace/name): its role, who may
become it, each statement with the bundle and the reason, the stack, and the
files for the cluster. Of a guardrail of the file, or a ready one: who may what,
and what breaks it. Of a rule of IrsaChecks: what it asks, why, and what to
do. Of the id of a finding: its rule, and where the file has it. Needs no AWS
account and no network.

Examples:
  npx cdk-irsa explain cert-manager
  npx cdk-irsa explain cert-manager --file team-a.yaml
  npx cdk-irsa explain shop/checkout
  npx cdk-irsa explain invoices
  npx cdk-irsa explain no-iam-changes
  npx cdk-irsa explain MissingSub
  npx cdk-irsa explain 'IrsaChecks-NearQuota[trust-policy]'

Exit codes: 0 explained, 1 there is no such workload, rule or finding, 2 wrong
usage.`;

/** Adds `cdk-irsa explain`. */
export function addExplainCommand(program: Command): void {
  program.command('explain')
    .description('explains a workload, a guardrail, a rule or a finding')
    .argument('<subject>', 'a workload, a service account, a guardrail, a rule, or the id of a finding')
    .option('--file <file>', 'the workloads file', 'workloads.yaml')
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa explain --help lists the options)')
    .action(async (subject: string, options: GivenExplainOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every command
      const { runExplain } = require('./explain') as typeof import('./explain');
      await runCommand(command, (console) => runExplain(subject, options, console));
    });
}
