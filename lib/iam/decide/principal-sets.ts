import type { RequestPrincipal } from '../access-request';
import { arnParts } from '../arn';
import { hasWildcard } from '../glob';
import { LetterClass } from '../language/letters';
import { variablePart } from '../language/pattern';
import type { Pattern, Wildcard } from '../language/pattern';
import { TextSet } from '../language/text-set';
import { isKnown } from '../partial-text';
import type { PolicyStatement, Principal } from '../policy-statement';

export type PrincipalKind = RequestPrincipal['kind'];

/**
 * How an entry names a principal, which decides whose policies limit what it is granted: by itself, as everyone or as a session; by
 * its role; or only by its account, which then decides. `any`: that is not known.
 */
export type Degree = 'itself' | 'role' | 'account' | 'any';

/** Principals that a statement is for, of one kind. */
export interface PrincipalMatch {
  /** Their ARNs, providers or names; of a session that of its role. */
  readonly identifiers: TextSet;
  /** The names of sessions, where only some are meant. */
  readonly sessions?: TextSet;
  readonly degree: Degree;
}

/** Kinds of principals that are in an account, with an ARN and policies of their own. */
export function isOfAccount(kind: PrincipalKind): boolean {
  return kind === 'roleSession' || kind === 'user' || kind === 'accountRoot';
}

/** Texts of which it is not known whether they belong to a set. */
const PERHAPS = TextSet.equals(variablePart('principal'));

const EVERYONE: PrincipalMatch = { identifiers: TextSet.every, degree: 'itself' };

/** Whom a statement of a resource's policy is for, among the principals of a kind. Each entry of the result is one way to be meant. */
export function principalMatches(statement: PolicyStatement, kind: PrincipalKind, isUnreadable: boolean): PrincipalMatch[] {
  const { principals, notPrincipals, hasNotPrincipal } = statement;
  if (isUnreadable || (!hasNotPrincipal && principals.length === 0) || (hasNotPrincipal && principals.length > 0)) {
    return [{ identifiers: PERHAPS, degree: 'any' }];
  }
  if (hasNotPrincipal) {
    return [allBut(notPrincipals, kind)];
  }
  const found = principals.map((principal) => matchOf(principal, kind)).filter((match) => match !== undefined);
  const degrees = [...new Set(found.map(({ degree }) => degree))];
  return degrees.flatMap((degree): PrincipalMatch[] => {
    const whole = found.filter((match) => match.sessions === undefined && match.degree === degree);
    const identifiers = whole.length === 1 ? whole[0].identifiers : TextSet.union(whole.map((match) => match.identifiers));
    return whole.length === 0 ? [] : [{ identifiers, degree }];
  }).concat(found.filter(({ sessions }) => sessions !== undefined));
}

/**
 * Everyone but those listed. Whether a principal of an account is excepted of whom not all is listed, the account, the role and the
 * session, is not certain.
 */
function allBut(notPrincipals: readonly Principal[], kind: PrincipalKind): PrincipalMatch {
  if (notPrincipals.some(({ type, value }) => value === '*' && (type === '*' || type === 'AWS'))) {
    return { identifiers: TextSet.none, degree: 'itself' };
  }
  const listed = TextSet.union(notPrincipals.flatMap((principal) => matchOf(principal, kind) ?? []).map(({ identifiers }) => identifiers));
  const excepted = isOfAccount(kind) || notPrincipals.length === 0
    ? listed.or(notPrincipals.length === 0 ? PERHAPS : TextSet.none).and(PERHAPS) : listed;
  return { identifiers: excepted.not(), degree: 'itself' };
}

function matchOf({ type, value }: Principal, kind: PrincipalKind): PrincipalMatch | undefined {
  const perhaps: PrincipalMatch = { identifiers: PERHAPS, degree: 'any' };
  if (type === '*' || (type === 'AWS' && value === '*')) {
    return EVERYONE;
  }
  const named = (isMeant: boolean): PrincipalMatch | undefined => !isMeant ? undefined
    : value === '*' ? { ...perhaps, degree: 'itself' } : { identifiers: TextSet.equals(value), degree: 'itself' };
  switch (type) {
    case 'AWS': return isOfAccount(kind) ? ofAccount(value, kind) : isKnown(value) ? undefined : perhaps;
    case 'Federated': return kind === 'roleSession' ? { ...perhaps, degree: 'itself' } : named(kind === 'webIdentity' || kind === 'saml');
    case 'Service': return named(kind === 'service');
    case 'CanonicalUser': return isOfAccount(kind) ? { ...perhaps, degree: 'account' } : named(kind === 'canonicalUser');
    default: return perhaps;
  }
}

const SESSION = /^assumed-role\/([^/]+)\/(.+)$/;

/** What AWS takes for the unique id of a role or user. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{8,}$/;

function ofAccount(value: string, kind: PrincipalKind): PrincipalMatch | undefined {
  const parts = arnParts(value);
  const session = parts?.service === 'sts' ? SESSION.exec(parts.resource) : null;
  if (hasWildcard(value)) {
    return { identifiers: TextSet.of([value.includes(':assumed-role/') ? '*' : value], 'like').and(PERHAPS), degree: 'any' };
  }
  if (!isKnown(value) && arnParts(value) === undefined) {
    return { identifiers: TextSet.equals(value), degree: 'any' };
  }
  if (session !== null && parts !== undefined) {
    const [, role, name] = session;
    const start = `arn:${parts.partition}:iam::${parts.account}:role/`;
    const identifiers = TextSet.of([start + role, `${start}*/${role}`], 'arn');
    return kind === 'roleSession' ? { identifiers, sessions: TextSet.equals(name), degree: 'itself' } : undefined;
  }
  if (parts?.resource === 'root' && parts.service === 'iam') {
    return { identifiers: TextSet.of([`arn:${parts.partition}:iam::${parts.account}:*`], 'arn'), degree: 'account' };
  }
  if (/^\d{12}$/.test(value)) {
    return { identifiers: TextSet.of([`arn:*:iam::${value}:*`], 'arn'), degree: 'account' };
  }
  return UNIQUE_ID.test(value) ? undefined : { identifiers: TextSet.equals(value), degree: kind === 'roleSession' && isKnown(value) ? 'role' : kind === 'roleSession' ? 'any' : 'itself' };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PARTITION = LetterClass.of(`${LOWER}-`);
const DIGIT = LetterClass.of('0123456789');
const NAME = LetterClass.of(`${LOWER}${LOWER.toUpperCase()}0123456789+=,.@_-/`);

const KIND_PATHS: Readonly<Record<string, string | undefined>> = { roleSession: ':role/', user: ':user/', accountRoot: ':root' };

/** The ARNs that principals of an account have; of other kinds all texts. */
export function possibleIdentifiers(kind: PrincipalKind): TextSet {
  const path = KIND_PATHS[kind];
  if (path === undefined) {
    return TextSet.every;
  }
  const some = (letters: LetterClass): Wildcard[] => [{ letters, repeated: false }, { letters, repeated: true }];
  const pattern: Pattern = ['a', 'r', 'n', ':', ...some(PARTITION), ...':iam::', ...Array.from({ length: 12 }, () => ({ letters: DIGIT, repeated: false })),
    ...path, ...(kind === 'accountRoot' ? [] : some(NAME))];
  return TextSet.patterns(pattern);
}
