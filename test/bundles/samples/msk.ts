import type { Sample } from './sample';
import { MskBundle } from '../../../lib/bundles/services/msk';

const CLUSTER = 'arn:aws:kafka:eu-central-1:111122223333:cluster/events/1234abcd-12ab-34cd-56ef-1234567890ab-5';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'msk.consume',
    make: () => MskBundle.consume({ clusters: [CLUSTER], topics: ['orders', 'stock-*'], groups: ['shop'] }),
    values: { clusters: [CLUSTER], topics: ['orders', 'stock-*'], groups: ['shop'] },
  },
  {
    name: 'msk.produce',
    make: () => MskBundle.produce({ clusters: [CLUSTER], topics: ['orders'] }),
    values: { clusters: [CLUSTER], topics: ['orders'] },
  },
  {
    name: 'msk.produce-all',
    make: () => MskBundle.produce({ clusters: [CLUSTER], topics: ['orders'], transactionalIds: ['shop-*'], createTopics: true }),
    values: { clusters: [CLUSTER], topics: ['orders'], transactionalIds: ['shop-*'], createTopics: true },
  },
];
