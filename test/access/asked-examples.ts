import type { RequestPrincipal } from '../../lib/iam/access-request';
import { WORKED_EXAMPLES } from '../iam/evaluator/worked-examples';

/** An entry of a requests file that expects something. */
export interface AskedExample extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly expect: 'allowed' | 'denied' | 'undecided';
}

const BOB = 'arn:aws:iam::123456789012:user/bob';
const DECISIONS = { allowed: 'allowed', explicitlyDenied: 'denied', implicitlyDenied: 'denied', undecided: 'undecided' } as const;
const KEYS: Readonly<Record<string, string>> = { identity: 'identityPolicies', session: 'sessionPolicy', resource: 'resourcePolicy', trust: 'trustPolicy' };

/** AWS's worked examples as entries of a requests file. */
export const ASKED_EXAMPLES: readonly AskedExample[] = WORKED_EXAMPLES.flatMap(({ page, policies, requests }) =>
  requests.map(({ account, decision, principal, action, resource, context }, i) => ({
    name: `${page}, request ${i + 1}`,
    principal: principal === undefined ? BOB : writtenPrincipal(principal),
    action,
    resource,
    ...account === undefined ? {} : { resourceAccount: account },
    ...context === undefined ? {} : { context },
    ...Object.fromEntries(Object.entries(policies).map(([kind, documents]) => [KEYS[kind] ?? kind, documents])),
    expect: DECISIONS[decision],
  })));

/** As a policy would name it. */
export function writtenPrincipal(principal: RequestPrincipal): unknown {
  switch (principal.kind) {
    case 'roleSession':
      return principal.sessionArn;
    case 'user':
    case 'accountRoot':
      return principal.arn;
    case 'webIdentity':
    case 'saml':
      return { Federated: principal.provider };
    case 'service':
      return { Service: principal.name };
    case 'anonymous':
      return '*';
    case 'canonicalUser':
      return { CanonicalUser: principal.id };
  }
}
