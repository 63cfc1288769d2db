import { jsonText } from '../../core/escape';
import { count, show } from '../../core/text';
import { findFiles } from '../../inventory/find-files';
import type { Found } from '../../inventory/find-files';
import { problemOf } from '../../inventory/problem';
import type { Problem } from '../../inventory/problem';
import { readInventory, readableSources } from '../../inventory/read-inventory';
import { buildReport } from '../../report/build-report';
import { reportPage } from '../../report/html/page';
import type { ReportData } from '../../report/report-data';
import { judgeInventory } from '../audit/audit';
import type { AuditOptions } from '../audit/audit';
import { writeWhole } from '../audit/output';
import { auditOptions } from '../audit/run';
import { problemLine } from '../audit/text-report';
import { readControlFiles } from '../can-i/control-files';
import { indexedClusters } from '../can-i/read-paths';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface ReportOptions {
  readonly format: 'html' | 'json';
  readonly output?: string;
  readonly title?: string;
  readonly date?: string;
  readonly audience?: readonly string[];
  readonly requireBoundary?: boolean;
  readonly rule?: readonly string[];
  readonly parameter?: readonly string[];
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
}

const MOST_TITLE = 200;

/**
 * Writes or prints the report, and gives the exit code.
 *
 * @throws UsageError
 */
export function runReport(paths: readonly string[], options: ReportOptions, version: string, console: Console): number {
  const { generatedAt, title, audit } = read(options);
  const control = readControlFiles(options.scp, options.rcp, console);
  if (control === undefined) {
    return ExitCode.WRONG_USAGE;
  }
  const found = findFiles(paths);
  const indexes = indexedClusters(found);
  const files = found.files.filter(({ path }) => !indexes.has(path));
  const inventory = readInventory(files, audit);
  const judged = judgeInventory(inventory, files, audit, { keepsTrusts: true });
  const problems = [...found.problems, ...judged.problems, ...nothingIn(found, inventory.parts.length)];
  judged.notes.forEach((note) => console.err(`${problemLine({ ...note, message: `note: ${note.message}` })}\n`));
  problems.forEach((problem) => console.err(`${problemLine(problem)}\n`));
  if (inventory.parts.length === 0 && problems.length > 0) {
    return ExitCode.WRONG_USAGE; // a report of nothing would read as one in which nobody may do anything
  }
  const report = buildReport({
    title,
    generatedAt,
    toolVersion: version,
    paths,
    inventory,
    control,
    problems,
    clusters: [...indexes.values()].flat(),
    findings: judged.findings,
    acknowledged: judged.acknowledged,
    notes: judged.notes,
    skippedFiles: inventory.skipped + found.skipped,
    trusts: judged.trusts,
  });
  const isWritten = deliver(report, options, console);
  return !isWritten || problems.length > 0 ? ExitCode.WRONG_USAGE : ExitCode.SUCCESS;
}

function read(options: ReportOptions): { readonly generatedAt: Date; readonly title: string; readonly audit: AuditOptions } {
  const { date, title = 'Who can do what' } = options;
  if (title.trim() === '' || title.length > MOST_TITLE) {
    throw new UsageError(`--title must have 1 to ${MOST_TITLE} characters, got ${show(title)}`);
  }
  const generatedAt = date === undefined ? new Date() : momentOf(date);
  return { generatedAt, title, audit: orUsage(() => auditOptions(options, generatedAt.getTime())) };
}

function momentOf(text: string): Date {
  const moment = new Date(text);
  const isDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text) && !Number.isNaN(moment.getTime());
  if (!isDate || !moment.toISOString().startsWith(text.slice(0, 10))) {
    throw new UsageError(`--date must be a date such as 2026-01-31 or 2026-01-31T09:00:00Z, got ${show(text)}`);
  }
  return moment;
}

function orUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A folder with nothing in it to read is a path that was mistyped: it must not pass for one in which nobody may do anything. */
function nothingIn({ folders, problems }: Found, parts: number): Problem[] {
  const message = `must hold ${readableSources()}, and holds none`;
  return parts === 0 && problems.length === 0 ? folders.map((file) => ({ file, message })) : [];
}

/** False if it could not be written. */
function deliver(report: ReportData, { format, output }: ReportOptions, console: Console): boolean {
  const text = format === 'json' ? jsonText(report) : reportPage(report);
  if (output === undefined) {
    console.out(text);
    return true;
  }
  try {
    writeWhole(output, text);
  } catch (error) {
    console.err(`${problemLine(problemOf(output, error))}\n`);
    return false;
  }
  const { workloads, roles, findings } = report;
  console.err(`${problemLine({ file: output, message: `${count(workloads.length, 'workload')}, ${count(roles.length, 'role')}, ${count(findings.length, 'finding')}` })}\n`);
  return true;
}
