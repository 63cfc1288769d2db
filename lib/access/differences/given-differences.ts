import type { DifferenceGroup } from './difference';
import type { RolePair } from './role-pairs';
import { list } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import { placeText } from '../routes/role-policies';

/** A role that manifests give a service account: by its ARN, and whether it is among the paths. */
interface Given {
  readonly name: string;
  readonly isSeen: boolean;
  readonly given: GivenRole;
}

/**
 * Service accounts whose manifests name another role. Where a role is among the paths, its trust says who becomes it, so that a role
 * which is only named newly, or no longer, is no line of its own.
 */
export function givenDifferences(before: AccessModel, after: AccessModel, pairs: readonly RolePair[]): DifferenceGroup[] {
  const sameRole = new Map(pairs.flatMap(({ before: old, after: fresh }) =>
    old === undefined || fresh === undefined ? [] : [[old.arn, fresh.arn] as const]));
  const names = [...new Set([...after.givenNames, ...before.givenNames])];
  return names.flatMap((name): DifferenceGroup[] => {
    const [old, fresh] = [rolesGiven(before, name, sameRole), rolesGiven(after, name, new Map())];
    const [gone, added] = [without(old, fresh), without(fresh, old)];
    const isSaid = (one: readonly Given[]) => one.some(({ isSeen }) => !isSeen);
    const isChange = gone.length > 0 && added.length > 0;
    if (!isChange && !isSaid(gone) && !isSaid(added)) {
      return [];
    }
    const text = (one: readonly Given[]) => list(one.map(({ name: role }) => `role ${plain(role)}`));
    const [{ given }] = added.length > 0 ? added : gone;
    return [{
      workloads: [plain(name)],
      subject: `service account ${plain(name)}`,
      place: placeText(given.origin()),
      state: 'changed',
      differences: [{
        kind: 'gets',
        text: `${added.length === 0 ? 'no role' : text(added)}${gone.length === 0 ? '' : ` in place of ${text(gone)}`}, by its manifest: running pods have the old one until restarted`,
        isUndecided: isSaid(added),
        scopes: [],
      }],
    }];
  });
}

function rolesGiven(model: AccessModel, account: string, names: ReadonlyMap<string, string>): Given[] {
  const slash = account.indexOf('/');
  const given = model.givenTo(account.slice(0, slash), account.slice(slash + 1)).filter(({ account: { givenBy } }) => givenBy !== 'association');
  return given.flatMap((one): Given[] => {
    const { roleArn = '' } = one;
    const [role] = model.rolesOfArn(roleArn);
    return roleArn === '' ? [] : [{ name: names.get(role?.arn ?? roleArn) ?? role?.arn ?? roleArn, isSeen: role !== undefined, given: one }];
  });
}

function without(all: readonly Given[], others: readonly Given[]): Given[] {
  const known = new Set(others.map(({ name }) => name));
  return [...new Map(all.filter(({ name }) => !known.has(name)).map((one) => [one.name, one])).values()];
}
