import type { PlacedFinding } from '../../compliance/placed-finding';
import { CHECKS } from '../../core/checks-name';
import { plain } from '../../iam/partial-text';
import type { ReportFinding, ReportRole, ReportRule } from '../report-data';

/** What the audit finds, with the roles that it is about. */
export function findingsOf(findings: readonly PlacedFinding[], roles: readonly ReportRole[]): ReportFinding[] {
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
export function rulesOf(findings: readonly PlacedFinding[]): Record<string, ReportRule> {
  const rules = new Map(findings.map(({ rule }) => [rule.id, rule]));
  return Object.fromEntries([...rules].sort(([one], [other]) => one < other ? -1 : 1)
    .map(([id, { level, title, why, fix, link }]) => [`${CHECKS}-${id}`, { level, title, why, fix, link }]));
}
