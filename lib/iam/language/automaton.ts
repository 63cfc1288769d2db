import { LetterClass } from './letters';
import type { Letter } from './letters';
import type { Pattern, Wildcard } from './pattern';
import type { Steps } from './steps';
import { isKnown, symbolsOf } from '../partial-text';

/** What it costs to make a state. */
const COST_OF_STATE = 3;

/** How the words of an automaton are read. */
export interface AutomatonOptions {
  /** Whether an upper-case letter equals its lower-case one. The patterns are in lower case then. */
  readonly ignoreCase?: boolean;
  /** Whether a part of a word that is not known may be any text, so that a word belongs to the set if some value of the part makes it. */
  readonly isLoose?: boolean;
  /** Whether words are made of its parts that are not known: of one set in each dimension, so that all others are asked about these words. */
  readonly isBase?: boolean;
}

/** A state: what may still come for the word to belong to the set. */
export interface State {
  readonly id: number;
  readonly nodes: readonly Node[];
  readonly isAccepting: boolean;
  /** Whether every word belongs to the set from here on; with no nodes, none does. */
  readonly isUniversal: boolean;
  readonly next: Map<Letter, State>;
  letters?: StateLetters;
}

/** The letters that a state tells apart: each explicit one, and the members of each class. */
export interface StateLetters {
  readonly explicit: readonly Letter[];
  readonly classes: readonly LetterClass[];
}

/** A node of the trie of patterns: those that begin alike share their beginning. */
class Node {
  /** Whether one of the patterns ends here. */
  public readonly isEnd: boolean;
  private children?: Children;

  /**
   * @param loop letters that lead from the node to itself: it stands behind a repeated wildcard
   * @param chain the nodes around it that have one way on only, so that each leads to the last of them
   * @param order how many wildcards for any text there are up to here
   */
  public constructor(
    public readonly id: number, private readonly patterns: readonly Pattern[], private readonly depth: number,
    public readonly loop: LetterClass | undefined, public readonly chain: object, public readonly order: number,
  ) {
    this.isEnd = patterns.some((pattern) => pattern.length === depth);
  }

  /** @param newId gives each node its number */
  public expanded(newId: () => number, steps: Steps): Children {
    return this.children ??= this.expand(newId, steps);
  }

  private expand(newId: () => number, steps: Steps): Children {
    const groups = new Map<Letter | Wildcard, Pattern[]>();
    steps.spend(this.patterns.length);
    for (const pattern of this.patterns) {
      if (pattern.length > this.depth) {
        const element = pattern[this.depth];
        const group = groups.get(element);
        if (group === undefined) {
          groups.set(element, [pattern]);
        } else {
          group.push(pattern);
        }
      }
    }
    const children: Children = { letters: new Map(), once: [], repeated: [] };
    const continues = groups.size === 1 && !this.isEnd;
    for (const [element, patterns] of groups) {
      const isLetter = typeof element === 'string';
      const loop = !isLetter && element.repeated ? element.letters : undefined;
      const chain = continues ? this.chain : {};
      const order = this.order + (loop === LetterClass.any ? 1 : 0);
      const child = new Node(newId(), patterns, this.depth + 1, loop, chain, order);
      if (isLetter) {
        children.letters.set(element, child);
      } else if (element.repeated) {
        children.repeated.push(child);
      } else {
        children.once.push({ letters: element.letters, child });
      }
    }
    return children;
  }
}

interface Children {
  readonly letters: Map<Letter, Node>;
  readonly once: { readonly letters: LetterClass; readonly child: Node }[];
  /** Behind repeated wildcards, which may take nothing. */
  readonly repeated: Node[];
}

/** Accepts the words that one of its patterns takes. It is built only as far as it is walked. */
export class Automaton {
  private states?: Map<string, State>;
  private nodeCount = 0;
  private start?: State;

  public constructor(public readonly patterns: readonly Pattern[], public readonly options: AutomatonOptions = {}) {}

  /** What it accepts, as a text: automata of one signature accept the same. */
  public get signature(): string {
    const element = (own: Letter | Wildcard) => typeof own === 'string' ? own : [own.letters.signature, own.repeated];
    return JSON.stringify([this.options, this.patterns.map((pattern) => Array.from(pattern, element))]);
  }

  public initial(steps: Steps): State {
    return this.start ??= this.stateOf([new Node(this.newId(), this.patterns, 0, undefined, {}, 0)], steps);
  }

