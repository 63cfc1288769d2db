import type { IConstruct } from 'constructs';
import {
  customerOwnedIpPoolStatements, protectionReadStatements, protectionStatements, resourceGroupsTaggingStatements,
  serverCertificateStatements, userPoolStatements, webAclReadStatements, webAclStatements,
} from './load-balancer-controller-addons';
import { certificateStatements } from './load-balancer-controller-certificates';
import {
  clusterIngressStatements, ingressStatements, loadBalancerStatements, readStatements, securityGroupStatements, targetReadStatements,
  targetStatements,
} from './load-balancer-controller-statements';
import { isAtLeast } from './version';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';

/** What the controller may do beside its load balancers; resources by their ARNs. */
export interface LoadBalancerControllerAccess {
  readonly version: string;
  /** Every VPC of the account if there are none. */
  readonly vpcs: readonly string[];
  /** Those with the clusters' tag if there are none. */
  readonly endpointSecurityGroups: readonly string[];
  readonly targetGroups: readonly string[];
  readonly webAcls: readonly string[];
  readonly classicWebAcls: readonly string[];
  readonly shieldAdvanced: boolean;
  readonly userPools: readonly string[];
  readonly serverCertificates: boolean;
  readonly customerOwnedIpPools: boolean;
  readonly resourceGroupsTagging: boolean;
  readonly certificateZones: readonly string[];
  readonly certificateAuthorities: readonly string[];
}

export function loadBalancerControllerStatements(
  scope: IConstruct, place: ClusterPlace, access: LoadBalancerControllerAccess,
): BundleStatement[] {
  const { version, endpointSecurityGroups, webAcls, classicWebAcls, certificateZones: zones, certificateAuthorities: authorities } = access;
  // Before 2.8.2 the controller asks for each load balancer, whatever its annotations.
  const asksAlways = !isAtLeast(version, '2.8.2');
  return [
    ...readStatements(place, version),
    ...securityGroupStatements(place, access.vpcs),
    ...(endpointSecurityGroups.length > 0 ? ingressStatements(endpointSecurityGroups) : clusterIngressStatements(place)),
    ...loadBalancerStatements(place, version),
    ...targetStatements(access.targetGroups),
    ...(asksAlways || webAcls.length + classicWebAcls.length > 0 ? webAclReadStatements(place) : []),
    ...webAclStatements(place, webAcls, classicWebAcls, version),
    ...(asksAlways || access.shieldAdvanced ? protectionReadStatements(place) : []),
    ...(access.shieldAdvanced ? protectionStatements(place) : []),
    ...userPoolStatements(access.userPools),
    ...(access.serverCertificates ? serverCertificateStatements(place) : []),
    ...(access.customerOwnedIpPools ? customerOwnedIpPoolStatements(place) : []),
    ...(access.resourceGroupsTagging ? resourceGroupsTaggingStatements() : []),
    ...(zones.length + authorities.length > 0 ? certificateStatements(scope, place, zones, authorities) : []),
  ];
}

/** Registering targets in given target groups, and nothing else. */
export function targetGroupBindingStatements(
  place: ClusterPlace, targetGroups: readonly string[], endpointSecurityGroups: readonly string[],
): BundleStatement[] {
  return [
    ...targetReadStatements(endpointSecurityGroups.length + place.clusterNames.length > 0),
    ...targetStatements(targetGroups),
    ...(endpointSecurityGroups.length > 0 ? ingressStatements(endpointSecurityGroups) : []),
    ...clusterIngressStatements(place),
  ];
}
