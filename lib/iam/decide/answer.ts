import type { AccessRequest } from '../access-request';
import type { StatementReference } from '../evaluation';

/** No request of the question is allowed, whatever unknown parts become. */
export interface NoneAllowed {
  readonly kind: 'none';
}

/** A request of the question that is allowed, whatever unknown parts become. */
export interface Witness {
  readonly kind: 'witness';
  readonly request: AccessRequest;
  /** The statements that allow it. */
  readonly allowedBy: readonly StatementReference[];
}

/** Neither is certain. */
export interface Undecided {
  readonly kind: 'undecided';
  /** What it depends on: `the value of Namespace`, or that the question takes too much work. */
  readonly reason: string;
  /** The request that may be allowed, where there is one. */
  readonly request?: AccessRequest;
  /** Statements that may allow it. */
  readonly at?: readonly StatementReference[];
}

export type Answer = NoneAllowed | Witness | Undecided;
