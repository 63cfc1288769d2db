import { basename } from 'path';
import { AssociationDifferences } from './association-differences';
import { sessionsOf } from './compared-sessions';
import type { ComparedSession } from './compared-sessions';
import type { Difference, DifferenceGroup } from './difference';
import { givenDifferences } from './given-differences';
import { otherDifferences } from './other-differences';
import { differencesOf } from './permission-lines';
import { PermissionSearch } from './permission-search';
import { resourceDifferences } from './resource-differences';
import { pairsElsewhere, replacement, rolePairs, userPairs } from './role-pairs';
import type { RolePair } from './role-pairs';
import { SideReader } from './side-reader';
import { StandIns } from './stand-ins';
import { newlyTrusted } from './trust-search';
import { unseenDifferences } from './unseen-differences';
import { groupsOfUsers } from './user-groups';
import { list } from '../../core/text';
import { EMPTY_DOCUMENT } from '../../iam/document';
import { namesOfUnknown, plain } from '../../iam/partial-text';
import type { AccessModel } from '../model/access-model';
import type { AccessRole, HolderKind } from '../model/access-role';
import { placeText } from '../routes/role-policies';
import { trustedBy } from '../routes/trusted-by';

/** What is lost with the one that is replaced. */
const LOST: Readonly<Record<HolderKind, string>> = {
  role: 'its sessions end', user: 'its access keys and its password are gone', group: 'members whom no template names are lost',
};

/** Compares what exists before and after: for each role, who becomes it and what it may do. */
export class DifferenceSearch {
  private readonly pairs: readonly RolePair[];
  /** Users and groups. */
  private readonly users: readonly RolePair[];
  private readonly standIns: StandIns;
  private readonly files: ReadonlySet<string>;
  private readonly oldSide: SideReader;
  private readonly newSide: SideReader;
  private readonly associations: AssociationDifferences;

  public constructor(private readonly before: AccessModel, private readonly after: AccessModel) {
    this.pairs = rolePairs(before, after);
    this.users = [...userPairs(before, after, 'groups'), ...userPairs(before, after, 'users')];
    this.standIns = new StandIns(sameNames([...this.pairs, ...this.users]));
    this.files = new Set([...after.roles, ...after.users, ...after.groups].map(({ origin: { file } }) => basename(file)));
    const renamed = [...this.pairs, ...this.users].flatMap(({ before: old, after: fresh }) =>
      old === undefined || fresh === undefined ? [] : [[this.standIns.put(old.arn), this.standIns.put(fresh.arn)] as const]);
    this.oldSide = new SideReader(before, this.standIns, new Map(renamed.filter(([one, other]) => one !== other)));
    this.newSide = new SideReader(after, this.standIns, new Map());
    this.associations = new AssociationDifferences(before, after, this.pairs);
  }

  /** All differences, in the order of the roles after, and then those that are gone. */
  public find(): DifferenceGroup[] {
    const ofRoles = this.pairs.flatMap((pair) => {
      const differences = [...this.replaced(pair), ...this.withAssociations(pair, this.becoming(pair)), ...this.permissions(pair)];
      return differences.length === 0 ? [] : [this.groupOf(pair, distinct(differences))];
    });
    return [
      ...ofRoles,
      ...this.ofUsers(),
      ...this.ofElsewhere(),
      ...resourceDifferences(this.oldSide, this.newSide, this.standIns),
      ...givenDifferences(this.before, this.after, this.pairs),
      ...this.associations.others(),
      ...otherDifferences(this.before, this.after),
    ];
  }

  /** Nobody becomes a user or a group: it gains and loses, and may be replaced. */
  private ofUsers(): DifferenceGroup[] {
    return groupsOfUsers(this.users.flatMap((pair) => {
      const differences = distinct([...this.replaced(pair), ...this.permissions(pair)]);
      return differences.length === 0 ? [] : [{ pair, differences }];
    }));
  }

  /** What is attached to those who are written nowhere: what else they have is the same on both sides, as far as anybody knows. */
  private ofElsewhere(): DifferenceGroup[] {
    return pairsElsewhere(this.before, this.after).flatMap((pair) => {
      const differences = distinct(this.permissions(pair));
      const holder = (pair.after ?? pair.before)!;
      return differences.length === 0 ? [] : [{
        workloads: [], subject: `${holder.kind} ${plain(holder.name)}, ${holder.kind === 'user' ? 'who' : 'which'} is not in the files`, place: placeText(holder.origin), state: 'changed', differences,
      }];
    });
  }

  private groupOf({ before, after }: RolePair, differences: readonly Difference[]): DifferenceGroup {
    const role = (after ?? before)!;
    const { serviceAccounts, others } = trustedBy(after === undefined ? this.before : this.after, role);
    return {
      workloads: serviceAccounts.length > 0 ? serviceAccounts : others,
      subject: `role ${plain(role.name)}`,
      place: placeText(role.origin),
      state: before === undefined ? 'new' : after === undefined ? 'removed' : 'changed',
      differences,
    };
  }

