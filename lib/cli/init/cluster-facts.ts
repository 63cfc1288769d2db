import { ISSUER_URL, parseIssuerUrl } from '../../cluster/issuer-url';
import { ACCOUNT, CLUSTER_NAME, REGION } from '../../core/names';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';
import { UsageError } from '../usage-error';

/** What has to be known of a cluster, as it was given: nothing of it is checked. */
export interface GivenFacts {
  readonly issuer?: string;
  readonly account?: string;
  readonly region?: string;
  readonly cluster?: string;
}

/** What is known of a cluster, all of it right. */
export type ClusterFacts = Required<GivenFacts>;

export type Fact = keyof ClusterFacts;

/** The questions, in the order in which they are asked. */
export const QUESTIONS: Readonly<Record<Fact, string>> = {
  cluster: 'Name of the cluster in EKS',
  issuer: 'Its issuer URL',
  region: 'Its region',
  account: 'Its AWS account (12 digits)',
};

const FORMATS = { cluster: CLUSTER_NAME, issuer: ISSUER_URL, region: REGION, account: ACCOUNT } as const;

/** Why a fact is wrong, a sentence without its subject; nothing if it is right. */
export function problemOf(fact: Fact, value: string, { issuer }: GivenFacts): string | undefined {
  const problem = explain(FORMATS[fact], value);
  if (problem !== undefined || fact !== 'region' || issuer === undefined) {
    return problem?.replace(', in quotes in YAML', '');
  }
  const region = regionOf(issuer);
  return region === undefined || region === value ? undefined : `must be the region of the issuer, ${show(region)}, got ${show(value)}`;
}

/** The region that an issuer names; nothing if it is no issuer. */
export function regionOf(issuer: string): string | undefined {
  const parsed = parseIssuerUrl(issuer);
  return 'problem' in parsed ? undefined : parsed.region;
}

/** The facts that are given, with what follows from them. */
export function completed(given: GivenFacts): GivenFacts {
  return { ...given, region: given.region ?? (given.issuer === undefined ? undefined : regionOf(given.issuer)) };
}

/** @throws UsageError for the facts that are wrong, as options, each on a line of its own */
export function requireRight(given: GivenFacts): void {
  const problems = (Object.keys(QUESTIONS) as Fact[]).flatMap((fact) => {
    const value = given[fact];
    const problem = value === undefined ? undefined : problemOf(fact, value, given);
    return problem === undefined ? [] : [`--${fact} ${problem}`];
  });
  if (problems.length > 0) {
    throw new UsageError(problems.join('\nerror: '));
  }
}

/** The facts that are missing; not the region, where the issuer will tell it. */
export function missingFacts(given: GivenFacts): Fact[] {
  return (Object.keys(QUESTIONS) as Fact[]).filter((fact) => given[fact] === undefined && (fact !== 'region' || given.issuer !== undefined));
}
