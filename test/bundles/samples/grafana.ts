import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Sample } from './sample';
import { GrafanaBundle } from '../../../lib/bundles/controllers/grafana';

const FLAGS = {
  logAnomalies: true,
  alarms: true,
  insightRules: true,
  performanceInsights: true,
  instances: true,
  resourceTags: true,
  crossAccount: true,
  traces: true,
};

export const SAMPLES: readonly Sample[] = [
  {
    name: 'grafana.cloudWatch',
    make: () => GrafanaBundle.cloudWatch(),
    values: {},
  },
  {
    name: 'grafana.cloudWatch-logs',
    make: (stack) => GrafanaBundle.cloudWatch({
      logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/metrics/web')], logGroupNames: ['/eks/production/*'],
    }),
    values: { logGroups: ['/metrics/web', '/eks/production/*'] },
  },
  {
    name: 'grafana.cloudWatch-all',
    make: () => GrafanaBundle.cloudWatch({ ...FLAGS, regions: ['eu-central-1'] }),
    values: { ...FLAGS, regions: ['eu-central-1'] },
  },
];
