import type { CheckedFile, CheckFinding } from './check-finding';
import { arePlain } from './plain-plans';
import { WorkloadsFileError } from '../../fleet/file/workloads-file-error';
import type { FleetPlan } from '../../fleet/plan/fleet-plan';
import { planFleet } from '../../fleet/plan/plan-fleet';

/** Checks a workloads file. */
export function checkedFile(file: string): CheckedFile {
  let plans: readonly FleetPlan[];
  try {
    plans = planFleet(file);
  } catch (error) {
    if (!(error instanceof WorkloadsFileError)) {
      throw error;
    }
    return {
      file,
      findings: error.problems.map(({ file: included, owner, line, column, path, message }): CheckFinding => ({
        ...included === undefined ? {} : { file: included, owner }, level: 'error', place: { line, column }, subject: path === '' ? undefined : path, message,
      })),
    };
  }
  return {
    file,
    findings: arePlain(plans) ? [] : inOrder(findingsOf(plans)),
    roles: plans.reduce((sum, { roles }) => sum + roles.length, 0),
  };
}

function findingsOf(plans: readonly FleetPlan[]): CheckFinding[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load the constructs for files that need none
  const { trialSynthesis } = require('./trial-synthesis') as typeof import('./trial-synthesis');
  return trialSynthesis(plans);
}

/** In the order of the file, each once: what is wrong in several environments may be written in one place. */
function inOrder(findings: readonly CheckFinding[]): CheckFinding[] {
  const distinct = [...new Map(findings.map((finding) =>
    [JSON.stringify([finding.level, finding.file, finding.place, finding.place === undefined ? finding.subject : '', finding.id, finding.message]), finding])).values()];
  return distinct.sort((a, b) => compare(a.file ?? '', b.file ?? '') || (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0));
}

/** By code units: the order of a locale would differ between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
