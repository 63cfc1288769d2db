import { NOT_SEEN, VERBS, headingOf, summaryOf, wordsOfDifference } from './diff-text';
import type { Difference, DifferenceGroup } from '../../access/differences/difference';
import { commentText, markdownCell } from '../../core/escape';
import type { AccessRequest } from '../../iam/access-request';
import { plain } from '../../iam/partial-text';

/** GitHub takes 65,536 characters in a comment. */
const MOST_CHARACTERS = 60_000;

/** By this, a comment is found again that is to be written anew. */
export const MARKER = '<!-- cdk-irsa diff -->';

/** Differences for a comment on a pull request: a table for each role, and folded details. */
export function markdownOfDifferences(before: string, after: string, groups: readonly DifferenceGroup[]): string {
  const head = [MARKER, '### Permission changes', '', markdownCell(summaryOf(groups)), ''];
  const foot = [`<sub>${markdownCell(`From ${before} to ${after}. ${NOT_SEEN}`)}</sub>`, ''];
  const whole = [head, ...groups.map((group) => [...tableOf(group), ...detailsOf(group)]), foot].flat().join('\n');
  return whole.length <= MOST_CHARACTERS ? whole : shortened(head, groups, foot);
}

/** Without details, and with as many tables as there is room for. */
function shortened(head: readonly string[], groups: readonly DifferenceGroup[], foot: readonly string[]): string {
  const lines = [...head];
  let length = [...head, ...foot].join('\n').length + 200;
  let shown = 0;
  for (const group of groups) {
    const table = tableOf(group);
    length += table.join('\n').length + 1;
    if (length > MOST_CHARACTERS) {
      break;
    }
    lines.push(...table);
    shown++;
  }
  const more = groups.length - shown;
  return [...lines, more === 0 ? 'There are too many details for a comment.' : `There are ${more} more roles, and too many details for a comment.`,
    'Run `npx cdk-irsa diff` to see all of it.', '', ...foot].join('\n');
}

function tableOf(group: DifferenceGroup): string[] {
  const { who, what } = headingOf(group);
  const rows = group.differences.map((one) => `| **${VERBS[one.kind]}** | ${markdownCell(shortText(one))} |`);
  return [`#### ${who === '' ? markdownCell(what) : `${markdownCell(who)}: ${markdownCell(what)}`}`, '', '| change | what |', '|---|---|', ...rows, ''];
}

function shortText(difference: Difference): string {
  const { text, details } = wordsOfDifference(difference);
  return [text, ...difference.kind === 'unclear' ? [] : details.map((detail) => `(${detail})`)].join(' ');
}

function detailsOf({ differences, place }: DifferenceGroup): string[] {
  const lines = differences.flatMap((one) => {
    const request = one.witness === undefined ? [] : [`  - a request whose answer changes: ${requestText(one.witness)}`];
    const texts = one.kind === 'unclear' ? wordsOfDifference(one).details.map((detail) => `  - ${codeText(detail)}`) : [];
    return request.length + texts.length === 0 ? [] : [`- ${VERBS[one.kind]}: ${markdownCell(one.text)}`, ...request, ...texts];
  });
  return lines.length === 0 ? [] : ['<details><summary>Details</summary>', '', `Written at ${codeText(place)}.`, '', ...lines, '', '</details>', ''];
}

function requestText({ action, resource, context = {} }: AccessRequest): string {
  const keys = Object.entries(context).flatMap(([key, value]) => value === undefined ? [] : [`${key}=${[value].flat().join(',')}`]);
  return [codeText(action), 'on', codeText(resource), ...keys.length === 0 ? [] : ['with', keys.map(codeText).join(', ')]].join(' ');
}

/** A text between backticks, of which there are more than in the text. */
function codeText(text: string): string {
  const shown = commentText(plain(text));
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
