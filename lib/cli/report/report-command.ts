import { Option } from 'commander';
import type { Command } from 'commander';
import type { ReportOptions } from './run-report';
import { runCommand } from '../run-command';

const HELP = `
Writes one HTML file for a security team: workloads and what each may do in words,
who reaches each resource, what is broad, the trust of each role, findings and
acknowledgements with their reasons, and the evidence of each wildcard. The file
needs no network, and can be read without script. PATH is what audit takes.
With a dump of pods among the paths it lists the roles that no pod uses.

Examples:
  npx cdk-irsa report cdk.out --output report.html
  npx cdk-irsa report account.json k8s/ --title "Production" --output report.html
  npx cdk-irsa report cdk.out --format json --date 2026-01-31 > report.json

Exit codes: 0 written, 2 wrong usage or input that cannot be read; then the report
is written of the rest, and says what is missing.`;

/** Adds `cdk-irsa report`. What it takes to judge is loaded when it runs. */
export function addReportCommand(program: Command, version: string): void {
  const repeated = (text: string, all: readonly string[] = []) => [...all, text];
  program.command('report')
    .description('writes who can do what into one HTML file for a security team')
    .argument('<path...>', 'files or folders; - is standard input')
    .addOption(new Option('--format <format>', 'of the report').choices(['html', 'json']).default('html'))
    .option('--output <file>', 'where to write the report, rather than to print it')
    .option('--title <text>', 'of the report (default: "Who can do what")')
    .option('--date <date>', 'of the report, such as 2026-01-31, instead of the time of the clock')
    .option('--scp <file>', 'service control policies, a level of the organization in each file (repeatable)', repeated)
    .option('--rcp <file>', 'resource control policies in the same form (repeatable)', repeated)
    .option('--audience <audience>', 'that trusts may ask for, instead of sts.amazonaws.com (repeatable)', repeated)
    .option('--require-boundary', 'find fault with roles that have no permissions boundary')
    .option('--rule <id=level>', 'give a rule the level off, warning or error (repeatable)', repeated)
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives (repeatable)', repeated)
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa report --help lists the options)')
    .action(async (paths: string[], options: ReportOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the evaluation for every command
      const { runReport } = require('./run-report') as typeof import('./run-report');
      await runCommand(command, (console) => runReport(paths, options, version, console));
    });
}
