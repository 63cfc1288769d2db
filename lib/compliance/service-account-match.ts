import type { JudgedRole } from './judged-role';
import { undecidedParts } from './undecided';
import { isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import type { ServiceAccountTrust } from './web-identity';
import { addTo } from '../core/add-to';
import { arnParts } from '../iam/arn';
import { globMatches } from '../iam/glob';
import { isKnown, nameOfUnknown } from '../iam/partial-text';
import type { InventoryServiceAccount } from '../inventory/service-account';

/** Roles by what ServiceAccounts call them; several, if one role can come out in several ways. */
export class NamedRoles {
  private readonly byName = new Map<string, JudgedRole[]>();

  public constructor(roles: readonly JudgedRole[]) {
    for (const role of roles) {
      this.add(`${role.at}.Arn`, role);
      if (role.roleName !== undefined) {
        this.add(`${role.path ?? '/'}${role.roleName}`, role);
      }
    }
  }

  /** The roles that a ServiceAccount names; nothing if it names one from elsewhere, or none. */
  public of({ roleArn }: InventoryServiceAccount): readonly JudgedRole[] {
    if (roleArn === undefined) {
      return [];
    }
    const reference = nameOfUnknown(roleArn);
    if (reference !== undefined) {
      return this.byName.get(reference) ?? [];
    }
    const { service, account = '', resource = '' } = arnParts(roleArn) ?? {};
    const named = service === 'iam' && resource.startsWith('role/') ? this.byName.get(resource.slice('role'.length)) ?? [] : [];
    return named.filter((role) => role.account === undefined || !isKnown(account) || role.account === account);
  }

  private add(name: string, role: JudgedRole): void {
    addTo(this.byName, name, [role]);
  }
}

/** Whether a role's trust takes a service account; nothing if that is known only at deploy time. */
export function trusts(role: JudgedRole, manifest: InventoryServiceAccount): boolean | undefined {
  const { trusts: all, undecided } = webIdentitiesOf(role);
  const answers = all.map((trust) => takes(trust, manifest));
  if (answers.includes(true)) {
    return true;
  }
  return answers.includes(undefined) || [...undecided, ...undecidedParts(role.trust), ...role.undecided].length > 0 ? undefined : false;
}

/** Whether a trust is certainly for another cluster than the one that a ServiceAccount is applied to. */
export function isOfOtherCluster({ issuers }: ServiceAccountTrust, { cluster }: InventoryServiceAccount): boolean {
  const own = issuers.flatMap((issuer) => /^issuer of (.+)\.OpenIdConnectIssuerUrl$/.exec(nameOfUnknown(issuer) ?? '')?.[1] ?? []);
  return cluster !== undefined && own.length > 0 && !own.includes(cluster);
}

function takes(trust: ServiceAccountTrust, manifest: InventoryServiceAccount): boolean | undefined {
  const subject = `system:serviceaccount:${manifest.namespace}:${manifest.name}`;
  const never = trust.tests.some((test) => ['sub', 'aud'].includes(test.claim) && test.asks !== 'weak' && isOwnIssuer(trust, test.issuer) === 'no');
  if (never || isOfOtherCluster(trust, manifest)) {
    return false;
  }
  const answers = limitsOf(trust, 'sub').map(({ values, asks }) => values.some((value) => asks === 'like' ? globMatches(value, subject) : value === subject)
    ? true : values.every(isKnown) ? false : undefined);
  return answers.includes(false) ? false : answers.includes(undefined) || trust.hasUndecidedTests ? undefined : true;
}
