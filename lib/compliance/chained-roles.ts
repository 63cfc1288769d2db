import { isOfWorkload } from './escalation';
import { addTo } from '../core/add-to';
import { coversAction } from '../iam/action';
import { arnParts } from '../iam/arn';
import { requiresValue } from '../iam/operator';
import { isKnown, nameOfUnknown } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';
import type { InventoryPart } from '../inventory/inventory';
import type { InventoryRole } from '../inventory/role';

/**
 * Marks the roles that the pods of others assume by themselves, as a target role of IRSA: their trust names the role of a workload that
 * was read as well, in whichever part. What such a role may do, pods may do.
 *
 * Only exact names count. A trust of a whole account, or of all roles of a path, says nothing of pods.
 */
export function withChainedRoles<P extends Pick<InventoryPart, 'roles' | 'foreignRoles'>>(parts: readonly P[]): readonly P[] {
  const chained = chainedRoles(parts);
  const marked = (role: InventoryRole) => chained.has(role) ? { ...role, isAssumedByPods: true } : role;
  return chained.size === 0 ? parts
    : parts.map((part) => ({ ...part, roles: part.roles.map(marked), foreignRoles: part.foreignRoles.map(marked) }));
}

/** A role of nobody yet, and whom its trust names. */
interface Candidate {
  readonly role: InventoryRole;
  readonly part: number;
  readonly sources: readonly string[];
}

function chainedRoles(parts: readonly Pick<InventoryPart, 'roles' | 'foreignRoles'>[]): ReadonlySet<InventoryRole> {
  const candidates = parts.flatMap(({ roles, foreignRoles }, part) => [...roles, ...foreignRoles].flatMap((role): Candidate[] => {
    const sources = sourcesOf(role);
    return sources.length === 0 || isOfWorkload(role) ? [] : [{ role, part, sources }];
  }));
  const chained = new Set<InventoryRole>();
  if (candidates.length === 0) {
    return chained;
  }
  const known = new WorkloadRoles();
  parts.forEach(({ roles, foreignRoles }, part) => [...roles, ...foreignRoles]
    .filter((role) => role.perhaps === undefined && isOfWorkload(role)).forEach((role) => known.add(role, part)));
  let left = candidates;
  for (let found = left; found.length > 0;) {
    // Each may be the source of another.
    found = left.filter(({ part, sources }) => sources.some((source) => known.has(source, part)));
    found.forEach(({ role, part }) => {
      chained.add(role);
      known.add(role, part);
    });
    left = left.filter(({ role }) => !chained.has(role));
  }
  return chained;
}

/** Roles of workloads, by the texts that name them. */
class WorkloadRoles {
  private readonly accounts = new Map<string, (string | undefined)[]>();
  private readonly references = new Set<string>();

  public add({ at, account, path = '/', roleName }: InventoryRole, part: number): void {
    this.references.add(`${part} ${at}.Arn`);
    if (roleName !== undefined && isKnown(roleName)) {
      addTo(this.accounts, `role${path}${roleName}`, [account]);
    }
  }

  /** A template alone does not say of which account it is. */
  public has(source: string, part: number): boolean {
    const reference = nameOfUnknown(source);
    if (reference !== undefined) {
      return this.references.has(`${part} ${reference}`);
    }
    const { account = '', resource = '' } = arnParts(source) ?? {};
    return (this.accounts.get(resource) ?? []).some((own) => own === undefined || !isKnown(account) || own === account);
  }
}

/** The roles that a trust names one by one. */
function sourcesOf({ trust }: InventoryRole): string[] {
  return trust.statements.flatMap((statement) => statement.effect === 'Deny' || !coversAction(statement, 'sts:AssumeRole') ? [] : [
    ...statement.principals.filter(({ type }) => type === 'AWS').map(({ value }) => value),
    ...isForAccount(statement) ? statement.conditions.filter(isExactArn).flatMap(({ values }) => values) : [],
  ].filter((value) => isReference(value) || /:role\//.test(value)));
}

function isForAccount({ principals }: PolicyStatement): boolean {
  return principals.some(({ type, value }) => type === '*' || (type === 'AWS' && !/:(?:role|user|assumed-role)\//.test(value)));
}

function isExactArn({ key, operator }: ConditionTest): boolean {
  return key.toLowerCase() === 'aws:principalarn' && ['string', 'arn'].includes(operator.type) && requiresValue(operator);
}

function isReference(value: string): boolean {
  return nameOfUnknown(value)?.endsWith('.Arn') === true;
}
