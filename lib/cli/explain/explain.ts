import { statSync } from 'fs';
import { ruleOf, ruleText } from './rule-text';
import { workloadText } from './workload-text';
import { RULE_IDS } from '../../compliance/rules';
import { CHECKS } from '../../core/checks-name';
import { terminalLines } from '../../core/escape';
import { show, suggestion } from '../../core/text';
import { WorkloadsFileError } from '../../fleet/file/workloads-file-error';
import type { FleetPlan } from '../../fleet/plan/fleet-plan';
import { planFleet } from '../../fleet/plan/plan-fleet';
import { WARNING_IDS } from '../../fleet/warning-ids';
import type { Look } from '../catalogue/bundle-text';
import { checkText } from '../check/check-reports';
import { checkedFile } from '../check/checked-file';
import { paintOf } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';

/** Options of the command, as commander gives them. */
export interface GivenExplainOptions {
  readonly file: string;
}

/** Explains a workload of a file, a rule, or a finding by its id. */
export function runExplain(subject: string, { file }: GivenExplainOptions, console: Console): number {
  const look: Look = { paint: paintOf(console.isColoured), width: console.width };
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (IS_FINDING.test(subject)) {
    return explainFinding(subject, isThere ? file : undefined, look, console);
  }
  const plans = isThere ? plansOf(file, console) : undefined;
  const all = plans?.flatMap(({ roles, existingRoles }) => [...roles, ...existingRoles]);
  const workloads = [...new Set(all?.map(({ workload }) => workload))];
  const rule = ruleOf(subject);
  if (workloads.includes(subject)) {
    console.out(workloadText(subject, plans!, look));
    return ExitCode.SUCCESS;
  }
  if (rule !== undefined) {
    console.out(ruleText(rule, subject, look));
    return ExitCode.SUCCESS;
  }
  const state = !isThere ? ', which does not exist,' : plans === undefined ? ', which has errors (npx cdk-irsa check)' : '';
  console.err(`error: ${show(subject)} is no workload of ${show(file)}${state} and no rule: ${suggestion(subject, [...workloads, ...RULE_IDS])}\n`);
  return ExitCode.FOUND;
}

/** How the id of a finding or a warning begins. */
const IS_FINDING = new RegExp(`^(?:cdk-irsa:|${CHECKS})`);

/** @param file none if there is none */
function explainFinding(id: string, file: string | undefined, look: Look, console: Console): number {
  const rule = ruleOf(id);
  if (rule !== undefined) {
    console.out(ruleText(rule, id, look));
  }
  const isFound = file !== undefined && findingsIn(file, id, console);
  if (rule === undefined && !isFound) {
    const known = [...RULE_IDS.map((name) => `${CHECKS}-${name}`), ...Object.values(WARNING_IDS)];
    console.err(`error: ${show(id)} is no rule, and ${file === undefined ? 'there is no file' : `${show(file)} has no finding`} with this id: ${suggestion(id, known)}\n`);
    return ExitCode.FOUND;
  }
  return ExitCode.SUCCESS;
}

/** The plans of a file; nothing if it has errors, which are printed. */
function plansOf(file: string, { err }: Console): FleetPlan[] | undefined {
  try {
    return planFleet(file);
  } catch (error) {
    if (!(error instanceof WorkloadsFileError)) {
      throw error;
    }
    err(`${terminalLines(error.message)}\n`);
    return undefined;
  }
}

/** Shows the findings of a file that have an id; whether there is one. */
function findingsIn(file: string, id: string, { out, isColoured }: Console): boolean {
  const checked = checkedFile(file);
  const findings = checked.findings.filter((finding) => finding.id !== undefined && (finding.id === id || finding.id.startsWith(`${id}[`)));
  if (findings.length > 0) {
    out(`\n${checkText([{ ...checked, findings }], { isColoured, isQuiet: true })}`);
  }
  return findings.length > 0;
}
