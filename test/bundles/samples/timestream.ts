import type { Sample } from './sample';
import { TimestreamBundle } from '../../../lib/bundles/services/timestream';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'timestream.write',
    make: () => TimestreamBundle.write({ tables: ['sensors/readings'] }),
    values: { tables: ['sensors/readings'] },
  },
  {
    name: 'timestream.read',
    make: () => TimestreamBundle.read({ tables: ['sensors/readings'] }),
    values: { tables: ['sensors/readings'] },
  },
];
