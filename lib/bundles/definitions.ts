import * as catalogue from './catalogue';
import type { BundleDefinition } from './definition';
import { isBundleClass } from './definitions-of-class';

/** Every bundle that `workloads.yaml` can name. */
export const DEFINITIONS: readonly BundleDefinition[] = Object.values<unknown>(catalogue).filter(isBundleClass)
  .flatMap((bundle) => bundle._definitions());

/** The definition with an id; nothing if there is none. */
export function bundleDefinition(id: string): BundleDefinition | undefined {
  return DEFINITIONS.find((definition) => definition.id === id);
}
