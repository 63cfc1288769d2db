// The report of `npx projen bundles:drift`, in Markdown: for a terminal, and for an issue on GitHub.
import type { BundleDrift, Difference } from './compare';
import { count } from '../../lib/core/text';

/** GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 60_000;
/** The longest text of others that one line shows. */
const MOST_OF_OTHERS = 500;

/** Whether somebody should look at a bundle: something differs without a reason, or could not be read. */
export function hasDrift({ releases, lacks, exceeds, changes, unknown, idleReasons }: BundleDrift): boolean {
  return [...lacks, ...exceeds].some(({ reason }) => reason === undefined) || releases.some(({ isMinor }) => isMinor)
    || changes.length + unknown.length + idleReasons.length > 0;
}

/** What differs and what could not be read, bundle by bundle, then what is on purpose. */
export function driftReport(drifts: readonly BundleDrift[]): string {
  const drifted = drifts.filter(hasDrift);
  const unread = drifts.filter(({ unknown }) => unknown.length > 0).length;
  const purposes = drifts.flatMap(purposeLines);
  const text = [
    '# Bundles and the programs they are for', '',
    `${count(drifts.length, 'bundle')} compared with upstream: ${drifted.length} to look at${unread > 0 ? `, of which ${unread} could not be compared in full` : ''}.`, '',
    ...drifted.flatMap(section),
    ...purposes.length === 0 ? [] : ['## On purpose', '', '| bundle | difference | why |', '|---|---|---|', ...purposes, ''],
    ...withoutDocuments(drifts),
  ].join('\n');
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, text.lastIndexOf('\n', MOST_CHARACTERS))}\n\nThe rest is left out: run \`npx projen bundles:drift\` to see it.\n`;
}

function section({ id, usedBy, releases, lacks, exceeds, changes, unknown, idleReasons }: BundleDrift): string[] {
  const open = (differences: readonly Difference[]) => differences.filter(({ reason }) => reason === undefined).map(({ text }) => code(text));
  const list = (title: string, lines: readonly string[]) => lines.length === 0 ? [] : [`${title}:`, '', ...lines.map((line) => `- ${line}`), ''];
  return [
    `## ${code(id)}`, '', `For ${usedBy}.`, '',
    ...list('Newer releases', releases.map(({ repository, lookedAt, newest, isMinor }) =>
      `${code(newest)} of ${code(repository)} (looked at: ${code(lookedAt)})${isMinor ? '' : ', a patch'}`)),
    ...list("Upstream's document allows it, the bundle does not", open(lacks)),
    ...list("The bundle allows it, upstream's document does not", open(exceeds)),
    ...list('Upstream changed its document since the release that was looked at', changes.map(code)),
    ...list('Not known', unknown.map(code)),
    ...list('Reasons for differences that there are not (remove them from scripts/drift/reasons.ts)', idleReasons.map(code)),
  ];
}

function purposeLines({ id, lacks, exceeds }: BundleDrift): string[] {
  const lines = (differences: readonly Difference[], word: string) => {
    const byReason = new Map<string, string[]>();
    differences.forEach(({ text, reason }) => reason !== undefined && byReason.set(reason, [...byReason.get(reason) ?? [], text]));
    return [...byReason].map(([reason, texts]) => `| ${code(id)} | ${word} ${texts.map(code).join(', ')} | ${reason.replace(/\|/g, '\\|')} |`);
  };
  return [...lines(lacks, 'lacks'), ...lines(exceeds, 'also has')];
}

function withoutDocuments(drifts: readonly BundleDrift[]): string[] {
  const ids = drifts.filter(({ hasDocuments }) => !hasDocuments).map(({ id }) => code(id));
  return ids.length === 0 ? [] : [`Upstream has no document with permissions for ${ids.join(', ')}: only their releases are compared.`, ''];
}

/** Texts of others as code on one line, in which Markdown, mentions and references mean nothing. */
function code(text: string): string {
  const plain = text.replace(/[\s`\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return `\`${plain.length > MOST_OF_OTHERS ? `${plain.slice(0, MOST_OF_OTHERS)}…` : plain}\``.replace(/\|/g, '\\|');
}
