/** A place at which lines of one level begin. */
interface Level {
  readonly indent: number;
  /** 1-based; the last line of the level so far. */
  line: number;
  /** Whether it began with an item of a list: no key stands beside it. */
  readonly isOfItems: boolean;
  /** Whether it began with a key. */
  readonly isOfKeys: boolean;
}

/** A line that is on no level of those above it. */
export interface WrongIndentation {
  /** 1-based. */
  readonly line: number;
  readonly indent: number;
  /** The line that it should be beside. */
  readonly beside: Level;
}

/**
 * The first line of a YAML text whose indentation is that of no line which it could be beside or below. Asked only where the parser
 * found something wrong, since it names another line then: it takes a line that is too deep for more of the text above it.
 */
export function wrongIndentation(lines: readonly string[]): WrongIndentation | undefined {
  const levels: Level[] = [];
  let above: string | undefined;
  for (const { text, line } of structure(lines)) {
    const indent = text.search(/\S/);
    const left: Level[] = [];
    while (levels.length > 0 && levels[levels.length - 1].indent > indent) {
      left.unshift(levels.pop()!);
    }
    const beside = levels[levels.length - 1] as Level | undefined;
    const isBelow = beside === undefined || beside.indent < indent;
    if (!isBelow && beside.isOfItems && !isItem(text.trimStart()) && left[0]?.isOfKeys) {
      return { line, indent, beside: left[0] };
    }
    if (isBelow && above !== undefined && (left.length > 0 || !opens(above))) {
      const nearest = [...left.slice(0, 1), ...beside ? [beside] : []]
        .reduce((a, b) => Math.abs(b.indent - indent) - Math.abs(a.indent - indent) < (opens(text) ? 1 : 0) ? b : a);
      return { line, indent, beside: nearest };
    }
    if (isBelow) {
      levels.push({ indent, line, isOfItems: isItem(text.trimStart()), isOfKeys: isKey(text) });
    } else {
      beside.line = line;
    }
    // A key behind "- " is a level of its own.
    for (let item = text.slice(indent), column = indent; /^-\s+\S/.test(item);) {
      const width = /^-\s+/.exec(item)![0].length;
      [item, column] = [item.slice(width), column + width];
      if (!item.startsWith('#')) {
        levels.push({ indent: column, line, isOfItems: isItem(item), isOfKeys: isKey(item) });
      }
    }
    above = text;
  }
  return undefined;
}

function isKey(text: string): boolean {
  return /:(?:\s|$)/.test(text);
}

function isItem(text: string): boolean {
  return /^-(?:\s|$)/.test(text);
}

/** Whether the lines below may belong to a line: it ends with a key, or an item, that has no value yet. */
function opens(text: string): boolean {
  return /(?::|^\s*-|[-:?]\s+-)(?:\s+[&!]\S*)*$/.test(text);
}

/** Lines with keys and items, without comments: not those of block texts, nor of [ ] and { } that end in a later line. */
export function* structure(lines: readonly string[]): Generator<{ readonly text: string; readonly line: number }> {
  let block: number | undefined;
  let depth = 0;
  for (const [index, written] of lines.entries()) {
    const text = withoutComment(written);
    const indent = text.search(/\S/);
    if (indent < 0 || /^(?:---|%)/.test(text) || (block !== undefined && indent > block)) {
      continue;
    }
    block = /[:-]\s+(?:[&!]\S+\s+)*[|>]\S*$/.test(text) ? indent : undefined;
    const isWithin = depth > 0;
    depth = Math.max(0, depth + bracketsOf(text));
    if (!isWithin) {
      yield { text, line: index + 1 };
    }
  }
}

/** How many more brackets a line opens than it closes, those in quotes left out. */
function bracketsOf(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
  return (bare.match(/(?<=[\s[{,:-])[[{]/g) ?? []).length + (/^[[{]/.test(bare) ? 1 : 0) - (bare.match(/[\]}](?=[\s\]},]|$)/g) ?? []).length;
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '$1').trimEnd();
}
