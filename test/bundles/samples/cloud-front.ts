import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Sample } from './sample';
import { CloudFrontBundle } from '../../../lib/bundles/services/cloud-front';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cloudFront.invalidate',
    make: (stack) => CloudFrontBundle.invalidate({
      distributions: [Distribution.fromDistributionAttributes(stack, 'Web', { distributionId: 'E1A2B3C4D5E6F7', domainName: 'd1234.cloudfront.net' })],
    }),
    values: { distributions: ['E1A2B3C4D5E6F7'] },
  },
];
