import { ACCELERATOR_POLICY, acceleratorStatements } from './load-balancer-controller-accelerators';
import { loadBalancerControllerStatements, targetGroupBindingStatements } from './load-balancer-controller-grants';
import type { LoadBalancerControllerOptions, TargetGroupBindingOptions } from './load-balancer-controller-options';
import { INSTALLATION, POLICY } from './load-balancer-controller-statements';
import { LOAD_BALANCER_CONTROLLER_VERSION } from './load-balancer-controller-version';
import { isAtLeast, versionParameter } from './version';
import { Token } from '../../core/cdk';
import { CLUSTER_NAME } from '../../core/names';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CERTIFICATE_AUTHORITIES } from '../resources/certificate-authorities';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { HOSTED_ZONES } from '../resources/hosted-zones';
import { CLASSIC_WEB_ACL, SECURITY_GROUPS, TARGET_GROUPS, USER_POOLS, VPCS, WEB_ACL } from '../resources/load-balancing';
import { namesFor, resources } from '../resources/resource-kind';

export type { LoadBalancerControllerOptions, TargetGroupBindingOptions } from './load-balancer-controller-options';
export { LoadBalancerControllerVersion } from './load-balancer-controller-version';

/**
 * AWS Load Balancer Controller: load balancers for Ingresses, Services and Gateways.
 *
 * @example
 * role.addBundle(LoadBalancerControllerBundle.full({ clusterNames: ['production'] }));
 */
export class LoadBalancerControllerBundle {
  /**
   * Make and keep the load balancers of given clusters. Bundle id `loadBalancerController.full`.
   *
   * The controller tags what it makes with the name of its cluster, and changes only what has this tag and what the options
   * allow. There are two exceptions: ingress in the security groups of nodes and, since 2.12, the order of the rules of any
   * Application Load Balancer of the account, for which IAM knows no condition on tags.
   *
   * Listeners and rules need the tag too: leave the feature gate `ListenerRulesTagging` on, as it is by default. For a
   * `TargetGroupBinding` with `iamRoleArnToAssume`, add `StsBundle.assumeRole`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
   */
  public static full(options: LoadBalancerControllerOptions): IPolicyBundle {
    return FULL.fromOptions(options);
  }

  /**
   * Register targets of `TargetGroupBinding`s in given target groups, and nothing else: for a controller that makes no
   * load balancers. Bundle id `loadBalancerController.targetGroupBinding`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
   */
  public static targetGroupBinding(options: TargetGroupBindingOptions): IPolicyBundle {
    return TARGET_GROUP_BINDING.fromOptions(options);
  }

  /**
   * Make and keep accelerators of AWS Global Accelerator for given clusters, beside `full`: for the feature gate
   * `GlobalAcceleratorController`, which the controller has since 2.17. Bundle id `loadBalancerController.globalAccelerator`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/globalaccelerator/aga-controller/
   */
  public static globalAccelerator(options: ClusterBoundOptions): IPolicyBundle {
    return GLOBAL_ACCELERATOR.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [FULL, TARGET_GROUP_BINDING, GLOBAL_ACCELERATOR];
  }

  private constructor() {}
}

const ENDPOINTS = 'Ids or ARNs of the security groups of nodes and pods, in which load balancers are let in.';
const OTHER_TARGET_GROUPS = 'Names or ARNs of target groups that somebody else made.';

