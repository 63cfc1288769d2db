import type { RequestKeys } from './request-keys';
import { patternOf } from './text-pattern';
import type { Pattern, PatternSymbol } from './text-pattern';
import { isKnown, plain, symbolsOf } from '../partial-text';

/** Whether a policy's version has variables: `2012-10-17` has them, earlier ones take them for text. */
export type VariableSupport = 'resolved' | 'literal' | 'unknown';

/** A policy variable: `${aws:PrincipalTag/team, 'none'}`. */
interface Variable {
  readonly key: string;
  readonly defaultValue?: string;
}

type Piece = Pattern | Variable;

/** What a text of a policy stands for in a request: a pattern, nothing since a variable has no value, or what is not known. */
export type Resolution = { readonly pattern: Pattern } | 'noValue' | { readonly open: string };

const OPENING = '${';

/** `${*}`, `${?}` and `${$}`, or a key with or without its default. */
const VARIABLE = /\$\{(?:([*?$])|([^{}',\uE000\uE001]+)(?:,\s*'([^'\uE000\uE001]*)')?)\}/g;

export function variableSupport(version: string | undefined): VariableSupport {
  return version === '2012-10-17' ? 'resolved' : version === undefined || version === '2008-10-17' ? 'literal' : 'unknown';
}

/** A text of a policy which may have variables, read once. */
export class VariableText {
  /** Its text, if no request changes what it stands for, and it has no wildcards. */
  public readonly literal?: string;
  private readonly fixed?: Resolution;
  private readonly pieces: readonly Piece[] = [];

  /** @param from where variables may begin: in an ARN of a resource, behind the fifth colon */
  public constructor(
    public readonly text: string, private readonly wildcards: boolean, support: VariableSupport, from = 0,
  ) {
    const mayHaveVariables = text.includes('$', from) && support !== 'literal';
    if (!mayHaveVariables) {
      const pattern = patternOf(text, { wildcards });
      this.fixed = { pattern };
      this.literal = isKnown(text) && pattern.every((symbol) => typeof symbol === 'string') ? text : undefined;
    } else if (support === 'unknown' && text.includes(OPENING, from)) {
      this.fixed = { open: `the version of the policy, and so whether "${plain(text)}" has a variable` };
    } else {
      const pieces = this.read(from);
      this.fixed = pieces === undefined ? { open: `the variable in "${plain(text)}", which cannot be read` } : undefined;
      this.pieces = pieces ?? [];
    }
  }


  public resolvedBy(keys: RequestKeys): Resolution {
    if (this.fixed !== undefined) {
      return this.fixed;
    }
    const symbols: PatternSymbol[] = [];
    let open: string | undefined;
    for (const piece of this.pieces) {
      if (Array.isArray(piece)) {
        symbols.push(...piece as Pattern);
        continue;
      }
      const value = this.valueOf(piece as Variable, keys);
      if (value === undefined) {
        return 'noValue';
      }
      if (typeof value === 'string') {
        symbols.push(...symbolsOf(value));
      } else {
        open ??= value.open;
      }
    }
    return open === undefined ? { pattern: symbols } : { open };
  }

  /** Nothing if it has no value. */
  private valueOf({ key, defaultValue }: Variable, keys: RequestKeys): string | { readonly open: string } | undefined {
    const found = keys.find(key);
    switch (found.kind) {
      case 'absent':
        return defaultValue === undefined ? undefined
          : /[*?]/.test(defaultValue) && this.wildcards ? { open: `whether the wildcard in the default of \${${key}} counts` } : defaultValue;
      case 'one':
        // AWS calls an empty value null, and a variable without a value null, too.
        return found.value === '' ? { open: `whether \${${key}} has a value, which is empty` } : found.value;
      case 'several':
        return { open: `\${${key}}, a key with several values` };
      case 'open':
        return { open: `\${${key}}: ${found.why}` };
    }
  }

  /** Nothing if there is a variable that cannot be read. */
  private read(from: number): Piece[] | undefined {
    const pieces: Piece[] = [];
    let end = from;
    const add = (text: string, wildcards: boolean) => pieces.push(patternOf(text, { wildcards }));
    add(this.text.slice(0, from), this.wildcards);
    for (const match of this.text.slice(from).matchAll(VARIABLE)) {
      const between = this.text.slice(end, from + match.index);
      if (isUnreadable(between)) {
        return undefined;
      }
      add(between, this.wildcards);
      const [whole, special, key, defaultValue] = match;
      if (special !== undefined) {
        add(special, false);
      } else {
        pieces.push({ key: key.trim(), defaultValue });
      }
      end = from + match.index + whole.length;
    }
    const rest = this.text.slice(end);
    add(rest, this.wildcards);
    return isUnreadable(rest) ? undefined : pieces;
  }
}

/** A `${` without its end, or a `$` before a part that is not known, which may begin with a brace. */
function isUnreadable(text: string): boolean {
  return text.includes(OPENING) || text.includes('$\uE000');
}
