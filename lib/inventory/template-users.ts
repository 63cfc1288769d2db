import type { InventoryPart } from './inventory';
import { keyOf, LinkedPolicies } from './linked-policies';
import type { PolicyHolder } from './linked-policies';
import type { InventoryPolicy, InventoryRole, StandalonePolicy } from './role';
import type { TemplateReader } from './template-reader';
import { GROUP_TYPE, MEMBERSHIP_TYPE, USER_POLICY_TYPES, USER_TYPE } from '../cloudformation/resource-types';
import { addTo } from '../core/add-to';
import { plain } from '../iam/partial-text';

/** A template among those that it is deployed with, and its reader. */
export interface ReadTemplate {
  readonly stack: PolicyHolder;
  readonly reader: TemplateReader;
}

/** A group of a template, in all ways in which it can come out. */
interface Group {
  readonly stack: string;
  readonly id: string;
  readonly ways: readonly InventoryRole[];
}

/** How a template names something, and the same for all templates. */
type Name = readonly [key: string, text: string];

/** The users and groups of templates that are deployed together: what each has may stand in any of them. */
export class UsersOfTemplates {
  private readonly ofUsers: LinkedPolicies;
  private readonly ofGroups: LinkedPolicies;
  /** By each text that names one. */
  private readonly groups = new Map<string, Group>();
  /** The groups of which users are members by resources of their own, by each text that names a user. */
  private readonly memberships = new Map<string, Name[]>();

  public constructor(private readonly templates: readonly ReadTemplate[]) {
    [this.ofUsers, this.ofGroups] = [this.policiesOf('users'), this.policiesOf('groups')];
    for (const { stack, reader } of templates) {
      for (const [id] of reader.resourcesOf(GROUP_TYPE)) {
        const ways = holderOf(stack, reader, id, 'group', this.ofGroups);
        const group = { stack: stack.id, id, ways };
        keysOf(stack, id, ways).forEach((key) => this.groups.set(key, group));
      }
      for (const [, { GroupName: group, Users: users }] of reader.resourcesOf(MEMBERSHIP_TYPE)) {
        reader.texts(users).forEach((user) => addTo(this.memberships, keyOf(user, stack), namesOf(reader, stack, group)));
      }
    }
  }

  /** Those of one template; neither list, where it has none. */
  public in({ stack, reader }: ReadTemplate): Pick<InventoryPart, 'users' | 'groups'> {
    const users = reader.resourcesOf(USER_TYPE).flatMap(([id, { Groups: groups }]) => {
      const ways = holderOf(stack, reader, id, 'user', this.ofUsers);
      const added = keysOf(stack, id, ways).flatMap((key) => this.memberships.get(key) ?? []);
      return ways.map((way) => this.withGroups(way, new Map([...namesOf(reader, stack, groups), ...added]), stack));
    });
    const groups = reader.resourcesOf(GROUP_TYPE).flatMap(([id]) => this.groups.get(`${stack.id}/${id}`)?.ways ?? []);
    return { ...users.length === 0 ? {} : { users }, ...groups.length === 0 ? {} : { groups } };
  }

  /** A user with what its groups have; of those that are not among the templates, with their names. */
  private withGroups(user: InventoryRole, names: ReadonlyMap<string, string>, { id: viewer }: PolicyHolder): InventoryRole {
    const groups = [...new Set([...names.keys()].flatMap((name) => this.groups.get(name) ?? []))];
    const arns = [...new Set([user, ...groups.flatMap(({ ways }) => ways)].flatMap(({ managedPolicyArns }) => managedPolicyArns))];
    return {
      ...user,
      policies: groups.filter(({ ways }) => ways.length === 1)
        .reduce((all, group) => [...all, ...besides(all, ofGroup(group, viewer))], user.policies),
      managedPolicyArns: arns,
      followedArns: [user, ...groups.flatMap(({ ways }) => ways)].flatMap(({ followedArns = [] }) => followedArns),
      managedPolicies: arns.length,
      undecided: [
        ...user.undecided,
        ...[...names].filter(([key]) => !this.groups.has(key))
          .map(([, name]) => `what group ${plain(name)} allows, which is not among the paths`),
        ...groups.filter(({ ways }) => ways.length !== 1).map(({ id }) => `what group ${id} allows, which depends on conditions of the template`),
      ],
    };
  }

  private policiesOf(kind: 'users' | 'groups'): LinkedPolicies {
    return new LinkedPolicies(this.templates.map(({ stack, reader }) => ({
      ...stack, policies: policiesOfHolders(reader).map((policy) => ({ ...policy, roles: policy[kind] ?? [] })),
    })));
  }
}

/** All policies of a template that users and groups may have. */
export function policiesOfHolders(reader: TemplateReader): StandalonePolicy[] {
  return [...reader.policies, ...reader.policiesOfTypes(USER_POLICY_TYPES)];
}

function holderOf(stack: PolicyHolder, reader: TemplateReader, id: string, kind: 'user' | 'group', policies: LinkedPolicies): InventoryRole[] {
  const besidesIt = { account: stack.account, policiesOf: policies.seenBy(stack) };
  return reader.holderAt(id, kind === 'user' ? 'UserName' : 'GroupName', besidesIt)
    .map((holder) => ({ ...holder, undecided: holder.undecided.map((what) => what.replace('the role', `the ${kind}`)) }));
}

function namesOf(reader: TemplateReader, stack: PolicyHolder, value: unknown): Name[] {
  return value === undefined ? [] : reader.texts(value).map((text) => [keyOf(text, stack), text]);
}

/** The texts that name a user or group. */
function keysOf(stack: PolicyHolder, id: string, ways: readonly InventoryRole[]): string[] {
  return [...new Set([`${stack.id}/${id}`, ...ways.flatMap(({ roleName }) => roleName === undefined ? [] : keyOf(roleName, stack))])];
}

/** What members have by a group, as a template names it. The inline policies of a group stand with it. */
function ofGroup({ stack, id, ways: [{ policies, roleName = id }] }: Group, viewer: string): InventoryPolicy[] {
  const seen = (at: string) => stack === viewer ? at
    : at.startsWith(`${viewer}/`) ? at.slice(viewer.length + 1) : at.includes('/') ? at : `${stack}/${at}`;
  return policies.map((policy) => ({
    ...policy, ...policy.kind === 'managed' ? {} : { name: `${policy.name} of group ${plain(roleName)}` }, at: seen(policy.at ?? id),
  }));
}

/** Those of a list that another one does not have. */
function besides(all: readonly InventoryPolicy[], more: readonly InventoryPolicy[]): InventoryPolicy[] {
  const keyOfPolicy = ({ at, name }: InventoryPolicy) => `${at ?? ''}\n${name}`;
  const known = new Set(all.map(keyOfPolicy));
  return more.filter((policy) => !known.has(keyOfPolicy(policy)));
}
