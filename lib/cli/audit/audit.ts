import { judgeAcrossFiles } from '../../compliance/across-files';
import type { JudgedAcrossFiles } from '../../compliance/across-files';
import { withChainedRoles } from '../../compliance/chained-roles';
import { isOfWorkload } from '../../compliance/escalation';
import { judgePart } from '../../compliance/judge';
import type { Finding } from '../../compliance/judge';
import type { JudgedLive } from '../../compliance/judge-live';
import { judgeLive } from '../../compliance/judge-live';
import { KnownTrusts } from '../../compliance/known-trusts';
import type { Level } from '../../compliance/level';
import { notesOnNeverApplying } from '../../compliance/never-applying';
import type { PlacedFinding } from '../../compliance/placed-finding';
import { notesOnPolicies } from '../../compliance/policies-not-given';
import type { JudgeOptions } from '../../compliance/rule';
import { notesOnShadowed } from '../../compliance/shadowed-statements';
import { CHECKS } from '../../core/checks-name';
import { show } from '../../core/text';
import type { InputFile } from '../../inventory/input-file';
import type { FilePart, Inventory, Origin } from '../../inventory/inventory';
import type { LiveState } from '../../inventory/live/live-state';
import { liveState, tellsLive } from '../../inventory/live/live-state';
import { InputProblem, problemOf } from '../../inventory/problem';
import type { Problem } from '../../inventory/problem';
import { readInventory } from '../../inventory/read-inventory';
import type { InventoryRole } from '../../inventory/role';
import type { ReadSettings } from '../../inventory/source-reader';

/** What the command tells the rules. */
export interface AuditOptions extends JudgeOptions, ReadSettings {
  /** Other levels than the rules' own, by their ids. */
  readonly levels: ReadonlyMap<string, Level | 'off'>;
}

/** What came out. */
export interface Audit {
  readonly findings: readonly PlacedFinding[];
  readonly acknowledged: readonly PlacedFinding[];
  /** How many findings the rules have that are switched off, by their ids. */
  readonly off: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** What is said of files and takes nothing from the result. */
  readonly notes: readonly Problem[];
  readonly files: number;
  readonly skipped: number;
  readonly roles: number;
  /** How many of the roles service accounts or pods become. */
  readonly workloadRoles: number;
  readonly serviceAccounts: number;
  /** What was read of the trusts of the roles. */
  readonly trusts: KnownTrusts;
}

/** Reads and judges files. What is wrong with one of them takes nothing from the others. */
export function audit(files: readonly InputFile[], options: AuditOptions): Audit {
  return judgeInventory(readInventory(files, options), files, options);
}

/**
 * Judges what was read. What is wrong with one file takes nothing from the others.
 *
 * @param settings whether all that was read of trusts is kept for others who ask
 */
export function judgeInventory(
  inventory: Inventory, files: readonly InputFile[], options: AuditOptions, settings: { readonly keepsTrusts?: boolean } = {},
): Audit {
  const { parts: all, problems: unread, notes, skipped } = inventory;
  const read = withoutStandInsForOthers(all);
  const problems = [...unread];
  const state = liveState(read);
  const parts = withChainedRoles(read.map((part) => ofCluster(part, state.issuerOf(part))));
  const trusts = new KnownTrusts(settings.keepsTrusts === true || parts.some(({ serviceAccounts }) => serviceAccounts.length > 0));
  const live = !read.some(tellsLive) ? { findings: [], gaps: [] } : judgedLive(state, problems);
  const across = guarded('(all files)', problems, () => [judgeAcrossFiles(parts, trusts)]);
  const found = distinct(withoutSettled(across.flatMap(({ settled }) => settled), [
    ...parts.flatMap((part) => guarded(part.file, problems, () => judgeFilePart(part, options, problems, trusts))),
    ...across.flatMap(({ findings }) => findings).map(({ finding, origin }) => placedFinding(finding, origin, options)),
    ...live.findings.map(({ finding, origin }) => placedFinding(finding, origin, options)),
  ]));
  const isOff = ({ rule }: PlacedFinding) => options.levels.get(rule.id) === 'off';
  const off = new Map<string, number>();
  found.filter(isOff).forEach(({ rule: { id } }) => off.set(id, (off.get(id) ?? 0) + 1));
  const on = found.filter((finding) => !isOff(finding));
  // A role that can come out in several ways is there once for each.
  const count = (isCounted: (role: InventoryRole) => boolean) =>
    parts.reduce((sum, { roles }) => sum + new Set(roles.filter(isKnownRole).filter(isCounted).map(({ at }) => at)).size, 0);
  return {
    findings: inOrder(on.filter(({ reason }) => reason === undefined), files),
    acknowledged: inOrder(on.filter(({ reason }) => reason !== undefined), files),
    off,
    problems,
    notes: [
      ...notes, ...notesOnPolicies(parts, trusts), ...notesOnShadowed(parts, trusts), ...notesOnNeverApplying(parts, trusts, options),
      ...state.unclear, ...live.gaps,
    ],
    files: new Set(parts.map(({ file }) => file)).size,
    skipped,
    roles: count(() => true),
    workloadRoles: count((role) => trusts.isOfWorkload(role)),
    serviceAccounts: parts.reduce((sum, { serviceAccounts }) =>
      sum + serviceAccounts.filter(({ givenBy }) => givenBy === undefined).length, 0),
    trusts,
  };
}

