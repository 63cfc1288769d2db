import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters, requireLiteralClusterNames } from './cluster-bound';
import type { ClusterBoundOptions, ClusterPlace } from './cluster-bound';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { regionalArns } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { allow, CatalogueBundle, requireTexts } from '../statement';
import { versionParameter } from './version';
import { givingSecurityGroups, IAM_POLICY, looking, makingInterfaces, taggingInterfaces, usingInterfaces } from './vpc-cni-statements';
import type { Network } from './vpc-cni-statements';
import { looksAtSubnets, VPC_CNI_VERSION } from './vpc-cni-version';
import type { VpcCniVersion } from './vpc-cni-version';
import { SECURITY_GROUP_ID, SUBNET_ID, VPC_ID } from '../resources/vpcs';
import { ACCOUNT } from '../../core/names';
import { requireFormat } from '../../core/text-format';

/** Options for `VpcCniBundle.ipv4`. */
export interface VpcCniOptions extends ClusterBoundOptions {
  /** Ids of the clusters' VPCs. At least one. */
  readonly vpcIds: string[];

  /**
   * The account that owns the VPCs, if it shares them.
   *
   * @default - the account of the role
   */
  readonly vpcAccount?: string;

  /**
   * Ids of the subnets in which network interfaces may be made: those of nodes, of `ENIConfig`, and those tagged
   * `kubernetes.io/role/cni`.
   *
   * @default - every subnet of the VPCs
   */
  readonly subnetIds?: string[];

  /**
   * Ids of the security groups that network interfaces may have: those of nodes and of `ENIConfig`.
   *
   * @default - every security group of the VPCs
   */
  readonly securityGroupIds?: string[];

  /**
   * The version of the VPC CNI.
   *
   * @default VpcCniVersion.V1_22
   */
  readonly version?: VpcCniVersion;
}

/** Options for `VpcCniBundle.ipv6`. */
export interface VpcCniIpv6Options extends VpcCniOptions {
  /**
   * Allow making network interfaces, attaching them to nodes, and deleting them. Needed with `ENABLE_MULTI_NIC`, and
   * where nodes are in subnets tagged `kubernetes.io/role/cni` = `0`. With it, the clusters' names must be literal.
   *
   * @default false
   */
  readonly createNetworkInterfaces?: boolean;
}

const AGENT = 'https://github.com/aws/aws-network-policy-agent/blob/main/README.md';
const LOGS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html';

/** The Amazon VPC CNI: the service account `aws-node` in `kube-system`. */
export class VpcCniBundle {
  /**
   * Network interfaces and addresses of the nodes of IPv4 clusters, prefixes and custom networking too. Limited by the
   * tag `cluster.k8s.amazonaws.com/name`, which `aws-node` sets if it has the environment variable `CLUSTER_NAME`: EKS
   * gives it; with the Helm chart, set `env.CLUSTER_NAME`. Nodes need their tag `kubernetes.io/cluster/<name>` = `owned`,
   * so the names must be literal. A node's first network interface has no such tag until `aws-node` gives it, so network
   * interfaces of the VPCs that no cluster has tagged can be taken over: give the clusters' own VPCs. Bundle id `vpcCni.ipv4`.
   *
   * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md
   */
  public static ipv4(options: VpcCniOptions): IPolicyBundle {
    return ipv4(placeOfClusters('vpcCni.ipv4', options), networkOf('vpcCni.ipv4', options), options.version?.version);
  }

  /**
   * Prefixes of the nodes of IPv6 clusters, limited by the same tag as in IPv4 clusters: `aws-node` must have the
   * environment variable `CLUSTER_NAME`. Bundle id `vpcCni.ipv6`.
   *
   * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md
   */
  public static ipv6(options: VpcCniIpv6Options): IPolicyBundle {
    const { createNetworkInterfaces, version } = options;
    return ipv6(placeOfClusters('vpcCni.ipv6', options), networkOf('vpcCni.ipv6', options), createNetworkInterfaces, version?.version);
  }

  /**
   * Decisions of network policies, to the log streams `aws-network-policy-agent-audit-*` of each cluster's log group
   * (`enable-cloudwatch-logs`), in addition to `ipv4` or `ipv6`. Streams of the control plane, in the same log group,
   * are not in reach. Bundle id `vpcCni.networkPolicyLogs`.
   *
   * @see https://github.com/aws/aws-network-policy-agent/blob/main/README.md
   */
  public static networkPolicyLogs(options: ClusterBoundOptions): IPolicyBundle {
    return networkPolicyLogs(placeOfClusters('vpcCni.networkPolicyLogs', options));
  }

  private constructor() {}
}

function networkOf(id: string, { vpcIds, vpcAccount, subnetIds, securityGroupIds }: VpcCniOptions): Network {
  requireTexts(id, 'vpcIds', VPC_ID, vpcIds);
  if (vpcAccount !== undefined) {
    requireFormat(ACCOUNT, `vpcAccount of ${id}`, vpcAccount);
  }
  if (subnetIds) {
    requireTexts(id, 'subnetIds', SUBNET_ID, subnetIds);
  }
  if (securityGroupIds) {
    requireTexts(id, 'securityGroupIds', SECURITY_GROUP_ID, securityGroupIds);
  }
  return { vpcIds, vpcAccount, subnetIds, securityGroupIds };
}

/** `ec2:DescribeTags` is documented for each mode, though these versions do not call it. */
const LOOK_AT = ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeTags'];

