/**
 * Values as YAML, in block style. A general YAML library takes half a millisecond for a pod, and an
 * app with thousands of roles writes tens of thousands; what we write is plain objects, lists, text,
 * numbers and booleans.
 *
 * Readers of YAML 1.1 (kubectl, Helm) and 1.2 understand it alike: text is quoted unless it begins
 * with a letter, has no character that means anything, and is not a word such as `on`.
 */
export function toYaml(value: unknown): string {
  return isEmpty(value) ? `${scalar(value)}\n` : block(value, '').replace(/^\n/, '');
}

/** What follows a key or a dash: on the same line, or on lines of its own. */
function block(value: unknown, indent: string): string {
  if (isEmpty(value)) {
    return typeof value === 'string' && LITERAL.test(value) ? literal(value, indent || '  ') : ` ${scalar(value)}\n`;
  }
  if (Array.isArray(value)) {
    return '\n' + value.map((item) => `${indent}-${inItem(item, `${indent}  `)}`).join('');
  }
  return '\n' + entries(value as object).map(([key, item]) => `${indent}${text(key)}:${block(item, `${indent}  `)}`).join('');
}

/** An object in a list begins on the line of its dash. */
function inItem(value: unknown, indent: string): string {
  const lines = block(value, indent);
  return lines.startsWith('\n') ? ` ${lines.slice(1 + indent.length)}` : lines;
}

/** Fields that are undefined are not there, as in JSON. */
function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** Without lines of its own: a scalar, or a collection of nothing. */
function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || (Array.isArray(value) ? value : entries(value)).length === 0;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') {
    return text(value);
  }
  return JSON.stringify(value) ?? 'null'; // numbers, booleans, null, [] and {} are written as in JSON
}

/** Several lines, the last one ended: scripts. */
const LITERAL = /^[!-~][ -~]*\n(?:[ -~]*\n)*(?<=[!-~]\n)$/;

function literal(value: string, indent: string): string {
  return ` |\n${value.replace(/^(?=.)/gm, indent)}`;
}

const PLAIN = /^[A-Za-z][\w./@+-]*(?::+[\w./@+-]+)*$/;
/** Words that are no text to YAML 1.1 or 1.2; `e3` is a number to some of its readers. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e[+-]?\d+)$/i;

function text(value: string): string {
  // JSON's escapes are YAML's as well; a few characters may stand as they are in JSON only.
  return PLAIN.test(value) && !WORDS.test(value) ? value
    : JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
