import type { BundleStatement } from '../policy-bundle';
import type { Place } from '../resources/place';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow } from '../statement';

const ACCESS_LOGS = 'https://docs.aws.amazon.com/vpc-lattice/latest/ug/monitoring-access-logs.html';
const DELIVERY = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html';

/** Where log delivery may set up what it needs. */
export interface LogDestinations {
  readonly place: Place;
  readonly accessLogBuckets: readonly string[];
  readonly accessLogStreams: readonly string[];
  readonly logResourcePolicies: boolean;
}

/** Delivery of access logs to where it is allowed already. */
export function logDeliveryStatement(): BundleStatement {
  return allow({
    actions: [
      'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:UpdateLogDelivery',
    ],
    resources: ['*'],
    evidence: { reason: 'VPC Lattice makes log deliveries on the caller\'s behalf; these actions support no resource', source: ACCESS_LOGS },
  });
}

/** What log delivery sets up by itself at its destinations. */
export function destinationStatements(access: LogDestinations): BundleStatement[] {
  const { place, accessLogBuckets: buckets, accessLogStreams: streams, logResourcePolicies } = access;
  return [
    ...(buckets.length > 0 ? [allow({ actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'], resources: buckets })] : []),
    ...(streams.length > 0 ? [
      allow({ actions: ['firehose:TagDeliveryStream'], resources: streams }),
      serviceLinkedRoleStatement(place, 'delivery.logs.amazonaws.com', 'AWSServiceRoleForLogDelivery'),
    ] : []),
    ...(logResourcePolicies ? [allow({
      actions: ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
      resources: ['*'],
      evidence: { reason: 'log delivery adds itself to the resource policies of the account; these actions support no resource', source: DELIVERY },
    })] : []),
  ];
}
