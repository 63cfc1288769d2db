import { Token } from './cdk';
import { requireKind, TEXT } from './kinds';
import { show, strangeSpaces } from './text';

/**
 * What a string must look like. The one record serves the constructs (which throw), the checker of
 * `workloads.yaml` (which collects), and the JSON Schema (which an editor reads).
 */
export interface TextFormat {
  /** A regular expression over the whole text, in the dialect that JSON Schema and JavaScript share. */
  readonly pattern: string;
  /** The rule in words, to follow "must be". */
  readonly rule: string;
  readonly maxLength?: number;
  /** A valid text, shown by editors and by the generated documentation. */
  readonly example: string;
  /** What was probably meant, for values that are wrong in a well-known way. */
  readonly hint?: (value: string) => string | undefined;
  /** A judgement that knows more than the pattern, and replaces it: what is wrong, or nothing. */
  readonly judge?: (value: string) => string | undefined;
  /** A rule beyond the pattern, asked when the pattern holds: what is wrong, or nothing. */
  readonly also?: (value: string) => string | undefined;
}

/** Any text that every file of ours can carry; what cannot stand in it has no way into a shell script, or into UTF-8. */
export const CARRIED_TEXT: TextFormat = {
  pattern: '[^\\u0000]*',
  rule: 'text without NUL characters',
  example: 'the team that owns it',
  also: (value) => /[\uD800-\uDFFF]/u.test(value) ? 'must be Unicode, without half of a character (a lone surrogate)' : undefined,
};

/** Why a text does not have a format: a sentence without its subject; nothing if it has it. */
export function explain(format: TextFormat, value: string): string | undefined {
  if (format.judge) {
    return format.judge(value);
  }
  const tooLong = format.maxLength !== undefined && value.length > format.maxLength;
  if (tooLong || !patternOf(format).test(value)) {
    const shown = show(value);
    const length = tooLong && !shown.endsWith(' characters)') ? ` (${value.length} characters)` : '';
    return `must be ${format.rule}, got ${shown}${length}${colon(hintFor(format, value, tooLong))}`;
  }
  const other = format.also?.(value);
  return other && `${other}, got ${show(value)}`;
}

/** A hint is for a slip of the pen: neither for a flood of text, nor for one that is too long and nothing else. */
function hintFor(format: TextFormat, value: string, tooLong: boolean): string | undefined {
  if (value.length > 1_000 || (tooLong && patternOf(format).test(value))) {
    return undefined;
  }
  return strangeSpaces(value) ?? (value !== value.trim() ? 'it begins or ends with white space' : format.hint?.(value));
}

function colon(hint: string | undefined): string {
  return hint ? `: ${hint}` : '';
}

const PATTERNS = new WeakMap<TextFormat, RegExp>();

function patternOf(format: TextFormat): RegExp {
  const known = PATTERNS.get(format) ?? new RegExp(`^(?:${format.pattern})$`);
  PATTERNS.set(format, known);
  return known;
}

/** The ids that `Vpc.fromLookup` and `HostedZone.fromLookup` give until the CDK CLI has looked them up. */
const PROVISIONAL_IDS = ['DUMMY', 'p-12345', 'p-67890', 's-12345', 's-67890', 'vpc-12345'];

/** With plain text before it, as in `https://${valueFromLookup(…)}`: nothing that is a wildcard, or more than a name anywhere. */
const DUMMY_VALUE = /^(?:https:\/\/|arn:[\w:/-]*[:/])?[\w./-]*dummy-value-for-[\w./-]+$/;

/**
 * Whether a text stands for a value that the CDK CLI has yet to look up: it does so after this synthesis, and synthesises again. That of
 * `StringParameter.valueFromLookup`, an id, or the ARN of a role (`Role.fromLookup`). Those of keys and security groups have their format.
 */
export function isProvisional(text: string): boolean {
  // A name with `..` would lead a file out of its folder.
  return (DUMMY_VALUE.test(text) && !text.includes('..')) || /^arn:.*:123456789012:.*\/DUMMY_ARN$/.test(text) || PROVISIONAL_IDS.includes(text);
}

/**
 * Throws if a literal text does not have the format. A deploy-time value passes: nobody can know
 * it at synth.
 */
export function requireFormat(format: TextFormat, what: string, value: string): void {
  requireKind(what, TEXT, value);
  if (Token.isUnresolved(value) || isProvisional(value)) {
    return;
  }
  const problem = explain(format, value);
  if (problem !== undefined) {
    throw new Error(`${what} ${problem}`);
  }
}
