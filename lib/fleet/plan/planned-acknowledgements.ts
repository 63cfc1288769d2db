import type { Workload } from './workload';
import type { FileAcknowledgement } from '../../compliance/file-settings';
import { withoutCliPrefix } from '../../core/cli-finding-id';
import { show, suggestion } from '../../core/text';
import { UNANNOTATED_ROLE, unannotatedId } from '../../role/unannotated-role';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';

/** A finding that a workload acknowledges. */
export interface PlannedAcknowledgement extends FileAcknowledgement {
  readonly reason: string;
}

/** The findings that a workload acknowledges, each once. */
export function plannedAcknowledgements(workload: Workload, exact: readonly ServiceAccountSubject[]): PlannedAcknowledgement[] {
  const first = new Map<string, number>();
  return (workload.own.acknowledge ?? []).flatMap((item, index) => {
    if (item?.id === undefined || item.reason === undefined) {
      return [];
    }
    const id = idOf(item.id);
    const known = exact.map(unannotatedId);
    if (id.startsWith(UNANNOTATED_ROLE) && !known.includes(id)) {
      workload.report(['acknowledge', index, 'id'], `must name one of the workload's service accounts, got ${show(id)}: ${suggestion(id, known)}`);
      return [];
    }
    const twin = first.get(id);
    if (twin !== undefined) {
      // Of two reasons a construct keeps the later.
      const line = workload.context.source.lineOf([...workload.path, 'acknowledge', twin, 'id']);
      workload.report(['acknowledge', index, 'id'], `must be acknowledged once, but ${show(id)} is acknowledged at ${line} already: leave one, with both reasons`);
      return [];
    }
    first.set(id, index);
    return [{ id, reason: item.reason, place: workload.linkTo('acknowledge', index) }];
  });
}

/** A space in an id is `-` in the record, and the pack's name is there once. */
function idOf(written: string): string {
  return withoutCliPrefix(written).replace(/ /g, '-');
}
