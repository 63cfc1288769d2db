import { versionParameter } from './version';
import {
  describeStatement, IAM_POLICY, interfaceCreationStatements, interfaceStatement, interfaceTagStatements, securityGroupStatement,
} from './vpc-cni-statements';
import { looksAtSubnets, VPC_CNI_VERSION } from './vpc-cni-version';
import type { VpcCniVersion } from './vpc-cni-version';
import { ACCOUNT } from '../../core/names';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, required, text, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import { SECURITY_GROUP_ID, SUBNET_ID, VPC_ID } from '../resources/vpcs';
import { allow } from '../statement';

export { VpcCniVersion } from './vpc-cni-version';

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

/**
 * The Amazon VPC CNI: the service account `aws-node` in `kube-system`.
 *
 * @example
 * role.addBundle(VpcCniBundle.ipv4({ clusterNames: ['production'], vpcIds: ['vpc-0123456789abcdef0'] }));
 */
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
    return IPV4.fromOptions(options);
  }

  /**
   * Prefixes of the nodes of IPv6 clusters, limited by the same tag as in IPv4 clusters: `aws-node` must have the
   * environment variable `CLUSTER_NAME`. Bundle id `vpcCni.ipv6`.
   *
   * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md
   */
  public static ipv6(options: VpcCniIpv6Options): IPolicyBundle {
    return IPV6.fromOptions(options);
  }

  /**
   * Decisions of network policies, to the log streams `aws-network-policy-agent-audit-*` of each cluster's log group
   * (`enable-cloudwatch-logs`), in addition to `ipv4` or `ipv6`. Streams of the control plane, in the same log group,
   * are not in reach. Bundle id `vpcCni.networkPolicyLogs`.
   *
   * @see https://github.com/aws/aws-network-policy-agent/blob/main/README.md
   */
  public static networkPolicyLogs(options: ClusterBoundOptions): IPolicyBundle {
    return NETWORK_POLICY_LOGS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [IPV4, IPV6, NETWORK_POLICY_LOGS];
  }

  private constructor() {}
}

const AGENT = 'https://github.com/aws/aws-network-policy-agent/blob/main/README.md';
const LOGS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html';

/** `ec2:DescribeTags` is documented for each mode, though these versions do not call it. */
const DESCRIBE_ACTIONS = ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeTags'];

const PARAMETERS = {
  clusterNames: clusterNames(),
  regions: regions(),
  vpcIds: required(texts(VPC_ID, "Ids of the clusters' VPCs.")),
  vpcAccount: text(ACCOUNT, 'The account that owns the VPCs, if it shares them.'),
  subnetIds: texts(SUBNET_ID, 'Ids of the subnets in which network interfaces may be made. Default: every subnet of the VPCs.'),
  securityGroupIds: texts(SECURITY_GROUP_ID,
    'Ids of the security groups that network interfaces may have. Default: every security group of the VPCs.'),
  version: versionParameter(VPC_CNI_VERSION, '1.22', ['1.21']),
};

const IPV4 = defineBundle<VpcCniOptions>()({
  id: 'vpcCni.ipv4',
  summary: "Network interfaces and addresses of the clusters' nodes in given VPCs",
  usedBy: 'VPC CNI (aws-node), IPv4',
  upstream: [
    {
      repository: 'aws/amazon-vpc-cni-k8s',
      release: 'v1.23.0',
      since: '1.18',
      documents: ['docs/iam-policy.md#IPv4 mode', 'docs/iam-policy.md#sample scope-down IAM policy for IPv4 mode'],
    },
  ],
  sources: [IAM_POLICY],
  parameters: PARAMETERS,
  check: requireLiteralNames,
  statements: ({ clusterNames: clusters, version, ...network }, context) => {
    const place = { ...context.place, clusterNames: clusters };
    return [
      describeStatement([...DESCRIBE_ACTIONS, 'ec2:DescribeSubnets', ...(looksAtSubnets(version) ? ['ec2:DescribeSecurityGroups'] : [])]),
      ...interfaceTagStatements(place, network),
      ...interfaceCreationStatements(place, network),
      interfaceStatement(place, ['ec2:AssignPrivateIpAddresses', 'ec2:ModifyNetworkInterfaceAttribute', 'ec2:UnassignPrivateIpAddresses']),
      securityGroupStatement(place, network),
    ];
  },
});

const IPV6 = defineBundle<VpcCniIpv6Options>()({
  id: 'vpcCni.ipv6',
  summary: "IPv6 prefixes of the clusters' nodes in given VPCs",
  usedBy: 'VPC CNI (aws-node), IPv6',
  upstream: [
    { repository: 'aws/amazon-vpc-cni-k8s', release: 'v1.23.0', since: '1.18', documents: ['docs/iam-policy.md#IPv6 mode'] },
  ],
  sources: [IAM_POLICY, 'https://github.com/aws/amazon-vpc-cni-k8s/pull/3554'],
  parameters: {
    ...PARAMETERS,
    createNetworkInterfaces: flag(
      'Allow making and deleting network interfaces (ENABLE_MULTI_NIC, or nodes in subnets tagged kubernetes.io/role/cni = 0).'),
  },
  check: (values, check) => {
    if (values.createNetworkInterfaces) {
      requireLiteralNames(values, check);
    } else if (values.subnetIds.length > 0) {
      check.refuse('subnetIds', 'must not be given without createNetworkInterfaces: nothing is made in a subnet then');
    }
  },
  statements: ({ clusterNames: clusters, version, createNetworkInterfaces, ...network }, context) => {
    const place = { ...context.place, clusterNames: clusters };
    return [
      describeStatement([...DESCRIBE_ACTIONS, ...(looksAtSubnets(version) ? ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets'] : [])]),
      ...interfaceTagStatements(place, network),
      ...(createNetworkInterfaces ? interfaceCreationStatements(place, network) : []),
      interfaceStatement(place, ['ec2:AssignIpv6Addresses', 'ec2:ModifyNetworkInterfaceAttribute']),
      securityGroupStatement(place, network),
    ];
  },
});

const NETWORK_POLICY_LOGS = defineBundle<ClusterBoundOptions>()({
  id: 'vpcCni.networkPolicyLogs',
  summary: 'Decisions of network policies, to the log group of each cluster',
  usedBy: 'VPC CNI (aws-node), network policy agent',
  upstream: [{ repository: 'aws/aws-network-policy-agent', release: 'v1.4.1', since: '1.0.8' }],
  sources: [AGENT],
  parameters: { clusterNames: clusterNames(), regions: regions() },
  statements: ({ clusterNames: clusters }, { place }) => {
    const groups = regionalArns(place, 'logs', ...clusters.map((name) => `log-group:/aws/eks/${name}/cluster`));
    return [
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
    ];
  },
});
