// Writes generated files.
import { existsSync, readFileSync, writeFileSync } from 'fs';

/** Writes a file unless it has the text already: a newer time would make what is compiled from it look older than it. */
export function writeIfDifferent(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf-8') !== text) {
    writeFileSync(file, text);
  }
}