  public accepts(word: string, steps: Steps): boolean {
    // Only faster: the letters of a text that is known are its characters.
    const letters = isKnown(word) ? word : symbolsOf(word);
    let state = this.initial(steps);
    for (let i = 0; i < letters.length && state.nodes.length > 0 && !state.isUniversal; i++) {
      state = this.move(state, letters[i], steps);
    }
    return state.isAccepting;
  }

  public move(state: State, written: Letter, steps: Steps): State {
    if (state.isUniversal || state.nodes.length === 0) {
      return state;
    }
    const letter = this.options.ignoreCase && written.length === 1 ? lowerCase(written) : written;
    let next = state.next.get(letter);
    if (next === undefined) {
      const mayBeAny = letter.length > 1 && this.options.isLoose;
      next = this.stateOf(mayBeAny ? this.behindUnknown(state, steps) : this.behind(state, letter, steps), steps);
      // Only faster: it is the same each time.
      state.next.set(letter, next);
    }
    return next;
  }

  public lettersOf(state: State, steps: Steps): StateLetters {
    return state.letters ??= this.tellApart(state, steps);
  }

  private tellApart({ nodes, isUniversal }: State, steps: Steps): StateLetters {
    const explicit = new Set<Letter>();
    const classes = new Set<LetterClass>();
    const add = (own: LetterClass) => own.takesOthers ? own.letters.forEach((letter) => explicit.add(letter)) : classes.add(own);
    for (const node of isUniversal ? [] : nodes) {
      const { letters, once } = node.expanded(this.newId, steps);
      steps.spend(1 + letters.size);
      letters.forEach((_, letter) => explicit.add(letter));
      once.forEach((way) => add(way.letters));
      if (node.loop !== undefined) {
        add(node.loop);
      }
    }
    if (this.options.ignoreCase) {
      [...explicit].filter((letter) => letter.length === 1).forEach((letter) => explicit.add(letter.toUpperCase()));
    }
    return { explicit: [...explicit], classes: [...classes] };
  }

  private behind({ nodes }: State, letter: Letter, steps: Steps): Node[] {
    const found: Node[] = [];
    steps.spend(nodes.length);
    for (const node of nodes) {
      const { letters, once } = node.expanded(this.newId, steps);
      if (node.loop?.has(letter)) {
        found.push(node);
      }
      const own = letters.get(letter);
      if (own !== undefined) {
        found.push(own);
      }
      for (const way of once) {
        if (way.letters.has(letter)) {
          found.push(way.child);
        }
      }
    }
    return found;
  }

  /** Wherever some text may lead. */
  private behindUnknown({ nodes }: State, steps: Steps): Node[] {
    const found = new Set<Node>(nodes);
    for (const node of found) {
      const { letters, once, repeated } = node.expanded(this.newId, steps);
      steps.spend(1 + letters.size);
      letters.forEach((child) => found.add(child));
      [...once.map(({ child }) => child), ...repeated].forEach((child) => found.add(child));
    }
    return [...found];
  }

  private stateOf(nodes: readonly Node[], steps: Steps): State {
    const all = this.closed(nodes, steps);
    const key = all.map(({ id }) => id).join();
    const states = this.states ??= new Map();
    let state = states.get(key);
    if (state === undefined) {
      steps.spend(COST_OF_STATE);
      const isUniversal = all.some((node) => node.isEnd && node.loop === LetterClass.any);
      state = { id: states.size, nodes: all, isAccepting: all.some(({ isEnd }) => isEnd), isUniversal, next: new Map() };
      states.set(key, state);
    }
    return state;
  }

  /**
   * The nodes with those that they reach without a letter, in order. A node says nothing that a wildcard for any text behind
   * it, on the only way on, does not say, too.
   */
  private closed(nodes: readonly Node[], steps: Steps): Node[] {
    const all = new Set(nodes);
    for (const node of all) {
      node.expanded(this.newId, steps).repeated.forEach((child) => all.add(child));
    }
    steps.spend(all.size);
    // Only faster: of one node nothing is left out.
    if (all.size <= 1) {
      return [...all];
    }
    const last = new Map<object, number>();
    for (const { loop, chain, order } of all) {
      if (loop === LetterClass.any) {
        last.set(chain, Math.max(order, last.get(chain) ?? 0));
      }
    }
    return [...all].filter(({ chain, order }) => order >= (last.get(chain) ?? 0)).sort((a, b) => a.id - b.id);
  }

  private readonly newId = (): number => this.nodeCount++;
}

/** Of one character; the few whose lower case is longer keep theirs. */
export function lowerCase(letter: Letter): Letter {
  const lower = letter.toLowerCase();
  return lower.length === 1 ? lower : letter;
}
