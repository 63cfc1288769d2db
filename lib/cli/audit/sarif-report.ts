import type { Audit, AuditOptions } from './audit';
import { sentence } from './text-report';
import type { PlacedFinding } from '../../compliance/placed-finding';
import { RULES } from '../../compliance/rules';
import { CHECKS } from '../../core/checks-name';
import { sarifText } from '../../core/escape';
import type { Problem } from '../../inventory/problem';
import { artifactOf, fingerprintsOf, regionOf, rootOf, ruleOf, sarifLog, toolOf } from '../sarif';

/**
 * The report for code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifReport(audit: Audit, { levels }: AuditOptions, toolVersion: string, showAcknowledged: boolean): string {
  const times = new Map<string, number>();
  const findings = showAcknowledged ? [...audit.findings, ...audit.acknowledged] : audit.findings;
  const run = {
    tool: toolOf(toolVersion, RULES.map((rule) => ruleOf(rule, levels.get(rule.id)))),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: rootOf('audit'),
    invocations: [{ executionSuccessful: audit.problems.length === 0, toolExecutionNotifications: audit.problems.map(notificationOf) }],
    results: findings.map((finding) => ({
      ...resultOf(finding, times),
      // All results have the property, or none.
      ...showAcknowledged ? { suppressions: suppressionsOf(finding) } : {},
    })),
  };
  return sarifLog(run);
}

function suppressionsOf({ reason }: PlacedFinding) {
  return reason === undefined ? [] : [{ kind: 'inSource', justification: reason }];
}

function resultOf({ where, rule, level, id, message, command }: PlacedFinding, times: Map<string, number>) {
  const { file, place, resource, roleName, path } = where;
  const uri = artifactOf(file);
  return {
    ruleId: `${CHECKS}-${rule.id}`,
    ruleIndex: RULES.indexOf(rule),
    level,
    message: { text: sarifText(sentence(`${resource}: ${message}`) + (command === undefined ? '' : `; run: ${sentence(command)}`)) },
    locations: [{
      physicalLocation: { artifactLocation: uri, region: regionOf(place) },
      logicalLocations: [{ name: resource, fullyQualifiedName: path ?? roleName ?? resource, kind: 'resource' }],
    }],
    partialFingerprints: fingerprintsOf([uri.uri, resource, id], times),
    properties: { id },
  };
}

function notificationOf({ file, place, message }: Problem) {
  return {
    level: 'error',
    message: { text: sarifText(sentence(message)) },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file), ...place === undefined ? {} : { region: regionOf(place) } } }],
  };
}