const FULL = defineBundle<LoadBalancerControllerOptions>()({
  id: 'loadBalancerController.full',
  summary: "Make and keep load balancers with the clusters' tag, and rules in the security groups of nodes",
  usedBy: 'AWS Load Balancer Controller',
  upstream: [
    {
      repository: 'kubernetes-sigs/aws-load-balancer-controller',
      release: 'v3.5.0',
      since: '2.4',
      documents: ['docs/install/iam_policy.json', 'docs/install/iam_policy_acm_certs.json'],
    },
  ],
  sources: [INSTALLATION, POLICY],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    version: versionParameter(LOAD_BALANCER_CONTROLLER_VERSION, '3.5', ['2.4', '2.9', '2.11', '2.12']),
    vpcs: resources(VPCS, 'Ids or ARNs of the VPCs for security groups. Default: every VPC of the account.'),
    endpointSecurityGroups: resources(SECURITY_GROUPS,
      `${ENDPOINTS} Default: those with the tag kubernetes.io/cluster/<name>, owned or shared.`),
    targetGroups: resources(TARGET_GROUPS, OTHER_TARGET_GROUPS),
    targetGroupNames: namesFor('targetGroups', TARGET_GROUPS),
    webAcls: texts(WEB_ACL, 'ARNs of regional web ACLs of AWS WAF that may be set.'),
    classicWebAcls: texts(CLASSIC_WEB_ACL, 'ARNs of web ACLs of AWS WAF Classic that may be set.'),
    shieldAdvanced: flag('Allow making and deleting protections of Shield Advanced.'),
    userPools: resources(USER_POOLS, 'Ids or ARNs of user pools with which users are authenticated.'),
    serverCertificates: flag('Allow finding server certificates of IAM.'),
    customerOwnedIpPools: flag('Allow finding pools of customer-owned addresses, for Outposts.'),
    resourceGroupsTagging: flag('Allow finding resources by their tags, for the feature gate EnableRGTAPI.'),
    certificateZones: resources(HOSTED_ZONES,
      'Ids of hosted zones in which requested certificates are validated, for the feature gate EnableCertificateManagement.'),
    certificateAuthorities: resources(CERTIFICATE_AUTHORITIES,
      'ARNs of authorities of AWS Private CA that issue requested certificates, for that feature gate.'),
  },
  check: (values, { refuse }) => {
    const since = { resourceGroupsTagging: '2.5.2', certificateZones: '3.3', certificateAuthorities: '3.3' } as const;
    for (const name of ['resourceGroupsTagging', 'certificateZones', 'certificateAuthorities'] as const) {
      const given = values[name];
      if ((Array.isArray(given) ? given.length > 0 : given) && !isAtLeast(values.version, since[name])) {
        refuse(name, `must be left out for version ${values.version}: the controller has it since ${since[name]}`);
      }
    }
    if (values.endpointSecurityGroups.length === 0 && values.clusterNames.some((name) => Token.isUnresolved(name))) {
      refuse('endpointSecurityGroups',
        'must be given where a name in clusterNames is known only at deploy time, since the name would stand ' +
        'in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>): give the security groups of the nodes, such as ' +
        'cluster.clusterSecurityGroup');
    }
  },
  statements: (values, { place, scope }) =>
    loadBalancerControllerStatements(scope, { ...place, clusterNames: values.clusterNames }, values),
});

const TARGET_GROUP_BINDING = defineBundle<TargetGroupBindingOptions>()({
  id: 'loadBalancerController.targetGroupBinding',
  summary: 'Register targets in given target groups',
  usedBy: 'AWS Load Balancer Controller, for TargetGroupBindings alone',
  upstream: [{ repository: 'kubernetes-sigs/aws-load-balancer-controller', release: 'v3.5.0', since: '2.4' }],
  sources: [INSTALLATION],
  parameters: {
    targetGroups: resources(TARGET_GROUPS, OTHER_TARGET_GROUPS),
    targetGroupNames: namesFor('targetGroups', TARGET_GROUPS),
    regions: regions(),
    endpointSecurityGroups: resources(SECURITY_GROUPS, `${ENDPOINTS} Default: none.`),
    clusterNames: texts(CLUSTER_NAME,
      'Names of clusters: load balancers are let in in all security groups with the tag kubernetes.io/cluster/<name>. Default: none.'),
  },
  oneOf: ['targetGroups', 'targetGroupNames'],
  check: requireLiteralNames,
  statements: ({ targetGroups, endpointSecurityGroups, clusterNames: clusters }, { place }) =>
    targetGroupBindingStatements({ ...place, clusterNames: clusters }, targetGroups, endpointSecurityGroups),
});

const GLOBAL_ACCELERATOR = defineBundle<ClusterBoundOptions>()({
  id: 'loadBalancerController.globalAccelerator',
  summary: "Make and keep accelerators with the clusters' tags",
  usedBy: 'AWS Load Balancer Controller, for Global Accelerator, beside loadBalancerController.full',
  upstream: [
    {
      repository: 'kubernetes-sigs/aws-load-balancer-controller',
      release: 'v3.5.0',
      since: '2.17',
      documents: ['docs/install/aga_controller_iam_policy.json'],
    },
  ],
  sources: [ACCELERATOR_POLICY],
  parameters: { clusterNames: clusterNames(), regions: regions() },
  statements: (values, { place }) => acceleratorStatements({ ...place, clusterNames: values.clusterNames }),
});
