import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Sample } from './sample';
import { AdotBundle } from '../../../lib/bundles/controllers/adot';

const WORKSPACE_ID = 'ws-1234abcd-12ab-34cd-56ef-1234567890ab';
const WORKSPACE_ARN = 'arn:aws:aps:eu-central-1:444455556666:workspace/ws-99999999-12ab-34cd-56ef-1234567890ab';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'adot.collector',
    make: () => AdotBundle.collector({ workspaceArns: [WORKSPACE_ARN], workspaceIds: [WORKSPACE_ID] }),
    values: { workspaces: [WORKSPACE_ARN, WORKSPACE_ID] },
  },
  {
    name: 'adot.collector-logs',
    make: (stack) => AdotBundle.collector({
      logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/metrics/web')],
      logGroupNames: ['/eks/production/*'],
      createLogGroups: true,
      setRetention: true,
      tagLogGroups: true,
    }),
    values: { logGroups: ['/metrics/web', '/eks/production/*'], createLogGroups: true, setRetention: true, tagLogGroups: true },
  },
  {
    name: 'adot.collector-traces',
    make: () => AdotBundle.collector({ traces: true, remoteSampling: true, resourceDetection: true }),
    values: { traces: true, remoteSampling: true, resourceDetection: true },
  },
  {
    name: 'adot.collector-otlp',
    make: () => AdotBundle.collector({ otlpMetrics: true, containerInsights: true }),
    values: { otlpMetrics: true, containerInsights: true },
  },
];
