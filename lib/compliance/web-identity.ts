import type { JudgedRole } from './judged-role';
import { ofTrust } from './judged-role';
import { kindOf } from './provider-kind';
import type { ClaimTest } from './token-claims';
import { claimTests, isReadable, leftByDeny } from './token-claims';
import { issuerOfUnknown } from '../cloudformation/text-pieces';
import { coversAction } from '../iam/action';
import { hasWildcard } from '../iam/glob';
import { isKnown, nameOfUnknown, plain, splitText } from '../iam/partial-text';
import type { PolicyStatement, Principal } from '../iam/policy-statement';
import { renderedText } from '../inventory/rendered-text';

/** A statement that lets the tokens of one Kubernetes cluster become the role. */
export interface ServiceAccountTrust {
  /** The number of the statement, from 1. */
  readonly number: number;
  /** The federated principal: the ARN of an OIDC provider, or a part that is known only at deploy time. */
  readonly provider: string;
  /** All spellings of the provider's issuer, without its scheme. */
  readonly issuers: readonly string[];
  /** Tests of `sub`, `aud`, and of other claims, of this issuer or of another. */
  readonly tests: readonly ClaimTest[];
  /** Whether there are conditions of which nobody can tell what they test. */
  readonly hasUndecidedTests: boolean;
}

/** What a role's trust says of web identities. */
export interface WebIdentities {
  readonly trusts: readonly ServiceAccountTrust[];
  /** Statements for a provider that may be a cluster's, or something else's. */
  readonly unsure: readonly ServiceAccountTrust[];
  /** What of it nobody can tell: whether it is for service accounts, or what it tests. */
  readonly undecided: readonly string[];
}

export const ASSUME_WITH_TOKEN = 'sts:AssumeRoleWithWebIdentity';

/** The statements by which service accounts of Kubernetes become the role. */
export const webIdentitiesOf = ofTrust(readWebIdentities);

/** The tests of a claim that name the trust's own issuer, or one that may be it. */
export function testsOf(trust: ServiceAccountTrust, claim: string): ClaimTest[] {
  return trust.tests.filter((test) => test.claim === claim && isOwnIssuer(trust, test.issuer) !== 'no');
}

/** The tests of a claim, all of which hold only for those whom they name. */
export function limitsOf(trust: ServiceAccountTrust, claim: string): ClaimTest[] {
  return testsOf(trust, claim).filter(({ asks }) => asks !== 'weak');
}

/** Whether a trust asks for nothing of a claim. A condition on another issuer's claim does: it never holds, unless it is weak. */
export function lacks(trust: ServiceAccountTrust, claim: string): boolean {
  return !trust.hasUndecidedTests && testsOf(trust, claim).length === 0 && !trust.tests.some((test) => test.claim === claim && test.asks !== 'weak');
}

/** Whether a condition's issuer is the principal's; both may be known only at deploy time. */
export function isOwnIssuer({ issuers, provider }: ServiceAccountTrust, issuer: string): 'yes' | 'no' | 'unknown' {
  if (issuers.some((own) => own === issuer || (isKnown(own) && own.toLowerCase() === issuer.toLowerCase()))) {
    return 'yes'; // IAM does not look at the case of keys
  }
  if (hasWildcard(provider)) {
    return 'yes'; // any issuer's will do
  }
  const name = nameOfUnknown(issuer);
  // The ARN itself, or the URL with its scheme, where the issuer should stand.
  const isUncut = issuer === provider || (name !== undefined && issuers.includes(issuerOfUnknown(name)));
  return isUncut || (isKnown(issuer) && issuers.some(isKnown)) ? 'no' : 'unknown';
}

const BEFORE_ISSUER = ':oidc-provider/';

interface Found extends ServiceAccountTrust {
  readonly kind: ReturnType<typeof kindOf>;
  readonly statement: PolicyStatement;
}

function readWebIdentities(role: JudgedRole): WebIdentities {
  const undecided: string[] = [];
  const found = role.trust.statements.flatMap((statement): Found[] => {
    const federated = statement.principals.filter(({ type }) => type === 'Federated');
    if (statement.effect === 'Deny' || federated.length === 0) {
      return [];
    }
    if (!coversAction(statement, ASSUME_WITH_TOKEN)) {
      undecided.push(...statement.actions.some((action) => !isKnown(action)) ? [`the actions of statement ${statement.number} of the trust`] : []);
      return [];
    }
    return federated.map(({ value: provider }) => trustOf(role, statement, provider));
  });
  // A provider that one statement shows to be a cluster's is one in the others.
  const clusters = new Set(found.filter(({ kind }) => kind === 'service accounts').map(({ provider }) => provider));
  const trusts = found.filter(({ provider }) => clusters.has(provider));
  const unsure = found.filter(({ kind, provider }) => kind === 'unknown' && !clusters.has(provider));
  undecided.push(...unsure.map((trust) =>
    `whether the provider ${plain(trust.provider)} of statement ${trust.number} of the trust${lacks(trust, 'sub') ? ', which asks for no sub,' : ''} is a cluster's`));
  undecided.push(...trusts.flatMap(({ number, statement }) => statement.conditions.filter((test) => !isReadable(test))
    .map(({ operator, key }) => `the condition ${plain(operator.name)} on ${plain(key)} of statement ${number} of the trust`)));
  return { trusts, unsure, undecided };
}

function trustOf(role: JudgedRole, statement: PolicyStatement, provider: string): Found {
  const issuers = issuersOf(provider, role);
  const denials = role.trust.statements.filter((other) => denies(other, provider));
  const tests = [...claimTests(statement.conditions), ...denials.flatMap(({ conditions }) => leftByDeny(conditions))];
  const hasUndecidedTests = statement.hasUndecidedConditions || !statement.conditions.every(isReadable);
  const kind = kindOf(provider, issuers, tests, !hasUndecidedTests);
  return { number: statement.number, statement, provider, issuers, tests, hasUndecidedTests, kind };
}

/** Whether a statement denies the provider's tokens, or what else an action takes of it, under its conditions. */
export function denies(statement: PolicyStatement, provider: string, action = ASSUME_WITH_TOKEN): boolean {
  const isMeant = ({ type, value }: Principal) => ['*', 'AWS', 'Federated'].includes(type) && (value === '*' || value === provider);
  return statement.effect === 'Deny' && !statement.hasUndecidedConditions && coversAction(statement, action) && statement.principals.some(isMeant);
}

export function issuersOf(provider: string, role: JudgedRole): string[] {
  if (isKnown(provider)) {
    const at = provider.indexOf(BEFORE_ISSUER);
    return at < 0 ? [] : [renderedText(provider.slice(at + BEFORE_ISSUER.length))];
  }
  const [, ...behind] = splitText(provider, BEFORE_ISSUER);
  if (behind.length > 0) {
    return [renderedText(behind.join(BEFORE_ISSUER))];
  }
  const name = nameOfUnknown(provider);
  return name === undefined ? [] : [issuerOfUnknown(name), ...role.issuersOfProviders.get(name) ?? []];
}
