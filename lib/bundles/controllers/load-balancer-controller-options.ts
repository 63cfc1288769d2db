import type { ICertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ITargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { LoadBalancerControllerVersion } from './load-balancer-controller-version';
import type { ClusterBoundOptions } from '../resources/clusters';

/**
 * Options for `LoadBalancerControllerBundle.full`. `clusterNames` must be what the controller has in its flag
 * `--cluster-name`: that is the value of the tag `elbv2.k8s.aws/cluster`, which it gives to all it makes.
 */
export interface LoadBalancerControllerOptions extends ClusterBoundOptions {
  /**
   * The version of the controller.
   *
   * @default LoadBalancerControllerVersion.V3_5
   */
  readonly version?: LoadBalancerControllerVersion;

  /**
   * The VPCs in which the controller may make security groups. Needed if a VPC is shared from another account.
   *
   * @default - every VPC of the account, in the regions of the clusters
   */
  readonly vpcs?: IVpc[];

  /**
   * The security groups of nodes and pods, in which the controller lets its load balancers in, such as
   * `cluster.clusterSecurityGroup`. Needed if a cluster's name is known only at deploy time, and if a node or pod
   * has one security group without the tag.
   *
   * @default - those with the tag `kubernetes.io/cluster/<name>`, `owned` or `shared`, as EKS gives it
   */
  readonly endpointSecurityGroups?: ISecurityGroup[];

  /**
   * Target groups that somebody else made, for a `TargetGroupBinding`.
   *
   * @default - none
   */
  readonly targetGroups?: ITargetGroup[];

  /**
   * The same by their names, in the regions of the clusters.
   *
   * @default - none
   */
  readonly targetGroupNames?: string[];

  /**
   * ARNs of regional web ACLs of AWS WAF that an Ingress or Gateway may name. With one, the controller may change
   * the web ACL of every Application Load Balancer of the account and region: WAF knows no condition on tags.
   *
   * @default - none; what a load balancer has is not asked for, save by controllers older than 2.8.2
   */
  readonly webAcls?: string[];

  /**
   * The same for web ACLs of AWS WAF Classic.
   *
   * @default - none
   */
  readonly classicWebAcls?: string[];

  /**
   * Allow making and deleting protections of Shield Advanced, also those that somebody else made.
   *
   * @default false
   */
  readonly shieldAdvanced?: boolean;

  /**
   * User pools of Cognito with which an Application Load Balancer may authenticate users.
   *
   * @default - none
   */
  readonly userPools?: IUserPool[];

  /**
   * Allow finding server certificates of IAM; certificates of ACM can always be found.
   *
   * @default false
   */
  readonly serverCertificates?: boolean;

  /**
   * Allow finding pools of customer-owned addresses, for load balancers on Outposts.
   *
   * @default false
   */
  readonly customerOwnedIpPools?: boolean;

  /**
   * Allow finding resources by their tags, for the feature gate `EnableRGTAPI`. An error before 2.5.2.
   *
   * @default false
   */
  readonly resourceGroupsTagging?: boolean;

  /**
   * Allow requesting certificates for the feature gate `EnableCertificateManagement`, with their records for validation
   * (CNAME) in these zones. An error before 3.3.
   *
   * @default - none
   */
  readonly certificateZones?: IHostedZone[];

  /**
   * Allow requesting private certificates for that feature gate, of these authorities of AWS Private CA. An error before 3.3.
   *
   * @default - none
   */
  readonly certificateAuthorities?: ICertificateAuthority[];
}

/** Options for `LoadBalancerControllerBundle.targetGroupBinding`. At least one of `targetGroups` and `targetGroupNames` must name a target group. */
export interface TargetGroupBindingOptions {
  /**
   * The target groups.
   *
   * @default - none
   */
  readonly targetGroups?: ITargetGroup[];

  /**
   * Names of target groups.
   *
   * @default - none
   */
  readonly targetGroupNames?: string[];

  /**
   * The regions of the clusters, for what is given by name.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * Security groups of nodes and pods in which the controller may add and remove rules, for a `TargetGroupBinding`
   * with `networking`.
   *
   * @default - none
   */
  readonly endpointSecurityGroups?: ISecurityGroup[];

  /**
   * Names of clusters: the controller may do so in all security groups with the tag `kubernetes.io/cluster/<name>`,
   * `owned` or `shared`. They must be literal.
   *
   * @default - none
   */
  readonly clusterNames?: string[];
}
