import type { BundleDefinition } from './definition';

/** A class of the catalogue whose factories make bundles. */
export type BundleClass = Readonly<Record<'_definitions', () => readonly BundleDefinition[]>>;

export function isBundleClass(exported: unknown): exported is BundleClass {
  return typeof exported === 'function' && '_definitions' in exported;
}
