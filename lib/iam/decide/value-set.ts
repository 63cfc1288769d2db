import type { Steps } from '../language/steps';

/** The values that one text of a request may have, under one way of comparing. Only sets of one kind are combined. */
export interface ValueSet {
  /** What it is made of, as a text: sets of one signature are equal. */
  readonly signature: string;
  and(other: ValueSet, steps: Steps): ValueSet;
  not(): ValueSet;
  /** What is in the one or the other of sets of one kind. */
  union(others: readonly ValueSet[]): ValueSet;
  isEmpty(steps: Steps): boolean;
  /** One of the set, as a text of a request: of those preferred, if one belongs to it; nothing if it is empty. */
  word(steps: Steps, preferred?: readonly string[]): string | undefined;
  contains(text: string, steps: Steps): boolean;
}
