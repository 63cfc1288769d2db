import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { DISTRIBUTIONS } from '../resources/distributions';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `CloudFrontBundle.invalidate`. */
export interface CloudFrontInvalidateOptions {
  /** The distributions. At least one. */
  readonly distributions: IDistribution[];
}

/**
 * CloudFront: given distributions.
 *
 * @example
 * role.addBundle(CloudFrontBundle.invalidate({ distributions: [distribution] }));
 */
export class CloudFrontBundle {
  /**
   * Invalidate what distributions keep, and see how far that is. Bundle id `cloudFront.invalidate`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
   */
  public static invalidate(options: CloudFrontInvalidateOptions): IPolicyBundle {
    return INVALIDATE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [INVALIDATE];
  }

  private constructor() {}
}

const INVALIDATE = defineBundle<CloudFrontInvalidateOptions>()({
  id: 'cloudFront.invalidate',
  summary: 'Invalidate what given distributions keep',
  sources: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html',
  ],
  parameters: {
    distributions: required(resources(DISTRIBUTIONS, 'Ids or ARNs of the distributions.')),
  },
  statements: ({ distributions }) => [
    allow({ actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation', 'cloudfront:ListInvalidations'], resources: distributions }),
  ],
});
