import { findingId } from './finding-id';
import type { Finding } from './judge';
import type { JudgedRole } from './judged-role';
import { judgedRole } from './judged-role';
import { RULES } from './rules';
import { NamedRoles, trusts } from './service-account-match';
import { webIdentitiesOf } from './web-identity';
import { addTo } from '../core/add-to';
import type { InventoryServiceAccount } from '../inventory/service-account';
import type { Source, Where } from '../inventory/source';

/** A finding about roles and ServiceAccounts of several files. */
export interface FindingTogether {
  readonly finding: Finding;
  readonly where: Where;
}

/**
 * Compares ServiceAccounts that stand in files of their own with the roles of all files. Those of templates are compared
 * where they stand: they name roles by logical ids.
 */
export function judgeTogether(sources: readonly Source[]): FindingTogether[] {
  const whereIs = new Map<string, () => Where>();
  const renamed = <T extends { readonly at: string }>(items: readonly T[], source: Source, i: number) => items.map((item) => {
    const at = `${i}\n${item.at}`;
    whereIs.set(at, () => source.whereIs(item.at));
    return { ...item, at };
  });
  const manifests = sources.flatMap((source, i) => source.isTemplate ? [] : renamed(source.manifests, source, i));
  if (manifests.length === 0) {
    return [];
  }
  const roles = sources.flatMap((source, i) => renamed(source.roles, source, i).map(judgedRole));
  const elsewhere = new Elsewhere(roles, manifests, sources.flatMap((source) => source.isTemplate ? source.manifests : []));
  return RULES.flatMap((rule) => (rule.judgeTogether?.(roles, manifests) ?? []).map((finding) => ({ rule, ...finding })))
    .filter(({ at, detail }) => !elsewhere.explains(at, detail))
    .map((finding) => ({
      finding: { ...finding, id: findingId(finding.rule.id, finding.detail), message: finding.message.replace(/\d+\n/g, '') },
      where: whereIs.get(finding.at)!(),
    }));
}

/**
 * Files do not tell for which cluster they are. A ServiceAccount of the same name that becomes its own role, by another
 * cluster's issuer, is another one; and so may be one whose template tells which role it names.
 */
class Elsewhere {
  private readonly named: NamedRoles;
  private readonly roles: ReadonlyMap<string, JudgedRole>;
  private readonly manifests = new Map<string, InventoryServiceAccount[]>();
  private readonly inTemplates: ReadonlySet<string>;

  public constructor(
    roles: readonly JudgedRole[], manifests: readonly InventoryServiceAccount[], ofTemplates: readonly InventoryServiceAccount[],
  ) {
    this.named = new NamedRoles(roles);
    this.roles = new Map(roles.map((role) => [role.at, role]));
    for (const manifest of manifests) {
      addTo(this.manifests, nameOf(manifest), [manifest]);
    }
    this.inTemplates = new Set(ofTemplates.map(nameOf));
  }

  /** @param at the role of the finding, if it stands at one */
  public explains(at: string, name = ''): boolean {
    const role = this.roles.get(at);
    const isOfOther = (manifest: InventoryServiceAccount) =>
      this.named.of(manifest).some((other) => trusts(other, manifest) === true && !shareIssuer(role!, other));
    return role !== undefined && (this.inTemplates.has(name) || (this.manifests.get(name) ?? []).every(isOfOther));
  }
}

function shareIssuer(one: JudgedRole, other: JudgedRole): boolean {
  const issuers = new Set(webIdentitiesOf(one).trusts.flatMap((trust) => trust.issuers));
  return webIdentitiesOf(other).trusts.some((trust) => trust.issuers.some((issuer) => issuers.has(issuer)));
}

function nameOf({ namespace, name }: InventoryServiceAccount): string {
  return `${namespace}/${name}`;
}
