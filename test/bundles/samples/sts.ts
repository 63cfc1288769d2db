import { Role } from 'aws-cdk-lib/aws-iam';
import type { Sample } from './sample';
import { StsBundle } from '../../../lib/bundles/services/sts';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'sts.assumeRole',
    make: (stack) => StsBundle.assumeRole({
      roles: [Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/k8s-main/backup-writer')],
      roleArns: ['arn:aws:iam::444455556666:role/backup-reader'],
    }),
    values: { roles: ['arn:aws:iam::111122223333:role/k8s-main/backup-writer', 'arn:aws:iam::444455556666:role/backup-reader'] },
  },
];
