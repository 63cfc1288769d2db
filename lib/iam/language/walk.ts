import type { Automaton, State } from './automaton';
import type { Expression } from './form';
import { otherLetter, representatives } from './letters';
import type { Letter, LetterClass } from './letters';
import type { Steps } from './steps';

/** What a language says of a state of its automata: all words from here on belong to it, none does, or it depends. */
type Verdict = boolean | undefined;

/** Asks a language with one state for each of its automata. */
type Formula = (states: readonly State[]) => Verdict;

/** A word on its way: its last letter, and the way before. */
interface Way {
  readonly states: readonly State[];
  readonly letter: Letter;
  readonly before?: Way;
}

/** The shortest word of a language, the first found among words of one length; nothing if it has none. */
export function shortestWord(language: Expression, steps: Steps): string | undefined {
  const product = new Product(language);
  const start: Way = { states: product.automata.map((automaton) => automaton.initial(steps)), letter: '' };
  const seen = new Set([keyOf(start.states)]);
  const ways = product.mayContinue(start.states) ? [start] : [];
  for (const way of ways) {
    if (product.accepts(way.states)) {
      return wordOf(way);
    }
    for (const letter of product.letters(way.states, steps)) {
      steps.spend(way.states.length);
      const states = way.states.map((state, i) => product.automata[i].move(state, letter, steps));
      const key = keyOf(states);
      if (!seen.has(key)) {
        seen.add(key);
        if (product.mayContinue(states)) {
          ways.push({ states, letter, before: way });
        }
      }
    }
  }
  return undefined;
}

class Product {
  public readonly automata: readonly Automaton[];
  private readonly places = new Map<Automaton, number>();
  private readonly mayHold: Formula;
  private readonly holdsNow: Formula;

  public constructor(language: Expression) {
    this.mayHold = this.formula(language, (state) => state.isUniversal ? true : state.nodes.length === 0 ? false : undefined);
    this.holdsNow = this.formula(language, (state) => state.isAccepting);
    this.automata = [...this.places.keys()];
  }

  public mayContinue(states: readonly State[]): boolean {
    return this.mayHold(states) !== false;
  }

  public accepts(states: readonly State[]): boolean {
    return this.holdsNow(states) === true;
  }

  /** One letter for each way in which the states tell letters apart. Unknown parts are tried where the set that they come from has them. */
  public letters(states: readonly State[], steps: Steps): Letter[] {
    const explicit = new Set<Letter>();
    const unknown = new Set<Letter>();
    const classes = new Set<LetterClass>();
    states.forEach((state, i) => {
      const own = this.automata[i].lettersOf(state, steps);
      steps.spend(1 + own.explicit.length);
      own.explicit.forEach((letter) => letter.length === 1 ? explicit.add(letter) : this.automata[i].options.isBase && unknown.add(letter));
      own.classes.forEach((letters) => classes.add(letters));
    });
    const kinds = [...classes];
    const isExplicit = (letter: Letter) => explicit.has(letter);
    const other = otherLetter((letter) => explicit.has(letter) || kinds.some((letters) => letters.has(letter)));
    return [...unknown, other, ...representatives(kinds, isExplicit), ...explicit];
  }

  private formula(language: Expression, leaf: (state: State) => Verdict): Formula {
    const { form } = language;
    if (form.kind === 'not') {
      return negation(this.formula(form.of, leaf));
    }
    if (form.kind === 'and' || form.kind === 'or') {
      return junction(form.parts.map((part) => this.formula(part, leaf)), form.kind === 'or');
    }
    const automaton = language.automaton!;
    const place = this.places.get(automaton) ?? this.places.size;
    this.places.set(automaton, place);
    const own: Formula = (states) => leaf(states[place]);
    return form.kind === 'texts' && form.isComplement ? negation(own) : own;
  }
}

function negation(formula: Formula): Formula {
  return (states) => {
    const verdict = formula(states);
    return verdict === undefined ? undefined : !verdict;
  };
}

/** @param decisive the verdict of one part that decides for all: true of a union, false of an intersection */
function junction(parts: readonly Formula[], decisive: boolean): Formula {
  return (states) => {
    let verdict: Verdict = !decisive;
    for (const part of parts) {
      const own = part(states);
      if (own === decisive) {
        return decisive;
      }
      verdict = own === undefined ? undefined : verdict;
    }
    return verdict;
  };
}

function keyOf(states: readonly State[]): string {
  return states.length === 1 ? String(states[0].id) : states.map(({ id }) => id).join();
}

function wordOf(last: Way): string {
  const letters: Letter[] = [];
  for (let way: Way | undefined = last; way !== undefined; way = way.before) {
    letters.push(way.letter);
  }
  return letters.reverse().join('');
}
