import { Language } from './language';
import { arnPattern, globPattern, hasVariable, textPattern } from './pattern';
import type { Pattern, UnknownAs } from './pattern';
import type { Steps } from './steps';
import { hasWildcard, isOnlyWildcards } from '../glob';
import { isKnown, splitText } from '../partial-text';

/**
 * How unknown parts and variables of a set are read. `smaller`: the texts that belong to it whatever they become; `larger`:
 * those that belong to it for some of their values; `base`: the same, with unknown parts as letters of the texts themselves.
 */
export type Reading = 'base' | 'larger' | 'smaller';

/** How the texts of a set are written. */
export type Notation =
  /** As they are. */
  | 'equals'
  /** With wildcards. */
  | 'like'
  /** ARNs with wildcards in each part. */
  | 'arn'
  /** Entries of `Resource`, of which `*` takes everything. */
  | 'resource'
  /** The same where IAM fills up an entry of fewer than six parts. */
  | 'paddedResource';

type Definition =
  | { readonly kind: 'values'; readonly values: readonly string[]; readonly notation: Notation; readonly ignoreCase: boolean }
  | { readonly kind: 'patterns'; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'not'; readonly of: TextSet }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextSet[] };

/** A set of texts as a policy or a question writes it, before it is settled how its unknown parts are read. */
export class TextSet {
  public static readonly every = new TextSet({ kind: 'and', parts: [] });
  public static readonly none = new TextSet({ kind: 'or', parts: [] });

  public static equals(...values: readonly string[]): TextSet {
    return TextSet.of(values, 'equals');
  }

  public static like(...values: readonly string[]): TextSet {
    return TextSet.of(values, 'like');
  }

  public static of(values: readonly string[], notation: Notation, ignoreCase = false): TextSet {
    return values.length === 0 ? TextSet.none : new TextSet({ kind: 'values', values, notation, ignoreCase });
  }

  public static patterns(...patterns: readonly Pattern[]): TextSet {
    return new TextSet({ kind: 'patterns', patterns });
  }

  public static union(parts: readonly TextSet[]): TextSet {
    return parts.length === 1 ? parts[0] : new TextSet({ kind: 'or', parts });
  }

  /** The texts and patterns that it lists, with wildcards; nothing if it is made otherwise. */
  public get listed(): readonly string[] | undefined {
    const { definition } = this;
    const isPlain = definition.kind === 'values' && !definition.ignoreCase
      && (definition.notation === 'like' || (definition.notation === 'equals' && !definition.values.some(hasWildcard)));
    return isPlain && definition.values.every(isKnown) ? definition.values : undefined;
  }

  private read?: Map<string, Language>;
  private unknown?: boolean;

  private constructor(private readonly definition: Definition) {}

  public not(): TextSet {
    const { definition } = this;
    return definition.kind === 'not' ? definition.of : new TextSet({ kind: 'not', of: this });
  }

  public or(other: TextSet): TextSet {
    return new TextSet({ kind: 'or', parts: [this, other] });
  }

  public and(other: TextSet): TextSet {
    return new TextSet({ kind: 'and', parts: [this, other] });
  }

  public but(other: TextSet): TextSet {
    return this.and(other.not());
  }

  /** Whether it has parts that are not known, or variables. */
  public get hasUnknown(): boolean {
    return this.unknown ??= anyValue(this.definition, (value) => !isKnown(value));
  }

  /** The texts, if there is a list of them; a part that is not known is one of its letters. */
  public finite(steps: Steps): ReadonlySet<string> | undefined {
    return this.language('base', false, steps).finite;
  }

  /**
   * The set as a language.
   *
   * @param isLoose whether the words themselves may have parts that are not known
   */
  public language(reading: Reading, isLoose: boolean, steps: Steps): Language {
    // The complement within a smaller set is read larger, so that words with unknown parts count there, too.
    const isOfOthers = 'of' in this.definition || 'parts' in this.definition;
    const key = isLoose && (reading === 'larger' || isOfOthers) ? `loose ${reading}` : this.hasUnknown ? reading : 'smaller';
    const read = this.read ??= new Map();
    let language = read.get(key);
    if (language === undefined) {
      language = this.readAs(reading, isLoose, steps);
      read.set(key, language);
    }
    return language;
  }

