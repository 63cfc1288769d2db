import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ITargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters } from './cluster-bound';
import type { ClusterBoundOptions } from './cluster-bound';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ACCELERATOR_POLICY } from './load-balancer-controller-addons';
import { accelerator, ACCELERATOR, binding, BINDING, full, FULL } from './load-balancer-controller-grants';
import {
  arnsOfSecurityGroups, arnsOfTargetGroups, arnsOfUserPools, arnsOfVpcs, CERTIFICATE_AUTHORITY, CLASSIC_WEB_ACL,
  SECURITY_GROUP, TARGET_GROUP, TARGET_GROUP_NAME, USER_POOL, VPC, WEB_ACL,
} from '../resources/load-balancing';
import type { LoadBalancerControllerOptions, TargetGroupBindingOptions } from './load-balancer-controller-options';
import { INSTALLATION, POLICY } from './load-balancer-controller-statements';
import { LOAD_BALANCER_CONTROLLER_VERSION, LoadBalancerControllerVersion } from './load-balancer-controller-version';
import { Aws } from '../../core/cdk';
import { stackPlace } from '../resources/place';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { HOSTED_ZONE } from '../resources/hosted-zones';
import { arnOfOne, requireSome, requireTexts } from '../statement';
import { versionParameter } from './version';
import { CLUSTER_NAME, REGION } from '../../core/names';

/** AWS Load Balancer Controller: load balancers for Ingresses, Services and Gateways. */
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
    const place = placeOfClusters(FULL, options);
    requireEach(FULL, options);
    const arns = <T>(constructs: readonly T[] | undefined, arn: (construct: T) => string) =>
      constructs?.map((construct) => arnOfOne(FULL, arn(construct)));
    return full(place, {
      ...options,
      version: (options.version ?? LoadBalancerControllerVersion.V3_5).version,
      vpcs: arns(options.vpcs, ({ vpcArn }) => vpcArn),
      endpointSecurityGroups: arns(options.endpointSecurityGroups, securityGroupArn),
      targetGroups: targetGroupArns(FULL, options, place),
      userPools: arns(options.userPools, ({ userPoolArn }) => userPoolArn),
      certificateZones: arns(options.certificateZones, ({ hostedZoneArn }) => hostedZoneArn),
      certificateAuthorities: arns(options.certificateAuthorities, ({ certificateAuthorityArn }) => certificateAuthorityArn),
    });
  }

  /**
   * Register targets of `TargetGroupBinding`s in given target groups, and nothing else: for a controller that makes no
   * load balancers. Bundle id `loadBalancerController.targetGroupBinding`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
   */
  public static targetGroupBinding(options: TargetGroupBindingOptions): IPolicyBundle {
    const { endpointSecurityGroups, clusterNames, regions } = options;
    requireSome(BINDING, 'targetGroups or targetGroupNames', options.targetGroups, options.targetGroupNames);
    if (regions) {
      requireTexts(BINDING, 'regions', REGION, regions);
    }
    if (clusterNames) {
      requireTexts(BINDING, 'clusterNames', CLUSTER_NAME, clusterNames);
    }
    requireEach(BINDING, { targetGroups: options.targetGroups, endpointSecurityGroups });
    const place = { ...stackPlace(regions), clusterNames: clusterNames ?? [] };
    const groups = endpointSecurityGroups?.map((group) => arnOfOne(BINDING, securityGroupArn(group)));
    return binding(place, targetGroupArns(BINDING, options, place), groups ?? []);
  }

  /**
   * Make and keep accelerators of AWS Global Accelerator for given clusters, beside `full`: for the feature gate
   * `GlobalAcceleratorController`, which the controller has since 2.17. Bundle id `loadBalancerController.globalAccelerator`.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/globalaccelerator/aga-controller/
   */
  public static globalAccelerator(options: ClusterBoundOptions): IPolicyBundle {
    return accelerator(placeOfClusters(ACCELERATOR, options));
  }

  private constructor() {}
}

/** Refuses empty lists, and texts of the wrong format. */
function requireEach(id: string, options: Partial<LoadBalancerControllerOptions>): void {
  for (const name of ['vpcs', 'endpointSecurityGroups', 'targetGroups', 'userPools', 'certificateZones', 'certificateAuthorities'] as const) {
    if (options[name]) {
      requireSome(id, name, options[name]);
    }
  }
  for (const [name, format] of [['webAcls', WEB_ACL], ['classicWebAcls', CLASSIC_WEB_ACL]] as const) {
    if (options[name]) {
      requireTexts(id, name, format, options[name]);
    }
  }
}

interface TargetGroups {
  readonly targetGroups?: readonly ITargetGroup[];
  readonly targetGroupNames?: readonly string[];
}

function securityGroupArn({ env, securityGroupId }: ISecurityGroup): string {
  return `arn:${Aws.PARTITION}:ec2:${env.region}:${env.account}:security-group/${securityGroupId}`;
}

function targetGroupArns(id: string, { targetGroups = [], targetGroupNames }: TargetGroups, place: Place): string[] {
  if (targetGroupNames) {
    requireTexts(id, 'targetGroupNames', TARGET_GROUP_NAME, targetGroupNames);
  }
  return [...targetGroups.map(({ targetGroupArn }) => arnOfOne(id, targetGroupArn)), ...arnsOfTargetGroups(targetGroupNames ?? [], place)];
}

