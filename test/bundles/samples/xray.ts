import type { Sample } from './sample';
import { XRayBundle } from '../../../lib/bundles/services/xray';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'xray.write',
    make: () => XRayBundle.write(),
    values: {},
  },
  {
    name: 'xray.write-unsampled',
    make: () => XRayBundle.write({ sampling: false }),
    values: { sampling: false },
  },
];
