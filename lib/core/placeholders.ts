import { nearest, show } from './text';

/** What a text may hold: `{environment}`, a brace (`{{`), or what belongs to IAM and other tools (`${…}`), in that order of reading. */
const PART = /\$\{[^}]*\}?|\{\{|\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** The form of a placeholder, for patterns of the JSON Schema. */
export const PLACEHOLDER_PATTERN = '\\{[A-Za-z][A-Za-z0-9_-]*\\}';

/** A word of another tool in two braces, `{{ .Values.name }}`. */
const FOREIGN = /(?<!\{)\{\{-?\s*\.?([\w.-]+)\s*-?\}\}/;

/** Whether a text holds a brace, and so may hold placeholders. Most hold none. */
export function mayHoldPlaceholders(text: string): boolean {
  return text.includes('{');
}

/** The names of the placeholders of a text, each once. */
export function placeholderNames(text: string): string[] {
  return mayHoldPlaceholders(text) ? [...new Set([...text.matchAll(PART)].flatMap(([, name]) => (name as string | undefined) ?? []))] : [];
}

/** The text with its placeholders filled, and with `{` for `{{`. */
export function fillPlaceholders(text: string, valueOf: (name: string) => string): string {
  return mayHoldPlaceholders(text)
    ? text.replace(PART, (written, name?: string) => name !== undefined ? valueOf(name) : written === '{{' ? '{' : written) : text;
}

/**
 * What is wrong with the placeholders of a text: a sentence without its subject; nothing if all are known.
 *
 * @param known the names of those that there are
 */
export function unknownPlaceholder(text: string, known: readonly string[]): string | undefined {
  const [foreign, word] = FOREIGN.exec(text) ?? [];
  const problem = (hint: string) => `must hold known placeholders only, got ${show(text)}: ${hint}`;
  if (foreign !== undefined) {
    const name = word.split('.').pop()!;
    return problem(known.includes(name) ? `write {${name}}` : `${foreign} is not filled here`);
  }
  const unknown = placeholderNames(text).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    return problem(`there is no {${unknown}}${meant === undefined
      ? ` (there are ${known.map((name) => `{${name}}`).join(', ')}; others are given under "variables", and a brace is written {{)` : `, did you mean {${meant}}?`}`);
  }
  const rest = text.replace(PART, '');
  const [spaced, inner] = /\{\s*([A-Za-z][\w-]*)\s*\}/.exec(rest) ?? [];
  return !rest.includes('{') ? undefined
    : problem(spaced !== undefined && known.includes(inner) ? `write {${inner}}, without spaces` : 'a brace that begins no placeholder is written {{');
}
