/** A partition of AWS: its name in ARNs, how its regions begin, and the domain of its services. */
export interface Partition {
  readonly name: string;
  readonly regionPattern: RegExp;
  readonly dnsSuffix: string;
  /** The domain of the dual-stack endpoints, which are never a token's issuer. */
  readonly dualStackSuffix: string;
}

/**
 * The partitions, the most specific first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const PARTITIONS: readonly Partition[] = [
  { name: 'aws-cn', regionPattern: /^cn-[a-z]+-\d$/, dnsSuffix: 'amazonaws.com.cn', dualStackSuffix: 'api.amazonwebservices.com.cn' },
  { name: 'aws-us-gov', regionPattern: /^us-gov-[a-z]+-\d$/, dnsSuffix: 'amazonaws.com', dualStackSuffix: 'api.aws' },
  { name: 'aws-iso', regionPattern: /^us-iso-[a-z]+-\d$/, dnsSuffix: 'c2s.ic.gov', dualStackSuffix: 'api.aws.ic.gov' },
  { name: 'aws-iso-b', regionPattern: /^us-isob-[a-z]+-\d$/, dnsSuffix: 'sc2s.sgov.gov', dualStackSuffix: 'api.aws.scloud' },
  { name: 'aws-iso-e', regionPattern: /^eu-isoe-[a-z]+-\d$/, dnsSuffix: 'cloud.adc-e.uk', dualStackSuffix: 'api.cloud-aws.adc-e.uk' },
  { name: 'aws-iso-f', regionPattern: /^us-isof-[a-z]+-\d$/, dnsSuffix: 'csp.hci.ic.gov', dualStackSuffix: 'api.aws.hci.ic.gov' },
  { name: 'aws-eusc', regionPattern: /^eusc-[a-z]+-[a-z]+-\d$/, dnsSuffix: 'amazonaws.eu', dualStackSuffix: 'api.amazonwebservices.eu' },
  { name: 'aws', regionPattern: /^[a-z]{2}-[a-z]+-\d$/, dnsSuffix: 'amazonaws.com', dualStackSuffix: 'api.aws' },
];

/** The partition that a region belongs to; nothing if it is no region's name. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.regionPattern.test(region));
}

export const PARTITION_NAMES = PARTITIONS.map((partition) => partition.name);
