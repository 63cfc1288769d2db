import { basename } from 'path';
import type { DifferenceGroup } from './difference';
import { plain } from '../../iam/partial-text';
import type { AccessModel, PlacedPermission } from '../model/access-model';
import { placeText } from '../routes/role-policies';

/** How much of a text is shown. */
const MOST_CHARACTERS = 600;

/** What of templates gives or takes permissions and is not compared by what it allows: it is said with both texts. */
export function otherDifferences(before: AccessModel, after: AccessModel): DifferenceGroup[] {
  const [old, fresh] = [byKey(before), byKey(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((key): DifferenceGroup[] => {
    const [was, is] = [old.get(key) ?? [], fresh.get(key) ?? []];
    const changed = [...new Set([...was, ...is].map(({ what }) => what))]
      .map((what) => ({ what, from: textOf(was, what), to: textOf(is, what) })).filter(({ from, to }) => from !== to);
    const [{ subject, origin }] = [...is, ...was];
    return changed.length === 0 ? [] : [{
      workloads: [],
      subject: plain(subject),
      place: placeText(origin()),
      state: 'changed',
      differences: changed.map(({ what, from, to }) => ({
        kind: 'unclear',
        text: `${plain(what)}: what this allows or takes away is not compared`,
        isUndecided: true,
        ...from === undefined ? {} : { before: shown(from) },
        ...to === undefined ? {} : { after: shown(to) },
        scopes: [],
      })),
    }];
  });
}

function byKey(model: AccessModel): Map<string, PlacedPermission[]> {
  const found = new Map<string, PlacedPermission[]>();
  for (const one of model.otherPermissions()) {
    const key = `${basename(one.file)} ${one.subject}`;
    found.set(key, [...found.get(key) ?? [], one]);
  }
  return found;
}

function textOf(all: readonly PlacedPermission[], what: string): string | undefined {
  return all.find((one) => one.what === what)?.text;
}

function shown(text: string): string {
  const whole = plain(text);
  return whole.length > MOST_CHARACTERS ? `${whole.slice(0, MOST_CHARACTERS)}…` : whole;
}
