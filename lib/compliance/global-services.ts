import { actionMatches } from '../iam/action';

/**
 * Services with one endpoint in each partition; for some of them that of AWS's first partition is in the west. Those with several, such
 * as Support, are not among them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const GLOBAL_SERVICES = /^(?:iam|organizations|account|route53|route53domains|cloudfront|budgets|shield|waf|importexport):/i;
const GLOBAL_SERVICES_IN_THE_WEST = /^(?:globalaccelerator|networkmanager|devicefarm|chatbot):/i;
/** The regions of their endpoints, by partition. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  'aws': ['us-east-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1'],
  'aws-iso-b': ['us-isob-east-1'],
  'aws-iso-f': ['us-isof-south-1'],
};
const ALL = Object.values(REGIONS).flat();

/**
 * The only regions in which an action is called, if its service is not called in any. What iam:PassRole is asked for is a request to
 * another service.
 *
 * @param partitions of several it is not known which it is
 */
export function regionsOf(action: string, partitions: readonly string[]): readonly string[] | undefined {
  const [partition] = partitions;
  const own = partitions.length === 1 && Object.hasOwn(REGIONS, partition) ? REGIONS[partition] : ALL;
  return actionMatches(action, 'iam:PassRole') ? undefined
    : GLOBAL_SERVICES.test(action) ? own
      : GLOBAL_SERVICES_IN_THE_WEST.test(action) ? ['us-west-2', ...own] : undefined;
}
