import type { Difference, DifferenceGroup } from './difference';
import { differencesOf } from './permission-lines';
import { ResourceSearch } from './resource-search';
import type { ComparedResource, ResourceGain } from './resource-search';
import { NO_POLICIES } from './side-policies';
import type { SideReader, SideResource } from './side-reader';
import type { StandIns } from './stand-ins';
import { arnParts } from '../../iam/arn';
import { isKnown, plain, unknownPart } from '../../iam/partial-text';
import type { Principal } from '../../iam/policy-statement';
import { placeText } from '../routes/role-policies';

/** A resource of one side, or several of the same ARN. */
type Same = readonly SideResource[];

/** What principals gain and lose by the policies of resources, those that are no roles or users among the paths. */
export function resourceDifferences(before: SideReader, after: SideReader, standIns: StandIns): DifferenceGroup[] {
  const [old, fresh] = [byArn(before), byArn(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((arn) =>
    groupsOf(old.get(arn) ?? [], fresh.get(arn) ?? [], { roles: arnsOf(before, after), standIns }));
}

/** The roles and users among the paths, each of which is compared by itself. */
function arnsOf(...sides: readonly SideReader[]): string[] {
  return [...new Set(sides.flatMap(({ roleArns, userArns }) => [...roleArns, ...userArns]))];
}

function byArn({ resources }: SideReader): Map<string, SideResource[]> {
  const found = new Map<string, SideResource[]>();
  resources.forEach((one) => found.set(one.arns[0], [...found.get(one.arns[0]) ?? [], one]));
  return found;
}

interface Surroundings {
  readonly roles: readonly string[];
  readonly standIns: StandIns;
}

/** A group for all whose lines are the same ones. */
function groupsOf(old: Same, fresh: Same, { roles, standIns }: Surroundings): DifferenceGroup[] {
  const [{ resource, arns }] = fresh.length > 0 ? fresh : old;
  const [from, to] = [old, fresh].map((same) => same.flatMap(({ documents }) => documents));
  const account = standIns.put(resource.account ?? unknownPart('AWS::AccountId'));
  const isKept = old.length > 0 && fresh.length > 0;
  const compared: ComparedResource = { from, to, arns, account, isNamed: isKnown(resource.arn), isKept, roles };
  const linesOf = (kind: 'gains' | 'loses') => {
    const [one, other] = kind === 'gains' ? [from, to] : [to, from];
    const context = {
      kind,
      standIns,
      ...resource.account === undefined ? {} : { account: resource.account },
      from: { ...NO_POLICIES, identity: one },
      to: { ...NO_POLICIES, identity: other },
    } as const;
    return new ResourceSearch({ ...compared, from: one, to: other }).gains()
      .flatMap((gain) => differencesOf(gain, context).map((line) => ({ who: whoText(gain, standIns), line })));
  };
  const byWho = new Map<string, { readonly who: readonly string[]; readonly lines: Difference[] }>();
  for (const { who, line } of [...linesOf('gains'), ...linesOf('loses')]) {
    const group = byWho.get(who.join('\n')) ?? { who, lines: [] };
    byWho.set(who.join('\n'), group);
    group.lines.push(line);
  }
  const origin = [...fresh, ...old].flatMap(({ resource: { policies } }) => policies)[0]?.origin();
  return [...byWho.values()].map(({ who, lines }) => ({
    workloads: who,
    subject: `${resource.kind} ${nameOf(resource.arn)}`,
    place: origin === undefined ? '' : placeText(origin),
    state: old.length === 0 ? 'new' : fresh.length === 0 ? 'removed' : 'changed',
    differences: lines,
  }));
}

/** The name of a resource, without the kind before it. */
function nameOf(arn: string): string {
  const { resource = arn } = arnParts(arn) ?? {};
  return plain(resource.replace(/^(?:key\/|secret:)/, '').replace(/-\uE000the suffix of [^\uE001]*\uE001$/, ''));
}

function whoText({ who, isAllBut }: ResourceGain, standIns: StandIns): string[] {
  return isAllBut ? ['everyone but those whom its policy excepts'] : [...new Set(who.map((one) => principalText(one, standIns)))];
}

function principalText({ type, value: read }: Principal, standIns: StandIns): string {
  const value = standIns.back(read);
  const account = /^(?:arn:[^:]*:iam::)?([^:/]+)(?::root)?$/.exec(value)?.[1];
  switch (type) {
    case 'Service': return `the service ${plain(value)}`;
    case 'CanonicalUser': return `the canonical user ${plain(value)}`;
    case 'Federated': return `whoever ${plain(value)} signs in`;
    default: return value === '*' ? 'anyone' : account === undefined || value.includes('/') ? plain(value) : `account ${plain(account)}`;
  }
}
