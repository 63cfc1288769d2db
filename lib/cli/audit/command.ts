import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { GivenAuditOptions } from './run';
import { AUDIENCE } from '../../core/names';
import { Quotas } from '../../core/quotas';
import { explain } from '../../core/text-format';

const HELP = `
Reads CloudFormation templates (JSON or YAML), cdk.out folders, other folders
with such files, the JSON of aws iam get-account-authorization-details, get-role
and list-roles, trust policies, Kubernetes manifests with ServiceAccounts, and
what clusters and accounts print (see cdk-irsa collect).
Nothing is asked of AWS.

A finding in a template is acknowledged in the resource's metadata, with a
reason, by the id that --show-ids shows:
  "Metadata": { "cdk_nag": { "rules_to_suppress": [
    { "id": "IrsaChecks-…", "reason": "…" }] } }
In a CDK app it is Validations.of(construct).acknowledge().

Examples:
  npx cdk-irsa audit cdk.out
  npx cdk-irsa audit template.yaml k8s/ --fail-on warning
  npx cdk-irsa audit cdk.out --format sarif --output irsa.sarif
  aws iam get-account-authorization-details | npx cdk-irsa audit -

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or input
that cannot be read.`;

/** Adds `cdk-irsa audit`. What it takes to judge is loaded when it runs. */
export function addAuditCommand(program: Command, version: string): void {
  program.command('audit')
    .description('judges the roles for service accounts of templates, cdk.out folders and IAM JSON, whoever made them')
    .argument('<path...>', 'files or folders; - is standard input')
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json', 'sarif']).default('text'))
    .option('--output <file>', 'where to write the report, rather than to print it')
    .addOption(new Option('--fail-on <level>', 'the findings by which the exit code is 1')
      .choices(['error', 'warning', 'none']).default('error'))
    .option('--audience <audience>', 'that trusts may ask for, instead of sts.amazonaws.com (repeatable)', audiences)
    .option('--require-boundary', 'find fault with roles that have no permissions boundary')
    .option('--quota-trust <n>', "the account's quota of characters in a trust policy",
      between(Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum))
    .option('--quota-managed <n>', "the account's quota of managed policies on a role",
      between(Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum))
    .option('--rule <id=level>', 'give a rule the level off, warning or error (repeatable)',
      (text: string, all: string[] = []) => [...all, text])
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives (repeatable)',
      (text: string, all: string[] = []) => [...all, text])
    .option('--show-acknowledged', 'show the findings that were acknowledged as well')
    .option('--show-ids', 'show the id of each finding, by which it is acknowledged')
    .option('--quiet', 'print findings only: no explanations of rules, no summary')
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa audit --help lists the options)')
    .action((paths: string[], options: GivenAuditOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the rules for every command
      const { runAudit } = require('./run') as typeof import('./run');
      try {
        process.exitCode = runAudit(paths, options, version);
      } catch (error) {
        command.error(`error: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
}

function audiences(text: string, all: string[] = []): string[] {
  const problem = explain(AUDIENCE, text);
  if (problem !== undefined) {
    throw new InvalidArgumentError(`It ${problem}.`);
  }
  return [...all, text];
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}.`);
    }
    return value;
  };
}
