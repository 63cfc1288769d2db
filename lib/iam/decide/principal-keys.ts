import type { PrincipalKind } from './principal-sets';
import type { KeyConstraint } from './question';
import { TextSet } from '../language/text-set';

const ABSENT: KeyConstraint = { mayBeAbsent: true };

const TYPES: Readonly<Record<string, string | undefined>> = { roleSession: 'AssumedRole', user: 'User', accountRoot: 'Account', anonymous: 'Anonymous' };

/**
 * What condition keys are for all principals of a kind.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function keysOfKind(kind: PrincipalKind): Readonly<Record<string, KeyConstraint | undefined>> {
  const type = TYPES[kind];
  const own = kind === 'webIdentity' || kind === 'saml' || kind === 'anonymous' ? { 'aws:principalarn': ABSENT, 'aws:principalaccount': ABSENT } : {};
  return {
    ...own,
    ...type === undefined ? {} : { 'aws:principaltype': is(type) },
    ...kind === 'user' ? {} : { 'aws:username': ABSENT },
    ...kind === 'service' ? { 'aws:principalisawsservice': is('true') } : {},
    ...kind === 'roleSession' || kind === 'user' || kind === 'accountRoot' ? { 'aws:principalisawsservice': is('false') } : {},
  };
}

function is(value: string): KeyConstraint {
  return { values: TextSet.equals(value) };
}
