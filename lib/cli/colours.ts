import { styleText } from 'util';

export type Style = Parameters<typeof styleText>[0];

/** Writes a text in a style, or as it is. */
export type Paint = (style: Style, text: string) => string;

/** As Node decides it for itself: FORCE_COLOR counts more than NO_COLOR, and both more than what the output is. */
export function isColoured(): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no } = process.env;
  if (force !== undefined) {
    return !['0', 'false'].includes(force);
  }
  return process.stdout.isTTY && (no === undefined || no === '') && process.stdout.hasColors();
}

/** Whether it is coloured is decided: newer versions of Node.js would look at standard output once more. */
export function paintOf(coloured: boolean): Paint {
  return (style, text) => coloured ? styleText(style, text, { validateStream: false }) : text;
}
