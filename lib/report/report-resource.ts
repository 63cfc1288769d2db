import type { ReportPlace } from './report-place';

/** Something that policies name: a bucket, a queue, a key. */
export interface ReportResource {
  readonly id: string;
  readonly service: string;
  /** Parts that are not known are written as `<name>`. For objects it is that of their bucket. */
  readonly arn: string;
  readonly name: string;
  /** Whether it is one thing, a pattern of names, or anything of the service. */
  readonly kind: 'named' | 'pattern' | 'any';
  readonly reach: readonly ReportReach[];
  /** How many roles reach it by wider names, beside those that are listed. */
  readonly moreByPattern: number;
  /** Its own policy in words, if that is among the paths. */
  readonly policy: ReportResourcePolicy | null;
}

/** What a role may do with a resource, all its policies and that of the resource put together. */
export interface ReportReach {
  readonly role: string;
  /** Whether its policies name the resource, a pattern of names, or anything. */
  readonly by: 'name' | 'pattern' | 'any' | 'the policy of the resource';
  readonly lines: readonly ReportReachLine[];
}

export interface ReportReachLine {
  /** `reads`, `writes`, `deletes`, `decrypts with`. */
  readonly verbs: readonly string[];
  /** The part of the resource: `objects below acme-media/thumbnails/`. */
  readonly on: string;
  readonly decision: 'allowed' | 'undecided';
  readonly conditions: readonly string[];
  /** Where it is undecided: what it depends on. */
  readonly dependsOn: string | null;
}

export interface ReportResourcePolicy extends ReportPlace {
  readonly statements: readonly ReportResourceStatement[];
}

export interface ReportResourceStatement {
  readonly effect: string;
  readonly who: readonly string[];
  readonly text: string;
}
