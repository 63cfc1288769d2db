import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { IServiceAccountRole } from './service-account-role-ref';
import { accountOf } from '../core/account-of';
import { highestRolesQuota } from '../core/account-quotas';
import { Annotations, Token } from '../core/cdk';
import { ConstructStore } from '../core/construct-store';
import { Quotas } from '../core/quotas';
import { count } from '../core/text';

const REGISTRY = new ConstructStore<RoleRegistry>('roleRegistry');

/** A role that has a name in its account. */
interface Named {
  readonly role: IRole;
  /** The role's name, if this app makes the role under a literal name. */
  readonly ownName?: string;
}

interface Entry extends Named {
  readonly role: IServiceAccountRole;
  /** True if this app makes the role. */
  readonly ownsRole: boolean;
}

/**
 * Every role of an app, for the rules that only the finished tree can answer: one name once in an
 * account, one service account bound to one role of a cluster.
 */
export class RoleRegistry {
  /** The registry of the role's app. */
  public static of(role: IConstruct): RoleRegistry {
    return REGISTRY.getOrCreate(role.node.root, () => new RoleRegistry(role.node.root));
  }

  private readonly entries: Entry[] = [];
  private readonly targets: Named[] = [];
  private judged?: { readonly entries: number; readonly problems: Map<IRole, string[]> };

  private constructor(private readonly root: IConstruct) {}

  public register(entry: Entry): void {
    this.entries.push(entry);
    entry.role.node.addValidation({ validate: () => this.problemsOf(entry.role) });
  }

  /** A role that this app makes for pods to get through the role of their service account: it has a name as well, and counts. */
  public registerTarget(entry: Named): void {
    this.targets.push(entry);
    entry.role.node.addValidation({ validate: () => this.problemsOf(entry.role) });
  }

  /** What is wrong with a role beside the others; the later of two is told. */
  private problemsOf(role: IRole): string[] {
    const entries = this.entries.length + this.targets.length;
    if (this.judged?.entries !== entries) {
      this.judged = { entries, problems: new Map() };
      this.warnOfManyRoles();
      this.warnOfRegions();
      this.judgeNames();
      this.judgeBindings();
    }
    return this.judged.problems.get(role) ?? [];
  }

  private say(role: IRole, problem: string): void {
    const told = this.judged!.problems.get(role) ?? [];
    this.judged!.problems.set(role, told.includes(problem) ? told : [...told, problem]);
  }

  private judgeNames(): void {
    const owned = [...this.entries, ...this.targets].filter((entry) => entry.ownName !== undefined);
    for (const [first, ...others] of groups(owned, ({ role, ownName }) => `${accountOf(role)} ${ownName!.toLowerCase()}`)) {
      others.forEach(({ role, ownName }) => this.say(role,
        `a role's name must be unique in an account, whatever its case and path, but "${ownName}" is the name of ${quote(first.role)} as well: ` +
        `give one of them another roleName${this.otherwise([first.role, role])}`));
    }
  }

  /** How two roles of one name can be one. */
  private otherwise(roles: readonly IRole[]): string {
    const targets = roles.filter((role) => this.targets.some((target) => target.role === role)).length;
    return [
      ', or, if it is one role whose service accounts differ by cluster, create it once with serviceAccountsByCluster',
      '',
      ', or, if it is one role for several sources, create it once and give it to each',
    ][targets];
  }

  private judgeBindings(): void {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- for validation only, which begins at synthesis
    const { ServiceAccountBindings } = require('./service-account-bindings') as typeof import('./service-account-bindings');
    const roles = this.entries.map(({ role }) => role);
    new ServiceAccountBindings(this.root, roles).judge((role, problem) => this.say(role, problem));
  }

  private warnOfRegions(): void {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- for validation only, which begins at synthesis
    const { warnOfClusterRegions } = require('./region-warnings') as typeof import('./region-warnings');
    this.entries.forEach(({ role }) => warnOfClusterRegions(role));
  }

  private warnOfManyRoles(): void {
    const own = [...this.entries.filter(({ ownsRole }) => ownsRole), ...this.targets]
      .filter(({ role }) => !Token.isUnresolved(role.stack.account));
    for (const same of groups(own, ({ role }) => role.stack.account)) {
      const raised = highestRolesQuota(same.map(({ role }) => role.stack));
      const quota = raised ?? Quotas.rolesPerAccount;
      if (same.length > quota) {
        // On a stack, since the CLI shows no warning of the app itself.
        Annotations.of(same[0].role.stack).addWarningV2(
          'cdk-irsa:rolesPerAccount',
          `account ${same[0].role.stack.account} gets ${count(same.length, 'role')}, and its quota is ` +
          `${count(quota, 'role')}${raised ? '' : ' unless AWS raised it: then say so as quotas.roles of the account in the file of workloads, or acknowledge this'}`);
      }
    }
  }
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
