import { replaceUnseen, show, visible } from './text';

/*
 * Text of others in the formats that we write, one function for each. Whatever the text, a reader of the format gets it back, and
 * nothing that it says is taken for a part of the format. What cannot be carried at all is refused where it comes in (`CARRIED_TEXT`).
 */

/** One or more words that no reader of YAML 1.1 or 1.2 takes for anything but text. */
const PLAIN_YAML = /^[A-Za-z](?:[\w./@+=:-]*[\w/+=-])?(?: [A-Za-z0-9](?:[\w./@+=:-]*[\w/+=-])?)*$/;
/** But these: flags and nothing in YAML 1.1, and exponents. */
const YAML_WORD = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;

/** A text as a scalar of YAML on one line: as it is where every reader takes it for text, else in double quotes. */
export function yamlText(text: string): string {
  return PLAIN_YAML.test(text) && !YAML_WORD.test(text) ? text : yamlQuoted(text);
}

/** A text as a double-quoted scalar of YAML. Nothing in it depends on how a reader folds lines or which characters it takes for breaks. */
export function yamlQuoted(text: string): string {
  const escaped = replaceUnseen(text.replace(/[\\"]/g, '\\$&'), (character) => {
    const code = character.codePointAt(0)!;
    if (code >= 0xD800 && code <= 0xDFFF) {
      throw new Error(`text in YAML must be Unicode, got half of a character in ${show(text)}`);
    }
    return character === '\n' ? '\\n' : code > 0xFFFF ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${escaped}"`;
}

/** A text for a comment of YAML or POSIX sh, or another place that ends with the line. */
export function commentText(text: string): string {
  return visible(text);
}

/** One word of POSIX sh, whatever is in it: as it is where sh takes it literally, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : shellQuoted(text);
}

/** One word of POSIX sh, in single quotes. */
export function shellQuoted(text: string): string {
  if (/\0|[\uD800-\uDFFF]/u.test(text)) {
    throw new Error(`a word of a shell script must be Unicode without NUL, got ${show(text)}`);
  }
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * A value as JSON, indented. What is not seen is escaped, so that it can be printed; half of a character, which strict readers refuse,
 * becomes text that shows its number (`\ud800`).
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2).replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (whole, half?: string) => half === undefined ? whole : `\\\\u${half}`);
  // JSON.stringify has escaped the control characters, so those that are left are its own line breaks and spaces.
  return `${replaceUnseen(json, (character) => character === '\n' ? character : [...utf16(character)].map((code) => `\\u${hex(code, 4)}`).join(''))}\n`;
}

/** A text of one line for a terminal or a log: nothing in it is obeyed, or begins a line of its own. */
export function terminalText(text: string): string {
  return visible(text);
}

/** The same for a text of several lines, which our own code has put together. */
export function terminalLines(text: string): string {
  return text.split('\n').map(terminalText).join('\n');
}

/** A text in Markdown: no formatting, link or HTML. */
export function markdownText(text: string): string {
  return visible(text).replace(/[\\`*_<>[\]]/g, '\\$&');
}

/**
 * A text in Markdown that stands in a table or comment of GitHub or GitLab: the same, and it mentions nobody, links to nothing and ends no
 * cell.
 */
export function markdownCell(text: string): string {
  return markdownText(text).replace(/&/g, '&amp;').replace(/[|~]/g, '\\$&').replace(/([@#])(?=[\w-])/g, '$1&#8203;')
    .replace(/:(?=\/\/)/g, ':&#8203;').replace(/\b(www)\./gi, '$1&#8203;.');
}

/** A text in a message of SARIF: `[text](address)` would be a link. */
export function sarifText(text: string): string {
  return visible(text).replace(/\](?=\()/g, '] ');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function utf16(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}