const TARGET_GROUPS: Parameter = {
  description: 'Names or ARNs of target groups that somebody else made.',
  type: { kind: 'texts', format: TARGET_GROUP },
};
const ENDPOINTS = 'Ids or ARNs of the security groups of nodes and pods, in which load balancers are let in.';

/** A list that was given, as the factory's constructs would give it. */
function given(values: ParameterValues, name: string, arns: (items: string[]) => string[] = (items) => items): string[] | undefined {
  return values[name] === undefined ? undefined : arns(texts(values, name));
}

export const LOAD_BALANCER_CONTROLLER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: FULL,
    summary: "Make and keep load balancers with the clusters' tag, and rules in the security groups of nodes",
    usedBy: 'AWS Load Balancer Controller',
    versions: '2.4 to 3.5',
    sources: [INSTALLATION, POLICY],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      version: versionParameter(LOAD_BALANCER_CONTROLLER_VERSION, '3.5', ['2.4', '2.9', '2.11', '2.12']),
      vpcs: { description: 'Ids or ARNs of the VPCs for security groups. Default: every VPC of the account.', type: { kind: 'texts', format: VPC } },
      endpointSecurityGroups: {
        description: `${ENDPOINTS} Default: those with the tag kubernetes.io/cluster/<name>, owned or shared.`,
        type: { kind: 'texts', format: SECURITY_GROUP },
      },
      targetGroups: TARGET_GROUPS,
      webAcls: { description: 'ARNs of regional web ACLs of AWS WAF that may be set.', type: { kind: 'texts', format: WEB_ACL } },
      classicWebAcls: { description: 'ARNs of web ACLs of AWS WAF Classic that may be set.', type: { kind: 'texts', format: CLASSIC_WEB_ACL } },
      shieldAdvanced: flagParameter('Allow making and deleting protections of Shield Advanced.'),
      userPools: { description: 'Ids or ARNs of user pools with which users are authenticated.', type: { kind: 'texts', format: USER_POOL } },
      serverCertificates: flagParameter('Allow finding server certificates of IAM.'),
      customerOwnedIpPools: flagParameter('Allow finding pools of customer-owned addresses, for Outposts.'),
      resourceGroupsTagging: flagParameter('Allow finding resources by their tags, for the feature gate EnableRGTAPI.'),
      certificateZones: {
        description: 'Ids of hosted zones in which requested certificates are validated, for the feature gate EnableCertificateManagement.',
        type: { kind: 'texts', format: HOSTED_ZONE },
      },
      certificateAuthorities: {
        description: 'ARNs of authorities of AWS Private CA that issue requested certificates, for that feature gate.',
        type: { kind: 'texts', format: CERTIFICATE_AUTHORITY },
      },
    },
    create: (values, place) => full(clustersOfPlace(FULL, values, place), {
      version: text(values, 'version') ?? LoadBalancerControllerVersion.V3_5.version,
      vpcs: given(values, 'vpcs', (ids) => arnsOfVpcs(ids, place)),
      endpointSecurityGroups: given(values, 'endpointSecurityGroups', (ids) => arnsOfSecurityGroups(ids, place)),
      targetGroups: arnsOfTargetGroups(texts(values, 'targetGroups'), place),
      webAcls: texts(values, 'webAcls'),
      classicWebAcls: texts(values, 'classicWebAcls'),
      shieldAdvanced: flag(values, 'shieldAdvanced'),
      userPools: given(values, 'userPools', (ids) => arnsOfUserPools(ids, place)),
      serverCertificates: flag(values, 'serverCertificates'),
      customerOwnedIpPools: flag(values, 'customerOwnedIpPools'),
      resourceGroupsTagging: flag(values, 'resourceGroupsTagging'),
      certificateZones: given(values, 'certificateZones', (ids) => ids.map((id) => `arn:${place.partition}:route53:::hostedzone/${id}`)),
      certificateAuthorities: given(values, 'certificateAuthorities'),
    }),
  },
  {
    id: BINDING,
    summary: 'Register targets in given target groups',
    usedBy: 'AWS Load Balancer Controller, for TargetGroupBindings alone',
    versions: '2.4 to 3.5',
    sources: [INSTALLATION],
    parameters: {
      targetGroups: { ...TARGET_GROUPS, required: true },
      endpointSecurityGroups: { description: `${ENDPOINTS} Default: none.`, type: { kind: 'texts', format: SECURITY_GROUP } },
      clusterNames: {
        description: 'Names of clusters: load balancers are let in in all security groups with the tag kubernetes.io/cluster/<name>. Default: none.',
        type: { kind: 'texts', format: CLUSTER_NAME },
      },
    },
    create: (values, place) => binding(
      { ...place, clusterNames: texts(values, 'clusterNames') },
      arnsOfTargetGroups(texts(values, 'targetGroups'), place), arnsOfSecurityGroups(texts(values, 'endpointSecurityGroups'), place)),
  },
  {
    id: ACCELERATOR,
    summary: "Make and keep accelerators with the clusters' tags",
    usedBy: 'AWS Load Balancer Controller, for Global Accelerator, beside loadBalancerController.full',
    versions: '2.17 to 3.5',
    sources: [ACCELERATOR_POLICY],
    parameters: { clusterNames: CLUSTER_NAMES },
    create: (values, place) => accelerator(clustersOfPlace(ACCELERATOR, values, place)),
  },
];
