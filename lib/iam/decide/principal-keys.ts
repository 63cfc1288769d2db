import type { PrincipalKind } from './principal-sets';
import type { KeyConstraint, PrincipalSet } from './question';
import { arnParts } from '../arn';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import { splitText } from '../partial-text';

const ABSENT: KeyConstraint = { mayBeAbsent: true };

/** Keys that follow from the ARN of a user, and from the resource. */
export const [USER_NAME, RESOURCE_ACCOUNT] = ['aws:username', 'aws:resourceaccount'];

const TYPES: Readonly<Record<string, string | undefined>> = { roleSession: 'AssumedRole', user: 'User', accountRoot: 'Account', anonymous: 'Anonymous' };

/**
 * What condition keys are for all principals of a kind.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function keysOfKind(kind: PrincipalKind): Readonly<Record<string, KeyConstraint | undefined>> {
  const type = TYPES[kind];
  const own = kind === 'webIdentity' || kind === 'saml' || kind === 'anonymous' ? { 'aws:principalarn': ABSENT, 'aws:principalaccount': ABSENT } : {};
  return {
    ...own,
    ...type === undefined ? {} : { 'aws:principaltype': is(type) },
    [USER_NAME]: kind === 'user' ? { values: TextSet.every } : ABSENT,
    ...kind === 'service' ? { 'aws:principalisawsservice': is('true') } : {},
    ...kind === 'roleSession' || kind === 'user' || kind === 'accountRoot' ? { 'aws:principalisawsservice': is('false') } : {},
  };
}

const KEYS: Readonly<Record<PrincipalKind, ReturnType<typeof keysOfKind>>> = {
  roleSession: keysOfKind('roleSession'),
  user: keysOfKind('user'),
  accountRoot: keysOfKind('accountRoot'),
  webIdentity: keysOfKind('webIdentity'),
  saml: keysOfKind('saml'),
  service: keysOfKind('service'),
  anonymous: keysOfKind('anonymous'),
  canonicalUser: keysOfKind('canonicalUser'),
};

/** What condition keys are for the requests of a set of principals. */
export function followingKey(
  key: string, { kind, identifiers }: PrincipalSet, resourceAccount: string | undefined, steps: Steps,
): KeyConstraint | undefined {
  if (key === RESOURCE_ACCOUNT) {
    return resourceAccount === undefined ? undefined : is(resourceAccount);
  }
  const arns = kind === 'user' && key === USER_NAME ? identifiers?.finite(steps) : undefined;
  return arns === undefined ? KEYS[kind][key] : { values: TextSet.equals(...[...arns].map(userName)) };
}

/** The name in a user's ARN. */
export function userName(arn: string): string {
  return splitText(arnParts(arn)?.resource ?? '', '/').at(-1)!;
}

function is(value: string): KeyConstraint {
  return { values: TextSet.equals(value) };
}
