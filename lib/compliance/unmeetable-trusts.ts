import { askedForExample } from './example-role';
import type { JudgedRole } from './judged-role';
import { SUBJECTS } from './subject-language';
import { subjectsOf } from './subjects';
import type { ClaimTest } from './token-claims';
import type { ServiceAccountTrust } from './web-identity';
import { ASSUME_WITH_TOKEN, isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { LetterClass } from '../iam/language/letters';
import { TextSet } from '../iam/language/text-set';
import { isKnown, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** A statement for service accounts by which none of them becomes the role. */
export interface UnmeetableTrust {
  readonly number: number;
  readonly provider: string;
}

/** Of conditions that are none of a token. */
const OF_ALL_REQUESTS = /^(aws|sts)$/i;

/** Names that a session may have: no colon, and so no subject. */
const SESSION_CHARACTER = LetterClass.of('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-');
const SESSION_NAMES = TextSet.patterns([false, false, true].map((repeated) => ({ letters: SESSION_CHARACTER, repeated })));

/** Trusts that speak of service accounts, and that no token of one meets, though each of their conditions looks right. */
export function unmeetableTrusts(role: JudgedRole): UnmeetableTrust[] {
  return webIdentitiesOf(role).trusts
    .filter((trust) => isKnown(trust.provider) && !trust.hasUndecidedTests && !isForOthersToSay(role, trust))
    .filter((trust) => !isPlain(role, trust) && isUnmeetable(role, trust))
    .map(({ number, provider }) => ({ number, provider: plain(provider) }));
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
  const { trust: { statements, version, undecided, characters } } = role;
  if (trust.tests.some(({ asks, values }) => asks !== 'weak' && values.length === 0)) {
    return true; // IAM refuses such a condition, or nothing is one of no values
  }
  if (undecided.length > 0) {
    return false;
  }
  const considered = statements.filter(({ effect, number }) => effect !== 'Allow' || number === trust.number);
  const answer = decide({
    policies: { trust: [{ statements: considered, version, undecided, characters }] },
    principals: [{ kind: 'webIdentity', identifiers: TextSet.equals(trust.provider) }],
    actions: TextSet.equals(ASSUME_WITH_TOKEN.toLowerCase()),
    ...askedForExample(role),
    otherKeys: (key) => ofToken(trust, key),
  });
  return answer.kind === 'none';
}

/**
 * Keys that a request with a service account's token does not have: it has no principal yet, no external id, and the token
 * has neither the claims of session tags nor that of a source identity.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_OTHER_CALLERS = new RegExp('^(?:aws:(?:principal|source(?:account|arn|org|identity)|userid|username|multifactorauth|requesttag/|tagkeys'
  + '|federatedprovider|tokenissuetime|calledvia)'
  + '|sts:(?:externalid|transitivetagkeys|sourceidentity))');

/** What a key may be where a service account asks with its token. */
function ofToken(trust: ServiceAccountTrust, key: string): KeyConstraint | undefined {
  const [issuer, claim] = [key.slice(0, key.lastIndexOf(':')), key.slice(key.lastIndexOf(':') + 1)];
  if (OF_OTHER_CALLERS.test(key) && key !== 'aws:principaltype') {
    return {};
  }
  if (key === 'sts:rolesessionname') {
    return { values: SESSION_NAMES };
  }
  if (OF_ALL_REQUESTS.test(issuer)) {
    return undefined;
  }
  if (isOwnIssuer(trust, issuer) !== 'yes') {
    return {};
  }
  return claim === 'sub' ? { values: SUBJECTS } : claim === 'aud' ? { values: TextSet.equals('').not() } : undefined;
}
