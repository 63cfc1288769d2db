import type { Sample } from './sample';
import { DaxBundle } from '../../../lib/bundles/services/dax';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'dax.read',
    make: () => DaxBundle.read({ clusters: ['orders'] }),
    values: { clusters: ['orders'] },
  },
  {
    name: 'dax.readWrite',
    make: () => DaxBundle.readWrite({ clusters: ['orders'] }),
    values: { clusters: ['orders'] },
  },
];
