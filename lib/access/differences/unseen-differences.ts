import type { Difference } from './difference';
import type { RolePair } from './role-pairs';
import { plain } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';

/** What differs of a role and is not among the paths: policies and boundaries by their names, and parts that cannot be read. */
export function unseenDifferences({ before, after }: RolePair): Difference[] {
  const [old, fresh] = [unseenOf(before), unseenOf(after)];
  const more = (kind: 'gains' | 'loses', names: readonly string[]) => names.map((name): Difference =>
    ({ kind, text: `what ${name} allows, which is not among the paths`, isUndecided: true, scopes: [] }));
  return [
    ...more('gains', fresh.filter((name) => !old.includes(name))),
    ...more('loses', old.filter((name) => !fresh.includes(name))),
    ...boundaryDifference(before, after),
    ...undecidedDifference(before, after),
  ];
}

function unseenOf(role: AccessRole | undefined): string[] {
  return [...new Set((role?.ways ?? []).flatMap(({ unseen }) => unseen).map(plain))];
}

function boundaryDifference(before: AccessRole | undefined, after: AccessRole | undefined): Difference[] {
  if (before === undefined || after === undefined) {
    return [];
  }
  const [old, fresh] = [before, after].map(boundaryText);
  if (old.text === fresh.text || (old.isSeen && fresh.isSeen)) {
    return [];
  }
  const undecided = { isUndecided: true, scopes: [] };
  return fresh.text === '' ? [{ kind: 'gains', text: `what its permissions boundary ${old.text}, which is not among the paths, kept from it`, ...undecided }]
    : old.text === '' ? [{ kind: 'loses', text: `what its permissions boundary ${fresh.text}, which is not among the paths, does not allow`, ...undecided }]
      : [{ kind: 'unclear', text: 'its permissions boundary is another one', before: old.text, after: fresh.text, ...undecided }];
}

function boundaryText({ ways: [{ role }] }: AccessRole): { readonly text: string; readonly isSeen: boolean } {
  const { permissionsBoundary, boundaryArn = 'that is not known', boundary } = role;
  return { text: permissionsBoundary === 'absent' ? '' : plain(boundaryArn), isSeen: permissionsBoundary === 'absent' || boundary !== undefined };
}

function undecidedDifference(before: AccessRole | undefined, after: AccessRole | undefined): Difference[] {
  const [old, fresh] = [before, after].map((role) => [...new Set((role?.ways ?? []).flatMap((way) => way.role.undecided).map(plain))].join('; '));
  return old === fresh ? [] : [{ kind: 'unclear', text: 'cannot be compared', before: old, after: fresh, isUndecided: true, scopes: [] }];
}
