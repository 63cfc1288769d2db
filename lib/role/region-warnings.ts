import type { IRole } from 'aws-cdk-lib/aws-iam';
import { BUNDLE_PLACES } from './bundle-places';
import type { GivenStatement } from './other-accounts';
import type { IServiceAccountRole } from './service-account-role-ref';
import { parseArn } from '../core/arn';
import { Token } from '../core/cdk';
import { show } from '../core/text';
import { warnOfUnknownRegion } from '../core/unknown-region';

/** Warns about the regions of a role's clusters that nothing here knows. */
export function warnOfClusterRegions(role: IServiceAccountRole): void {
  for (const { displayName, region } of [...role.podIdentityClusters, ...role.clusters]) {
    if (region !== undefined && !Token.isUnresolved(region)) {
      warnOfUnknownRegion(role, region, `the cluster ${displayName}`);
    }
  }
}

/** The same of the ARNs in the statements of its bundles: a policy for a region that does not exist allows nothing, and is legal. */
export function warnOfResourceRegions(role: IRole, given: readonly GivenStatement[]): void {
  for (const { bundleId, index, statement } of given) {
    for (const resource of statement.resources) {
      const region = parseArn(resource)?.region;
      if (region !== undefined && region !== '' && !Token.isUnresolved(region)) {
        const place = BUNDLE_PLACES.get(role)?.[index];
        warnOfUnknownRegion(role, region, `${Token.isUnresolved(resource) ? 'a resource' : resource} of the bundle ${show(bundleId)}${place === undefined ? '' : ` (${place})`}`);
      }
    }
  }
}
