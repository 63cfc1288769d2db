import type { PolicyKind } from './applicable-policies';

/** What IAM answers to a request. `undecided`: it depends on what is not known, or on what AWS does not document. */
export type Decision = 'allowed' | 'explicitlyDenied' | 'implicitlyDenied' | 'undecided';

/** The answer to a request, and why. */
export interface Evaluation {
  readonly decision: Decision;
  /** The statements that allow or deny, in the order of the kinds; none for a request that no statement is about. */
  readonly decidedBy: readonly StatementReference[];
  /** For `implicitlyDenied`: the kinds of policies that would have to allow and do not. */
  readonly missing: readonly PolicyKind[];
  /** For `undecided`: what the answer depends on. */
  readonly undecided: readonly OpenQuestion[];
}

/** A statement within the policies of a request. */
export interface StatementReference {
  readonly policy: PolicyKind;
  /** Of control policies: which level, from 0. */
  readonly level?: number;
  /** Which document of the kind, or of the level, from 0. */
  readonly document: number;
  /** The number of the statement, from 1. */
  readonly statement: number;
}

/** One thing that an answer depends on. */
export interface OpenQuestion {
  /** `the value of aws:username under StringEquals`. */
  readonly what: string;
  /** The policy that it is in, if it is in one. */
  readonly policy?: PolicyKind;
  readonly level?: number;
  readonly document?: number;
  readonly statement?: number;
}
