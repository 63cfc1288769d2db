import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import { Aws } from '../../core/cdk';

const ID = 'E[A-Z0-9]{7,20}';

/** Distributions of CloudFront, which have no region. */
export const DISTRIBUTIONS: ResourceKind<IDistribution> = {
  format: nameOrArn({
    pattern: ID,
    rule: "the id of a distribution ('E', then capital letters and digits)",
    example: 'E1A2B3C4D5E6F7',
    hint: (value) => /\.cloudfront\.net/.test(value) ? 'this is a domain name (aws cloudfront list-distributions prints the id)' : undefined,
  }, arnFormat({
    service: 'cloudfront',
    noun: "a distribution's ARN",
    resource: `distribution/${ID}`,
    region: 'none',
    account: 'required',
    example: 'arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5E6F7',
  })),
  arns: (ids, place) => ids.map((id) => id.startsWith('arn:') ? id : `arn:${place.partition}:cloudfront::${place.account}:distribution/${id}`),
  arnOf: ({ env, distributionId }, one) => one(`arn:${Aws.PARTITION}:cloudfront::${env.account}:distribution/${distributionId}`),
};
