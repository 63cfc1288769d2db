import { Automaton } from './automaton';
import type { AutomatonOptions } from './automaton';
import type { Expression, Form } from './form';
import { otherLetter } from './letters';
import { isInhabited, shortestOf, textPattern } from './pattern';
import type { Pattern } from './pattern';
import type { Steps } from './steps';
import { masked } from '../partial-text';
import { shortestWord } from './walk';

/**
 * A set of texts: finite ones, patterns with wildcards, and what becomes of them by union, intersection and complement.
 * Finite sets stay lists of texts; for others a product of automata is walked only as far as a question needs.
 */
export class Language implements Expression {
  public static readonly none = new Language({ kind: 'texts', texts: new Set(), isComplement: false });
  public static readonly every = new Language({ kind: 'texts', texts: new Set(), isComplement: true });

  public static texts(texts: Iterable<string>): Language {
    return new Language({ kind: 'texts', texts: new Set(texts), isComplement: false });
  }

  public static patterns(patterns: readonly Pattern[], options: AutomatonOptions = {}): Language {
    if (patterns.length === 0) {
      return Language.none;
    }
    return new Language({ kind: 'automaton', automaton: new Automaton(patterns, options) });
  }

  public static union(parts: readonly Language[]): Language {
    return combined('or', parts);
  }

  /** The same, where there are many: patterns that are read alike become one automaton. */
  public static merged(parts: readonly Language[]): Language {
    const automata = new Map<string, Pattern[]>();
    const others: Language[] = [];
    const texts = new Set<string>();
    for (const part of parts) {
      const { form } = part;
      if (form.kind === 'automaton') {
        const options = JSON.stringify(form.automaton.options);
        automata.set(options, automata.get(options) ?? []);
        form.automaton.patterns.forEach((pattern) => automata.get(options)!.push(pattern));
      } else if (part.finite === undefined) {
        others.push(part);
      } else {
        part.finite.forEach((text) => texts.add(text));
      }
    }
    const made = [...automata].map(([options, patterns]) => Language.patterns(patterns, JSON.parse(options) as AutomatonOptions));
    return Language.union([Language.texts(texts), ...made, ...others]);
  }

  private start?: string;
  private found?: { readonly word: string | undefined };
  private asAutomaton?: Automaton;

  public constructor(public readonly form: Form<Language>) {}

  /** The texts, if there is a list of them. */
  public get finite(): ReadonlySet<string> | undefined {
    return this.form.kind === 'texts' && !this.form.isComplement ? this.form.texts : undefined;
  }

  public get isEverything(): boolean {
    return this.form.kind === 'texts' && this.form.isComplement && this.form.texts.size === 0;
  }

  public union(others: readonly Language[]): Language {
    return Language.merged([this, ...others]);
  }

  public not(): Language {
    const { form } = this;
    return form.kind === 'texts' ? new Language({ ...form, isComplement: !form.isComplement })
      : form.kind === 'not' ? form.of : new Language({ kind: 'not', of: this });
  }

  public or(other: Language): Language {
    return combined('or', [this, other]);
  }

  public and(other: Language, steps: Steps): Language {
    // Only faster: what is known of a language stays known, such as its shortest text.
    if (other.isEverything || this === other || (this.form.kind === 'and' && this.form.parts.includes(other))) {
      return this;
    }
    const [one, two] = [this.finite, other.finite];
    if (one !== undefined && (two === undefined || one.size <= two.size)) {
      return Language.texts([...one].filter((text) => other.contains(text, steps)));
    }
    return two !== undefined ? other.and(this, steps) : combined('and', [this, other]);
  }

  public contains(text: string, steps: Steps): boolean {
    const { form } = this;
    steps.spend();
    switch (form.kind) {
      case 'texts': return form.texts.has(text) !== form.isComplement;
      case 'automaton': return form.automaton.accepts(text, steps);
      case 'not': return !form.of.contains(text, steps);
      case 'and': return form.parts.every((part) => part.contains(text, steps));
      default: return form.parts.some((part) => part.contains(text, steps));
    }
  }

  public isEmpty(steps: Steps): boolean {
    const { form } = this;
    // Only faster: that some text fits a pattern is mostly seen without looking for one.
    return form.kind === 'automaton' && form.automaton.patterns.some(isInhabited) ? false : this.word(steps) === undefined;
  }

  public includes(other: Language, steps: Steps): boolean {
    return other.and(this.not(), steps).isEmpty(steps);
  }

  /** A text of the language: one of those preferred, or a shortest; nothing if it is empty. */
  public word(steps: Steps, preferred: readonly string[] = []): string | undefined {
    return preferred.find((text) => this.contains(text, steps)) ?? (this.found ??= { word: this.search(steps) }).word;
  }

  /** Different texts of the language: those preferred, then others. */
  public words(count: number, steps: Steps, preferred: readonly string[] = []): string[] {
    const found: string[] = preferred.filter((text) => this.contains(text, steps)).slice(0, count);
    let rest = this.and(Language.texts(found).not(), steps);
    for (let word = rest.word(steps); word !== undefined && found.length < count; word = rest.word(steps)) {
      found.push(word);
      rest = rest.and(Language.texts([word]).not(), steps);
    }
    return found;
  }

