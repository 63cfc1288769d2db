import type { AccessRequest } from '../iam/access-request';

/** Why AWS answers a request that needs no permission. */
export const FREE_REASON = 'AWS answers it to whoever has credentials, whatever policies say';

/** Who has no credentials of AWS, or has them for services alone. */
const WITHOUT_CREDENTIALS: readonly AccessRequest['principal']['kind'][] = ['anonymous', 'webIdentity', 'saml', 'service'];

/**
 * Whether AWS answers a request though a policy denies it: whose credentials these are.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function needsNoPermission({ action, principal }: Pick<AccessRequest, 'action' | 'principal'>): boolean {
  return action.toLowerCase() === 'sts:getcalleridentity' && !WITHOUT_CREDENTIALS.includes(principal.kind);
}
