import type { ValueSet } from './value-set';
import { Language } from '../language/language';
import type { Steps } from '../language/steps';

/**
 * Lists of values: each value within a bound, and for each need at least one that meets it. No list is empty: that is as if the
 * key were absent.
 */
export interface Lists {
  readonly bound: ValueSet;
  readonly needs: readonly ValueSet[];
  /** Whether it is known that some list meets all of it. */
  readonly isPossible?: boolean;
}

/** What a condition key may be in a request: absent, one text, or a list of them. */
export class KeySet {
  /**
   * @param every all values of the key's kind
   * @param lists the lists are those of any of these; `undefined` for a key that never has several values
   */
  public constructor(
    public readonly isAbsent: boolean, public readonly one: ValueSet, private readonly every: ValueSet,
    public readonly lists: readonly Lists[] | undefined,
  ) {}

  public and(other: KeySet, steps: Steps): KeySet {
    const lists = this.lists === undefined || other.lists === undefined ? undefined
      : this.lists.flatMap((mine) => other.lists!.flatMap((theirs) => bothOf(mine, theirs, steps)));
    return new KeySet(this.isAbsent && other.isAbsent, this.one.and(other.one, steps), this.every, lists);
  }

  public union(others: readonly KeySet[]): KeySet {
    const all = [this, ...others];
    const lists = this.lists === undefined ? undefined : joined(all.flatMap((own) => own.lists ?? []));
    return new KeySet(all.some(({ isAbsent }) => isAbsent), this.one.union(others.map(({ one }) => one)), this.every, lists);
  }

  /** What it is made of, as a text: sets of one signature are equal. */
  public get signature(): string {
    const lists = this.lists?.map(({ bound, needs }) => [bound.signature, ...needs.map((need) => need.signature)]);
    return JSON.stringify([this.isAbsent, this.one.signature, this.every.signature, lists]);
  }

  /** What all of its values certainly begin with. */
  public get prefix(): string {
    return this.isAbsent || (this.lists?.length ?? 0) > 0 || !(this.one instanceof Language) ? '' : this.one.prefix;
  }

  public not(steps: Steps): KeySet {
    const { every } = this;
    const all: readonly Lists[] = [{ bound: every, needs: [] }];
    const lists = this.lists?.reduce<readonly Lists[]>((found, own) => {
      const ways: Lists[] = [{ bound: every, needs: [own.bound.not()] }, ...own.needs.map((need) => ({ bound: need.not(), needs: [] }))];
      return found.flatMap((before) => ways.flatMap((way) => bothOf(before, way, steps)));
    }, all);
    return new KeySet(!this.isAbsent, this.one.not(), every, lists);
  }

  public isEmpty(steps: Steps): boolean {
    return !this.isAbsent && this.one.isEmpty(steps) && !(this.lists ?? []).some((own) => isPossible(own, steps));
  }

  /** One of the set; `undefined` is the absent key, which is taken where nothing else is asked for. */
  public pick(steps: Steps, preferred: readonly string[] = []): string | readonly string[] | undefined {
    const liked = preferred.find((text) => this.one.contains(text, steps));
    if (liked !== undefined) {
      return liked;
    }
    if (this.isAbsent) {
      return undefined;
    }
    const word = this.one.word(steps, preferred);
    if (word !== undefined) {
      return word;
    }
    const lists = (this.lists ?? []).find((own) => isPossible(own, steps));
    const words = lists?.needs.map((need) => need.and(lists.bound, steps).word(steps, preferred)!) ?? [];
    return words.length > 0 ? [...new Set(words)] : lists && [lists.bound.word(steps, preferred)!];
  }

  public contains(value: string | readonly string[] | undefined, steps: Steps): boolean {
    if (value === undefined || (typeof value !== 'string' && value.length === 0)) {
      return this.isAbsent;
    }
    return typeof value === 'string' ? this.one.contains(value, steps) : (this.lists ?? []).some(({ bound, needs }) =>
      value.every((text) => bound.contains(text, steps)) && needs.every((need) => value.some((text) => need.contains(text, steps))));
  }
}

/** A list with a value of one set, or with one of another, has one of their union. */
function joined(lists: readonly Lists[]): Lists[] {
  const single = new Map<string, Lists[]>();
  for (const own of lists.filter(({ needs }) => needs.length === 1)) {
    const { signature } = own.bound;
    single.set(signature, single.get(signature) ?? []);
    single.get(signature)!.push(own);
  }
  return [...lists.filter(({ needs }) => needs.length !== 1), ...[...single.values()].map(([first, ...others]) =>
    ({ bound: first.bound, needs: [first.needs[0].union(others.map(({ needs }) => needs[0]))] }))];
}

/** What two have in common; nothing if no list meets both. */
function bothOf(one: Lists, two: Lists, steps: Steps): Lists[] {
  steps.spend(1 + one.needs.length + two.needs.length);
  const bound = one.bound.and(two.bound, steps);
  // Only faster: needs that are met within a bound are met as long as it stays the same.
  const open = one.isPossible === true && bound === one.bound ? two.needs : [...one.needs, ...two.needs];
  return isPossible({ bound, needs: open }, steps) ? [{ bound, needs: [...one.needs, ...two.needs], isPossible: true }] : [];
}

function isPossible(lists: Lists, steps: Steps): boolean {
  const { bound, needs } = lists;
  // Only faster: it has been seen.
  if (lists.isPossible === true) {
    return true;
  }
  steps.spend(needs.length);
  return !bound.isEmpty(steps) && needs.every((need) => !need.and(bound, steps).isEmpty(steps));
}
