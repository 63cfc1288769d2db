export type Part = 'clusters' | 'kubernetes' | 'account';

/** Options of the command, as commander gives them. */
export interface GivenCollectOptions {
  readonly folder: string;
  readonly cluster?: readonly string[];
  readonly region?: string;
  /** Parts that are left out. */
  readonly without?: readonly Part[];
  readonly print: 'script' | 'policy' | 'cluster-role';
}
