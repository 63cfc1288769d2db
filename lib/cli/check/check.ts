import { statSync } from 'fs';
import type { CheckedFile } from './check-finding';
import { checkGithub, checkJson, checkText, levelsOf } from './check-reports';
import { checkedFile } from './checked-file';
import { show } from '../../core/text';
import { followedFiles, includingFile } from '../../fleet/file/include/followed-files';
import { writeWhole } from '../audit/output';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface GivenCheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly output?: string;
  readonly failOn: 'error' | 'warning' | 'none';
  readonly quiet?: boolean;
  readonly watch?: boolean;
}

/** How often a watched file is looked at, in milliseconds. */
const INTERVAL = 300;

/**
 * Checks files, prints or writes the report, and answers with the exit code.
 *
 * @throws UsageError if an option is wrong, or a file is not there
 */
export async function runCheck(named: readonly string[], given: GivenCheckOptions, version: string, console: Console): Promise<number> {
  if (given.watch && (given.format !== 'text' || given.output !== undefined)) {
    throw new UsageError('--watch must be used with --format text and without --output, since it reports again and again');
  }
  named.forEach(requireFile);
  const files = wholeFiles(named);
  if (!given.watch) {
    return checkOnce(files, given, version, console);
  }
  for (;;) {
    const before = stateOf(files);
    checkOnce(files, given, version, console);
    console.err('Watching for changes; Control-C ends it.\n');
    await changed(files, before);
    console.out('\n');
  }
}

function checkOnce(files: readonly string[], given: GivenCheckOptions, version: string, console: Console): number {
  const checked = files.map(checkedFile);
  const report = reportOf(checked, given, version, console.isColoured);
  if (given.output === undefined) {
    console.out(report);
  } else {
    try {
      writeWhole(given.output, report);
    } catch (error) {
      throw new UsageError(`--output ${show(given.output)} ${(error as Error).message}`);
    }
  }
  const { errors, warnings } = levelsOf(checked.flatMap(({ findings }) => findings));
  return given.failOn !== 'none' && (errors > 0 || (given.failOn === 'warning' && warnings > 0)) ? ExitCode.FOUND : ExitCode.SUCCESS;
}

function reportOf(checked: readonly CheckedFile[], given: GivenCheckOptions, version: string, isColoured: boolean): string {
  const { format, output, quiet = false } = given;
  switch (format) {
    case 'json': return checkJson(checked, version);
    case 'github': return checkGithub(checked);
    case 'sarif': {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- for this format only
      const { checkSarif } = require('./check-sarif') as typeof import('./check-sarif');
      return checkSarif(checked, version);
    }
    case 'text': return checkText(checked, { isColoured: isColoured && output === undefined, isQuiet: quiet });
  }
}

function requireFile(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) {
    throw new UsageError(`${show(file)} ${stat === undefined ? 'does not exist' : 'is a folder, where a file is expected'}: name a workloads.yaml (npx cdk-irsa init makes a first one)`);
  }
}

/** Changes with the files, and with those that they include and the policies that they name. */
function stateOf(files: readonly string[]): string {
  return JSON.stringify(files.flatMap((file) => followedFiles(file)).map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return [file, stat?.mtimeMs, stat?.size, stat?.ino];
  }));
}

/** A file that others include is checked with the file that includes it, since it is none by itself. */
function wholeFiles(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => includingFile(file) ?? file))];
}

async function changed(files: readonly string[], before: string): Promise<void> {
  while (stateOf(files) === before) {
    await new Promise((done) => {
      setTimeout(done, INTERVAL);
    });
  }
}
