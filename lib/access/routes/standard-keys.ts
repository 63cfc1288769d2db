import type { RequestContext } from '../../iam/access-request';
import { arnParts } from '../../iam/arn';
import { isKnown } from '../../iam/partial-text';

/** The condition keys that requests have unless somebody says otherwise: over TLS, to the region of the resource. */
export function standardKeys(resource: string): RequestContext {
  const { region = '' } = arnParts(resource) ?? {};
  return { 'aws:SecureTransport': 'true', ...region !== '' && isKnown(region) ? { 'aws:RequestedRegion': region } : {} };
}
