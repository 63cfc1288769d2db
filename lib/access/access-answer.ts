/** The answer to a question: yes, no, or that it depends on what is not known. */
export type AnswerDecision = 'allowed' | 'denied' | 'undecided';

export const ANSWER_DECISIONS: readonly AnswerDecision[] = ['allowed', 'denied', 'undecided'];

/** An answer, and why. */
export interface Answer {
  readonly decision: AnswerDecision;
  /** In words: which statements decide, which policies do not allow, or what it depends on. */
  readonly reason: string;
}