  private replaced(pair: RolePair): Difference[] {
    const why = replacement(pair, this.files);
    const { kind } = (pair.after ?? pair.before)!;
    const isByToken = kind === 'role' && trustedBy(this.after, pair.after ?? pair.before!).serviceAccounts.length > 0;
    const effect = isByToken ? 'running pods lose access until restarted' : LOST[kind];
    return why === undefined ? [] : [{ kind: 'replaced', text: `${plain(why)}: ${effect}`, isUndecided: false, scopes: [] }];
  }

  /** A line about the trust names the service accounts of associations, too. */
  private withAssociations(pair: RolePair, lines: readonly Difference[]): Difference[] {
    const named = new Set(lines.filter(({ text }) => /\b(?:by EKS Pod Identity|EKS Pod Identity on behalf of)\b/.test(text)).map(({ kind }) => kind));
    return [...lines, ...this.associations.of(pair).filter(({ kind }) => !named.has(kind))];
  }

  private becoming({ before, after }: RolePair): Difference[] {
    const ways = Math.max(before?.ways.length ?? 0, after?.ways.length ?? 0);
    return Array.from({ length: ways }, (_, i) => i).flatMap((i) => [
      ...this.trusted(before, after, i, 'mayBecome'), ...this.trusted(after, before, i, 'mayNoLongerBecome'),
    ]);
  }

  private trusted(from: AccessRole | undefined, to: AccessRole | undefined, i: number, kind: 'mayBecome' | 'mayNoLongerBecome'): Difference[] {
    const way = to?.ways[Math.min(i, to.ways.length - 1)];
    if (to === undefined || way === undefined) {
      return [];
    }
    const isNew = kind === 'mayBecome';
    const [model, otherModel] = isNew ? [this.after, this.before] : [this.before, this.after];
    const [side, otherSide] = isNew ? [this.newSide, this.oldSide] : [this.oldSide, this.newSide];
    const other = from?.ways[Math.min(i, from.ways.length - 1)];
    const found = newlyTrusted({
      role: side.arnOf(to),
      from: other === undefined ? EMPTY_DOCUMENT : otherSide.trustOf(other),
      to: side.trustOf(way),
      standIns: this.standIns,
      roles: side.roleArns,
      policiesOf: (arn) => side.policiesOfArn(arn),
      words: { standIns: this.standIns, model, way, ...other === undefined ? {} : { other: { model: otherModel, way: other } } },
    });
    return found.map(({ who, before, now, witness, open }): Difference => ({
      kind,
      text: list(who) + (open === undefined ? '' : ` (not certain: ${plain(open)})`),
      isUndecided: witness === undefined,
      ...before === undefined ? {} : isNew ? { before } : { after: before },
      ...now === undefined ? {} : isNew ? { after: now } : { before: now },
      ...witness === undefined ? {} : { witness },
      scopes: [{ actions: ['sts:AssumeRole*'], notActions: [], resources: [side.arnOf(to)], notResources: [] }],
    }));
  }

  private permissions(pair: RolePair): Difference[] {
    const sessions = sessionsOf(pair, this.before, this.after, this.oldSide, this.newSide);
    return [...unseenDifferences(pair), ...sessions.flatMap((session) => [
      ...this.ofSession(pair, session, 'gains'), ...this.ofSession(pair, session, 'loses'),
    ])];
  }

  private ofSession({ before, after }: RolePair, { old, fresh, context, who }: ComparedSession, kind: 'gains' | 'loses'): Difference[] {
    const [from, to, role] = kind === 'gains' ? [old, fresh, after] : [fresh, old, before];
    if (to === undefined || role === undefined) {
      return [];
    }
    const acting = (after ?? before)!;
    const principal = { kind: acting.kind === 'role' ? 'roleSession' : 'user', arn: this.newSide.arnOf(acting) } as const;
    const search = new PermissionSearch({ principal, context, to, ...from === undefined ? {} : { from } });
    const words = {
      kind,
      standIns: this.standIns,
      to,
      ...role.account === undefined ? {} : { account: role.account },
      ...from === undefined ? {} : { from },
    };
    return search.gains().flatMap((gain) => differencesOf(gain, words)).map((one) => who === undefined ? one : { ...one, text: `${one.text} (${who})` });
  }
}

/** Names that CloudFormation makes of a role's logical id and its template, which is another file on each side. */
function sameNames(pairs: readonly RolePair[]): Map<string, string> {
  return new Map(pairs.flatMap(({ before, after }) => {
    const [old, fresh] = [before, after].map((role) => namesOfUnknown(role?.arn ?? '').filter((name) => !name.startsWith('AWS::')));
    return old.length === fresh.length ? old.map((name, i) => [name, fresh[i]] as const) : [];
  }));
}

/** Each line once: sessions of one role have most in common. */
function distinct(differences: readonly Difference[]): Difference[] {
  const seen = new Map<string, Difference>();
  differences.forEach((one) => {
    const key = `${one.kind} ${one.text.replace(/ \(the session of [^)]*\)$/, '')} ${one.before ?? ''} ${one.after ?? ''}`;
    seen.set(key, seen.get(key) ?? one);
  });
  return [...seen.values()];
}

/** What differs between two sides, in words; each line with a request whose answer changes. */
export function differencesBetween(before: AccessModel, after: AccessModel): DifferenceGroup[] {
  return new DifferenceSearch(before, after).find();
}
