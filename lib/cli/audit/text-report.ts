import type { Audit } from './audit';
import type { PlacedFinding } from '../../compliance/placed-finding';
import { terminalText } from '../../core/escape';
import { count, list } from '../../core/text';
import type { Problem } from '../../inventory/problem';
import { paintOf } from '../colours';
import type { Paint, Style } from '../colours';

/** How the report for people looks. */
export interface TextOptions {
  readonly coloured: boolean;
  /** The columns of the terminal; nothing for what is no terminal, where lines are searched and cut by other programs. */
  readonly width?: number;
  /** Findings only. */
  readonly quiet: boolean;
  readonly showAcknowledged: boolean;
  /** The id of each finding. */
  readonly showIds: boolean;
}

/** A message is a sentence; what is longer is what somebody wrote into a template. */
const MOST_CHARACTERS = 500;

/** Fewer columns are too narrow for a message beside its rule. */
const LEAST_WIDTH = 40;

const STYLES: Record<string, Style> = { error: ['red', 'bold'], warning: ['yellow', 'bold'], acknowledged: 'dim' };

/** The report for people: findings by file and resource, what the rules say of them once, and a summary. */
export function textReport(audit: Audit, options: TextOptions): string {
  const paint = paintOf(options.coloured);
  const { findings, acknowledged } = audit;
  const shown = options.showAcknowledged ? acknowledged : [];
  const blocks = [
    ...byResource(findings).map((group) => block(group, options, paint)),
    ...byResource(shown).map((group) => block(group, options, paint)),
    ...options.quiet ? [] : [...legend([...findings, ...shown], paint), summary(audit, options, paint)],
  ];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** What a problem is called on standard error, on one line. */
export function problemLine({ file, place, message }: Problem): string {
  return printable(`${fileName(file)}${place === undefined ? '' : `:${place.line}:${place.column}`}: ${message}`);
}

/** A path with slashes, which at the beginning of a line cannot pass for a command to a CI system (`::add-mask::`). */
export function fileName(file: string): string {
  const name = process.platform === 'win32' ? file.replace(/\\/g, '/') : file;
  return name.startsWith(':') ? `./${name}` : name;
}

/** Text from a file, no longer than a sentence. */
export function sentence(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

/** The same for a terminal. */
function printable(text: string): string {
  return terminalText(sentence(text));
}

function byResource(findings: readonly PlacedFinding[]): PlacedFinding[][] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const { file, resource, place } = finding.where;
    const key = `${file}\n${resource}\n${place.line}:${place.column}`;
    const group = groups.get(key) ?? [];
    group.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function block(group: readonly PlacedFinding[], { width: columns, showIds }: TextOptions, paint: Paint): string {
  const { where: { file, place, resource, roleName, path } } = group[0];
  const known = [...roleName === undefined || roleName === resource ? [] : [`role ${roleName}`], ...path === undefined ? [] : [path]];
  const width = Math.max(...group.map(({ rule: { id } }) => id.length));
  const name = known.length > 0 ? `${resource} (${known.join(', ')})` : resource;
  return [
    `${paint('bold', printable(`${fileName(file)}:${place.line}`))} ${printable(name)}`,
    ...group.flatMap(({ rule, level, message, command, reason, id }) => {
      const label = reason === undefined ? level : 'acknowledged';
      const because = reason === undefined ? '' : ` (${printable(reason)})`;
      const [padded, ruleId] = [label.padEnd('warning'.length), rule.id.padEnd(width)];
      const [first, ...rest] = lines(`${printable(message)}${because}`, `  ${padded}  ${ruleId}  `.length, columns);
      return [`  ${paint(STYLES[label], padded)}  ${ruleId}  ${first}`, ...rest,
        ...command === undefined ? [] : [`    ${printable(command)}`], ...showIds ? [`    ${paint('dim', printable(id))}`] : []];
    }),
  ].join('\n');
}

/** A text behind what has a width of its own; what follows stands below, or near the margin of a narrow terminal. */
function lines(text: string, begin: number, columns = Infinity): string[] {
  const margin = columns - begin < LEAST_WIDTH ? 4 : begin;
  const found: string[] = [];
  let [line, ...words] = text.split(' ');
  for (const word of words) {
    if (line.length + 1 + word.length > columns - (found.length === 0 ? begin : 0)) {
      found.push(line);
      line = ' '.repeat(margin) + word;
    } else {
      line += ` ${word}`;
    }
  }
  return [...found, line];
}

function legend(findings: readonly PlacedFinding[], paint: Paint): string[] {
  const rules = [...new Map(findings.map(({ rule }) => [rule.id, rule])).values()];
  return rules.map(({ id, title, fix, link }) => [`${paint('bold', id)}: ${title}`, `  ${fix}`, `  ${paint('dim', link)}`].join('\n'));
}

/** How a finding is acknowledged; nothing, where none can be: what IAM returns has no place for it. */
function acknowledging({ findings }: Audit, showIds: boolean): string[] {
  return findings.every(({ where }) => where.acknowledged === undefined) ? []
    : showIds ? ['To acknowledge a finding, in its resource: "Metadata": { "cdk_nag": { "rules_to_suppress": [{ "id": "<id>", "reason": "<reason>" }] } }']
      : ['To acknowledge a finding, put its id and your reason into the template: --show-ids tells how.'];
}

function summary(audit: Audit, { showIds }: TextOptions, paint: Paint): string {
  const { findings, acknowledged, off, problems, files, skipped, roles, workloadRoles, serviceAccounts } = audit;
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  const found = findings.length === 0 ? paint(['green', 'bold'], 'No findings')
    : list([
      ...errors > 0 ? [paint(STYLES.error, count(errors, 'error'))] : [],
      ...warnings > 0 ? [paint(STYLES.warning, count(warnings, 'warning'))] : [],
    ]);
  const judged = [
    `${count(roles, 'role')} judged, ${workloadRoles.toLocaleString('en-US')} of them for service accounts or pods`,
    ...serviceAccounts > 0 ? [count(serviceAccounts, 'ServiceAccount')] : [],
    count(files, 'file'),
  ];
  const offTotal = [...off.values()].reduce((sum, n) => sum + n, 0);
  return [
    files === 0 && problems.length > 0 ? 'Nothing was judged.' : `${found}: ${judged.join('; ')}.`,
    ...acknowledging(audit, showIds),
    ...acknowledged.length > 0 ? [`Acknowledged with a reason: ${count(acknowledged.length, 'finding')}.`] : [],
    ...offTotal > 0 ? [`Left out by --rule: ${count(offTotal, 'finding')} of ${list([...off.keys()].sort())}.`] : [],
    ...skipped > 0 ? [`Skipped as nothing to judge: ${count(skipped, 'file')}.`] : [],
    ...problems.length > 0 ? [paint(STYLES.error, `Not judged: ${count(problems.length, 'input')}, named on standard error.`)] : [],
  ].join('\n');
}
