import type { Automaton } from './automaton';

/** How a language is made of others. */
export type Form<Part> =
  | { readonly kind: 'texts'; readonly texts: ReadonlySet<string>; readonly isComplement: boolean }
  | { readonly kind: 'automaton'; readonly automaton: Automaton }
  | { readonly kind: 'not'; readonly of: Part }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Part[] };

/** A language as it is walked. */
export interface Expression {
  readonly form: Form<Expression>;
  /** Of a language that is one automaton, or a list of texts, whose automaton accepts the texts on the list. */
  readonly automaton: Automaton | undefined;
}
