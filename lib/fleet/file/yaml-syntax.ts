import type { LineCounter, YAMLError } from 'yaml';
import { structure, wrongIndentation } from './yaml-indentation';
import { slipIn } from './yaml-slips';
import { show } from '../../core/text';

/** What the parser could not read, in words of the file rather than the parser's. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly message: string;
}

type Code = YAMLError['code'];

/** Mistakes that end where they begin: the parser reads on behind them. Of the others it finds what follows from the first as well. */
const LOCAL: ReadonlySet<Code> = new Set<Code>([
  'ALIAS_PROPS', 'BAD_ALIAS', 'BAD_DIRECTIVE', 'BAD_DQ_ESCAPE', 'BAD_SCALAR_START', 'DUPLICATE_KEY', 'MULTIPLE_ANCHORS', 'MULTIPLE_TAGS', 'TAG_RESOLVE_FAILED',
]);

/** A sentence for each code of the parser; `found` is what stands at the place, on its line. */
const SENTENCES: Readonly<Record<Code, (message: string, found: string) => string>> = {
  ALIAS_PROPS: () => 'an alias (*name) must stand alone, without an anchor and a tag',
  BAD_ALIAS: (_, found) => `a text that begins with ${found[0]} must be in quotes`,
  BAD_COLLECTION_TYPE: () => 'the value must have no tag: write it alone',
  BAD_DIRECTIVE: () => 'the file must have no line that begins with "%" but %YAML 1.2: take it away',
  BAD_DQ_ESCAPE: (message) => `a backslash in double quotes begins an escape, and ${message.split(' ').pop()} is none: write \\\\, or use single quotes`,
  BAD_INDENT: (message) => /flow/i.test(message) ? `${closing(message) ?? 'what stands within [ ] and { } must end'}, and its lines must be indented further than its key`
    : 'the indentation must be that of the lines beside it',
  BAD_PROP_ORDER: () => 'an anchor (&name) must stand before the value, behind its "-", "?" or ":"',
  BAD_SCALAR_START: (message) => `a text that begins with ${message.split(' ').pop()} must be in quotes`,
  BLOCK_AS_IMPLICIT_KEY: (message) => message.includes('sequence') ? 'an item of a list ("- …") must not stand between the keys of a map'
    : 'a line must have one key: put a value that holds ": " in quotes',
  BLOCK_IN_FLOW: () => 'a value within [ ] or { } that holds ": " or "- " must be in quotes, or a "," is missing before it',
  DUPLICATE_KEY: () => 'a key must stand once in a map',
  IMPOSSIBLE: () => 'the file must be YAML, and is none from here on',
  KEY_OVER_1024_CHARS: () => 'a key must have at most 1,024 characters',
  MISSING_CHAR: (message, found) => missing(message, found),
  MULTILINE_IMPLICIT_KEY: (_, found) => `a key must stand on one line, with ":" behind it, got ${show(found)}`,
  MULTIPLE_ANCHORS: () => 'a value must have one anchor (&name) at most',
  MULTIPLE_DOCS: () => 'the file must be one YAML document',
  MULTIPLE_TAGS: () => 'a value must have no tag, and this one has several',
  NON_STRING_KEY: () => 'a key must be text',
  RESOURCE_EXHAUSTION: () => 'the file must be nested less deeply',
  TAB_AS_INDENT: () => 'the indentation must be spaces, got a tab',
  TAG_RESOLVE_FAILED: () => 'the value must have no tag: write it alone',
  UNEXPECTED_TOKEN: (_, found) => /^[,\]}]/.test(found) ? `a ${show(found[0])} must follow an item within [ ] or { }`
    : `nothing more must stand behind the value, got ${show(found)}: a quote or a bracket may be missing before it`,
};

function missing(message: string, found: string): string {
  if (message.startsWith('Missing closing')) {
    return `a text that begins with ${message.includes('"') ? '"' : "'"} must end with it: a quote is missing`;
  }
  if (message.startsWith('Comments')) {
    return 'a comment must have a space before its #';
  }
  if (message.startsWith('Implicit map keys')) {
    return `a key must be followed by ":", got ${show(found)}`;
  }
  if (message.startsWith('Sequence item')) {
    return `an item of a list must begin with "- ", got ${show(found)}`;
  }
  if (/between flow/.test(message)) {
    return `items within [ ] and { } must be separated by ",", got ${show(found)}`;
  }
  return closing(message) ?? {
    'Missing space after :': 'a key must be followed by ":" and a space',
    'Tags and anchors': 'an anchor (&name) must be followed by a space or a new line',
    'Missing directives-end': 'a line that begins with "%" must be followed by the line ---',
    'Block collection cannot': 'the line --- must have nothing behind it',
    'Block scalar': 'a block text must begin in the line below its | or >',
  }[/^(?:Missing space after :|Tags and anchors|Missing directives-end|Block collection cannot|Block scalar)/.exec(message)?.[0] ?? '']
    ?? 'a character is missing here';
}

