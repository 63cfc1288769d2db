import type { Sample } from './sample';
import { ElastiCacheBundle } from '../../../lib/bundles/services/elasti-cache';
import { MemoryDbBundle } from '../../../lib/bundles/services/memory-db';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'elastiCache.connect',
    make: () => ElastiCacheBundle.connect({ serverlessCaches: ['sessions'], users: ['shop'] }),
    values: { serverlessCaches: ['sessions'], users: ['shop'] },
  },
  {
    name: 'elastiCache.connect-nodes',
    make: () => ElastiCacheBundle.connect({ replicationGroups: ['carts'], users: ['shop'] }),
    values: { replicationGroups: ['carts'], users: ['arn:aws:elasticache:eu-central-1:111122223333:user:shop'] },
  },
  {
    name: 'memoryDb.connect',
    make: () => MemoryDbBundle.connect({ clusters: ['sessions'], users: ['shop'] }),
    values: { clusters: ['sessions'], users: ['shop'] },
  },
];
