import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../support/processes';
import type { World } from '../support/world';

/** The part of the validation's answer that is read here. */
interface Diagnostic {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
}

/** Literal ARNs and accounts: an association names its role by one, so that the role's stack needs no export, which would hold the role there. */
const LITERAL_ARN = /^W90(02|13)$/;
const CFN_LINT = 'from cfnlint.runner import main; main()';

/** Every template of assemblies passes CloudFormation's own validation, as CDK has it, and cfn-lint. */
export async function checkTemplates({ checks, python }: World, prefix: string, folders: readonly string[]): Promise<void> {
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.template.json')).map((name) => join(folder, name)));
  const types = files.flatMap((file) => Object.values(templateOf(file).Resources).map(({ Type }) => Type));
  const seen = `${files.length} templates with ${types.length} resources`;
  checks.none(`${prefix}every template passes the validation of CDK`, files.flatMap(validated), seen);
  const linted = await run(python, ['-c', CFN_LINT, '--format', 'json', '--include-checks', 'W', '--', ...files]);
  checks.none(`${prefix}every template passes cfn-lint`, faultsOf(linted.stdout, linted.stderr), seen);
}

function templateOf(file: string): { Resources: Record<string, { Type: string }> } {
  return JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, { Type: string }> };
}

let engine: any;

/** By the engine that aws-cdk-lib brings along, which has no entry of its own and takes seconds to start. */
function validated(file: string): string[] {
  const path = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'node_modules', '@aws', 'cloudformation-validate');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is known by its path alone
  const { CompositeEngine, TemplateContent } = require(path) as any;
  engine ??= new CompositeEngine();
  const { diagnostics } = engine.validateTemplate(new TemplateContent(readFileSync(file, 'utf8'))) as { diagnostics: Diagnostic[] };
  return diagnostics.filter(({ severity, ruleId }) => severity !== 'INFO' && severity !== 'DEBUG' && !LITERAL_ARN.test(ruleId))
    .map(({ ruleId, severity, message }) => `${file}: ${severity} ${ruleId}: ${message}`);
}

function faultsOf(stdout: string, stderr: string): string[] {
  try {
    const matches = JSON.parse(stdout) as { Filename: string; Rule: { Id: string }; Message: string }[];
    return matches.map(({ Filename, Rule, Message }) => `${Filename}: ${Rule.Id} ${Message}`);
  } catch {
    return [`cfn-lint must answer in JSON, got ${stderr.slice(-500)}`];
  }
}
