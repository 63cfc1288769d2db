/** Options of the command, as commander gives them. */
export interface GivenCollectOptions {
  readonly folder: string;
  readonly cluster?: readonly string[];
  readonly region?: string;
  readonly without?: 'clusters' | 'kubernetes' | 'account';
  readonly print: 'script' | 'policy' | 'cluster-role';
}