/** What stands for a role that only its name tells of does so no more where another file has that role, and it is not one of pods. */
function withoutStandInsForOthers(parts: readonly FilePart[]): readonly FilePart[] {
  if (!parts.some(({ roles }) => roles.some(({ standsFor }) => standsFor !== undefined))) {
    return parts;
  }
  const known = parts.flatMap(({ roles }) => roles).filter(isKnownRole);
  const namesOf = (roles: readonly InventoryRole[]) => new Set(roles.map(({ roleName }) => roleName?.toLowerCase()));
  const [names, ofPods] = [namesOf(known), namesOf(known.filter(isOfWorkload))];
  const mayBeOfPods = (name: string) => !names.has(name) || ofPods.has(name);
  return parts.map((part) => ({
    ...part, roles: part.roles.filter(({ standsFor }) => standsFor === undefined || mayBeOfPods(standsFor.toLowerCase())),
  }));
}

function judgedLive(state: LiveState, problems: Problem[]): JudgedLive {
  const [judged = { findings: [], gaps: [] }] = guarded('(clusters and accounts)', problems, () => [judgeLive(state)]);
  return judged;
}

/** Which cluster a file is of decides which roles trust its ServiceAccounts. */
function ofCluster(part: FilePart, issuer: string | undefined): FilePart {
  return issuer === undefined ? part : { ...part, serviceAccounts: part.serviceAccounts.map((account) => ({ ...account, issuer })) };
}

/** Not what stands for a role that is not known. */
function isKnownRole({ perhaps }: InventoryRole): boolean {
  return perhaps === undefined;
}

function guarded<T>(file: string, problems: Problem[], work: () => T[]): T[] {
  try {
    return work();
  } catch (error) {
    problems.push(problemOf(file, error));
    return [];
  }
}

function judgeFilePart(part: FilePart, options: AuditOptions, problems: Problem[], trusts: KnownTrusts): PlacedFinding[] {
  const { file, roles, originOf } = part;
  const tooLarge = new Set(roles.filter((role) => !isOfCount(role)).map(({ at }) => at));
  const wrong = [...tooLarge].map((at) => new InputProblem(`the role ${show(at)} is too large to be judged`, originOf(at).place));
  problems.push(...[...part.problems, ...wrong].map((problem) => problemOf(file, problem)));
  return judgePart({ ...part, roles: roles.filter(({ at }) => !tooLarge.has(at)) }, options, trusts)
    .map((finding) => placedFinding(finding, originOf(finding.at), options));
}

/** By IAM's quotas a trust has at most 87 statements, and all policies of a role about 3,000. */
function isOfCount({ trust, policies }: InventoryRole): boolean {
  return trust.statements.length <= 100 && policies.reduce((sum, { document }) => sum + document.statements.length, 0) <= 5_000;
}

/** What ServiceAccounts of other files settle of a role is not said of the role. */
function withoutSettled(settled: JudgedAcrossFiles['settled'], findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const keys = new Set(settled.map(({ origin, id }) => `${keyOf({ where: origin })}\n${CHECKS}-${id}`));
  return keys.size === 0 ? findings : findings.filter((finding) => !keys.has(`${keyOf(finding)}\n${finding.id}`));
}

/** A policy that roles of several templates have is judged with each of them. */
function distinct(findings: readonly PlacedFinding[]): PlacedFinding[] {
  return [...new Map(findings.map((finding) => [[keyOf(finding), finding.id, finding.message].join('\n'), finding])).values()];
}

function placedFinding(finding: Finding, where: Origin, { levels }: AuditOptions): PlacedFinding {
  const { rule, id, level: own = rule.level, message, command } = finding;
  const level = levels.get(rule.id) ?? own;
  const fullId = `${CHECKS}-${id}`;
  const reason = where.acknowledged?.get(fullId);
  return {
    where,
    rule,
    level: level === 'off' ? own : level,
    id: fullId,
    message: reason === '' ? `${message} (its acknowledgement gives no reason, and does not count)` : message,
    ...command === undefined ? {} : { command },
    reason: reason === '' ? undefined : reason,
  };
}

/** By file, as they were given; in each, resources with errors first, then as they stand; of each, errors first. */
function inOrder(findings: readonly PlacedFinding[], files: readonly InputFile[]): PlacedFinding[] {
  const order = new Map(files.map(({ file }, i) => [file, i]));
  const withErrors = new Set(findings.filter(({ level }) => level === 'error').map(keyOf));
  const rank = (finding: PlacedFinding) => {
    const { where: { file, place }, level } = finding;
    return [order.get(file) ?? 0, withErrors.has(keyOf(finding)) ? 0 : 1, place.line, place.column, level === 'error' ? 0 : 1];
  };
  return findings.map((finding) => ({ finding, key: keyOf(finding), ranks: rank(finding) })).sort((a, b) => {
    const differs = a.ranks.slice(0, 4).findIndex((value, i) => value !== b.ranks[i]);
    return differs >= 0 ? a.ranks[differs] - b.ranks[differs] : a.key < b.key ? -1 : a.key > b.key ? 1 : a.ranks[4] - b.ranks[4];
  }).map(({ finding }) => finding);
}

function keyOf({ where: { file, resource, place } }: Pick<PlacedFinding, 'where'>): string {
  return `${file}\n${resource}\n${place.line}:${place.column}`;
}
