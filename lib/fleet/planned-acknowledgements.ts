import type { WorkloadEntry } from './model';
import type { PlannedRole } from './planned-role';
import type { DataPath } from './problem';
import type { Source } from './source';

/** The findings that a workload acknowledges. A space in an id stands as `-`, and the pack's name only once. */
export function acknowledgedBy({ acknowledge = [] }: WorkloadEntry, source: Source, at: DataPath): PlannedRole['acknowledged'] {
  return acknowledge.flatMap((item, index) => item?.id === undefined ? [] : [{
    id: item.id.replace(/^IrsaChecks::/, '').replace(/ /g, '-'),
    reason: item.reason,
    place: source.linkTo([...at, 'acknowledge', index]),
  }]);
}
