import type { JudgedRole } from './judged-role';
import { subjectsOf } from './subjects';
import type { ClaimTest } from './token-claims';
import { askedOfTokens, OF_ALL_REQUESTS } from './token-question';
import type { ServiceAccountTrust } from './web-identity';
import { isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** A statement for service accounts by which none of them becomes the role. */
export interface UnmeetableTrust {
  readonly number: number;
  readonly provider: string;
}

/** Trusts that speak of service accounts, and that no token of one meets, though each of their conditions looks right. */
export function unmeetableTrusts(role: JudgedRole): UnmeetableTrust[] {
  return webIdentitiesOf(role).trusts.filter((trust) => isMetByNobody(role, trust))
    .map(({ number, provider }) => ({ number, provider: plain(provider) }));
}

/** Whether no token meets one of them. */
export function isMetByNobody(role: JudgedRole, trust: ServiceAccountTrust): boolean {
  return isKnown(trust.provider) && !trust.hasUndecidedTests && !isForOthersToSay(role, trust)
    && !isPlain(role, trust) && isUnmeetable(role, trust);
}

/** Whether a condition is odd by itself, or not known: other rules say that. */
function isForOthersToSay(role: JudgedRole, trust: ServiceAccountTrust & { readonly statement?: PolicyStatement }): boolean {
  const { tests, statement, number } = trust;
  const claims = tests.filter(({ issuer }) => !OF_ALL_REQUESTS.test(issuer));
  // A weak test is reported where no other test of the claim limits it.
  const isOdd = (test: ClaimTest) => (test.asks === 'weak' && limitsOf(trust, test.claim).length === 0)
    || test.values.some((value) => !isKnown(value) || (test.asks === 'equals' && /[*?$]/.test(value)));
  return claims.some(isOdd) || tests.some(({ issuer }) => !OF_ALL_REQUESTS.test(issuer) && isOwnIssuer(trust, issuer) === 'no')
    || subjectsOf(role).some((subject) => subject.number === number && subject.problem !== undefined)
    || statement?.conditions.some(({ key, values }) => !key.includes(':') || !values.every(isKnown)) === true;
}

/** What most trusts are: names are exact, and nothing is denied. Whether they are names at all is for other rules. */
function isPlain({ trust: { statements } }: JudgedRole, { tests, number }: ServiceAccountTrust): boolean {
  const own = statements.find((statement) => statement.number === number);
  return statements.every(({ effect }) => effect === 'Allow') && own?.conditions.length === tests.length
    && tests.length <= 2 && tests.every(({ issuer, values }) => !OF_ALL_REQUESTS.test(issuer) && values.length > 0);
}

function isUnmeetable(role: JudgedRole, trust: ServiceAccountTrust): boolean {
  if (trust.tests.some(({ asks, values }) => asks !== 'weak' && values.length === 0)) {
    return true; // IAM refuses such a condition, or nothing is one of no values
  }
  return role.trust.undecided.length === 0 && askedOfTokens(role, trust).kind === 'none';
}
