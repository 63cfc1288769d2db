import type { CheckedFile, CheckFinding } from './check-finding';
import { RULES } from '../../compliance/rules';
import { CHECKS, GUARDRAILS } from '../../core/checks-name';
import { sarifText } from '../../core/escape';
import { artifactOf, fingerprintsOf, regionOf, rootOf, ruleOf, sarifLog, toolOf } from '../sarif';

/** What is wrong with a file by itself. */
const FILE_RULE = 'WorkloadsFile';

/** The report for code scanning. */
export function checkSarif(files: readonly CheckedFile[], toolVersion: string): string {
  const times = new Map<string, number>();
  const otherIds = files.flatMap(({ findings }) => findings.flatMap(({ rule, id }) => rule === undefined && id !== undefined ? [id] : []));
  const warnings = [...new Set(otherIds)].sort();
  const rules = [
    { id: FILE_RULE, name: FILE_RULE, shortDescription: { text: 'The file must be a workloads.yaml from which roles can be made.' }, defaultConfiguration: { level: 'error' } },
    ...RULES.map((rule) => ruleOf(rule, undefined)),
    ...warnings.map((id) => id.startsWith(`${GUARDRAILS}-`)
      ? { id, shortDescription: { text: `A guardrail of the file, ${sarifText(id.slice(GUARDRAILS.length + 1))}.` }, defaultConfiguration: { level: 'error' } }
      : { id, shortDescription: { text: `A warning of cdk-irsa, ${id}.` }, defaultConfiguration: { level: 'warning' } }),
  ];
  const ids = rules.map(({ id }) => id);
  return sarifLog({
    tool: toolOf(toolVersion, rules),
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: rootOf('check'),
    invocations: [{ executionSuccessful: true }],
    results: files.flatMap(({ file, findings }) => findings.map((finding) => resultOf(file, finding, ids, times))),
  });
}

function resultOf(file: string, finding: CheckFinding, ids: readonly string[], times: Map<string, number>) {
  const { level, place, subject, id, rule, message } = finding;
  const ruleId = rule === undefined ? id ?? FILE_RULE : `${CHECKS}-${rule.id}`;
  const uri = artifactOf(finding.file ?? file);
  return {
    ruleId,
    ruleIndex: ids.indexOf(ruleId),
    level,
    message: { text: sarifText(`${subject === undefined ? '' : `${subject}: `}${message}`) },
    locations: [{ physicalLocation: { artifactLocation: uri, region: regionOf(place ?? { line: 1, column: 1 }) } }],
    partialFingerprints: fingerprintsOf([uri.uri, subject, id ?? message], times),
    properties: { id: id ?? ruleId, ...finding.owner === undefined ? {} : { owner: finding.owner } },
  };
}
