import { createHash } from 'crypto';
import { isAbsolute, relative, resolve } from 'path';
import type { Rule } from '../compliance/rule';
import { CHECKS } from '../core/checks-name';
import { jsonText, markdownText } from '../core/escape';
import type { Position } from '../core/position';

/*
 * What the reports for code scanning have in common.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */

const INFORMATION = 'https://github.com/cdk-irsa/cdk-irsa';
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** What paths are relative to: the working directory, which in CI is the repository's. */
const ROOT = '%SRCROOT%';

/** A report of one run. */
export function sarifLog(run: object): string {
  return jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

export function toolOf(toolVersion: string, rules: readonly object[]) {
  return { driver: { name: 'cdk-irsa', informationUri: INFORMATION, semanticVersion: toolVersion, rules } };
}

/** @param command what was run in the working directory */
export function rootOf(command: string) {
  return { [ROOT]: { description: { text: `The working directory of the ${command}.` } } };
}

/** @param given another level than the rule's own, or off */
export function ruleOf({ id, level, title, why, fix, link }: Rule, given: string | undefined) {
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

/** Of what is found and where, not of the line's text: GitHub takes the first, others any. */
export function fingerprintsOf(parts: readonly unknown[], times: Map<string, number>) {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  const time = (times.get(hash) ?? 0) + 1;
  times.set(hash, time);
  return { 'primaryLocationLineHash': `${hash}:${time}`, 'cdkIrsaFinding/v1': `${hash}:${time}` };
}

export function regionOf({ line, column }: Position) {
  return { startLine: line, startColumn: column };
}

/** Relative to the working directory, with slashes; what is not below it is named in full. */
export function artifactOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
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
