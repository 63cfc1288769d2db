import type { WorkloadEntry } from '../file/model';
import type { PlannedRole } from './fleet-plan';
import type { DataPath } from '../file/workloads-file-error';
import type { Source } from '../file/source';
import { show } from '../../core/text';

/** The findings that a workload acknowledges, each once. */
export function acknowledgedBy(
  { acknowledge = [] }: WorkloadEntry, source: Source, at: DataPath, say: (at: DataPath, message: string) => void,
): PlannedRole['acknowledged'] {
  const first = new Map<string, number>();
  return acknowledge.flatMap((item, index) => {
    if (item?.id === undefined) {
      return [];
    }
    const id = idOf(item.id);
    const place = [...at, 'acknowledge', index];
    const twin = first.get(id);
    if (twin !== undefined) {
      // Of two reasons a construct keeps the later.
      say([...place, 'id'], `must be acknowledged once, but ${show(id)} is acknowledged at ` +
        `${source.placeOf([...at, 'acknowledge', twin, 'id'])} already: leave one, with both reasons`);
      return [];
    }
    first.set(id, index);
    return [{ id, reason: item.reason, place: source.linkTo(place) }];
  });
}

/** A space in an id stands as `-`, and the pack's name only once. */
function idOf(written: string): string {
  return written.replace(/^IrsaChecks::/, '').replace(/ /g, '-');
}
