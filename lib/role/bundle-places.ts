import { ConstructStore } from '../core/construct-store';

/** Where the bundles of a role are written in a file, in their order: `workloads.yaml:14:9`. */
export const BUNDLE_PLACES = new ConstructStore<readonly string[]>('bundlePlaces');
