import type { CheckedFile, CheckFinding } from './check-finding';
import type { Rule } from '../../compliance/rule';
import { CHECKS } from '../../core/checks-name';
import { jsonText, terminalLines, terminalText } from '../../core/escape';
import { count, list } from '../../core/text';
import { fileName } from '../audit/text-report';
import { paintOf } from '../colours';
import type { Paint } from '../colours';

/** A change that breaks readers raises it. */
const VERSION = 1;

interface Found extends CheckFinding {
  readonly file: string;
}

/** The report for people: a line that editors and terminals open, then what to do. */
export function checkText(files: readonly CheckedFile[], options: { readonly isColoured: boolean; readonly isQuiet: boolean }): string {
  const paint = paintOf(options.isColoured);
  const findings = allOf(files);
  return [
    ...findings.map((finding) => textOf(finding, paint)),
    ...options.isQuiet ? [] : [...rulesOf(findings).map((rule) => legendOf(rule, paint)), summaryOf(files, findings, paint)],
  ].map((block) => `${block}\n`).join(options.isQuiet ? '' : '\n');
}

/** The report for machines. Fields are added, not changed. */
export function checkJson(files: readonly CheckedFile[], toolVersion: string): string {
  const findings = allOf(files);
  return jsonText({
    version: VERSION,
    tool: { name: 'cdk-irsa', version: toolVersion },
    summary: { ...levelsOf(findings), files: files.length, roles: files.reduce((sum, { roles = 0 }) => sum + roles, 0) },
    findings: findings.map(({ file, owner, level, place, subject, id, rule, message }) => ({
      file: fileName(file),
      line: place?.line ?? null,
      column: place?.column ?? null,
      owner: owner ?? null,
      level,
      subject: subject ?? null,
      id: id ?? null,
      rule: rule === undefined ? null : `${CHECKS}-${rule.id}`,
      message,
    })),
    rules: Object.fromEntries(rulesOf(findings).map(({ id, level, title, why, fix, link }) => [`${CHECKS}-${id}`, { level, title, why, fix, link }])),
  });
}

/**
 * Commands of a workflow of GitHub, which shows each finding at its line.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function checkGithub(files: readonly CheckedFile[]): string {
  return allOf(files).map(({ file, level, place, subject, id, message, rule }) => {
    const properties = { file: fileName(file), ...place && { line: place.line, col: place.column }, title: id ?? 'cdk-irsa check' };
    const text = terminalLines(`${subject === undefined ? '' : `${subject}: `}${message}${rule === undefined ? '' : `\n${rule.fix}`}`);
    return `::${level} ${Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(text)}\n`;
  }).join('');
}

/** How many findings there are of each level. */
export function levelsOf(findings: readonly CheckFinding[]) {
  const errors = findings.filter(({ level }) => level === 'error').length;
  return { errors, warnings: findings.length - errors };
}

function allOf(files: readonly CheckedFile[]): Found[] {
  return files.flatMap(({ file, findings }) => findings.map((finding) => ({ ...finding, file: finding.file ?? file })));
}

/** The rules of some findings, each once. */
function rulesOf(findings: readonly CheckFinding[]): Rule[] {
  return [...new Set(findings.flatMap(({ rule }) => rule ?? []))];
}

function legendOf({ id, title, fix, link }: Rule, paint: Paint): string {
  return [`${paint('bold', `${CHECKS}-${id}`)}: ${title}`, `  ${fix}`, `  ${paint('dim', link)}`].join('\n');
}

function textOf({ file, owner, level, place, subject, id, message }: Found, paint: Paint): string {
  const where = `${fileName(file)}${place === undefined ? '' : `:${place.line}:${place.column}`}`;
  const label = paint(level === 'error' ? ['red', 'bold'] : ['yellow', 'bold'], level);
  return [
    `${paint('bold', terminalText(where))}: ${label}: ${terminalLines(`${subject === undefined ? '' : `${subject}: `}${message}`)}`,
    ...owner === undefined ? [] : [`  ${paint('dim', terminalText(`owner: ${owner}`))}`],
    ...id === undefined ? [] : [`  ${paint('dim', terminalText(id))}`],
  ].join('\n');
}

function summaryOf(files: readonly CheckedFile[], findings: readonly CheckFinding[], paint: Paint): string {
  const { errors, warnings } = levelsOf(findings);
  const names = terminalText(list(files.map(({ file }) => fileName(file))));
  const planned = files.every(({ roles }) => roles !== undefined) ? `: ${count(files.reduce((sum, { roles = 0 }) => sum + roles, 0), 'role')}` : '';
  const found = findings.length === 0 ? paint(['green', 'bold'], 'No findings') : list([
    ...errors > 0 ? [paint(['red', 'bold'], count(errors, 'error'))] : [],
    ...warnings > 0 ? [paint(['yellow', 'bold'], count(warnings, 'warning'))] : [],
  ]);
  return `${found} in ${names}${planned}.`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(terminalText(text)).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
