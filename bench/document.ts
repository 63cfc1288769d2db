import { readFileSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { ROOT } from './library';
import type { Measured } from './measured';
import { machineText, tablesOf } from './tables';
import type { Table } from './tables';

export const DOCUMENT = join(ROOT, 'docs', 'PERFORMANCE.md');

const BEGIN = '<!-- measured: begin, written by "npm run bench -- --write" -->';
const END = '<!-- measured: end -->';

/** Puts the tables into the document, in the place of those of an earlier run. */
export function writeDocument(measured: Measured, file = DOCUMENT): void {
  const text = readFileSync(file, 'utf-8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`${relative(ROOT, file)} must have the lines ${BEGIN} and ${END}, in this order`);
  }
  writeFileSync(file, `${text.slice(0, begin)}${BEGIN}\n\n${markdown(measured)}\n${text.slice(end)}`);
}

export function markdown(measured: Measured): string {
  return [`Measured ${machineText(measured)}.\n`, ...tablesOf(measured).map(tableText)].join('\n');
}

function tableText({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return `### ${title}\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
