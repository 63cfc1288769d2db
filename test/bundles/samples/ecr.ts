import { Repository } from 'aws-cdk-lib/aws-ecr';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { EcrBundle } from '../../../lib/bundles/services/ecr';

const REPOSITORY = 'arn:aws:ecr:eu-central-1:111122223333:repository/shop/web';

const repository = (stack: Stack) => Repository.fromRepositoryAttributes(stack, 'Repository', { repositoryArn: REPOSITORY, repositoryName: 'shop/web' });

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ecr.pull',
    make: (stack) => EcrBundle.pull({ repositories: [repository(stack)] }),
    values: { repositories: ['shop/web'] },
  },
  {
    name: 'ecr.pull-all',
    make: (stack) => EcrBundle.pull({ repositories: [repository(stack)], listImages: true, pullThrough: true }),
    values: { repositories: [REPOSITORY], listImages: true, pullThrough: true },
  },
  {
    name: 'ecr.push',
    make: (stack) => EcrBundle.push({ repositories: [repository(stack)] }),
    values: { repositories: ['shop/web'] },
  },
];
