import Table from 'cli-table3';
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
  const table = new Table({
    head: HEAD,
    colWidths: widths.map((width) => width + 1),
    wordWrap: true,
    wrapOnWordBoundary: false,
    chars: {
      'top': '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      'bottom': '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      'left': '',
      'left-mid': '',
      'right': '',
      'right-mid': '',
      'mid': '',
      'mid-mid': '',
      'middle': ' ',
    },
    style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 1, 'compact': true },
  });
  rows.forEach((row) => table.push(row.map((cell, index) => cell.map((line) => broken(terminalText(line), widths[index])).join('\n'))));
  return table.toString().replace(/[ \t]+$/gm, '');
}

/** Takes the room that is missing from the widest columns. */
function fitted(natural: readonly number[], columns: number | undefined): number[] {
  const widths = [...natural];
  const excess = () => widths.reduce((sum, width) => sum + width + GAP, -GAP) + 1 - (columns ?? Infinity);
  while (excess() > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= NARROWEST) {
      break;
    }
    widths[widest] -= 1;
  }
  return widths;
}

function broken(line: string, width: number): string {
  const parts: string[] = [];
  const characters = [...line];
  while (characters.length > width) {
    parts.push(characters.splice(0, width).join(''));
  }
  return [...parts, characters.join('')].join('\n');
}
