import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Sample } from './sample';
import { YaceBundle } from '../../../lib/bundles/controllers/yace';
import { ObservabilityBundle } from '../../../lib/bundles/services/observability';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'observability.app',
    make: (stack) => ObservabilityBundle.app({ logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/shop/checkout')], namespaces: ['shop/checkout'] }),
    values: { logGroups: ['/shop/checkout'], namespaces: ['shop/checkout'] },
  },
  {
    name: 'observability.app-otlp',
    make: () => ObservabilityBundle.app({ traces: false, logGroupNames: ['/shop/*'], otlpMetrics: true }),
    values: { traces: false, logGroups: ['/shop/*'], otlpMetrics: true },
  },
  {
    name: 'yace.exporter',
    make: () => YaceBundle.exporter(),
    values: {},
  },
  {
    name: 'yace.exporter-all',
    make: () => YaceBundle.exporter({
      transitGateways: true, databaseMigration: true, apiGateway: true, autoScalingGroups: true, spotFleets: true, shieldProtections: true,
    }),
    values: { transitGateways: true, databaseMigration: true, apiGateway: true, autoScalingGroups: true, spotFleets: true, shieldProtections: true },
  },
];
