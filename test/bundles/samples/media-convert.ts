import { Role } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { MediaConvertBundle } from '../../../lib/bundles/services/media-convert';

const JOB_ROLE = 'arn:aws:iam::111122223333:role/media';

const jobRole = (stack: Stack) => Role.fromRoleArn(stack, 'JobRole', JOB_ROLE);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'mediaConvert.run',
    make: (stack) => MediaConvertBundle.run({ queues: ['Default'], jobRoles: [jobRole(stack)] }),
    values: { queues: ['Default'], jobRoles: [JOB_ROLE] },
  },
  {
    name: 'mediaConvert.run-all',
    make: (stack) => MediaConvertBundle.run({ queues: ['Default'], jobRoles: [jobRole(stack)], jobTemplates: ['clips'], presets: ['clips-1080p'], allowCancel: true }),
    values: { queues: ['Default'], jobRoles: [JOB_ROLE], jobTemplates: ['clips'], presets: ['clips-1080p'], allowCancel: true },
  },
];
