import type { Difference, DifferenceGroup } from './difference';
import type { RolePair } from './role-pairs';
import { plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import { Assumptions } from '../routes/assumptions';
import { stepsOfAssociation } from '../routes/becoming';
import { placeText } from '../routes/role-policies';
import { associatedText } from '../routes/trusted-by';

/** A role that an association gives a service account, by what a comparison knows it. */
interface Association {
  /** `namespace/name`, with the cluster where that is known. */
  readonly who: string;
  readonly given: GivenRole;
  /** Whether the role is among the paths, and its target role, if it has one. */
  readonly isSeen: boolean;
  readonly isTargetSeen: boolean;
  /** The roles that the pods get: those whose trust lets the session begin, or the target roles that these may assume. */
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
  const assumptions = new Assumptions(model, { policies: {}, nameOf: () => 'a control policy' }, {});
  return model.givenNames.flatMap((key) => {
    const slash = key.indexOf('/');
    const given = model.givenTo(key.slice(0, slash), key.slice(slash + 1)).filter(({ account: { givenBy } }) => givenBy === 'association');
    return given.map((one): Association => {
      const steps = stepsOfAssociation(model, one);
      const reached = one.targetRoleArn === undefined ? steps : steps.flatMap((step) => assumptions.after(step));
      return {
        who: associatedText(one),
        given: one,
        isSeen: model.rolesOfArn(one.roleArn ?? '').length > 0,
        isTargetSeen: model.rolesOfArn(one.targetRoleArn ?? '').length > 0,
        roles: reached.map(({ session }) => session.role),
      };
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
  const target = `role ${plain(to ?? '')}`;
  const now = to === undefined ? 'the role of its association itself'
    : fresh.isSeen && fresh.isTargetSeen && fresh.roles.length === 0 ? `no role: its association names the target ${target}, which its role cannot assume`
      : `${target}, which the role of its association assumes`;
  return [{
    kind: 'gets',
    text: `${now}${from === undefined ? '' : ` in place of role ${plain(from)}`}: running pods have the old one until restarted`,
    isUndecided: to !== undefined && !fresh.isTargetSeen,
    scopes: [],
  }];
}
