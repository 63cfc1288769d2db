import type { Run } from './evaluation-run';
import { principalAccount } from './request-keys';
import { patternOf, patternTakes } from './text-pattern';
import { either, someOf } from './truth';
import type { Truth } from './truth';
import type { AccountRoot, RequestPrincipal, SamlIdentity, User, WebIdentity } from '../access-request';
import { arnParts } from '../arn';
import { hasWildcard } from '../glob';
import { isKnown, masked, plain, symbolsOf } from '../partial-text';
import type { PolicyStatement, Principal } from '../policy-statement';

/**
 * How a statement's `Principal` names the caller, which decides whose policies limit what it grants: the session or user itself (or
 * everyone), the role, or only the account, which passes the decision on to its own policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html#policy-eval-denyallow
 */
export interface PrincipalMatch {
  readonly itself: Truth;
  readonly role: Truth;
  readonly account: Truth;
}

const NOBODY: PrincipalMatch = { itself: false, role: false, account: false };
export const EVERYONE: PrincipalMatch = { itself: true, role: false, account: false };
const OPEN: PrincipalMatch = { itself: undefined, role: undefined, account: undefined };

/** The kinds of entries of `Principal`, for each kind of principal. */
const ENTRY_TYPES: Readonly<Record<RequestPrincipal['kind'], string | undefined>> = {
  roleSession: 'AWS', user: 'AWS', accountRoot: 'AWS', webIdentity: 'Federated', saml: 'Federated', service: 'Service', anonymous: undefined, canonicalUser: 'CanonicalUser',
};

export function anyOf({ itself, role, account }: PrincipalMatch): Truth {
  return either(itself, role, account);
}

/** How a statement of a resource's policy names the caller. */
export function principalMatch(statement: PolicyStatement, run: Run): PrincipalMatch {
  const { principals, hasNotPrincipal } = statement;
  if (hasNotPrincipal) {
    const itself = principals.length > 0 ? run.open('both Principal and NotPrincipal') : notPrincipalTruth(statement, run);
    return { itself, role: false, account: false };
  }
  if (principals.length === 0) {
    run.open('the principal, of which nothing is written');
    return OPEN;
  }
  const matches = principals.map((entry) => entryMatch(entry, run));
  const of = (degree: keyof PrincipalMatch) => someOf(matches, (match) => match[degree]);
  return { itself: of('itself'), role: of('role'), account: of('account') };
}

/**
 * A Deny is for everyone who is not listed. AWS may check the account, the role and the session each by itself, so that only a
 * caller of whom all are listed is surely none of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function notPrincipalTruth({ effect, notPrincipals }: PolicyStatement, run: Run): Truth {
  if (effect === 'Deny' && run.hasBoundary) {
    return true;
  }
  if (notPrincipals.length === 0) {
    return run.open('the NotPrincipal, of which nothing is written');
  }
  const { principal } = run.request;
  const listed = notPrincipals.map((entry) => entryMatch(entry, run));
  if (listed.some(({ itself }) => itself === true) && notPrincipals.some(({ type, value }) => value === '*' && (type === '*' || type === 'AWS'))) {
    return false;
  }
  const of = (kind: keyof PrincipalMatch) => someOf(listed, (match) => match[kind]);
  const needed: Truth[] = principal.kind === 'roleSession' ? [of('itself'), of('role'), of('account')]
    : principal.kind === 'user' ? [of('itself'), of('account')]
      : principal.kind === 'accountRoot' ? [of('account')] : [of('itself')];
  return needed.every((truth) => truth === true) ? false
    : needed.every((truth) => truth === false) ? true
      : run.open('whether NotPrincipal excepts a caller of whom the account, the role or the session is not listed');
}

function entryMatch({ type, value }: Principal, run: Run): PrincipalMatch {
  const { principal } = run.request;
  if (type === '*' || (type === 'AWS' && value === '*')) {
    return EVERYONE;
  }
  if (!Object.values(ENTRY_TYPES).includes(type)) {
    run.open(`the principal of the kind ${plain(type)}`);
    return OPEN;
  }
  if (type === 'Federated' && principal.kind === 'roleSession') {
    const provider = run.keys.find('aws:FederatedProvider');
    return { ...NOBODY, itself: provider.kind === 'one' ? equals(value, provider.value, run) : false };
  }
  if (type !== ENTRY_TYPES[principal.kind]) {
    // An account may be named by its canonical user id, and a name that is not known may come to be "*".
    return type === 'CanonicalUser' && ENTRY_TYPES[principal.kind] === 'AWS' ? { ...NOBODY, account: run.open('whose canonical user id is named') }
      : type === 'AWS' && mayBeAll(value) ? { ...NOBODY, itself: run.open(`the principal ${plain(value)}`) } : NOBODY;
  }
  if (type === 'AWS') {
    return awsMatch(value, run);
  }
  if (value === '*') {
    return { ...NOBODY, itself: run.open(`"${type}": "*"`) };
  }
  const name = principal.kind === 'service' ? principal.name : principal.kind === 'canonicalUser' ? principal.id : (principal as WebIdentity | SamlIdentity).provider;
  return { ...NOBODY, itself: equals(value, name, run) };
}

function awsMatch(value: string, run: Run): PrincipalMatch {
  const { principal } = run.request;
  const mayBeEveryone = mayBeAll(value) ? run.open(`the principal ${plain(value)}`) : false;
  const account = principalAccount(principal);
  const ofAccount = account === undefined ? false : accountTruth(value, account, run);
  switch (principal.kind) {
    case 'roleSession':
      return {
        itself: either(mayBeEveryone, named(value, principal.sessionArn, run)),
        role: either(named(value, principal.roleArn, run), isOfId(value, run)),
        account: ofAccount,
      };
    case 'user':
      return { itself: either(mayBeEveryone, named(value, principal.arn, run), isOfId(value, run)), role: false, account: ofAccount };
    default:
      return { itself: mayBeEveryone, role: false, account: ofAccount };
  }
}

/** An account is named by the ARN of its root user, or by its twelve digits. */
function accountTruth(value: string, account: string, run: Run): Truth {
  const { principal } = run.request;
  const arn = principal.kind === 'roleSession' ? principal.roleArn : (principal as User | AccountRoot).arn;
  return either(equals(value, account, run), equals(value, `arn:${arnParts(arn)!.partition}:iam::${account}:root`, run));
}

/** AWS takes no wildcard in a part of a principal's name. */
function named(value: string, arn: string, run: Run): Truth {
  return hasWildcard(value) && patternTakes(patternOf(value, { wildcards: true }), arn, run.budget) !== false
    ? run.open(`the wildcard in the principal ${plain(value)}`) : equals(value, arn, run);
}

/** The unique id of a role or user, which the request knows only if it lists `aws:userid`. */
function isOfId(value: string, run: Run): Truth {
  const id = run.keys.find('aws:userid');
  return id.kind === 'one' && /^A[A-Z]{3}[A-Z0-9]{8,}$/.test(value) ? value === id.value.split(':')[0] : false;
}

function equals(value: string, name: string, run: Run): Truth {
  const truth = patternTakes(symbolsOf(value), name, run.budget);
  return truth ?? run.open(`the principal ${plain(value)}`);
}

function mayBeAll(value: string): boolean {
  return !isKnown(value) && /^\*?$/.test(masked(value));
}
