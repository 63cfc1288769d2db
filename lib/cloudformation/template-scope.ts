import { unrolled } from './for-each';
import { UnreadableError } from './intrinsics';
import type { TemplateScope } from './intrinsics';
import { mapOf } from '../core/plain-object';

/** What the intrinsic functions of a template refer to. */
export function scopeOf(template: unknown): TemplateScope {
  const { Resources: resources, Mappings: mappings, Conditions: conditions, Parameters: parameters } = mapOf(template);
  return {
    resources: Object.fromEntries(Object.entries(unrolled(mapOf(resources), mapOf(parameters)))
      .map(([id, resource]) => [id, id.startsWith('Fn::') ? { Properties: resource } : mapOf(resource)])),
    parameters: mapOf(parameters),
    mappings: mapOf(mappings),
    conditions: mapOf(conditions),
  };
}

/** What is read of one resource; `otherwise` where it is nested too deep or too long, so that the others are still read. */
export function readableOr<T>(otherwise: T[], read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof RangeError) {
      return otherwise;
    }
    throw error;
  }
}
