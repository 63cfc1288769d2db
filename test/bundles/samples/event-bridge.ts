import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { EventBridgeBundle } from '../../../lib/bundles/services/event-bridge';

const BUS = 'arn:aws:events:eu-central-1:111122223333:event-bus/orders';

const bus = (stack: Stack) => EventBus.fromEventBusArn(stack, 'Bus', BUS);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'eventBridge.putEvents',
    make: (stack) => EventBridgeBundle.putEvents({ eventBuses: [bus(stack)] }),
    values: { eventBuses: ['orders'] },
  },
  {
    name: 'eventBridge.putEvents-sources',
    make: (stack) => EventBridgeBundle.putEvents({ eventBuses: [bus(stack)], sources: ['com.example.shop'] }),
    values: { eventBuses: [BUS], sources: ['com.example.shop'] },
  },
];
