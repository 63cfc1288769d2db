import { exampleAccountOf } from './example-role';
import type { JudgedRole } from './judged-role';
import type { PipelineProvider } from './own-pipelines';
import type { SharedProvider } from './shared-providers';
import { subjectsOfOthers } from './tenant-names';
import type { KeyConstraint } from '../iam/decide/question';
import { TextSet } from '../iam/language/text-set';
import { isKnown } from '../iam/partial-text';

/** Addresses all over the internet: who asks from one of them comes from nowhere in particular. */
export const ADDRESSES = ['203.0.113.7', '8.9.10.11', '45.79.1.2', '91.198.174.3', '133.11.9.8', '172.67.5.4', '2600:1f18::7', '2a00:1450::7'];

/** Accounts of nobody whom a trust names. */
const STRANGERS = ['999999999999', '888888888888'];

/** Keys that say who somebody is, with what they are for a stranger. */
const STRANGERS_KEYS: Readonly<Record<string, KeyConstraint>> = {
  // Who is of no organization has neither.
  'aws:principalorgid': { values: TextSet.equals('o-stranger00'), mayBeAbsent: true },
  'aws:principalorgpaths': { values: TextSet.equals('o-stranger00/r-zzzz/'), mayBeAbsent: true },
  'aws:userid': { values: TextSet.like('AROASTRANGER000000000:*', 'AIDASTRANGER000000000') },
  'aws:sourcevpc': { values: TextSet.equals('vpc-0stranger00000000'), mayBeAbsent: true },
  'aws:sourcevpcarn': { values: TextSet.like('arn:*:ec2:*:999999999999:vpc/vpc-0stranger00000000'), mayBeAbsent: true },
  'aws:sourcevpce': { values: TextSet.equals('vpce-0stranger0000000'), mayBeAbsent: true },
  'aws:vpceaccount': { values: TextSet.equals('999999999999'), mayBeAbsent: true },
  'aws:vpceorgid': { values: TextSet.equals('o-stranger00'), mayBeAbsent: true },
  'aws:vpceorgpaths': { values: TextSet.equals('o-stranger00/r-zzzz/'), mayBeAbsent: true },
  // Through an endpoint of a network of their own, there is none.
  'aws:sourceip': { values: TextSet.equals(...ADDRESSES), mayBeAbsent: true },
  // Whom AWS knows by what runs them is of an account, as the provider is by which somebody signed in, unless it is everyone's.
  'lambda:sourcefunctionarn': { values: TextSet.of(STRANGERS.map((account) => `arn:*:lambda:*:${account}:function:*`), 'arn'), mayBeAbsent: true },
  'ec2:sourceinstancearn': { values: TextSet.of(STRANGERS.map((account) => `arn:*:ec2:*:${account}:instance/*`), 'arn'), mayBeAbsent: true },
  'aws:ec2instancesourcevpc': { values: TextSet.equals('vpc-0stranger00000000'), mayBeAbsent: true },
  'aws:federatedprovider': {
    values: TextSet.of(STRANGERS.map((account) => `arn:*:iam::${account}:*-provider/*`), 'arn').or(TextSet.equals('cognito-identity.amazonaws.com', 'accounts.google.com', 'graph.facebook.com', 'www.amazon.com')),
    mayBeAbsent: true,
  },
  // The organization of the role is the own one, whoever asks.
  'aws:resourceorgid': { values: TextSet.equals('o-stranger00').not(), mayBeAbsent: true },
  'aws:resourceorgpaths': { values: TextSet.like('o-stranger00/*').not(), mayBeAbsent: true },
  // Nobody but AWS sets them.
  'aws:sourceaccount': {},
  'aws:sourcearn': {},
  'aws:sourceorgid': {},
  'aws:sourceorgpaths': {},
  'aws:principalservicename': {},
  'aws:principalservicenameslist': {},
  'aws:principalisawsservice': { values: TextSet.equals('false') },
  'aws:viaawsservice': { values: TextSet.equals('false') },
  'aws:calledvia': {},
  'aws:calledviafirst': {},
  'aws:calledvialast': {},
};

