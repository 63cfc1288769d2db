import type { Answer } from './access-answer';

/** An answer about what exists, with all that a reader asks next. */
export interface AccessResult extends Answer {
  /** How the one who asks becomes the role that decides, a sentence for each step. */
  readonly chain: readonly string[];
  /** Which statements decide, what is missing, or what it depends on. */
  readonly because: readonly string[];
  /** What must hold for it: `aws:SourceVpc is "vpc-1"`. */
  readonly conditions: readonly string[];
  /** What was taken to be so, and could be otherwise. */
  readonly assumed: readonly string[];
  /** What AWS asks, too, and is not among the paths. */
  readonly notSeen: readonly string[];
}

/** The one line of an answer. */
export function reasonOf({ chain, because, conditions, assumed }: Omit<AccessResult, 'reason' | 'decision' | 'notSeen'>): string {
  return [...chain, ...because, ...conditions.length === 0 ? [] : [`if ${conditions.join(', and if ')}`], ...assumed].join('; ');
}
