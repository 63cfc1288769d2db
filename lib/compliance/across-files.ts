import { findingId } from './finding-id';
import type { Finding } from './judge';
import type { JudgedRole } from './judged-role';
import { judgedRole } from './judged-role';
import { KnownTrusts } from './known-trusts';
import { RULES } from './rules';
import { NamedRoles, trusts } from './service-account-match';
import { webIdentitiesOf } from './web-identity';
import { addTo } from '../core/add-to';
import { arnParts } from '../iam/arn';
import type { FilePart, Origin } from '../inventory/inventory';
import type { InventoryServiceAccount } from '../inventory/service-account';

/** A finding about roles and ServiceAccounts of several files. */
export interface FindingAcrossFiles {
  readonly finding: Finding;
  readonly origin: Origin;
}

/** What is found in the files together, and what they settle of the findings about roles alone. */
export interface JudgedAcrossFiles {
  readonly findings: readonly FindingAcrossFiles[];
  readonly settled: readonly { readonly origin: Origin; readonly id: string }[];
}

/**
 * Compares ServiceAccounts that stand in files of their own with the roles of all files. Those of templates are compared
 * where they stand, but for those that name a role of elsewhere by its ARN: the others name roles by logical ids.
 */
export function judgeAcrossFiles(parts: readonly FilePart[], known = new KnownTrusts(false)): JudgedAcrossFiles {
  const origins = new Map<string, () => Origin>();
  const renamed = <T extends { readonly at: string }>(item: T, part: FilePart, i: number) => {
    const at = `${i}\n${item.at}`;
    origins.set(at, () => part.originOf(item.at));
    return { ...item, at };
  };
  const serviceAccounts = parts.flatMap((part, i) =>
    (part.refersByLogicalId ? namingOthers(part) : part.serviceAccounts).map((account) => renamed(account, part, i)));
  if (serviceAccounts.length === 0) {
    return { findings: [], settled: [] };
  }
  const roles = parts.flatMap((part, i) => part.roles.map((role) => judgedRole(renamed(role, part, i), false, known.factsOf(role))));
  const elsewhere = new Elsewhere(roles, serviceAccounts, parts.flatMap((part) => part.refersByLogicalId ? part.serviceAccounts : []));
  const together = RULES.flatMap((rule) => (rule.judgeTogether?.(roles, serviceAccounts) ?? []).map((finding) => ({ rule, ...finding })))
    .filter(({ at, detail }) => !elsewhere.explains(at, detail));
  const findings = together.map((finding) => ({
    finding: { ...finding, id: findingId(finding.rule.id, finding.detail), message: finding.message.replace(/\d+\n/g, '') },
    origin: origins.get(finding.at)!(),
  }));
  const byThese = RULES.flatMap((rule) => rule.settles?.(roles, serviceAccounts) ?? []);
  const settled = [...together.flatMap(({ settles = [] }) => settles), ...byThese]
    .map(({ at, id }) => ({ id, origin: origins.get(at)!() }));
  return { findings, settled };
}

/** The ServiceAccounts of a template that name a role of elsewhere by its ARN. */
function namingOthers({ serviceAccounts, roles, foreignRoles }: FilePart): readonly InventoryServiceAccount[] {
  const named = serviceAccounts.filter(({ roleArn = '' }) => arnParts(roleArn) !== undefined);
  const own = named.length === 0 ? undefined : new NamedRoles([...roles, ...foreignRoles]);
  return named.filter((account) => own!.of(account).length === 0);
}

/**
 * Files do not tell for which cluster they are. A ServiceAccount of the same name that becomes its own role, by another
 * cluster's issuer, is another one; and so may be one whose template tells which role it names.
 */
class Elsewhere {
  private readonly named: NamedRoles;
  private readonly roles: ReadonlyMap<string, JudgedRole>;
  private readonly serviceAccounts = new Map<string, InventoryServiceAccount[]>();
  private readonly inTemplates: ReadonlySet<string>;

  public constructor(
    roles: readonly JudgedRole[], serviceAccounts: readonly InventoryServiceAccount[], ofTemplates: readonly InventoryServiceAccount[],
  ) {
    this.named = new NamedRoles(roles);
    this.roles = new Map(roles.map((role) => [role.at, role]));
    for (const serviceAccount of serviceAccounts) {
      addTo(this.serviceAccounts, nameOf(serviceAccount), [serviceAccount]);
    }
    this.inTemplates = new Set(ofTemplates.map(nameOf));
  }

  /** @param at the role of the finding, if it stands at one */
  public explains(at: string, name = ''): boolean {
    const role = this.roles.get(at);
    const isOfOther = (serviceAccount: InventoryServiceAccount) =>
      this.named.of(serviceAccount).some((other) => trusts(other, serviceAccount) === true && !shareIssuer(role!, other));
    return role !== undefined && (this.inTemplates.has(name) || (this.serviceAccounts.get(name) ?? []).every(isOfOther));
  }
}

function shareIssuer(one: JudgedRole, other: JudgedRole): boolean {
  const issuers = new Set(webIdentitiesOf(one).trusts.flatMap((trust) => trust.issuers));
  return webIdentitiesOf(other).trusts.some((trust) => trust.issuers.some((issuer) => issuers.has(issuer)));
}

function nameOf({ namespace, name }: InventoryServiceAccount): string {
  return `${namespace}/${name}`;
}
