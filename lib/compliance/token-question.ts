import { askedForExample } from './example-role';
import type { JudgedRole } from './judged-role';
import { SUBJECTS, SUBJECTS_OF_NOBODY } from './subject-language';
import type { ServiceAccountTrust } from './web-identity';
import { ASSUME_WITH_TOKEN, isOwnIssuer, testsOf } from './web-identity';
import { show } from '../core/text';
import type { Answer } from '../iam/decide/answer';
import { decide } from '../iam/decide/decide';
import type { KeyConstraint } from '../iam/decide/question';
import { hasWildcard } from '../iam/glob';
import { LetterClass } from '../iam/language/letters';
import { TextSet } from '../iam/language/text-set';
import { isKnown, plain } from '../iam/partial-text';

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

/** What tokens of a cluster may be for, other than AWS. */
const AUDIENCES = ['vault', 'kubernetes.default.svc'];

/**
 * The subject, or the audience in quotes, of a token that a trust takes and does not name; nothing, where there is none, or where it depends on what is
 * not known.
 */
export function takenBesides(role: JudgedRole, trust: ServiceAccountTrust, claim: 'sub' | 'aud'): string | undefined {
  const tests = testsOf(trust, claim);
  const named = TextSet.equals('', ...tests.flatMap(({ values }) => values).filter((value) => isKnown(value) && !hasWildcard(value)));
  const examples = claim === 'sub' ? SUBJECTS_OF_NOBODY : AUDIENCES;
  const answer = askedOfTokens(role, trust, claim === 'sub' ? { subjects: SUBJECTS.but(named), examples } : { audiences: named.not(), examples });
  if (answer.kind !== 'witness') {
    return undefined;
  }
  const keys = new Set([...trust.issuers, ...tests.map(({ issuer }) => issuer)].map((issuer) => `${issuer}:${claim}`.toLowerCase()));
  const [, value] = Object.entries(answer.request.context ?? {}).find(([key]) => keys.has(key.toLowerCase())) ?? [];
  // Where nothing asks for the claim, it may be anything.
  const taken = plain(typeof value === 'string' ? value : examples[0]);
  return claim === 'sub' ? taken : show(taken);
}
