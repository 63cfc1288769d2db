import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { terminalText } from '../core/escape';
import { count } from '../core/text';

/** A finding of the checks, as aws-cdk-lib writes it into its report. */
export interface Finding {
  readonly ruleName: string;
  readonly severity?: string;
  readonly description?: string;
  readonly suggestedFix?: string;
  readonly violatingConstructs?: readonly { readonly constructPath?: string; readonly stackTraces?: readonly string[] }[];
}

/** What the checks found in a cloud assembly. */
export interface Findings {
  /** Whether a check failed; then nothing may be deployed, nor handed to GitOps. */
  readonly hasFailed: boolean;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Under the CDK CLI a synth with findings does not throw: it leaves a report. */
export function findingsIn(directory: string): Findings {
  const file = join(directory, 'validation-report.json');
  const { pluginReports = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf-8')) as Report : {};
  const all = pluginReports.flatMap(({ violations = [] }) => violations);
  return {
    hasFailed: pluginReports.some(({ conclusion }) => conclusion === 'failure'),
    errors: all.filter(({ severity }) => severity !== 'warning'),
    warnings: all.filter(({ severity }) => severity === 'warning'),
  };
}

interface Report {
  readonly pluginReports?: readonly { readonly conclusion?: string; readonly violations?: readonly Finding[] }[];
}

/** Findings for a person: each with what to do, and where it is, as the CLI names it. */
export function findingsText({ errors, warnings }: Findings): string {
  const texts = [...errors.map((finding) => textOf('ERROR', finding)), ...warnings.map((finding) => textOf('WARNING', finding))];
  return `${texts.join('\n\n')}\n\n${count(errors.length, 'error')}; nothing can be deployed, and outputDirectory stays as it was`;
}

function textOf(level: string, { ruleName, description, suggestedFix, violatingConstructs = [] }: Finding): string {
  return [
    `${level} ${ruleName}${description ? `: ${description}` : ''}`,
    ...suggestedFix ? [`  ${suggestedFix}`] : [],
    ...violatingConstructs.map(({ constructPath, stackTraces = [] }) => `  ${[constructPath, ...stackTraces.slice(0, 1)].filter(Boolean).join(', ')}`),
  ].map(terminalText).join('\n');
}
