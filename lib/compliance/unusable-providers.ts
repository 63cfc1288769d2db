import { isOfWorkload } from './escalation';
import type { JudgedRole } from './judged-role';
import { kindOf } from './provider-kind';
import { claimTests } from './token-claims';
import { ASSUME_WITH_TOKEN, issuersOf, webIdentitiesOf } from './web-identity';
import { partitionOfRegion } from '../core/partition';
import { list } from '../core/text';
import { coversAction } from '../iam/action';
import { arnParts } from '../iam/arn';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** A provider by which nobody becomes the role, whatever the conditions are. */
export interface UnusableProvider {
  readonly number: number;
  readonly provider: string;
  /** A clause without its subject. */
  readonly problem: string;
}

type NamedProvider = Pick<UnusableProvider, 'number' | 'provider'>;

/** Providers that IAM does not look up for the role: of another account, or under other actions. */
export function unusableProviders(role: JudgedRole): UnusableProvider[] {
  return [...elsewhere(role), ...ofOtherPartition(role), ...withoutAction(role)];
}

/** A provider is of the partition of its account, and EKS has no cluster of another one's region there. */
function ofOtherPartition(role: JudgedRole): UnusableProvider[] {
  return webIdentitiesOf(role).trusts.flatMap(({ number, provider, issuers }): UnusableProvider[] => {
    const written = arnParts(provider)?.partition;
    const [, region = ''] = issuers.map((issuer) => /^oidc\.eks\.([a-z0-9-]+)\./.exec(issuer)).find((match) => match !== null) ?? [];
    const wanted = partitionOfRegion(region)?.name;
    return written === undefined || !isKnown(written) || wanted === undefined || wanted === written ? []
      : [{ number, provider: plain(provider), problem: `is of the partition ${written}, and the region ${region} of its issuer is of ${wanted}: begin it with arn:${wanted}:` }];
  });
}

/**
 * A role takes tokens of the providers of its own account only. Where that account is not known, providers of two accounts
 * cannot both be of it.
 */
function elsewhere(role: JudgedRole): UnusableProvider[] {
  const ofClusters = webIdentitiesOf(role).trusts.map(({ number, provider }) => ({ number, provider }));
  const trusts = [...ofClusters, ...besidesClusters(role, ofClusters)]
    .map(({ number, provider }) => ({ number, provider, account: arnParts(provider)?.account }));
  const isAccount = (account: string | undefined) => account !== undefined && /^\d{12}$/.test(account);
  const accounts = [...new Set(trusts.flatMap(({ account }) => isAccount(account) ? [account!] : []))];
  return trusts.flatMap(({ number, provider, account }): UnusableProvider[] => {
    const problem = isAccount(account) && isAccount(role.account) && account !== role.account
      ? `is of the account ${account}, and the role of ${role.account}, which looks up only providers of its own account: create the provider there, and name that`
      : isAccount(account) && !isAccount(role.account) && accounts.length > 1
        ? `is of the account ${account}, and others are of ${list(accounts.filter((other) => other !== account))}, but a role looks up only providers of its own account: name providers of one account` : undefined;
    return problem === undefined ? [] : [{ number, provider: plain(provider), problem }];
  });
}

/** The providers of pipelines and people that a role of pods trusts, too. */
function besidesClusters(role: JudgedRole, ofClusters: readonly NamedProvider[]): NamedProvider[] {
  const known = new Set(ofClusters.map(({ provider }) => provider));
  return !isOfWorkload(role) ? [] : role.trust.statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) =>
    federated(statement).filter((provider) => !known.has(provider) && /:(?:oidc|saml)-provider\//.test(provider)).map((provider) => ({ number: statement.number, provider })));
}

/** Providers of clusters that no statement lets become the role by the only action that takes a token. */
function withoutAction(role: JudgedRole): UnusableProvider[] {
  const allows = role.trust.statements.filter(({ effect }) => effect === 'Allow');
  const used = new Set(allows.filter((statement) => coversAction(statement, ASSUME_WITH_TOKEN)).flatMap(federated));
  return allows.filter(({ actions, notActions }) => notActions.length === 0 && actions.every(isKnown)).flatMap((statement) =>
    federated(statement).filter((provider) => !used.has(provider) && isOfCluster(role, statement, provider)).map((provider) => ({
      number: statement.number,
      provider: plain(provider),
      problem: `becomes the role only by ${ASSUME_WITH_TOKEN}, which no statement allows it: write that as the action`,
    })));
}

function federated({ principals }: PolicyStatement): string[] {
  return principals.filter(({ type }) => type === 'Federated').map(({ value }) => value);
}

function isOfCluster(role: JudgedRole, { conditions, hasUndecidedConditions }: PolicyStatement, provider: string): boolean {
  return isKnown(provider) && conditions.length > 0 && !hasUndecidedConditions
    && kindOf(provider, issuersOf(provider, role), claimTests(conditions), true) === 'service accounts';
}
