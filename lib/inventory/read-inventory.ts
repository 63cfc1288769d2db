import type { InputFile } from './input-file';
import type { FilePart, Inventory } from './inventory';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readData } from './read-data';
import { beginningOf, readText } from './read-text';
import type { SourceReader } from './source-reader';
import { SOURCES } from './sources';

/** Reads what exists from files. What is wrong with one of them takes nothing from the others. */
export function readInventory(files: readonly InputFile[]): Inventory {
  const readers = SOURCES.map(({ makeReader }) => makeReader());
  const problems: Problem[] = [];
  let skipped = 0;
  for (const input of files) {
    try {
      skipped += readFile(input, readers) ? 0 : 1;
    } catch (error) {
      if (input.isFound && !isMeantAsSource(input)) {
        skipped++;
      } else {
        problems.push(problemOf(input.file, error));
      }
    }
  }
  // Templates, of which there are most, come last, and so do their problems.
  const parts = readers.reverse().flatMap((reader): FilePart[] => reader.parts(problems));
  return { parts, problems, skipped };
}

/** What can be read, for messages: `a CloudFormation template, IAM JSON or a Kubernetes manifest`. */
export function readableSources(isDetailed = false): string {
  const titles = SOURCES.map(({ title, details }) => isDetailed && details !== undefined ? `${title} (${details})` : title);
  return `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}

/** Whether a file holds something that one of the readers takes; what was named must. */
function readFile(input: InputFile, readers: readonly SourceReader[]): boolean {
  const values = readData(readText(input.path), /\.json$/i.test(input.file));
  const taken = values.filter((data) => readers.some((reader) => reader.take({ input, data })));
  if (taken.length === 0 && !input.isFound) {
    throw new InputProblem(`must be ${readableSources(true)}`);
  }
  return taken.length > 0;
}

function isMeantAsSource({ path }: InputFile): boolean {
  const beginning = beginningOf(path);
  return SOURCES.some(({ sign }) => sign?.test(beginning));
}
