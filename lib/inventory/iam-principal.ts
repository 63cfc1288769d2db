import type { InventoryPolicy, InventoryRole } from './role';
import { isObject } from '../core/plain-object';
import { arnParts } from '../iam/arn';
import { readLiteralDocument } from '../iam/document';

/** An object of the IAM API's output. */
export type Item = Record<string, any>;

/** Users, each with what its groups have. */
export function usersOf(users: readonly unknown[], groups: readonly unknown[], managed: ReadonlyMap<string, InventoryPolicy>) {
  const byName = new Map(groups.filter(isObject).map((group) => [text(group.GroupName), group]));
  return users.flatMap((user, i) => {
    if (!isObject(user) || text(user.UserName) === '') {
      return [];
    }
    const names = asList(user.GroupList).map(text);
    const own = names.flatMap((name) => byName.get(name) ?? []);
    const ofUser = roleOf({ ...user, RoleName: user.UserName, RolePolicyList: asList(user.UserPolicyList) }, managed);
    const ofGroups = own.map((group) => roleOf({ ...group, RolePolicyList: asList(group.GroupPolicyList) }, managed));
    const arns = [...new Set([ofUser, ...ofGroups].flatMap(({ managedPolicyArns }) => managedPolicyArns))];
    const role: InventoryRole = {
      ...ofUser,
      at: `user ${text(user.UserName)}`,
      policies: [
        ...ofUser.policies,
        ...ofGroups.flatMap(({ policies }, k) => policies.map((policy) =>
          policy.kind === 'managed' ? policy : { ...policy, name: `${policy.name} of group ${text(own[k].GroupName)}` })),
      ],
      managedPolicyArns: arns,
      managedPolicies: arns.length,
      undecided: names.filter((name) => !byName.has(name)).map((name) => `what group ${name} allows, which is not among the paths`),
    };
    return [{ role, i }];
  });
}

/** A role, or what has policies as a role has. */
export function roleOf(role: Item, managed: ReadonlyMap<string, InventoryPolicy>): InventoryRole {
  const attached = asList(role.AttachedManagedPolicies).map((policy) => text(policy?.PolicyArn));
  const name = text(role.RoleName);
  return {
    at: name,
    ...name === '' ? { namePattern: '*' } : { roleName: name },
    path: text(role.Path) || '/',
    account: accountOf(text(role.Arn)),
    trust: readLiteralDocument(role.AssumeRolePolicyDocument),
    policies: [
      ...asList(role.RolePolicyList).map((policy): InventoryPolicy => ({
        name: `the inline policy "${text(policy?.PolicyName)}"`,
        kind: 'inline',
        policyName: text(policy?.PolicyName) || undefined,
        document: readLiteralDocument(policy?.PolicyDocument),
      })),
      ...attached.flatMap((arn) => managed.get(arn) ?? []),
    ],
    managedPolicyArns: attached,
    managedPolicies: attached.length,
    permissionsBoundary: boundaryOf(role),
    boundaryArn: text(role.PermissionsBoundary?.PermissionsBoundaryArn) || undefined,
    boundary: managed.get(text(role.PermissionsBoundary?.PermissionsBoundaryArn))?.document,
    issuersOfProviders: new Map(),
    ...'RolePolicyList' in role ? {} : { lacksPolicies: true },
    undecided: [],
  };
}

function accountOf(arn: string): string | undefined {
  const { service, account = '' } = arnParts(arn) ?? {};
  return service === 'iam' && /^\d{12}$/.test(account) ? account : undefined;
}

/** get-role and get-account-authorization-details give the boundary of a role that has one; list-roles gives none. */
function boundaryOf(role: Item): InventoryRole['permissionsBoundary'] {
  return isObject(role.PermissionsBoundary) && role.PermissionsBoundary.PermissionsBoundaryArn !== '' ? 'present' : 'RolePolicyList' in role || 'RoleLastUsed' in role ? 'absent' : 'unknown';
}

export function asList(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
