import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import { allow, oneOrMore } from '../statement';

export const IAM_POLICY = 'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md';
const EC2 = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';

/** The tag of the network interfaces of a cluster, from the environment variable `CLUSTER_NAME` of `aws-node`. */
const CLUSTER = 'cluster.k8s.amazonaws.com/name';

/** Where network interfaces may be. */
export interface Network {
  readonly vpcIds: readonly string[];
  readonly vpcAccount?: string;
  /** Those of all VPCs if there are none. */
  readonly subnetIds: readonly string[];
  /** Those of all VPCs if there are none. */
  readonly securityGroupIds: readonly string[];
}

/** What `aws-node` looks at. */
export function describeStatement(actions: readonly string[]): BundleStatement {
  return allow({
    actions,
    resources: ['*'],
    evidence: { reason: 'aws-node looks at its node, at network interfaces and at where new ones may be; these actions support no resource', source: EC2 },
  });
}

/** Actions on the network interfaces that have the tag of the clusters. */
export function interfaceStatement(place: ClusterPlace, actions: readonly string[]): BundleStatement {
  return allow({
    actions,
    resources: regionalArns(place, 'ec2', 'network-interface/*'),
    conditions: { StringEquals: { [`aws:ResourceTag/${CLUSTER}`]: oneOrMore(place.clusterNames) } },
    evidence: INTERFACE,
  });
}

/**
 * The tags of existing network interfaces. That of a node's primary interface, which EC2 makes without tags, is
 * set before the first address is taken; later no interface can be moved from one cluster to another.
 */
export function interfaceTagStatements(place: ClusterPlace, { vpcIds, vpcAccount }: Network): BundleStatement[] {
  const clusters = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2', 'network-interface/*'),
      conditions: {
        ArnEquals: { 'ec2:Vpc': oneOrMore(vpcArns(place, vpcIds, vpcAccount)) },
        Null: { [`aws:ResourceTag/${CLUSTER}`]: 'true' },
        StringEquals: { [`aws:RequestTag/${CLUSTER}`]: clusters },
      },
      evidence: INTERFACE,
    }),
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2', 'network-interface/*'),
      conditions: {
        StringEquals: { [`aws:ResourceTag/${CLUSTER}`]: clusters },
        StringEqualsIfExists: { [`aws:RequestTag/${CLUSTER}`]: clusters },
      },
      evidence: INTERFACE,
    }),
  ];
}

/** Making network interfaces, attaching them to the clusters' nodes, and deleting them. */
export function interfaceCreationStatements(place: ClusterPlace, network: Network): BundleStatement[] {
  const { vpcIds, vpcAccount = place.account, subnetIds } = network;
  const clusters = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:CreateNetworkInterface'],
      resources: regionalArns(place, 'ec2', 'network-interface/*'),
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER}`]: clusters } },
      evidence: INTERFACE,
    }),
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2', 'network-interface/*'),
      conditions: { StringEquals: { [`aws:RequestTag/${CLUSTER}`]: clusters, 'ec2:CreateAction': 'CreateNetworkInterface' } },
      evidence: INTERFACE,
    }),
    allow({
      actions: ['ec2:CreateNetworkInterface'],
      resources: [
        ...regionalArns({ ...place, account: vpcAccount }, 'ec2', ...givenOrAll(subnetIds).map((id) => `subnet/${id}`)),
        ...securityGroupArns(place, network),
      ],
      conditions: { ArnEquals: { 'ec2:Vpc': oneOrMore(vpcArns(place, vpcIds, vpcAccount)) } },
      evidence: IN_VPC,
    }),
    interfaceStatement(place, ['ec2:AttachNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DetachNetworkInterface']),
    // The tag of nodes has the cluster's name in its key, and conditions of one statement must all hold.
    ...place.clusterNames.map((name) => allow({
      actions: ['ec2:AttachNetworkInterface', 'ec2:DetachNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'],
      resources: regionalArns(place, 'ec2', 'instance/*'),
      conditions: { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: 'owned' } },
      evidence: { reason: 'nodes come and go; the condition limits them to those that a cluster owns', source: IAM_POLICY },
    })),
  ];
}

/** Giving network interfaces the security groups that their node has. */
export function securityGroupStatement(place: ClusterPlace, network: Network): BundleStatement {
  return allow({
    actions: ['ec2:ModifyNetworkInterfaceAttribute'],
    resources: securityGroupArns(place, network),
    conditions: { ArnEquals: { 'ec2:Vpc': oneOrMore(vpcArns(place, network.vpcIds, network.vpcAccount)) } },
    evidence: IN_VPC,
  });
}

const INTERFACE = { reason: 'network interfaces come and go with pods and nodes; the condition limits them by their tag', source: IAM_POLICY };
const IN_VPC = { reason: 'nodes may have any subnet and security group of the VPC, to which the condition limits them', source: IAM_POLICY };

/** A VPC that another account shares is that account's, and so are its subnets; security groups may be of both. */
function vpcArns(place: ClusterPlace, vpcIds: readonly string[], account: string = place.account): string[] {
  return regionalArns({ ...place, account }, 'ec2', ...vpcIds.map((id) => `vpc/${id}`));
}

function securityGroupArns(place: ClusterPlace, { vpcAccount = place.account, securityGroupIds }: Network): string[] {
  const resources = givenOrAll(securityGroupIds).map((id) => `security-group/${id}`);
  return [...new Set([place.account, vpcAccount])].flatMap((account) => regionalArns({ ...place, account }, 'ec2', ...resources));
}

function givenOrAll(ids: readonly string[]): readonly string[] {
  return ids.length > 0 ? ids : ['*'];
}