function ipv4(place: ClusterPlace, network: Network, version?: string) {
  requireLiteralClusterNames('vpcCni.ipv4', place);
  return new CatalogueBundle('vpcCni.ipv4', () => [
    looking([...LOOK_AT, 'ec2:DescribeSubnets', ...(looksAtSubnets(version) ? ['ec2:DescribeSecurityGroups'] : [])]),
    ...taggingInterfaces(place, network),
    ...makingInterfaces(place, network),
    usingInterfaces(place, ['ec2:AssignPrivateIpAddresses', 'ec2:ModifyNetworkInterfaceAttribute', 'ec2:UnassignPrivateIpAddresses']),
    givingSecurityGroups(place, network),
  ]);
}

function ipv6(place: ClusterPlace, network: Network, createNetworkInterfaces = false, version?: string) {
  if (createNetworkInterfaces) {
    requireLiteralClusterNames('vpcCni.ipv6', place);
  } else if (network.subnetIds) {
    throw new Error('subnetIds of vpcCni.ipv6 must not be given without createNetworkInterfaces: nothing is made in a subnet then');
  }
  return new CatalogueBundle('vpcCni.ipv6', () => [
    looking([...LOOK_AT, ...(looksAtSubnets(version) ? ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets'] : [])]),
    ...taggingInterfaces(place, network),
    ...(createNetworkInterfaces ? makingInterfaces(place, network) : []),
    usingInterfaces(place, ['ec2:AssignIpv6Addresses', 'ec2:ModifyNetworkInterfaceAttribute']),
    givingSecurityGroups(place, network),
  ]);
}

function networkPolicyLogs(place: ClusterPlace) {
  const groups = regionalArns(place, 'logs', ...place.clusterNames.map((name) => `log-group:/aws/eks/${name}/cluster`));
  return new CatalogueBundle('vpcCni.networkPolicyLogs', () => [
    allow({
      actions: ['logs:DescribeLogGroups'],
      resources: ['*'],
      evidence: { reason: 'the agent looks for its log group among all; the action supports no resource', source: LOGS },
    }),
    allow({
      // Asked for where the log group exists too, if it is not on the first page of the list.
      actions: ['logs:CreateLogGroup'],
      resources: groups.flatMap((group) => [group, `${group}:*`]),
      evidence: { reason: 'this form of a log group\'s ARN is the one that stands for it and for its streams', source: AGENT },
    }),
    allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: groups.map((group) => `${group}:log-stream:aws-network-policy-agent-audit-*`),
      evidence: { reason: 'the agent of each node makes streams of its own, whose names end with a random id', source: AGENT },
    }),
  ]);
}

const NETWORK: Readonly<Record<string, Parameter>> = {
  clusterNames: CLUSTER_NAMES,
  vpcIds: { description: "Ids of the clusters' VPCs.", type: { kind: 'texts', format: VPC_ID }, required: true },
  vpcAccount: { description: 'The account that owns the VPCs, if it shares them.', type: { kind: 'text', format: ACCOUNT } },
  subnetIds: {
    description: 'Ids of the subnets in which network interfaces may be made. Default: every subnet of the VPCs.',
    type: { kind: 'texts', format: SUBNET_ID },
  },
  securityGroupIds: {
    description: 'Ids of the security groups that network interfaces may have. Default: every security group of the VPCs.',
    type: { kind: 'texts', format: SECURITY_GROUP_ID },
  },
  version: versionParameter(VPC_CNI_VERSION, '1.22', ['1.21']),
};

function networkOfValues(values: ParameterValues): Network {
  const some = (name: string) => values[name] === undefined ? undefined : texts(values, name);
  return {
    vpcIds: texts(values, 'vpcIds'),
    vpcAccount: text(values, 'vpcAccount'),
    subnetIds: some('subnetIds'),
    securityGroupIds: some('securityGroupIds'),
  };
}

export const VPC_CNI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'vpcCni.ipv4',
    summary: "Network interfaces and addresses of the clusters' nodes in given VPCs",
    usedBy: 'VPC CNI (aws-node), IPv4',
    versions: '1.18 to 1.23',
    sources: [IAM_POLICY],
    parameters: NETWORK,
    create: (values, place) => ipv4(clustersOfPlace('vpcCni.ipv4', values, place), networkOfValues(values), text(values, 'version')),
  },
  {
    id: 'vpcCni.ipv6',
    summary: "IPv6 prefixes of the clusters' nodes in given VPCs",
    usedBy: 'VPC CNI (aws-node), IPv6',
    versions: '1.18 to 1.23',
    sources: [IAM_POLICY, 'https://github.com/aws/amazon-vpc-cni-k8s/pull/3554'],
    parameters: {
      ...NETWORK,
      createNetworkInterfaces: flagParameter(
        'Allow making and deleting network interfaces (ENABLE_MULTI_NIC, or nodes in subnets tagged kubernetes.io/role/cni = 0).'),
    },
    create: (values, place) => ipv6(
      clustersOfPlace('vpcCni.ipv6', values, place), networkOfValues(values), flag(values, 'createNetworkInterfaces'), text(values, 'version')),
  },
  {
    id: 'vpcCni.networkPolicyLogs',
    summary: 'Decisions of network policies, to the log group of each cluster',
    usedBy: 'VPC CNI (aws-node), network policy agent',
    versions: '1.0.8 to 1.4',
    sources: [AGENT],
    parameters: { clusterNames: CLUSTER_NAMES },
    create: (values, place) => networkPolicyLogs(clustersOfPlace('vpcCni.networkPolicyLogs', values, place)),
  },
];
