import type { ReportInput } from './report-input';
import { KnownActions } from '../../iam/known-actions';
import type { FilePart } from '../../inventory/inventory';
import type { Problem } from '../../inventory/problem';
import type { ReportFile, ReportInputs, ReportNote } from '../report-data';

/** What was read, and what was not. */
export function inputsOf({ paths, inventory, problems, notes, skippedFiles, control }: ReportInput): ReportInputs {
  const { serviceControlPolicies, resourceControlPolicies } = control.policies;
  return {
    paths,
    files: filesOf(inventory.parts),
    skippedFiles,
    problems: problems.map(noteOf),
    notes: notes.map(noteOf),
    notSeen: [
      ...serviceControlPolicies === undefined ? ['service control policies'] : [],
      ...resourceControlPolicies === undefined ? ['resource control policies'] : [],
      'policies of resources that are not among the paths',
    ],
    referenceDate: KnownActions.date,
  };
}

function filesOf(parts: readonly FilePart[]): ReportFile[] {
  const files = new Map<string, { roles: number; serviceAccounts: number; pods: number }>();
  for (const { file, roles, serviceAccounts, live } of parts) {
    const known = files.get(file) ?? { roles: 0, serviceAccounts: 0, pods: 0 };
    files.set(file, known);
    known.roles += new Set(roles.filter(({ perhaps }) => perhaps === undefined).map(({ at }) => at)).size;
    known.serviceAccounts += serviceAccounts.filter(({ givenBy }) => givenBy === undefined).length;
    known.pods += live?.pods?.length ?? 0;
  }
  return [...files].map(([file, counts]) => ({ file, ...counts }));
}

function noteOf({ file, place, message }: Problem): ReportNote {
  return { file, line: place?.line ?? null, message };
}
