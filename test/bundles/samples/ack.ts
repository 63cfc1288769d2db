import { Role } from 'aws-cdk-lib/aws-iam';
import type { Sample } from './sample';
import { AckBundle } from '../../../lib/bundles/controllers/ack';

const LOCAL = 'arn:aws:iam::111122223333:role/ack/databases';
const OTHER_ACCOUNT = 'arn:aws:iam::444455556666:role/ack-buckets';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ack.assumeRoles',
    make: (stack) => AckBundle.assumeRoles({ roles: [Role.fromRoleArn(stack, 'Role', LOCAL)], roleArns: [OTHER_ACCOUNT] }),
    values: { roles: [LOCAL, OTHER_ACCOUNT] },
  },
];
