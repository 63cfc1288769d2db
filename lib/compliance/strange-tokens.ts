import type { JudgedRole } from './judged-role';
import { SUBJECTS, SUBJECTS_OF_NOBODY } from './subject-language';
import { askedOfTokens } from './token-question';
import type { ServiceAccountTrust } from './web-identity';
import { testsOf } from './web-identity';
import { show } from '../core/text';
import { hasWildcard } from '../iam/glob';
import { TextSet } from '../iam/language/text-set';
import { isKnown, plain } from '../iam/partial-text';

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
