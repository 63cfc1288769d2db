/** Somebody who can, or perhaps can. */
export interface AbleOne {
  /** A service account, whoever else becomes the role, or a principal that the policy of the resource names. */
  readonly who: string;
  readonly decision: 'allowed' | 'undecided';
  /** The way to the role that can; nothing for a principal that needs none. */
  readonly through: readonly string[];
  readonly because: string;
  readonly conditions: readonly string[];
  /** Of what wildcards stand for: one thing that is allowed. */
  readonly sample?: string;
}
