import { askedForExample } from './example-role';
import type { JudgedRole } from './judged-role';
import { SUBJECTS } from './subject-language';
import type { ServiceAccountTrust } from './web-identity';
import { ASSUME_WITH_TOKEN, isOwnIssuer } from './web-identity';
import type { Answer } from '../iam/decide/answer';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { LetterClass } from '../iam/language/letters';
import { TextSet } from '../iam/language/text-set';

/** Which tokens are asked about. */
export interface AskedTokens {
  /** @default all that a service account may have */
  readonly subjects?: TextSet;
  /** @default all */
  readonly audiences?: TextSet;
  /** What a witness should have where it fits. */
  readonly examples?: readonly string[];
}

/** Of conditions that are none of a token. */
export const OF_ALL_REQUESTS = /^(aws|sts)$/i;

/** Names that a session may have: no colon, and so no subject. */
const SESSION_CHARACTER = LetterClass.of('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-');
const SESSION_NAMES = TextSet.patterns([false, false, true].map((repeated) => ({ letters: SESSION_CHARACTER, repeated })));
const ANY_AUDIENCE = TextSet.equals('').not();

/** Whether a statement of a trust, with those that deny, lets a token of a service account become the role. */
export function askedOfTokens(role: JudgedRole, trust: ServiceAccountTrust, tokens: AskedTokens = {}): Answer {
  const { trust: { statements, version, undecided, characters } } = role;
  const considered = statements.filter(({ effect, number }) => effect !== 'Allow' || number === trust.number);
  return decide({
    policies: { trust: [{ statements: considered, version, undecided, characters }] },
    principals: [{ kind: 'webIdentity', identifiers: TextSet.equals(trust.provider) }],
    actions: TextSet.equals(ASSUME_WITH_TOKEN.toLowerCase()),
    ...askedForExample(role),
    otherKeys: (key) => ofToken(trust, key, tokens),
    examples: tokens.examples,
  });
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
function ofToken(trust: ServiceAccountTrust, key: string, tokens: AskedTokens): KeyConstraint | undefined {
  const { subjects = SUBJECTS, audiences = ANY_AUDIENCE } = tokens;
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
  return claim === 'sub' ? { values: subjects } : claim === 'aud' ? { values: audiences } : undefined;
}
