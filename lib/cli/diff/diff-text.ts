import type { Difference, DifferenceGroup, DifferenceKind } from '../../access/differences/difference';
import { terminalText } from '../../core/escape';
import { list } from '../../core/text';
import type { Paint, Style } from '../colours';
import { wrapped } from '../wrapped';

/** How a line begins. */
export const VERBS: Readonly<Record<DifferenceKind, string>> = {
  gains: 'gains',
  loses: 'loses',
  mayBecome: 'may now become it',
  mayNoLongerBecome: 'may no longer become it',
  gets: 'gets',
  replaced: 'is replaced',
  unclear: 'unclear',
};

const STYLES: Readonly<Record<DifferenceKind, Style>> = {
  gains: 'red', loses: 'green', mayBecome: 'red', mayNoLongerBecome: 'green', gets: 'yellow', replaced: 'yellow', unclear: 'yellow',
};

/** How many workloads a heading names. */
const MOST_WORKLOADS = 4;

/** Differences as people read them on a terminal: a block for each role, one line for each difference. */
export function textOfDifferences(groups: readonly DifferenceGroup[], width: number | undefined, paint: Paint): string {
  const blocks = groups.map((group) => blockOf(group, width, paint));
  return `${[...blocks, terminalText(summaryOf(groups)), paint('dim', NOT_SEEN)].join('\n\n')}\n`;
}

/** What no comparison of files tells. */
export const NOT_SEEN = 'Not seen: service control policies, resource control policies, and whatever is not in the files.';

/** Who a group is about, and the role. */
export function headingOf({ workloads, subject, state }: DifferenceGroup): { readonly who: string; readonly what: string } {
  const more = workloads.length - MOST_WORKLOADS;
  const who = list([...workloads.slice(0, MOST_WORKLOADS), ...more > 0 ? [`${more} more`] : []]);
  const be = subject.startsWith('users ') ? 'who are' : subject.startsWith('user ') ? 'who is' : / and users? /.test(subject) || subject.startsWith('groups ') ? 'which are' : 'which is';
  const what = state === 'new' ? `${subject}, ${be} new` : state === 'removed' ? `${subject}, ${be} gone` : subject;
  return who === '' || subject === `service account ${who}` ? { who: '', what } : { who, what };
}

/** How many lines there are of each kind. */
export function summaryOf(groups: readonly DifferenceGroup[]): string {
  const all = groups.flatMap(({ differences }) => differences);
  const count = (one: string, several: string, ...kinds: readonly DifferenceKind[]) => {
    const number = all.filter(({ kind }) => kinds.includes(kind)).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : several}`];
  };
  return all.length === 0 ? 'No permission changes.' : `${list([
    ...count('gain', 'gains', 'gains', 'mayBecome'),
    ...count('loss', 'losses', 'loses', 'mayNoLongerBecome'),
    ...replacedOf(groups),
    ...count('service account with another role', 'service accounts with other roles', 'gets'),
    ...count('change that cannot be compared', 'changes that cannot be compared', 'unclear'),
  ])}.`;
}

/** Roles are replaced most often, and users and groups of templates may be. */
function replacedOf(groups: readonly DifferenceGroup[]): string[] {
  const replaced = groups.filter(({ differences }) => differences.some(({ kind }) => kind === 'replaced'));
  return ['role', 'group', 'user'].flatMap((what) => {
    const number = replaced.filter(({ subject }) => subject.startsWith(what)).length;
    return number === 0 ? [] : [`${number} replaced ${what}${number === 1 ? '' : 's'}`];
  });
}

/** A line as text, with what was there before and is there now. */
export function wordsOfDifference(
  { text, before, after, isUndecided, kind }: Difference,
): { readonly text: string; readonly details: readonly string[] } {
  const perhaps = isUndecided && kind !== 'unclear' && !text.includes('not ') ? `${text} (not certain)` : text;
  return { text: perhaps, details: [...before === undefined || before === '' ? [] : [`before: ${before}`], ...after === undefined || after === '' ? [] : [`now: ${after}`]] };
}

function blockOf(group: DifferenceGroup, width: number | undefined, paint: Paint): string {
  const { who, what } = headingOf(group);
  const heading = who === '' ? paint('bold', terminalText(what)) : `${paint('bold', terminalText(who))}: ${terminalText(what)}`;
  return [`${heading} ${paint('dim', terminalText(`(${group.place})`))}`, ...group.differences.flatMap((one) => lineOf(one, width, paint))].join('\n');
}

function lineOf(difference: Difference, width: number | undefined, paint: Paint): string[] {
  const { kind } = difference;
  const { text, details } = wordsOfDifference(difference);
  const start = `  ${VERBS[kind]}: `;
  const [first, ...rest] = wrapped(start, terminalText(text), width);
  return [
    `  ${paint(STYLES[kind], VERBS[kind])}${first.slice(start.length - 2)}`, ...rest,
    ...details.flatMap((detail) => wrapped('    ', terminalText(detail), width)).map((line) => paint('dim', line)),
  ];
}
