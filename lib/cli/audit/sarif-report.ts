import { createHash } from 'crypto';
import { isAbsolute, relative, resolve } from 'path';
import type { Audit, AuditFinding, AuditOptions } from './audit';
import { sentence } from './text-report';
import type { Rule } from '../../compliance/rule';
import { RULES } from '../../compliance/rules';
import { CHECKS } from '../../core/checks-name';
import { jsonText, markdownText, sarifText } from '../../core/escape';
import type { Position } from '../../core/position';
import type { Problem } from '../../inventory/problem';

const INFORMATION = 'https://github.com/cdk-irsa/cdk-irsa';
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** What paths are relative to: the working directory, which in CI is the repository's. */
const ROOT = '%SRCROOT%';

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
    tool: {
      driver: {
        name: 'cdk-irsa',
        informationUri: INFORMATION,
        semanticVersion: toolVersion,
        rules: RULES.map((rule) => ruleOf(rule, levels.get(rule.id))),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The working directory of the audit.' } } },
    invocations: [{ executionSuccessful: audit.problems.length === 0, toolExecutionNotifications: audit.problems.map(notificationOf) }],
    results: findings.map((finding) => ({
      ...resultOf(finding, times),
      // All results have the property, or none.
      ...showAcknowledged ? { suppressions: suppressionsOf(finding) } : {},
    })),
  };
  return jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

function ruleOf({ id, level, title, why, fix, link }: Rule, given: string | undefined) {
  return {
    id: `${CHECKS}-${id}`,
    name: id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    helpUri: link,
    help: { text: `${why}\n\n${fix}\n\n${link}`, markdown: `${markdownText(why)}\n\n**Fix:** ${markdownText(fix)}\n\n[More](${link})` },
    defaultConfiguration: given === 'off' ? { enabled: false } : { level: given ?? level },
    properties: { tags: ['security', 'iam', 'kubernetes'], precision: 'high' },
  };
}

function suppressionsOf({ reason }: AuditFinding) {
  return reason === undefined ? [] : [{ kind: 'inSource', justification: reason }];
}

function resultOf({ where, rule, level, id, message }: AuditFinding, times: Map<string, number>) {
  const { file, place, resource, roleName, path } = where;
  const uri = artifactOf(file);
  const hash = createHash('sha256').update(JSON.stringify([uri.uri, resource, id])).digest('hex').slice(0, 32);
  const time = (times.get(hash) ?? 0) + 1;
  times.set(hash, time);
  return {
    ruleId: `${CHECKS}-${rule.id}`,
    ruleIndex: RULES.indexOf(rule),
    level,
    message: { text: sarifText(sentence(`${resource}: ${message}`)) },
    locations: [{
      physicalLocation: { artifactLocation: uri, region: regionOf(place) },
      logicalLocations: [{ name: resource, fullyQualifiedName: path ?? roleName ?? resource, kind: 'resource' }],
    }],
    // Of what is found and where, not of the line's text: GitHub takes the first, others any.
    partialFingerprints: { 'primaryLocationLineHash': `${hash}:${time}`, 'cdkIrsaFinding/v1': `${hash}:${time}` },
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

function regionOf({ line, column }: Position) {
  return { startLine: line, startColumn: column };
}

/** Relative to the working directory, with slashes; what is not below it is named in full. */
function artifactOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const path = relative(process.cwd(), resolve(file));
  if (path.startsWith('..') || isAbsolute(path)) {
    const absolute = encoded(resolve(file));
    return { uri: `file://${absolute.startsWith('/') ? '' : '/'}${absolute}` };
  }
  return { uri: encoded(path), uriBaseId: ROOT };
}

function encoded(path: string): string {
  return path.split(/[\\/]/).map((segment) => /^[A-Z]:$/i.test(segment) ? segment : encodeURIComponent(segment.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'))).join('/');
}
