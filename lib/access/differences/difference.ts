import type { AccessRequest } from '../../iam/access-request';

/**
 * What differs: somebody may do more or less, becomes a role or no longer, gets another role, or a role is made anew. `unclear` may be
 * any of these.
 */
export type DifferenceKind = 'gains' | 'loses' | 'mayBecome' | 'mayNoLongerBecome' | 'gets' | 'replaced' | 'unclear';

/** What a difference is about: each request whose answer changes is within one of them. A list of one statement of a policy. */
export interface DifferenceScope {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
}

/** One line of a comparison. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** In words: `writes objects below acme-media/uploads/`. */
  readonly text: string;
  /** Whether it depends on what is not among the paths, or cannot be decided. */
  readonly isUndecided: boolean;
  /** What was there, in words; where it cannot be compared, as it is written. */
  readonly before?: string;
  readonly after?: string;
  /** A request whose answer changes. */
  readonly witness?: AccessRequest;
  readonly scopes: readonly DifferenceScope[];
}

/** What differs of one role, or of one resource with a policy of its own. */
export interface DifferenceGroup {
  /** Who becomes the role, in words: service accounts and others. Of a resource those who gain and lose by its policy. */
  readonly workloads: readonly string[];
  /** `role api`, `bucket acme-media`. */
  readonly subject: string;
  /** Where it is written: `template.json:12`; as it was, if it is gone. */
  readonly place: string;
  readonly state: 'new' | 'removed' | 'changed';
  readonly differences: readonly Difference[];
}
