import { show, strangeSpaces } from '../../core/text';

/** What is wrong with a text, and where. */
export interface Slip {
  readonly offset: number;
  readonly message: string;
}

/**
 * What is no YAML at all, and of which the parser finds no more than what follows: marks of Git, templates of Helm and Jinja, ends of
 * lines and spaces of other kinds, and items and keys that lack a character. Asked only where the parser found something wrong; the
 * first one.
 *
 * @param lines the lines that hold keys and items, each with its offset: none of comments and block texts
 */
export function slipIn(text: string, lines: readonly { readonly text: string; readonly offset: number }[]): Slip | undefined {
  const loneReturn = /\r(?!\n)/.exec(text);
  const found = lines.flatMap((line, index) => slipOf(line.text, lines[index + 1]?.text)
    .map(({ at, message }) => ({ offset: line.offset + at, message })));
  return [...loneReturn ? [{ offset: loneReturn.index, message: 'a line must end with \\n or \\r\\n, got \\r alone' }] : [], ...found]
    .sort((a, b) => a.offset - b.offset)[0];
}

/** The template that holds a place, if one does: to YAML some are maps. */
export function templateAt(text: string, offset: number): Slip | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const slip = templateIn(text.slice(start).split('\n', 1)[0]);
  return slip && start + slip.at <= offset ? { offset: start + slip.at, message: slip.message } : undefined;
}

function templateIn(line: string): { readonly at: number; readonly message: string } | undefined {
  const template = /^\s*(\{[{%].*?[}%]\})|(?<=[:[,-]\s+)(\{\{.*?\}\})/.exec(line);
  const found = template?.[1] ?? template?.[2];
  return found === undefined ? undefined
    : { at: line.indexOf(found), message: `the file must be plain YAML, got the template ${show(found)}: render it first, or write the values` };
}

function slipOf(line: string, next: string | undefined): { readonly at: number; readonly message: string }[] {
  if (/^<<<<<<< /.test(line)) {
    return [{ at: 0, message: 'a conflict of Git must be resolved first: choose what is right from here to ">>>>>>>", and take its marks away' }];
  }
  const template = templateIn(line);
  if (template !== undefined) {
    return [template];
  }
  const blank = /^\s*/.exec(line)![0];
  const strange = strangeSpaces(blank);
  if (strange !== undefined) {
    return [{ at: blank.search(/[^ ]/), message: `the indentation must be spaces, got ${strange.replace(/^it has |: write.*$/g, '')}` }];
  }
  if (/^ *-[A-Za-z]\w*:(?:\s|$)/.test(line)) {
    return [{ at: blank.length, message: `an item of a list must begin with "- ", got ${show(line.trim())}` }];
  }
  const isAlone = /^ *[\w.-]+$/.test(line) && next !== undefined && next.search(/\S/) > blank.length && /^ *(?:- |[\w.-]+:(?:\s|$))/.test(next);
  return isAlone ? [{ at: blank.length, message: `a key must be followed by ":", got ${show(line.trim())}` }] : [];
}
