/**
 * Text of which parts are known only at deploy time. Each such part stands between two characters of
 * Unicode's private use area, under a name: equal names are equal values.
 */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/** A part that is known only at deploy time. */
export function unknownPart(name: string): string {
  // The name may come to stand in JSON text, which is read later.
  return `${OPEN}${plain(name).replace(/["\\\u0000-\u001f]/g, "'")}${CLOSE}`;
}

/** Literal text, which must not pass for a part that is not known. */
export function literalText(text: string): string {
  return isLiteral(text) ? text : text.replace(/[\uE000\uE001]/g, '\uFFFD');
}

/** Whether a text has nothing in it that might pass for such a part. */
export function isLiteral(text: string): boolean {
  return !text.includes(OPEN) && !text.includes(CLOSE);
}

export function isKnown(text: string): boolean {
  return !text.includes(OPEN);
}

/** Whether nothing of a text is known. */
export function isUnknown(text: string): boolean {
  return nameOfUnknown(text) !== undefined;
}

/** The name of the one part that a text consists of. */
export function nameOfUnknown(text: string): string | undefined {
  return /^\uE000([^\uE000\uE001]*)\uE001$/.exec(text)?.[1];
}

/** As people read it: `arn:<AWS::Partition>:iam::…`, and nothing that a terminal obeys. */
export function plain(text: string): string {
  return !/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\uE000\uE001]/.test(text) ? text : text.split(OPEN).join('<').split(CLOSE).join('>')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text with another in place of each part that is not known: names of parts may hold wildcards and colons. */
export function masked(text: string, mask = ''): string {
  return isKnown(text) ? text : text.replace(/\uE000[^\uE001]*\uE001/g, () => mask);
}

/** How many characters are known; what is not may be empty. */
export function knownLength(text: string): number {
  return masked(text).length;
}

/** The names of the parts that are not known. */
export function namesOfUnknown(text: string): string[] {
  return isKnown(text) ? [] : [...text.matchAll(/\uE000([^\uE001]*)\uE001/g)].map(([, name]) => name);
}

/** Splits a text at a delimiter, but within no part that is not known. */
export function splitText(text: string, delimiter: string): string[] {
  if (isKnown(text)) {
    return text.split(delimiter);
  }
  const names = namesOfUnknown(text).reverse();
  return masked(text, OPEN).split(delimiter).map((piece) => piece.replace(/\uE000/g, () => `${OPEN}${names.pop()!}${CLOSE}`));
}

/** The characters of a text, each part that is not known as a whole: a symbol that equals itself alone. */
export function symbolsOf(text: string): readonly string[] {
  return text.match(/\uE000[^\uE001]*\uE001|[^]/g) ?? [];
}

/** JSON text as its value; nothing if it is none. What its escapes stand for is literal text, too. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\\(u[0-9a-f]{4}|[^])/gi, (escape, what: string) => /^ue00[01]$/i.test(what) ? '\\ufffd' : escape));
  } catch {
    return undefined;
  }
}
