import { terminalText } from '../core/escape';

const HEAD = ['Workload', 'Service accounts', 'Role', 'Bundles', 'Stack'];

/** No column is made narrower. */
const NARROWEST = 8;

/** Behind each cell. */
const GAP = 2;

/**
 * A table of roles for a terminal. What does not fit is broken within its cell.
 *
 * @param rows the cells of each role, each with its lines
 * @param columns the width of the terminal; as wide as needed without it
 */
export function roleTable(rows: readonly string[][][], columns: number | undefined): string {
  const natural = HEAD.map((head, index) =>
    Math.max(head.length, ...rows.flatMap((row) => row[index].map((line) => terminalText(line).length))));
  const widths = fitted(natural, columns);
  const lines = [HEAD.map((head) => [head]), ...rows].flatMap((row) =>
    linesOf(row.map((cell, index) => cell.flatMap((line) => broken(terminalText(line), widths[index])))));
  return lines.map((cells) => cells.map((text, index) => text.padEnd(widths[index] + GAP)).join('').trimEnd()).join('\n');
}

/** Takes the room that is missing from the widest columns. */
function fitted(natural: readonly number[], columns: number | undefined): number[] {
  const widths = [...natural];
  const excess = () => widths.reduce((sum, width) => sum + width + GAP, -GAP) - (columns ?? Infinity);
  while (excess() > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= NARROWEST) {
      break;
    }
    widths[widest] -= 1;
  }
  return widths;
}

/** The lines of a row, as high as its highest cell. */
function linesOf(cells: readonly string[][]): string[][] {
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ''));
}

function broken(line: string, width: number): string[] {
  const parts: string[] = [];
  const characters = [...line];
  while (characters.length > width) {
    parts.push(characters.splice(0, width).join(''));
  }
  return [...parts, characters.join('')];
}
