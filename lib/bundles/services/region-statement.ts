import type { BundleStatement } from '../policy-bundle';
import type { Place } from '../resources/place';
import { allow, oneOrMore } from '../statement';
import type { Evidence } from '../statement';

/**
 * Calls that name no resource, limited to the regions of the workload: what they are given is not worked on elsewhere.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
export function regionStatement({ regions }: Place, actions: readonly string[], evidence: Evidence): BundleStatement {
  return allow({ actions, resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': oneOrMore(regions) } }, evidence });
}
