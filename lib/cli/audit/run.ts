import { audit } from './audit';
import type { Audit, AuditOptions } from './audit';
import { jsonReport } from './json-report';
import { writeWhole } from './output';
import { sarifReport } from './sarif-report';
import { problemLine, textReport } from './text-report';
import { judgeOptions } from '../../compliance/judge-options';
import type { Level } from '../../compliance/level';
import { RULE_IDS } from '../../compliance/rules';
import { CHECKS } from '../../core/checks-name';
import { show, suggestion } from '../../core/text';
import type { Found } from '../../inventory/find-files';
import { findFiles } from '../../inventory/find-files';
import type { Problem } from '../../inventory/problem';
import { problemOf } from '../../inventory/problem';
import { isColoured } from '../colours';
import { ExitCode } from '../exit-code';
import { parameterValues } from '../parameter-option';

/** Options of the command, as commander gives them. */
export interface GivenAuditOptions {
  readonly format: 'text' | 'json' | 'sarif';
  readonly output?: string;
  readonly failOn: 'error' | 'warning' | 'none';
  readonly audience?: readonly string[];
  readonly requireBoundary?: boolean;
  readonly quotaTrust?: number;
  readonly quotaManaged?: number;
  readonly rule?: readonly string[];
  readonly parameter?: readonly string[];
  readonly showAcknowledged?: boolean;
  readonly showIds?: boolean;
  readonly quiet?: boolean;
}

const LEVELS = ['off', 'warning', 'error'];

/**
 * Judges what is at the paths, prints or writes the report, and answers with the exit code.
 *
 * @throws if an option is wrong; nothing was read then
 */
export function runAudit(paths: readonly string[], given: GivenAuditOptions, version: string): number {
  const options = auditOptions(given);
  const found = findFiles(paths);
  const judged = audit(found.files, options);
  const problems = [...found.problems, ...judged.problems, ...nothingIn(found, judged)];
  const result: Audit = { ...judged, skipped: judged.skipped + found.skipped, problems };
  judged.notes.forEach((note) => process.stderr.write(`${problemLine({ ...note, message: `note: ${note.message}` })}\n`));
  result.problems.forEach((problem) => process.stderr.write(`${problemLine(problem)}\n`));
  const isWritten = deliver(given.output, reportOf(result, given, options, version));
  if (!isWritten || result.problems.length > 0) {
    return ExitCode.WRONG_USAGE;
  }
  const fails = result.findings.some(({ level }) => given.failOn === 'warning' || (given.failOn === 'error' && level === 'error'));
  return fails ? ExitCode.FOUND : ExitCode.SUCCESS;
}

/**
 * What the options of the command tell the rules.
 *
 * @throws if an option is wrong
 */
export function auditOptions(
  { audience, requireBoundary, quotaTrust, quotaManaged, rule = [], parameter = [] }: Partial<Omit<GivenAuditOptions, 'format'>>, now?: number,
): AuditOptions {
  return {
    ...judgeOptions({
      audiences: audience,
      requirePermissionsBoundary: requireBoundary,
      trustPolicyCharacters: quotaTrust,
      managedPoliciesPerRole: quotaManaged,
      now,
    }),
    levels: new Map(rule.map(levelOf)),
    parameters: parameterValues(parameter),
  };
}

/** `UnusedTrust=off`, with or without the name of the pack. */
function levelOf(text: string): [string, Level | 'off'] {
  const [, name, level] = new RegExp(`^(?:${CHECKS}-)?([^=]*)=(.*)$`, 's').exec(text) ?? [];
  if (name === undefined) {
    throw new Error(`--rule must be <id>=off, <id>=warning or <id>=error, got ${show(text)}`);
  }
  if (!RULE_IDS.includes(name)) {
    throw new Error(`--rule must name a rule, got ${show(name)}: ${suggestion(name, RULE_IDS)}`);
  }
  if (!LEVELS.includes(level)) {
    throw new Error(`--rule ${name} must be off, warning or error, got ${show(level)}: ${suggestion(level, LEVELS)}`);
  }
  return [name, level as Level | 'off'];
}

/** A folder with nothing in it to judge is a path that was mistyped: it must not pass for clean. */
function nothingIn({ folders, problems }: Found, { files, problems: others }: Audit): Problem[] {
  const message = 'must hold a CloudFormation template, IAM JSON or a Kubernetes manifest, and holds none';
  return files === 0 && problems.length + others.length === 0 ? folders.map((file) => ({ file, message })) : [];
}

function reportOf(result: Audit, given: GivenAuditOptions, options: AuditOptions, version: string): string {
  const { format, output, quiet = false, showAcknowledged = false, showIds = false } = given;
  const isPrinted = output === undefined;
  return format === 'json' ? jsonReport(result, version)
    : format === 'sarif' ? sarifReport(result, options, version, showAcknowledged)
      : textReport(result, {
        coloured: isPrinted && isColoured(),
        width: isPrinted && process.stdout.isTTY ? process.stdout.columns : undefined,
        quiet,
        showAcknowledged,
        showIds,
      });
}

/** Prints or writes the report; false if it could not be written. */
function deliver(output: string | undefined, text: string): boolean {
  if (output === undefined) {
    process.stdout.on('error', endQuietly);
    process.stdout.write(text);
    return true;
  }
  try {
    writeWhole(output, text);
    return true;
  } catch (error) {
    process.stderr.write(`${problemLine(problemOf(output, error))}\n`);
    return false;
  }
}

/** The reader of a pipe went away, such as `head`: that is its right. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}
