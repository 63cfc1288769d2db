import { Option } from 'commander';
import type { Command } from 'commander';
import type { GivenCanIOptions } from './can-i';
import { runCommand } from '../run-command';

const HELP = `
Answers by IAM's own logic, offline: yes, no, or that it depends on what is not
known. PATH is what audit takes: templates, cdk.out folders, IAM JSON, manifests.
A service account acts through the roles that it becomes by its token or by EKS
Pod Identity, and through the roles that these may assume. Condition keys that
are not given may be absent or anything: the answer says what must hold.

--requests asks many at once, from a JSON array of
{ name, as | principal, action, resource, resourceAccount, context, expect },
by the paths or by policies in the entry: identityPolicies, permissionsBoundary,
sessionPolicy, resourcePolicy, trustPolicy, serviceControlPolicies,
resourceControlPolicies.

Examples:
  npx cdk-irsa can-i s3:GetObject arn:aws:s3:::media/a.png --as shop/api cdk.out
  npx cdk-irsa can-i s3:PutObject arn:aws:s3:::media/a.png \\
    --as production/shop/api --given aws:SourceVpc=vpc-1 cdk.out
  npx cdk-irsa can-i sqs:SendMessage arn:aws:sqs:eu-central-1:111122223333:jobs \\
    --as-role api --scp scp.json template.json
  npx cdk-irsa can-i --requests requests.json cdk.out --format json

Exit codes: 0 yes, 1 no, 2 wrong usage or input that cannot be read, 3 undecided.
With --requests: 0 all as expected, 1 an answer differs from what is expected.`;

/** Adds `cdk-irsa can-i`. */
export function addCanICommand(program: Command, version: string): void {
  void version;
  const repeated = (text: string, all: readonly string[] = []) => [...all, text];
  program.command('can-i')
    .description('answers whether a service account, role or user may do something, and why')
    .usage('ACTION RESOURCE --as [CLUSTER/]NS/ACCOUNT [options] PATH...\n       cdk-irsa can-i --requests FILE [options] [PATH...]')
    .argument('[word...]')
    .option('--as <account>', 'the service account that asks: [CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT')
    .option('--as-role <role>', 'the role that asks, by its ARN, its name, its logical id or STACK/LOGICAL-ID')
    .option('--as-user <user>', 'the IAM user that asks, by its ARN or its name')
    .option('--given <key=value>', 'what the request has under a condition key; several values are given one by one, none as KEY= (repeatable)', repeated)
    .option('--resource-account <id>', 'the account that owns the resource, where its ARN has none')
    .option('--scp <file>', 'service control policies, a level of the organization in each file (repeatable)', repeated)
    .option('--rcp <file>', 'resource control policies in the same form (repeatable)', repeated)
    .option('--requests <file>', 'a JSON file of questions; - is standard input')
    .option('--parameter <name=value>', 'give a parameter of the templates the value that the deployment gives (repeatable)', repeated)
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .showHelpAfterError('(cdk-irsa can-i --help lists the options)')
    .action(async (words: string[], options: GivenCanIOptions, command: Command) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the evaluation for every command
      const { runCanI } = require('./can-i') as typeof import('./can-i');
      await runCommand(command, (console) => runCanI(words, options, console));
    });
}
