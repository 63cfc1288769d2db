import type { Difference, DifferenceGroup } from './difference';
import type { RolePair } from './role-pairs';
import { plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import { clusterText } from '../model/known-clusters';
import { becoming } from '../routes/becoming';
import { placeText } from '../routes/role-policies';

/** A role that an association gives a service account, by what a comparison knows it. */
interface Association {
  /** `namespace/name`, with the cluster where that is known. */
  readonly who: string;
  readonly given: GivenRole;
  /** Whether the role is among the paths. */
  readonly isSeen: boolean;
  /** The roles whose trust lets the session begin. */
  readonly roles: readonly AccessRole[];
}

/**
 * What associations of EKS Pod Identity change, where the trust of the role is the same: another service account gets the role, or
 * one no longer does, since its association is gone or the trust does not let its session begin.
 */
export class AssociationDifferences {
  private readonly before: readonly Association[];
  private readonly after: readonly Association[];

  public constructor(before: AccessModel, after: AccessModel, private readonly pairs: readonly RolePair[]) {
    [this.before, this.after] = [associationsOf(before), associationsOf(after)];
  }

  /** Who becomes a role by an association, and did not, or the other way round. */
  public of({ before: old, after: fresh }: RolePair): Difference[] {
    const [were, are] = [whoBecomes(this.before, old), whoBecomes(this.after, fresh)];
    const line = (kind: 'mayBecome' | 'mayNoLongerBecome', who: string): Difference =>
      ({ kind, text: `${who}, by EKS Pod Identity`, isUndecided: false, scopes: [] });
    return old === undefined || fresh === undefined ? [] : [
      ...are.filter((who) => !were.includes(who)).map((who) => line('mayBecome', who)),
      ...were.filter((who) => !are.includes(who)).map((who) => line('mayNoLongerBecome', who)),
    ];
  }

  /** Associations with roles that are not among the paths, and those of which the role goes on to another one. */
  public others(): DifferenceGroup[] {
    const sameRole = new Map(this.pairs.flatMap(({ before: old, after: fresh }) =>
      old === undefined || fresh === undefined ? [] : [[old.arn, fresh.arn] as const]));
    const byWho = (all: readonly Association[]) => new Map(all.map((one) => [one.who, one]));
    const [old, fresh] = [byWho(this.before), byWho(this.after)];
    return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((who) => {
      const differences = [...unseenRole(old.get(who), fresh.get(who)), ...otherTarget(old.get(who), fresh.get(who), sameRole)];
      const { given } = (fresh.get(who) ?? old.get(who))!;
      return differences.length === 0 ? [] : [{
        workloads: [who], subject: `service account ${who}`, place: placeText(given.origin()), state: 'changed' as const, differences,
      }];
    });
  }
}

function associationsOf(model: AccessModel): Association[] {
  return model.givenNames.flatMap((key) => {
    const slash = key.indexOf('/');
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const given = model.givenTo(namespace, name).filter(({ account: { givenBy } }) => givenBy === 'association');
    const steps = given.length === 0 ? [] : becoming(model, { namespace, name }, undefined, given.flatMap(({ roleArn = '' }) => model.rolesOfArn(roleArn)));
    return given.map((one): Association => {
      const named = model.rolesOfArn(one.roleArn ?? '');
      const reached = steps.filter(({ how, cluster }) => how === 'association' && cluster === one.cluster).map(({ session }) => session.role);
      return { who: `${plain(key)}${one.cluster === undefined ? '' : ` of cluster ${clusterText(one.cluster)}`}`, given: one, isSeen: named.length > 0, roles: named.filter((role) => reached.includes(role)) };
    });
  });
}

function whoBecomes(all: readonly Association[], role: AccessRole | undefined): string[] {
  return all.filter(({ roles }) => role !== undefined && roles.includes(role)).map(({ who }) => who);
}

/** The ARN of a role that is not among the paths. */
function unseenArn(one: Association | undefined): string | undefined {
  return one === undefined || one.isSeen ? undefined : one.given.roleArn;
}

function unseenRole(old: Association | undefined, fresh: Association | undefined): Difference[] {
  const [gone, added] = [unseenArn(old), unseenArn(fresh)];
  if (old?.given.roleArn === fresh?.given.roleArn || (gone === undefined && added === undefined)) {
    return [];
  }
  const text = fresh === undefined ? 'no role' : `role ${plain(fresh.given.roleArn ?? '')}`;
  return [{
    kind: 'gets',
    text: `${text}${old === undefined ? '' : ` in place of role ${plain(old.given.roleArn ?? '')}`}, by its association: running pods have the old one until restarted`,
    isUndecided: added !== undefined,
    scopes: [],
  }];
}

function otherTarget(old: Association | undefined, fresh: Association | undefined, sameRole: ReadonlyMap<string, string>): Difference[] {
  const [from, to] = [old, fresh].map((one) => one?.given.targetRoleArn);
  if (old === undefined || fresh === undefined || (sameRole.get(from ?? '') ?? from) === to) {
    return [];
  }
  const now = to === undefined ? 'the role of its association itself' : `role ${plain(to)}, which the role of its association assumes`;
  return [{
    kind: 'gets',
    text: `${now}${from === undefined ? '' : ` in place of role ${plain(from)}`}: running pods have the old one until restarted`,
    isUndecided: to !== undefined,
    scopes: [],
  }];
}

