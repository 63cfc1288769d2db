import type { Budget } from './budget';
import { everyOf } from './truth';
import type { Truth } from './truth';
import { isKnown, splitText, symbolsOf } from '../partial-text';

/** Any text, as `*` of a policy stands for. */
export const ANY = 0;

/** Any one character, as `?` of a policy stands for. */
export const ONE = 1;

/** A character, a part that is not known as a whole, or a wildcard. A `*` that is meant literally is a character. */
export type PatternSymbol = string | typeof ANY | typeof ONE;

export type Pattern = readonly PatternSymbol[];

const PARTS = 6;

/** The symbols of a text of a policy. */
export function patternOf(text: string, { wildcards }: { readonly wildcards: boolean }): Pattern {
  const symbols = symbolsOf(text);
  return wildcards ? symbols.map((symbol) => symbol === '*' ? ANY : symbol === '?' ? ONE : symbol) : symbols;
}

/** Whether a pattern is `*`, which takes all. */
export function takesAll(pattern: Pattern): boolean {
  return pattern.includes(ANY) && pattern.every((symbol) => typeof symbol !== 'string');
}

/**
 * Whether a pattern takes a text, for each value of the parts that are not known. Nothing if that depends on them, or if the
 * budget is spent.
 */
export function patternTakes(pattern: Pattern, text: string, budget: Budget): Truth {
  if (isKnown(text) && !hasUnknown(pattern)) {
    return certainlyTakes(pattern, text, budget);
  }
  const symbols = symbolsOf(text);
  return certainlyTakes(pattern, symbols, budget) === true ? true : mayTake(pattern, symbols, budget) === false ? false : undefined;
}

/** How an ARN of a policy with fewer than six parts is read; without one of these it takes nothing. */
export type ShortArn = 'filledUp' | 'open' | undefined;

/**
 * Whether a pattern takes an ARN part by part, so that a wildcard takes no colon but in the last part. A part that is not known may
 * hold colons: `<bucket's ARN>/*`.
 */
export function arnPatternTakes(pattern: Pattern, arn: string, shortArn: ShortArn, budget: Budget): Truth {
  const [parts, given] = [sixParts(pattern), sixPartsOf(arn)];
  const isWholeKnown = !hasUnknown(pattern);
  if (isWholeKnown && isKnown(arn)) {
    if (given.length < PARTS) {
      return false;
    }
    if (parts.length < PARTS && shortArn !== 'filledUp') {
      return shortArn === 'open' && patternTakes(pattern, arn, budget) !== false ? undefined : false;
    }
    return everyOf(given.keys(), (i) => certainlyTakes(parts[i] ?? [ANY], given[i], budget));
  }
  return partialArnTruth({ pattern, parts, arn, given, fillsUp: shortArn === 'filledUp', isOpen: shortArn === 'open' }, budget);
}

interface PartialArns {
  readonly pattern: Pattern;
  readonly parts: readonly Pattern[];
  readonly arn: string;
  readonly given: readonly string[];
  readonly fillsUp: boolean;
  readonly isOpen: boolean;
}

/** In the parts before the last, a wildcard takes a part that is not known only if that has no colon, which nobody knows. */
function partialArnTruth({ pattern, parts, arn, given, fillsUp, isOpen }: PartialArns, budget: Budget): Truth {
  const missing = fillsUp && !hasUnknown(pattern) ? PARTS - parts.length : 0;
  const filled = [...parts, ...Array.from({ length: missing }, (): Pattern => [ANY])];
  const isShort = filled.length < PARTS && !hasUnknown(pattern);
  if (!isShort && filled.length === given.length) {
    const takes = everyOf(given.keys(), (i) => certainlyTakes(filled[i], symbolsOf(given[i]), budget, i === PARTS - 1));
    if (takes === true) {
      return true;
    }
  }
  const areUnknownLast = filled.length === PARTS && given.length === PARTS
    && !filled.slice(0, -1).some(hasUnknown) && given.slice(0, -1).every(isKnown);
  const may = areUnknownLast ? everyOf(given.keys(), (i) => mayTake(filled[i], symbolsOf(given[i]), budget))
    : isShort && !isOpen ? false
      : mayTake(fillsUp && parts.length < PARTS ? [...pattern, ANY] : pattern, symbolsOf(arn), budget);
  return may === false ? false : undefined;
}

export function hasUnknown(pattern: Pattern): boolean {
  return pattern.some((symbol) => isUnknownSymbol(symbol));
}

function isUnknownSymbol(symbol: PatternSymbol): boolean {
  return typeof symbol === 'string' && symbol.length > 1;
}

/**
 * Whether a pattern takes a text whatever the parts that are not known come to: each is taken by itself, or by `*`.
 *
 * @param takesUnknown whether `*` takes them
 */
function certainlyTakes(pattern: Pattern, text: ArrayLike<string>, budget: Budget, takesUnknown = true): Truth {
  let [p, t] = [0, 0];
  let [star, resume] = [-1, 0];
  while (t < text.length) {
    const symbol = pattern[p];
    if (symbol === ANY) {
      [star, resume] = [p, t];
      p++;
    } else if (symbol === text[t] || (symbol === ONE && text[t].length === 1)) {
      p++;
      t++;
    } else if (star >= 0 && (takesUnknown || text[resume].length === 1)) {
      if (!budget.spend(t - resume + 1)) {
        return undefined;
      }
      resume++;
      [p, t] = [star + 1, resume];
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY) {
    p++;
  }
  return p === pattern.length;
}

/** Whether some values of the parts that are not known make the pattern take the text; each part is taken for another. */
function mayTake(pattern: Pattern, text: readonly string[], budget: Budget): Truth {
  if (!budget.spend((pattern.length + 1) * (text.length + 1))) {
    return undefined;
  }
  const isAny = text.map((symbol) => symbol.length > 1);
  let row = [true];
  isAny.forEach((any) => row.push(any && row[row.length - 1]));
  for (const symbol of pattern) {
    const before = row;
    const takesAny = symbol === ANY || isUnknownSymbol(symbol);
    row = [takesAny && before[0]];
    for (let j = 1; j <= text.length; j++) {
      row[j] = takesAny || isAny[j - 1] ? before[j] || row[j - 1]
        : before[j - 1] && (symbol === ONE || symbol === text[j - 1]);
    }
  }
  return row[text.length];
}

/** At most six: the last has the colons of the rest. */
function sixParts(pattern: Pattern): Pattern[] {
  const parts: Pattern[] = [];
  let start = 0;
  for (let at = pattern.indexOf(':'); at >= 0 && parts.length < PARTS - 1; at = pattern.indexOf(':', start)) {
    parts.push(pattern.slice(start, at));
    start = at + 1;
  }
  return [...parts, pattern.slice(start)];
}

function sixPartsOf(text: string): string[] {
  const parts = splitText(text, ':');
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}