  private readAs(reading: Reading, isLoose: boolean, steps: Steps): Language {
    const { definition } = this;
    switch (definition.kind) {
      case 'values': return readValues(definition.values, definition, reading, isLoose && reading === 'larger', steps);
      case 'patterns': return Language.patterns(definition.patterns, { isLoose: isLoose && reading === 'larger' });
      case 'not': return definition.of.language(reading === 'smaller' ? 'larger' : 'smaller', isLoose, steps).not();
      case 'or': return Language.union(definition.parts.map((part) => part.language(reading, isLoose, steps)));
      default: return intersection(definition.parts, reading, isLoose, steps);
    }
  }
}

/** Only the first part with unknown parts makes words of them: the others are asked about these words. */
function intersection(parts: readonly TextSet[], reading: Reading, isLoose: boolean, steps: Steps): Language {
  const base = reading === 'base' ? parts.findIndex(({ hasUnknown }) => hasUnknown) : -1;
  return parts.map((part, i) => part.language(i === base || reading === 'smaller' ? reading : 'larger', isLoose || base >= 0, steps))
    .reduce((one, two) => one.and(two, steps), Language.every);
}

function anyValue(definition: Definition, holds: (value: string) => boolean): boolean {
  switch (definition.kind) {
    case 'values': return definition.values.some(holds);
    case 'patterns': return false;
    case 'not': return definition.of.hasUnknown;
    default: return definition.parts.some(({ hasUnknown }) => hasUnknown);
  }
}

interface Written {
  readonly notation: Notation;
  readonly ignoreCase: boolean;
}

function readValues(
  written: readonly string[], { notation, ignoreCase }: Written, reading: Reading, isLoose: boolean, steps: Steps,
): Language {
  const values = reading === 'smaller' ? written.filter((value) => !hasVariable(value)) : written;
  steps.spend(values.length);
  if (notation !== 'equals' && notation !== 'arn' && values.some((value) => /^\?*\*+$/.test(value) && (notation !== 'like' || !value.includes('?')))) {
    return Language.every;
  }
  if (!ignoreCase && !isLoose && values.every((value) => isLiteralIn(value, notation, reading))) {
    return Language.texts(values);
  }
  // A part that is not known, in any case of its letters, is more than the part itself.
  const isBase = reading === 'base' && !ignoreCase;
  const unknownAs = reading === 'smaller' || isBase ? 'itself' : 'anything';
  const patterns = values.flatMap((value) => patternsOf(ignoreCase ? lowerCased(value) : value, notation, unknownAs));
  return Language.patterns(patterns, { ignoreCase, isLoose, isBase: isBase && values.some((value) => !isKnown(value)) });
}

const ARN_PARTS = 6;

/** Whether a value stands for itself alone. */
function isLiteralIn(value: string, notation: Notation, reading: Reading): boolean {
  const isCertain = isKnown(value) || (reading !== 'larger' && !/\uE000[\u0001\u0002]/.test(value));
  return isCertain && (notation === 'equals' || (!hasWildcard(value) && (notation === 'like' || splitText(value, ':').length >= ARN_PARTS)));
}

function patternsOf(value: string, notation: Notation, unknownAs: UnknownAs): Pattern[] {
  if (notation === 'equals') {
    return [textPattern(value, unknownAs)];
  }
  if (notation === 'like') {
    return [globPattern(value, unknownAs)];
  }
  if (notation !== 'arn' && isOnlyWildcards(value) && value.includes('*')) {
    return [globPattern('*', unknownAs)];
  }
  const missing = Math.max(0, ARN_PARTS - splitText(value, ':').length);
  const padded = notation === 'paddedResource' ? value + ':*'.repeat(missing) : value;
  const exact = arnPattern(padded, unknownAs);
  // What is not known may hold the colons that are missing, and what a request gives those of parts behind it.
  const mayShift = missing > 0 ? !isKnown(value) : hasVariable(splitText(value, ':').slice(0, -1).join(':'));
  const open = mayShift ? [globPattern(value, unknownAs), globPattern(padded, unknownAs)] : [];
  return exact === undefined ? open : [exact, ...open];
}

function lowerCased(value: string): string {
  return isKnown(value) ? value.toLowerCase() : value.replace(/\uE000[^\uE001]*\uE001|[^]/g, (letter) => letter.length === 1 ? letter.toLowerCase() : letter);
}
