import { requireLiteralClusterNames } from './cluster-bound';
import type { ClusterPlace } from './cluster-bound';
import {
  accelerators, certificates, customerOwnedIpPools, readingProtections, readingWebAcls, resourceGroupsTagging, serverCertificates,
  settingProtections, settingWebAcls, userPoolClients,
} from './load-balancer-controller-addons';
import {
  ingressOf, ingressOfClusters, loadBalancing, reading, readingTargets, securityGroups, targetsOf,
} from './load-balancer-controller-statements';
import { CatalogueBundle } from '../statement';
import { isAtLeast } from './version';
import { Token } from '../../core/cdk';

export const FULL = 'loadBalancerController.full';
export const BINDING = 'loadBalancerController.targetGroupBinding';
export const ACCELERATOR = 'loadBalancerController.globalAccelerator';

/** What the controller may do beside its load balancers; resources by their ARNs. */
export interface Grants {
  readonly version: string;
  readonly vpcs?: readonly string[];
  readonly endpointSecurityGroups?: readonly string[];
  readonly targetGroups: readonly string[];
  readonly webAcls?: readonly string[];
  readonly classicWebAcls?: readonly string[];
  readonly shieldAdvanced?: boolean;
  readonly userPools?: readonly string[];
  readonly serverCertificates?: boolean;
  readonly customerOwnedIpPools?: boolean;
  readonly resourceGroupsTagging?: boolean;
  readonly certificateZones?: readonly string[];
  readonly certificateAuthorities?: readonly string[];
}

export function full(place: ClusterPlace, grants: Grants) {
  const { version, webAcls = [], classicWebAcls = [], certificateZones: zones = [], certificateAuthorities: authorities = [] } = grants;
  requireVersionOf(grants);
  if (!grants.endpointSecurityGroups) {
    requireTaggedEndpoints(place);
  }
  // Before 2.9 the controller asks for each load balancer, whatever its annotations.
  const asksAlways = !isAtLeast(version, '2.9');
  return new CatalogueBundle(FULL, (scope) => [
    ...reading(place, version),
    ...securityGroups(place, grants.vpcs),
    ...(grants.endpointSecurityGroups ? ingressOf(grants.endpointSecurityGroups) : ingressOfClusters(place)),
    ...loadBalancing(place, version),
    ...targetsOf(grants.targetGroups),
    ...(asksAlways || webAcls.length + classicWebAcls.length > 0 ? readingWebAcls(place) : []),
    ...settingWebAcls(place, webAcls, classicWebAcls, version),
    ...(asksAlways || grants.shieldAdvanced ? readingProtections(place) : []),
    ...(grants.shieldAdvanced ? settingProtections(place) : []),
    ...userPoolClients(grants.userPools ?? []),
    ...(grants.serverCertificates ? serverCertificates(place) : []),
    ...(grants.customerOwnedIpPools ? customerOwnedIpPools(place) : []),
    ...(grants.resourceGroupsTagging ? resourceGroupsTagging() : []),
    ...(zones.length + authorities.length > 0 ? certificates(scope, place, zones, authorities) : []),
  ]);
}

export function binding(place: ClusterPlace, targetGroups: readonly string[], groups: readonly string[]) {
  requireLiteralClusterNames(BINDING, place);
  return new CatalogueBundle(BINDING, () => [
    ...readingTargets(groups.length + place.clusterNames.length > 0),
    ...targetsOf(targetGroups),
    ...(groups.length > 0 ? ingressOf(groups) : []),
    ...ingressOfClusters(place),
  ]);
}

export function accelerator(place: ClusterPlace) {
  return new CatalogueBundle(ACCELERATOR, () => accelerators(place));
}

/** What came with a later version. */
const SINCE: Readonly<Record<string, string>> = {
  resourceGroupsTagging: '2.6', certificateZones: '3.3', certificateAuthorities: '3.3',
};

function requireVersionOf(grants: Grants): void {
  for (const [name, since] of Object.entries(SINCE)) {
    if (grants[name as keyof Grants] && !isAtLeast(grants.version, since)) {
      throw new Error(`${name} of ${FULL} must be left out for version ${grants.version}: the controller has it since ${since}`);
    }
  }
}

function requireTaggedEndpoints({ clusterNames }: ClusterPlace): void {
  if (clusterNames.some((name) => Token.isUnresolved(name))) {
    throw new Error(
      `endpointSecurityGroups of ${FULL} must be given where a name in clusterNames is known only at deploy time, since the name would stand ` +
      'in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>): give the security groups of the nodes, such as ' +
      'cluster.clusterSecurityGroup');
  }
}
