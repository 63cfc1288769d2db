import type { Sample } from './sample';
import { IotBundle } from '../../../lib/bundles/services/iot';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'iot.publish',
    make: () => IotBundle.publish({ topics: ['orders/new', 'alerts/*'] }),
    values: { topics: ['orders/new', 'alerts/*'] },
  },
  {
    name: 'iot.publish-mqtt',
    make: () => IotBundle.publish({ topics: ['orders/new'], clients: ['orders-*'], retain: true }),
    values: { topics: ['orders/new'], clients: ['orders-*'], retain: true },
  },
  {
    name: 'iot.subscribe',
    make: () => IotBundle.subscribe({ topicFilters: ['orders/+/state', 'alerts/#'], clients: ['orders-*'] }),
    values: { topicFilters: ['orders/+/state', 'alerts/#'], clients: ['orders-*'] },
  },
];
