import { Role } from 'aws-cdk-lib/aws-iam';
import type { Sample } from './sample';
import { CrossplaneBundle } from '../../../lib/bundles/controllers/crossplane';

const LOCAL = 'arn:aws:iam::111122223333:role/crossplane/networks';
const OTHER_ACCOUNT = 'arn:aws:iam::444455556666:role/crossplane';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'crossplane.assumeRoles',
    make: (stack) => CrossplaneBundle.assumeRoles({ roles: [Role.fromRoleArn(stack, 'Role', LOCAL)], roleArns: [OTHER_ACCOUNT] }),
    values: { roles: [LOCAL, OTHER_ACCOUNT] },
  },
  {
    name: 'crossplane.assumeRoles-limited',
    make: () => CrossplaneBundle.assumeRoles({
      roleArns: [OTHER_ACCOUNT], externalIds: ['crossplane-production', 'crossplane-staging'], sessionTagKeys: ['team', 'environment'],
    }),
    values: { roles: [OTHER_ACCOUNT], externalIds: ['crossplane-production', 'crossplane-staging'], sessionTagKeys: ['team', 'environment'] },
  },
];
