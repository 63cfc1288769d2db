import { isAtLeast, requireVersion, versionFormat } from './version';

/** The versions of the VPC CNI, as the EKS add-on has them too. */
export const VPC_CNI_VERSION = versionFormat('the VPC CNI', '1.18', '1.22.1');

/** The first version that looks at security groups, and at the subnets of IPv6 clusters, when it starts. */
const LOOKS_AT_SUBNETS = '1.22.0';

/** The version of the VPC CNI, on which depends what it looks at when it starts. */
export class VpcCniVersion {
  /** What 1.18 to 1.21 need. */
  public static readonly V1_21 = VpcCniVersion.of('1.21');

  /** What 1.22 and later need. */
  public static readonly V1_22 = VpcCniVersion.of('1.22');

  /** Another version, such as `1.23.0`. `1.22` is its newest patch. An error if older than 1.18, or known only at deploy time. */
  public static of(version: string): VpcCniVersion {
    requireVersion(VPC_CNI_VERSION, version);
    return new VpcCniVersion(version);
  }

  private constructor(
    /** The version, as it was given. */
    public readonly version: string,
  ) {}
}

/**
 * Whether `aws-node` does not start without `ec2:DescribeSecurityGroups` and, in an IPv6 cluster, `ec2:DescribeSubnets`.
 * 1.22.2 gave up the use of the former, but its documentation still asks for it.
 *
 * @see https://github.com/aws/amazon-vpc-cni-k8s/releases/tag/v1.22.1
 */
export function looksAtSubnets(version: string): boolean {
  return isAtLeast(version, LOOKS_AT_SUBNETS);
}
