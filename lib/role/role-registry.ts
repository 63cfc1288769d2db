import { Annotations, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Quotas } from '../core/quotas';
import { count, list } from '../core/text';
import type { IServiceAccountRole } from './service-account-role';

const REGISTRY = Symbol.for('cdk-irsa.roles');

interface Entry {
  readonly role: IServiceAccountRole;
  /** True if this app makes the role. */
  readonly ownsRole: boolean;
  /** The role's name, if this app makes the role under a literal name. */
  readonly ownName?: string;
}

/**
 * Every role of an app, for the rules that only the finished tree can answer: one name once in an
 * account, one service account bound to one role of a cluster.
 */
export class RoleRegistry {
  public static register(role: IServiceAccountRole, own: { readonly ownsRole: boolean; readonly ownName?: string }): void {
    const root = role.node.root as IConstruct & { [REGISTRY]?: RoleRegistry };
    if (!root[REGISTRY]) {
      const registry = new RoleRegistry();
      root[REGISTRY] = registry;
      root.node.addValidation({ validate: () => registry.validate() });
    }
    root[REGISTRY].entries.push({ role, ...own });
  }

  private readonly entries: Entry[] = [];

  private validate(): string[] {
    this.warnOfManyRoles();
    return [...this.sameNames(), ...this.sameAccounts()];
  }

  private sameNames(): string[] {
    const owned = this.entries.filter((entry) => entry.ownName !== undefined);
    return groups(owned, ({ role, ownName }) => `${accountKey(role)} ${ownName!.toLowerCase()}`).map((same) =>
      `role names must be unique in an account, whatever their case and path, but ${list(same.map(({ role }) => quote(role)))} ` +
      `are all named "${same[0].ownName}": give all but one another roleName`);
  }

  private sameAccounts(): string[] {
    const bindings = this.entries.flatMap(({ role }) => role.clusters.flatMap((cluster) => role.serviceAccounts
      .filter((subject) => !subject.isPattern)
      .map((subject) => ({ role, cluster, subject, key: `${accountKey(role)} ${cluster.providerArn} ${subject.subject}` }))));
    return groups(bindings, (binding) => binding.key).map((same) =>
      `a service account must be bound to one role of a cluster, since it has one role-arn annotation, but ` +
      `${same[0].subject.toString()} of ${same[0].cluster.clusterName} is bound to ${list(same.map(({ role }) => quote(role)))}: ` +
      'give all its permissions to one role, or use another service account');
  }

  private warnOfManyRoles(): void {
    const own = this.entries.filter(({ role, ownsRole }) => ownsRole && !Token.isUnresolved(Stack.of(role).account));
    for (const same of groups(own, ({ role }) => Stack.of(role).account)) {
      if (same.length > Quotas.rolesPerAccount) {
        const { node } = same[0].role;
        Annotations.of(node.root).addWarningV2(
          'cdk-irsa:rolesPerAccount',
          `account ${Stack.of(same[0].role).account} gets ${count(same.length, 'role')}, and its quota is ` +
          `${count(Quotas.rolesPerAccount, 'role')} unless AWS raised it`);
      }
    }
  }
}

/** The account if it is known at synth; else only roles of the same stack are known to share one. */
function accountKey(role: IServiceAccountRole): string {
  const { account, node } = Stack.of(role);
  return Token.isUnresolved(account) ? node.addr : account;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = byKey.get(key);
    if (group) {
      group.push(item);
    } else {
      byKey.set(key, [item]);
    }
  }
  return [...byKey.values()].filter((group) => group.length > 1);
}

function quote(role: IConstruct): string {
  return `"${role.node.path}"`;
}
