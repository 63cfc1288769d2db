import type { Sample } from './sample';
import { LocationBundle } from '../../../lib/bundles/services/location';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'location.use',
    make: () => LocationBundle.use({ places: true, routes: true, maps: true }),
    values: { places: true, routes: true, maps: true },
  },
];
