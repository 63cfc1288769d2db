import type { DifferenceGroup } from '../../access/differences/difference';
import { jsonText } from '../../core/escape';

/** Differences as JSON, each with a request whose answer changes and what it is about. */
export function jsonOfDifferences(before: string, after: string, groups: readonly DifferenceGroup[]): string {
  return jsonText({
    version: 1,
    before,
    after,
    groups: groups.map(({ differences, ...group }) => ({
      ...group,
      differences: differences.map(({ scopes, ...one }) => ({
        ...one,
        scopes: scopes.map(({ actions, notActions, resources, notResources }) => ({ actions, notActions, resources, notResources })),
      })),
    })),
  });
}