  /** What all of its texts certainly begin with. */
  public get prefix(): string {
    return this.start ??= prefixOf(this.form);
  }

  /** Whether the beginnings of the texts of two languages show that they share none. */
  public startsApart(other: Language): boolean {
    const [one, two] = [this.prefix, other.prefix];
    return !one.startsWith(two) && !two.startsWith(one);
  }

  /** What it is made of, as a text: languages of one signature are equal. */
  public get signature(): string {
    const { form } = this;
    switch (form.kind) {
      case 'texts': return JSON.stringify([form.isComplement, ...[...form.texts].sort()]);
      case 'automaton': return form.automaton.signature;
      case 'not': return `not(${form.of.signature})`;
      default: return `${form.kind}(${form.parts.map((part) => part.signature).join()})`;
    }
  }

  /** A finite set as one that is walked beside others. */
  public get automaton(): Automaton | undefined {
    const { form } = this;
    return form.kind === 'automaton' ? form.automaton : form.kind === 'texts' ? this.asAutomaton ??= automatonOf(form) : undefined;
  }

  private search(steps: Steps): string | undefined {
    const { form } = this;
    if (form.kind !== 'texts') {
      // Only faster: one pattern mostly shows its shortest text.
      const seen = form.kind === 'automaton' ? shortestOf(form.automaton.patterns) : undefined;
      return seen ?? shortestWord(this, steps);
    }
    if (!form.isComplement) {
      return form.texts.values().next().value;
    }
    let word = otherLetter((letter) => form.texts.has(letter));
    while (form.texts.has(word)) {
      word += word;
    }
    return word;
  }
}

function prefixOf(form: Form<Language>): string {
  switch (form.kind) {
    case 'texts': return form.isComplement ? '' : commonStart([...form.texts].map((text) => masked(text, '\uE000').split('\uE000')[0]));
    case 'automaton': return form.automaton.options.ignoreCase ? '' : commonStart(form.automaton.patterns.map(literalStart));
    case 'and': return form.parts.map(({ prefix }) => prefix).reduce((one, two) => two.length > one.length ? two : one, '');
    case 'or': return commonStart(form.parts.map(({ prefix }) => prefix));
    default: return '';
  }
}

function literalStart(pattern: Pattern): string {
  const elements = Array.from(pattern);
  const end = elements.findIndex((own) => typeof own !== 'string' || own.length > 1);
  return (end < 0 ? elements : elements.slice(0, end)).join('');
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let { length } = first;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) {
      length--;
    }
  }
  return first.slice(0, length);
}

/** Joins the lists of texts among the parts, and leaves out what says nothing. */
function combined(kind: 'and' | 'or', parts: readonly Language[]): Language {
  const flat = parts.flatMap((part) => part.form.kind === kind ? part.form.parts : [part]);
  const others = flat.filter(({ form }) => form.kind !== 'texts');
  const joined = flat.flatMap(({ form }) => form.kind === 'texts' ? [form] : [])
    .reduce<Lists>((one, two) => kind === 'or' ? unionOf(one, two) : complementOf(unionOf(complementOf(one), complementOf(two))),
      { texts: new Set(), isComplement: kind === 'and' });
  const list = new Language({ kind: 'texts', ...joined });
  const saysNothing = joined.texts.size === 0 && joined.isComplement === (kind === 'and');
  const saysAll = joined.texts.size === 0 && !saysNothing;
  if (others.length === 0 || saysAll) {
    return list;
  }
  // Only faster: the list would be asked, too.
  const remaining = saysNothing ? others : [list, ...others];
  return remaining.length === 1 ? remaining[0] : new Language({ kind, parts: remaining });
}

function automatonOf({ texts, isComplement }: Lists): Automaton {
  const patterns = [...texts].map((text) => textPattern(text, 'itself'));
  return new Automaton(patterns, { isBase: !isComplement && patterns.some((pattern) => typeof pattern !== 'string') });
}

interface Lists {
  readonly texts: ReadonlySet<string>;
  readonly isComplement: boolean;
}

function complementOf({ texts, isComplement }: Lists): Lists {
  return { texts, isComplement: !isComplement };
}

function unionOf(one: Lists, two: Lists): Lists {
  if (!one.isComplement && !two.isComplement) {
    const texts = one.texts.size === 0 ? two.texts : two.texts.size === 0 ? one.texts : new Set([...one.texts, ...two.texts]);
    return { texts, isComplement: false };
  }
  if (one.isComplement && two.isComplement) {
    return { texts: new Set([...one.texts].filter((text) => two.texts.has(text))), isComplement: true };
  }
  const [excluded, added] = one.isComplement ? [one.texts, two.texts] : [two.texts, one.texts];
  return { texts: added.size === 0 ? excluded : new Set([...excluded].filter((text) => !added.has(text))), isComplement: true };
}
