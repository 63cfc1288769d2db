import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Sample } from './sample';
import { CloudWatchAgentBundle } from '../../../lib/bundles/controllers/cloudwatch-agent';

const clusterNames = ['production'];

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cloudwatchAgent.agent',
    make: () => CloudWatchAgentBundle.agent({ clusterNames }),
    values: {},
  },
  {
    name: 'cloudwatchAgent.agent-all',
    make: (stack) => CloudWatchAgentBundle.agent({
      clusterNames: ['blue', 'green'],
      namespaces: ['CWAgent', 'web/checkout'],
      logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/emf/web')],
      logGroupNames: ['/eks/production/*'],
      createLogGroups: false,
      setRetention: true,
      traces: true,
      otlpMetrics: true,
    }),
    values: {
      clusterNames: ['blue', 'green'],
      namespaces: ['CWAgent', 'web/checkout'],
      logGroups: ['/emf/web', '/eks/production/*'],
      createLogGroups: false,
      setRetention: true,
      traces: true,
      otlpMetrics: true,
    },
  },
  {
    name: 'cloudwatchAgent.observability',
    make: () => CloudWatchAgentBundle.observability({ clusterNames }),
    values: {},
  },
  {
    name: 'cloudwatchAgent.observability-insightsOnly',
    make: () => CloudWatchAgentBundle.observability({ clusterNames, applicationSignals: false, createLogGroups: false }),
    values: { clusterNames, applicationSignals: false, createLogGroups: false },
  },
  {
    name: 'cloudwatchAgent.observability-noServiceEvents',
    make: () => CloudWatchAgentBundle.observability({ clusterNames, serviceEvents: false }),
    values: { clusterNames, serviceEvents: false },
  },
  {
    name: 'cloudwatchAgent.observability-all',
    make: () => CloudWatchAgentBundle.observability({
      clusterNames, dynamicInstrumentation: true, otelContainerInsights: true, setRetention: true, namespaces: ['CWAgent'],
    }),
    values: { clusterNames, dynamicInstrumentation: true, otelContainerInsights: true, setRetention: true, namespaces: ['CWAgent'] },
  },
];
