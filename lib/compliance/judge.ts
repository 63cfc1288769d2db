import { isOfWorkload } from './escalation';
import { findingId } from './finding-id';
import { judgedRole } from './judged-role';
import type { JudgedRole } from './judged-role';
import { KnownTrusts } from './known-trusts';
import type { JudgeOptions, Rule, RuleFinding } from './rule';
import { RULES } from './rules';
import { SoundTrusts, trustShape } from './trust-shape';
import { plain } from '../iam/partial-text';
import type { InventoryPart } from '../inventory/inventory';
import type { InventoryRole } from '../inventory/role';
import type { InventoryServiceAccount } from '../inventory/service-account';

/** What a rule has against a role, and where. */
export interface Finding extends RuleFinding {
  readonly rule: Rule;
  /** `AnyNamespace[system:serviceaccount:*:web]`. */
  readonly id: string;
  /** The resource where it stands. */
  readonly at: string;
}

/** The rules that look at one role alone. */
const JUDGING = RULES.filter(({ judge: judgeRole, excuses }) => judgeRole !== undefined || excuses !== undefined);

/** Those that may find something of a role though nothing is wrong with its trust. */
const BESIDE_TRUST = JUDGING.filter(({ isOfTrust }) => isOfTrust !== true);

/** Judges one part of an inventory. Roles of other templates are compared with its ServiceAccounts, and judged where they are. */
export function judgePart(
  part: Pick<InventoryPart, 'roles' | 'foreignRoles' | 'serviceAccounts'>, options: JudgeOptions, known?: KnownTrusts,
): Finding[] {
  const foreign = new Set(part.foreignRoles.map(({ at }) => at));
  return judge([...part.roles, ...part.foreignRoles], part.serviceAccounts, options, known).filter(({ at }) => !foreign.has(at));
}

/**
 * Judges roles, and the ServiceAccounts that are applied with them, by all rules. A role that can come out in
 * several ways is given once for each; what is found twice is said once.
 *
 * @param known what was read of trusts, and is to be read once
 */
export function judge(
  roles: readonly InventoryRole[], serviceAccounts: readonly InventoryServiceAccount[], options: JudgeOptions,
  known = new KnownTrusts(false),
): Finding[] {
  const found = new Map<string, Finding>();
  const add = (rule: Rule, finding: RuleFinding, at: string) => {
    const id = findingId(rule.id, finding.detail);
    const key = `${at}\n${id}\n${finding.of ?? ''}`;
    if (!found.has(key)) {
      found.set(key, { ...finding, rule, id, at });
    }
  };
  const excused = new Set<string>();
  const judgeBy = (rule: Rule, role: JudgedRole, judgeRole = rule.judge): number => {
    const excuses = rule.excuses?.(role) ?? [];
    excuses.forEach((what) => excused.add(excuseOf(rule, role.at, what)));
    const findings = judgeRole?.(role, options) ?? [];
    findings.forEach((finding) => add(rule, ofKnown(role, rule, finding), finding.at ?? role.at));
    return excuses.length + findings.length;
  };
  const settled = new Set<string>();
  const inSomeWay = workloadsAmong(roles);
  const sound = new SoundTrusts();
  const judgeOne = (role: InventoryRole): JudgedRole => {
    const isElseOfWorkload = inSomeWay.has(role.at);
    const shape = trustShape(role, isElseOfWorkload);
    const judged = judgedRole(role, isElseOfWorkload, known.factsOf(role), sound.isOfWorkload(shape), options.now);
    if (judged.isOfWorkload !== undefined) {
      BESIDE_TRUST.forEach((rule) => judgeBy(rule, judged, rule.judgeBesideTrust ?? rule.judge));
    } else if (JUDGING.filter((rule) => judgeBy(rule, judged) > 0 && readsTrust(rule)).length === 0) {
      sound.add(shape, isOfWorkload(judged));
    }
    return judged;
  };
  if (serviceAccounts.length === 0) {
    for (const role of roles) { // the facts of ten thousand roles are not kept at once
      known.isOfWorkload(role, judgeOne(role));
    }
  } else {
    const judged = roles.map(judgeOne);
    RULES.forEach((rule) => {
      const together = rule.judgeTogether?.(judged, serviceAccounts) ?? [];
      together.forEach((finding) => add(rule, finding, finding.at));
      [...together.flatMap(({ settles = [] }) => settles), ...rule.settles?.(judged, serviceAccounts) ?? []]
        .forEach(({ at, id }) => settled.add(`${at}\n${id}`));
    });
  }
  return toldApart([...found.values()]
    .filter(({ rule, at, id, unlessExcused: what }) => !settled.has(`${at}\n${id}`) && (what === undefined || !excused.has(excuseOf(rule, at, what)))));
}

function readsTrust({ isOfTrust, judgeBesideTrust }: Rule): boolean {
  return isOfTrust === true || judgeBesideTrust !== undefined;
}

/** Of the roles that can come out in several ways, those that are a workload's in one of them. */
function workloadsAmong(roles: readonly InventoryRole[]): Set<string> {
  const seen = new Set<string>();
  const several = new Set(roles.filter(({ at }) => seen.size === seen.add(at).size).map(({ at }) => at));
  return new Set(roles.filter((role) => several.has(role.at) && isOfWorkload(judgedRole(role))).map(({ at }) => at));
}

function excuseOf({ id }: Rule, at: string, what: string): string {
  return [at, id, what].join('\n');
}

/** Findings of one id on one resource get ids that say whose they are. */
function toldApart(findings: readonly Finding[]): Finding[] {
  const times = new Map<string, number>();
  const keyOf = ({ at, id }: Finding) => `${at}\n${id}`;
  findings.forEach((finding) => times.set(keyOf(finding), (times.get(keyOf(finding)) ?? 0) + 1));
  return findings.map((finding) => {
    const { rule, detail = '', of } = finding;
    return of === undefined || times.get(keyOf(finding)) === 1 ? finding : { ...finding, id: findingId(rule.id, `${detail} of ${of}`) };
  });
}

/** What is found against a role that pods may become, or not, or whose boundary may exclude it, is a warning. */
function ofKnown({ perhaps, hasNarrowBoundary, boundaryArn = '' }: JudgedRole, { isOfPermissions }: Rule, finding: RuleFinding): RuleFinding {
  const doubt = perhaps ?? (hasNarrowBoundary === true && isOfPermissions === true ? `its boundary ${plain(boundaryArn)}, which allows little, allows this` : undefined);
  return doubt === undefined ? finding : { ...finding, level: 'warning', message: `if ${doubt}: ${finding.message}` };
}