/** Keys that every signed request has. */
const OF_SIGNED: ReadonlySet<string> = new Set(['aws:userid', 'aws:principalisawsservice']);

/** Keys whose values a stranger does not know: those that the trust names in whole keep strangers out. */
const UNKNOWN_TO_STRANGERS: ReadonlySet<string> = new Set(['sts:externalid']);

/** What a key may be for somebody of no account that is named. Other keys are as the caller chooses. */
export function ofStranger(role: JudgedRole, key: string): KeyConstraint | undefined {
  if (key === 'aws:resourceaccount') {
    return { values: TextSet.equals(exampleAccountOf(role)) };
  }
  return STRANGERS_KEYS[key] ?? (UNKNOWN_TO_STRANGERS.has(key) ? { values: unnamed(role, key), mayBeAbsent: true }
    : key.includes(':') && !/^(aws|sts):/.test(key) ? {} : undefined);
}

/**
 * What a key may be where somebody has a token or an assertion: the request is not signed, so that it lacks what says who signed it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export function ofBearer(role: JudgedRole, key: string): KeyConstraint | undefined {
  const constraint = ofStranger(role, key);
  return OF_SIGNED.has(key) && constraint !== undefined ? { ...constraint, mayBeAbsent: true } : constraint;
}

/** What a key may be in a token that a tenant has whom nobody named. */
export function ofTenant(role: JudgedRole, provider: SharedProvider, key: string): KeyConstraint | undefined {
  const { issuer, claim, subjects, others = [], numbers = {} } = provider;
  if (!key.startsWith(`${issuer}:`)) {
    return ofBearer(role, key); // a token has no claims of other issuers
  }
  const own = key.slice(issuer.length + 1);
  if (own === claim) {
    return { values: subjects === undefined ? unnamed(role, key) : subjectsOfOthers(subjects, literals(role, key)) };
  }
  return others.includes(own) ? { values: unnamed(role, key), mayBeAbsent: true }
    : Object.hasOwn(numbers, own) ? { values: TextSet.equals(numbers[own]), mayBeAbsent: true } : undefined;
}

/** What a key may be in the token of a guest: of the tenant that the trust means, and it says that nobody has signed in. */
export function ofGuest(role: JudgedRole, { issuer, guests }: SharedProvider, key: string): KeyConstraint | undefined {
  return !key.startsWith(`${issuer}:`) ? ofBearer(role, key)
    : key === `${issuer}:${guests?.claim}` ? { values: TextSet.equals(guests?.value ?? '') }
      : key === `${issuer}:sub` ? { values: unnamed(role, key) } : undefined;
}

/** What a key may be in the token of a pipeline whose project nobody named. */
export function ofPipeline(role: JudgedRole, issuer: string, pipelines: PipelineProvider, key: string): KeyConstraint | undefined {
  const { subjects, common } = pipelines;
  if (!key.startsWith(`${issuer.toLowerCase()}:`)) {
    return ofBearer(role, key);
  }
  const claim = key.slice(issuer.length + 1);
  return claim === 'sub' ? { values: subjects === undefined ? unnamed(role, key) : subjectsOfOthers(subjects, literals(role, key)) }
    : claim === 'aud' || common?.test(claim) === true ? undefined : { values: unnamed(role, key), mayBeAbsent: true };
}

/** All values but those that the trust names in whole. */
export function unnamed(role: JudgedRole, key: string): TextSet {
  return TextSet.equals(...literals(role, key).filter((value) => !/[*?]/.test(value))).not();
}

export function literals(role: JudgedRole, key: string): string[] {
  return role.trust.statements.flatMap(({ conditions }) => conditions).filter((test) => test.key.toLowerCase() === key)
    .flatMap(({ values }) => values).filter(isKnown);
}
