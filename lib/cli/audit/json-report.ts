import type { Audit } from './audit';
import { fileName } from './text-report';
import type { PlacedFinding } from '../../compliance/placed-finding';
import { CHECKS } from '../../core/checks-name';
import { jsonText } from '../../core/escape';
import type { Problem } from '../../inventory/problem';

/** A change that breaks readers raises it. */
const VERSION = 1;

/** The report for machines. Its shape is documented in docs/audit.md: fields are added, not changed. */
export function jsonReport(audit: Audit, toolVersion: string): string {
  const { findings, acknowledged, problems } = audit;
  const rules = new Map([...findings, ...acknowledged].map(({ rule }) => [rule.id, rule]));
  const report = {
    version: VERSION,
    tool: { name: 'cdk-irsa', version: toolVersion },
    summary: {
      errors: findings.filter(({ level }) => level === 'error').length,
      warnings: findings.filter(({ level }) => level === 'warning').length,
      acknowledged: acknowledged.length,
      off: Object.fromEntries([...audit.off].map(([id, n]) => [`${CHECKS}-${id}`, n])),
      roles: audit.roles,
      workloadRoles: audit.workloadRoles,
      serviceAccounts: audit.serviceAccounts,
      files: audit.files,
      skippedFiles: audit.skipped,
      problems: problems.length,
    },
    findings: findings.map(findingOf),
    acknowledged: acknowledged.map((finding) => ({ ...findingOf(finding), reason: finding.reason })),
    problems: problems.map(problemItem),
    notes: audit.notes.map(problemItem),
    rules: Object.fromEntries([...rules.values()].map(({ id, level, title, why, fix, link }) =>
      [`${CHECKS}-${id}`, { level, title, why, fix, link }])),
  };
  return jsonText(report);
}

function problemItem({ file, place, message }: Problem) {
  return { file: fileName(file), line: place?.line ?? null, column: place?.column ?? null, message };
}

function findingOf({ where: { file, place, resource, roleName, path }, rule, level, id, message, command }: PlacedFinding) {
  return {
    file: fileName(file),
    line: place.line,
    column: place.column,
    resource,
    roleName: roleName ?? null,
    constructPath: path ?? null,
    rule: `${CHECKS}-${rule.id}`,
    level,
    id,
    message,
    ...command === undefined ? {} : { command },
  };
}
