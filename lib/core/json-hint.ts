/**
 * What to do about a character that is none of JSON, for what people write most: comments, a comma behind the last item, and other
 * quotes. The end of a message, or nothing.
 *
 * @param isBehindComma whether a comma stands before it
 */
export function jsonHint(character: string | undefined, isBehindComma: boolean): string {
  if (character === '/' || character === '#') {
    return ': JSON has no comments';
  }
  if ((character === '}' || character === ']') && isBehindComma) {
    return ': take away the comma before it';
  }
  return character !== undefined && "'`\u2018\u2019\u201c\u201d".includes(character) ? ': texts of JSON are in plain double quotes (")' : '';
}
