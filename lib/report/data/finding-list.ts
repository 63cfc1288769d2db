import type { Level, Rule } from '../../compliance/rule';
import { CHECKS } from '../../core/checks-name';
import { plain } from '../../iam/partial-text';
import type { Origin } from '../../inventory/inventory';
import type { ReportFinding, ReportRole, ReportRule } from '../report-data';

/** A finding, and where it stands. */
export interface JudgedFinding {
  readonly where: Origin;
  readonly rule: Rule;
  readonly level: Level;
  readonly id: string;
  readonly message: string;
  readonly command?: string;
  readonly reason?: string;
}

/** What the audit finds, with the roles that it is about. */
export function findingsOf(findings: readonly JudgedFinding[], roles: readonly ReportRole[]): ReportFinding[] {
  const byPlace = new Map(roles.map(({ id, file, line, name }) => [`${file}\n${line}\n${name}`, id]));
  const byLine = new Map(roles.map(({ id, file, line }) => [`${file}\n${line}`, id]));
  const times = new Map<string, number>();
  roles.forEach(({ file, line }) => times.set(`${file}\n${line}`, (times.get(`${file}\n${line}`) ?? 0) + 1));
  return findings.map(({ where: { file, place: { line }, resource, roleName }, rule, level, id, message, command, reason }) => {
    const alone = times.get(`${file}\n${line}`) === 1 ? byLine.get(`${file}\n${line}`) : undefined;
    return {
      rule: `${CHECKS}-${rule.id}`,
      level,
      id: plain(id),
      resource: plain(resource),
      role: byPlace.get(`${file}\n${line}\n${plain(roleName ?? resource)}`) ?? alone ?? null,
      file,
      line,
      message: plain(message),
      command: command === undefined ? null : plain(command),
      reason: reason === undefined ? null : plain(reason),
    };
  });
}

/** The rules of findings, by their ids. */
export function rulesOf(findings: readonly JudgedFinding[]): Record<string, ReportRule> {
  const rules = new Map(findings.map(({ rule }) => [rule.id, rule]));
  return Object.fromEntries([...rules].sort(([one], [other]) => one < other ? -1 : 1)
    .map(([id, { level, title, why, fix, link }]) => [`${CHECKS}-${id}`, { level, title, why, fix, link }]));
}
