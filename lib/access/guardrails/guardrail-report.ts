import type { PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib/core';
import type { GuardrailFinding } from './judge-guardrails';

interface Violation extends PolicyViolation {
  readonly violatingResources: PolicyViolatingResource[];
}

/** What guardrails find, as CDK reports it. Only a breach fails the synth. */
export function guardrailReport(findings: readonly GuardrailFinding[]): PolicyValidationPluginReport {
  const violations = new Map<string, Violation>();
  for (const { id, level, message, fix, node, workload, place, rule } of findings) {
    const where = place === undefined ? '' : workload === undefined ? ` (${place})` : ` (workloads.${workload}, ${place})`;
    const key = `${id}\n${message}`;
    const violation = violations.get(key) ?? {
      ruleName: id,
      description: `${message}${where}`,
      fix: `${fix}${rule?.source === undefined ? '' : ` See ${rule.source}`}`,
      severity: level,
      violatingResources: [],
    };
    violation.violatingResources.push({ constructPath: node.node.path, locations: ['Properties'] });
    violations.set(key, violation);
  }
  const all = [...violations.values()];
  return { success: all.every(({ severity }) => severity !== 'error'), violations: all };
}
