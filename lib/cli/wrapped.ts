/**
 * A text behind a beginning of its own, broken between words to the width of the terminal; what follows stands below it.
 *
 * @param width the columns of the terminal; nothing is broken without it, since other programs search and cut such lines
 */
export function wrapped(beginning: string, text: string, width: number | undefined): string[] {
  const margin = ' '.repeat(beginning.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && width !== undefined && beginning.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each, index) => `${index === 0 ? beginning : margin}${each}`);
}
