import { Role } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { SchedulerBundle } from '../../../lib/bundles/services/scheduler';

const TARGET_ROLE = 'arn:aws:iam::111122223333:role/reminders';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'scheduler.manage',
    make: (stack) => SchedulerBundle.manage({
      groups: [ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'reminders')],
      targetRoles: [Role.fromRoleArn(stack, 'Target', TARGET_ROLE)],
      encryptionKeys: [key(stack)],
    }),
    values: { groups: ['reminders'], targetRoles: [TARGET_ROLE], encryptionKeys: [KEY] },
  },
];
