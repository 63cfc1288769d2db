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
  const known = exact.map(unannotatedId);
  return acknowledgements(workload, (id) => known.includes(id) ? undefined
    : `must name one of the workload's service accounts, got ${show(id)}: ${suggestion(id, known)}`);
}

/** The same of its target role, which no service account is annotated with. */
export function targetAcknowledgements(target: Workload): PlannedAcknowledgement[] {
  return acknowledgements(target, (id) => `must be under "acknowledge" of the workload itself, whose role the service account would be annotated with, got ${show(id)}`);
}

/** @param unannotatedProblem what is wrong with an id that says that a service account is not annotated with the role */
function acknowledgements(workload: Workload, unannotatedProblem: (id: string) => string | undefined): PlannedAcknowledgement[] {
  const first = new Map<string, number>();
  return (workload.own.acknowledge ?? []).flatMap((item, index) => {
    if (item?.id === undefined || item.reason === undefined) {
      return [];
    }
    const id = idOf(item.id);
    const problem = id.startsWith(UNANNOTATED_ROLE) ? unannotatedProblem(id) : undefined;
    if (problem !== undefined) {
      workload.report(['acknowledge', index, 'id'], problem);
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
