import type { InputFile } from './input-file';
import type { FilePart, Inventory } from './inventory';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readData } from './read-data';
import { beginningOf, readText } from './read-text';
import type { ReadSettings, SourceReader } from './source-reader';
import { SOURCES } from './sources';
import { templateTool } from './template-tool';
import { CutOffError, TextError } from '../core/placed-data';

/** Reads what exists from files. What is wrong with one of them takes nothing from the others. */
export function readInventory(files: readonly InputFile[], settings: ReadSettings = {}): Inventory {
  const readers = SOURCES.map(({ makeReader }) => makeReader(settings));
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  let skipped = 0;
  for (const input of files) {
    try {
      skipped += readFile(input, readers, notes) ? 0 : 1;
    } catch (error) {
      const template = error instanceof TextError ? templateProblem(input) : undefined;
      if (input.isFound && !isMeantAsSource(input) && !isCutOff(input, error)) {
        notes.push(...template === undefined ? [] : [template]);
        skipped++;
      } else if (template !== undefined) {
        problems.push(template);
      } else {
        problems.push(problemOf(input.file, error));
      }
    }
  }
  // Templates, of which there are most, come last, and so do their problems.
  const parts = readers.reverse().flatMap((reader): FilePart[] => reader.parts(problems));
  notes.push(...parts.flatMap(({ file, notes: own = [] }) => own.map((note) => problemOf(file, note))));
  return { parts, problems, notes, skipped };
}

/** What can be read, for messages: `a CloudFormation template, IAM JSON or a Kubernetes manifest`. */
export function readableSources(isDetailed = false): string {
  const titles = [...new Set(SOURCES.map(({ title, details }) => isDetailed && details !== undefined ? `${title} (${details})` : title))];
  return `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}

/** Whether a file holds something that one of the readers takes; what was named must. */
function readFile(input: InputFile, readers: readonly SourceReader[], notes: Problem[]): boolean {
  const values = readData(readText(input.path), /\.json$/i.test(input.file));
  const taken = values.filter((data) => readers.some((reader) => reader.take({ input, data })));
  if (taken.length === 0 && !input.isFound) {
    throw new InputProblem(`must be ${readableSources(true)}`);
  }
  notes.push(...taken.flatMap(({ notes: own = [] }) => own.map((note) => ({ file: input.file, ...note }))));
  return taken.length > 0;
}

/** What is said of a file that another tool renders; nothing if it is none. Standard input is read once only. */
function templateProblem({ path, file }: InputFile): Problem | undefined {
  const tool = path === '-' ? undefined : templateTool(beginningOf(path));
  return tool === undefined ? undefined : { file, message: `is a ${tool}: audit what it renders${tool.startsWith('Helm') ? ' (helm template)' : ''}` };
}

/** JSON of which the end is missing may have been anything: what wrote it failed. */
function isCutOff({ file }: InputFile, error: unknown): boolean {
  return error instanceof CutOffError && /\.json$/i.test(file);
}

function isMeantAsSource({ path }: InputFile): boolean {
  const beginning = beginningOf(path);
  return SOURCES.some(({ sign }) => sign?.test(beginning));
}
