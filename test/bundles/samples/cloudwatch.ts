import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Sample } from './sample';
import { CloudWatchBundle } from '../../../lib/bundles/services/cloudwatch';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cloudwatch.writeLogs',
    make: (stack) => CloudWatchBundle.writeLogs({ logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/eks/main/web')] }),
    values: { logGroups: ['arn:aws:logs:eu-central-1:111122223333:log-group:/eks/main/web:*'] },
  },
  {
    name: 'cloudwatch.writeLogs-create',
    make: () => CloudWatchBundle.writeLogs({ logGroupNames: ['/eks/main/*'], createLogGroups: true, setRetention: true }),
    values: { logGroups: ['/eks/main/*'], createLogGroups: true, setRetention: true },
  },
  {
    name: 'cloudwatch.putMetrics',
    make: () => CloudWatchBundle.putMetrics({ namespaces: ['web', 'web/checkout'] }),
    values: { namespaces: ['web', 'web/checkout'] },
  },
  {
    name: 'cloudwatch.readMetrics',
    make: () => CloudWatchBundle.readMetrics(),
    values: {},
  },
];
