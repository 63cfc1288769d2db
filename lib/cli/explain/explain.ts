import { statSync } from 'fs';
import { guardrailOf, guardrailText } from './guardrail-text';
import { ruleOf, ruleText } from './rule-text';
import { unknownSubject } from './unknown-subject';
import type { KnownNames } from './unknown-subject';
import { workloadText } from './workload-text';
import { RULE_IDS } from '../../compliance/rules';
import { CHECKS, GUARDRAILS } from '../../core/checks-name';
import { withoutCliPrefix } from '../../core/cli-finding-id';
import { terminalLines } from '../../core/escape';
import { SUBJECT_PREFIX } from '../../core/names';
import { show, suggestion } from '../../core/text';
import { WorkloadsFileError } from '../../fleet/file/workloads-file-error';
import type { FleetPlan, PlannedExistingRole, PlannedRole } from '../../fleet/plan/fleet-plan';
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

/** Explains a workload of a file, the workloads of a service account, a rule, or a finding by its id. */
export function runExplain(asked: string, { file }: GivenExplainOptions, console: Console): number {
  const look: Look = { paint: paintOf(console.isColoured), width: console.width };
  const subject = withoutCliPrefix(asked);
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (IS_FINDING.test(subject)) {
    return explainFinding(subject, isThere ? file : undefined, look, console);
  }
  const plans = isThere ? plansOf(file, console) : undefined;
  const roles: Planned[] = plans?.flatMap((plan) => [...plan.roles, ...plan.existingRoles]) ?? [];
  const workloads = [...new Set(roles.map(({ workload }) => workload))];
  const wanted = workloads.includes(subject) ? [subject] : workloadsOfAccount(subject, roles);
  if (wanted.length > 0) {
    console.out(wanted.map((workload) => workloadText(workload, plans!, look)).join('\n'));
    return ExitCode.SUCCESS;
  }
  const guardrail = guardrailOf(subject, plans ?? []);
  if (guardrail !== undefined) {
    console.out(guardrailText(guardrail, look));
    if (!guardrail.isReady) {
      findingsIn(file, `${GUARDRAILS}-${guardrail.name}`, console);
    }
    return ExitCode.SUCCESS;
  }
  const rule = ruleOf(subject);
  if (rule !== undefined) {
    console.out(ruleText(rule, subject, look));
    return ExitCode.SUCCESS;
  }
  const known: KnownNames = { file, state: !isThere ? 'missing' : plans === undefined ? 'wrong' : 'right', workloads, guardrails: plans?.flatMap(({ guardrails }) => guardrails.map(({ name }) => name)) ?? [] };
  console.err(`error: ${unknownSubject(subject, known)}\n`);
  return ExitCode.FOUND;
}

type Planned = PlannedRole | PlannedExistingRole;

/** The workloads that a service account, `namespace/name` or the subject of its tokens, belongs to. */
function workloadsOfAccount(written: string, roles: readonly Planned[]): string[] {
  const subject = /^[^/:]+\/[^/:]+$/.test(written) ? SUBJECT_PREFIX + written.replace('/', ':') : written;
  const has = ({ clusters }: Planned) => clusters.some(({ serviceAccounts }) => serviceAccounts.some((one) => one.subject === subject));
  return [...new Set(roles.filter(has).map(({ workload }) => workload))];
}

/** How the id of a finding or a warning begins. */
const IS_FINDING = new RegExp(`^(?:cdk-irsa:|${CHECKS}[-:])`);

/** @param file none if there is none */
function explainFinding(id: string, file: string | undefined, look: Look, console: Console): number {
  const rule = ruleOf(id);
  if (rule !== undefined) {
    console.out(ruleText(rule, id, look));
  }
  const isFound = file !== undefined && findingsIn(file, id, console);
  if (rule === undefined && !isFound) {
    const known = [...RULE_IDS.map((name) => `${CHECKS}-${name}`), ...Object.values(WARNING_IDS)];
    const place = file === undefined ? 'there is no file with a finding of this id' : `${show(file)} has no finding with this id`;
    const isKnown = known.includes(id.replace(/\[.*$/s, ''));
    console.err(`error: ${isKnown ? `${show(id)}: ` : `${show(id)} is no rule, and `}${place}${isKnown ? '' : `: ${suggestion(id, known)}`}\n`);
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
