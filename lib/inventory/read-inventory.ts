import type { InputFile } from './input-file';
import type { FilePart, Inventory } from './inventory';
import { otherNamedValue, otherText, otherValue, unreadTrust } from './other-files';
import type { OtherFile } from './other-files';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readData } from './read-data';
import { beginningOf, readText } from './read-text';
import type { ReadSettings, SourceReader } from './source-reader';
import { SOURCES } from './sources';
import { CutOffError, TextError } from '../core/placed-data';
import { mapOf } from '../core/plain-object';

/** Reads what exists from files. What is wrong with one of them takes nothing from the others. */
export function readInventory(files: readonly InputFile[], settings: ReadSettings = {}): Inventory {
  const readers = SOURCES.map(({ makeReader }) => makeReader(settings));
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  let skipped = 0;
  for (const input of files) {
    const read: { text?: string } = {};
    try {
      read.text = readText(input.path);
      skipped += readFile(input, read.text, readers, notes) ? 0 : 1;
    } catch (error) {
      const { problem, note } = saidOf(input, error, read.text);
      problems.push(...problem === undefined ? [] : [problem]);
      notes.push(...note === undefined ? [] : [note]);
      skipped += problem === undefined ? 1 : 0;
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
function readFile(input: InputFile, text: string, readers: readonly SourceReader[], notes: Problem[]): boolean {
  const { file, isFound } = input;
  const values = readData(text, /\.json$/i.test(file));
  const taken = values.filter((data) => readers.some((reader) => reader.take({ input, data })));
  if (taken.length === 0) {
    const [{ value }] = values;
    // What kubectl says of an error, or describes, is YAML.
    const keys = Object.keys(mapOf(value));
    const isText = typeof value === 'string' || keys.join() === 'error' || keys.slice(0, 2).join() === 'Name,Namespace';
    const beginning = text.slice(0, BEGINNING);
    const other = (isText ? otherText(beginning) : undefined)
      ?? (isFound ? otherValue(value) : otherNamedValue(file, value)) ?? unreadTrust(beginning);
    if (!isFound || other?.isFailure === true) {
      throw new NothingRead(other);
    }
    notes.push(...other === undefined ? [] : [{ file, message: other.message }]);
  }
  notes.push(...taken.flatMap(({ notes: own = [] }) => own.map((note) => ({ file, ...note }))));
  return taken.length > 0;
}

/** A file holds nothing that a reader takes. */
class NothingRead extends InputProblem {
  public constructor(public readonly other?: OtherFile) {
    super(other?.message ?? `must be ${readableSources(true)}`);
  }
}

/** As much of a text as tells what it is. */
const BEGINNING = 65_536;

/** What is said of a file that cannot be read: a problem, or for one that was only found a note, or nothing. */
function saidOf(input: InputFile, error: unknown, text?: string): { readonly problem?: Problem; readonly note?: Problem } {
  const { file, path, isFound } = input;
  // Standard input is read once only.
  const beginning = text?.slice(0, BEGINNING) ?? (path === '-' ? '' : beginningOf(path));
  const known = error instanceof NothingRead ? error.other : undefined;
  const other = known ?? (error instanceof TextError ? otherText(beginning) : undefined);
  const own = other === undefined ? problemOf(file, error) : { file, message: other.message };
  if (!isFound || other?.isFailure === true || isMeantAsSource(beginning, other !== undefined) || isCutOff(input, error)) {
    return { problem: own };
  }
  // What wrote an empty file failed, perhaps.
  return other !== undefined || (beginning.trim() === '' && /\.json$/i.test(file) && error instanceof TextError) ? { note: own } : {};
}

/** JSON of which the end is missing may have been anything: what wrote it failed. */
function isCutOff({ file }: InputFile, error: unknown): boolean {
  return error instanceof CutOffError && /\.json$/i.test(file);
}

/** @param isRendered whether another tool makes something else of it */
function isMeantAsSource(beginning: string, isRendered: boolean): boolean {
  return SOURCES.some(({ sign, isOftenRendered = false }) => sign?.test(beginning) === true && !(isOftenRendered && isRendered));
}