/** Of a bracket that is not closed. */
function closing(message: string): string | undefined {
  const bracket = /end with a (.)/.exec(message)?.[1];
  return bracket && `the ${bracket === ']' ? 'list that begins with [' : 'map that begins with {'} here must end with ${bracket}`;
}

/** What is wrong with a text that the parser refuses, each mistake once, at the place of the mistake. */
export function syntaxProblems(text: string, errors: readonly YAMLError[], lines: LineCounter): SyntaxProblem[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const slip = sorted.length === 0 ? undefined : slipBefore(text, lines, sorted[0]);
  if (slip !== undefined) {
    const { line } = lines.linePos(slip.offset);
    const above = sorted.filter(({ code, pos: [from] }) => LOCAL.has(code) && lines.linePos(from).line < line);
    return [...above.map((error) => worded(text, error)), slip];
  }
  const first = sorted.find(({ code }) => !LOCAL.has(code));
  const local = sorted.filter(({ code, pos: [from] }) => LOCAL.has(code) && (first === undefined || from < first.pos[0]));
  return [...local.map((error) => worded(text, error)), ...first ? [structural(text, first, lines)] : []];
}

/** A slip that may be the cause of what the parser found first: above it, or in the line below. */
function slipBefore(text: string, lines: LineCounter, { pos: [from] }: YAMLError): SyntaxProblem | undefined {
  const rows = text.split(/\r?\n/);
  const slip = slipIn(text, [...structure(rows)].map(({ text: row, line }) => ({ text: row, offset: lines.lineStarts[line - 1] })));
  return slip !== undefined && lines.linePos(slip.offset).line <= lines.linePos(from).line + 1 ? slip : undefined;
}

function worded(text: string, { code, message, pos: [from] }: YAMLError): SyntaxProblem {
  const found = text.slice(from).split(/[\r\n]/, 1)[0].trim();
  const placeholder = code === 'UNEXPECTED_TOKEN' || /between flow/.test(message)
    ? (/^\{[A-Za-z][\w-]*\}/.exec(found) ?? /\{[A-Za-z][\w-]*\}$/.exec(text.slice(0, from)))?.[0] : undefined;
  return { offset: from, message: placeholder === undefined ? SENTENCES[code](message, found) : `a text that holds a placeholder must be in quotes, got ${placeholder} without` };
}

/** A tab and an indentation are looked for in the lines themselves: the parser finds what follows from them, often in another line. */
function structural(text: string, error: YAMLError, lines: LineCounter): SyntaxProblem {
  const rows = text.split(/\r?\n/);
  const { line } = lines.linePos(error.pos[0]);
  const near = (row: number) => Math.abs(row - line) <= 1;
  const tab = rows.findIndex((row, index) => near(index + 1) && /^ *\t\s*\S/.test(row));
  if (tab >= 0 && error.code !== 'RESOURCE_EXHAUSTION') {
    return { offset: lines.lineStarts[tab] + rows[tab].indexOf('\t'), message: SENTENCES.TAB_AS_INDENT('', '') };
  }
  const opened = /end with a [\]}]|^Missing closing/.test(error.message) ? unclosed(text.slice(0, error.pos[0])) : undefined;
  const wrong = wrongIndentation(rows);
  const isAbove = wrong && wrong.line <= line + 1 && lines.lineStarts[wrong.line - 1] < (opened ?? Infinity);
  if (isAbove && isOfLayout(error)) {
    const { indent, beside } = wrong;
    return {
      offset: lines.lineStarts[wrong.line - 1] + indent,
      message: `the indentation differs from line ${beside.line}: write ${spaces(beside.indent)} rather than ${indent}`,
    };
  }
  const { offset, message } = worded(text, error);
  return { offset: opened ?? offset, message };
}

/** Whether a wrong indentation may be the cause. */
function isOfLayout({ code }: YAMLError): boolean {
  return !['BAD_PROP_ORDER', 'KEY_OVER_1024_CHARS', 'RESOURCE_EXHAUSTION', 'MULTIPLE_DOCS', 'NON_STRING_KEY'].includes(code);
}

function spaces(n: number): string {
  return n === 1 ? '1 space' : n === 0 ? 'no spaces' : `${n} spaces`;
}

/** Where the innermost bracket begins that is open at the end of a text, or the quote; brackets in quotes and comments are none. */
function unclosed(text: string): number | undefined {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|(?<=^|[\s,[{:])'(?:[^']|'')*'|(?<=^|\s)#.*|(?<=^|[\s,[{:-])[[{"']|[\]}]/gm)) {
    if (/^[[{"']$/.test(token)) {
      open.push(index);
    } else if (token === ']' || token === '}') {
      open.pop();
    }
  }
  return open.pop();
}
