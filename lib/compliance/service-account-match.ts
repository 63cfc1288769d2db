import { isGeneratedFrom } from './generated-name';
import type { JudgedRole } from './judged-role';
import { undecidedParts } from './undecided';
import { isOwnIssuer, limitsOf, webIdentitiesOf } from './web-identity';
import type { ServiceAccountTrust } from './web-identity';
import { addTo } from '../core/add-to';
import { SUBJECT_PREFIX } from '../core/names';
import { arnParts } from '../iam/arn';
import { globMatches, globsOverlap } from '../iam/glob';
import { isKnown, masked, nameOfUnknown, plain, splitText } from '../iam/partial-text';
import { asWritten } from '../inventory/rendered-text';
import type { InventoryServiceAccount } from '../inventory/service-account';

/** `namespace/name`, as it is written. */
export function accountName({ namespace, name }: InventoryServiceAccount): string {
  return plain(asWritten(`${namespace}/${name}`));
}

/** Roles by what ServiceAccounts call them; several, if one role can come out in several ways. */
export class NamedRoles {
  private readonly byName = new Map<string, JudgedRole[]>();
  private readonly byLastName = new Map<string, JudgedRole[]>();
  private readonly unnamed: readonly JudgedRole[];

  public constructor(roles: readonly JudgedRole[]) {
    this.unnamed = roles.filter(({ roleName }) => roleName === undefined);
    for (const role of roles) {
      this.add(`${role.at}.Arn`, role);
      if (role.roleName !== undefined) {
        this.add(`${role.path ?? '/'}${role.roleName}`, role);
        addTo(this.byLastName, role.roleName, [role]);
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
    return named.filter((role) => isOfAccount(role, account));
  }

  /** The roles that a ServiceAccount may name: of some, nobody tells the name, or CloudFormation makes it at the deploy. */
  public maybeOf({ roleArn = '' }: InventoryServiceAccount): readonly JudgedRole[] {
    const { service, account = '', resource = '' } = arnParts(roleArn) ?? {};
    return service !== 'iam' || !resource.startsWith('role/') ? []
      : this.unnamed.filter((role) => isOfAccount(role, account) && mayBeNamed(role, resource.slice(resource.lastIndexOf('/') + 1)));
  }

  /** The roles of the name that a ServiceAccount writes under another path: a name is an account's only one, whatever the path. */
  public underOtherPath({ roleArn = '' }: InventoryServiceAccount): readonly JudgedRole[] {
    const { service, account = '', resource = '' } = arnParts(roleArn) ?? {};
    const written = resource.slice('role'.length);
    return service !== 'iam' || !resource.startsWith('role/') || !isKnown(resource) ? []
      : (this.byLastName.get(written.slice(written.lastIndexOf('/') + 1)) ?? [])
        .filter((role) => isKnown(role.path ?? '/') && `${role.path ?? '/'}${role.roleName}` !== written && isOfAccount(role, account));
  }

  private add(name: string, role: JudgedRole): void {
    addTo(this.byName, name, [role]);
  }
}

/** Whether a role of which the name is not known may have a name; a part of the ARN may not be known, too. */
function mayBeNamed({ namePattern, namedAfter }: JudgedRole, name: string): boolean {
  return !isKnown(name) || (namedAfter === undefined ? namePattern !== undefined && globMatches(namePattern, name)
    : isGeneratedFrom(namedAfter, name));
}

function isOfAccount(role: JudgedRole, account: string): boolean {
  return role.account === undefined || !isKnown(account) || role.account === account;
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
export function isOfOtherCluster({ issuers }: ServiceAccountTrust, { cluster, issuer: ofCluster }: InventoryServiceAccount): boolean {
  if (ofCluster !== undefined && issuers.length > 0 && issuers.every(isKnown)) {
    return !issuers.includes(ofCluster);
  }
  const own = issuers.flatMap((issuer) => /^issuer of (.+)\.OpenIdConnectIssuerUrl$/.exec(nameOfUnknown(issuer) ?? '')?.[1] ?? []);
  return cluster !== undefined && own.length > 0 && !own.includes(cluster);
}

/** Whether one statement takes a service account; nothing if that is known only at deploy time. */
export function takes(trust: ServiceAccountTrust, manifest: InventoryServiceAccount): boolean | undefined {
  const subject = `${SUBJECT_PREFIX}${manifest.namespace}:${manifest.name}`;
  const never = trust.tests.some((test) => ['sub', 'aud'].includes(test.claim) && test.asks !== 'weak' && isOwnIssuer(trust, test.issuer) === 'no');
  if (never || isOfOtherCluster(trust, manifest)) {
    return false;
  }
  const answers = limitsOf(trust, 'sub').map(({ values, asks }) => {
    const all = values.map((value) => matches(value, subject, asks === 'like'));
    return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
  });
  return answers.includes(false) ? false : answers.includes(undefined) || trust.hasUndecidedTests ? undefined : true;
}

/** Whether a value of a condition takes a subject; nothing where that depends on parts that are not known. */
function matches(value: string, subject: string, isLike: boolean): boolean | undefined {
  if (isLike ? globMatches(value, subject) : value === subject) {
    return true;
  }
  const asPattern = (text: string) => masked(isLike ? text : text.replace(/[*?]/g, '\u0001'), '*');
  const [own, other] = [splitText(value, ':'), splitText(subject, ':')];
  const mayMatch = isKnown(value) && own.length === other.length ? own.every((part, i) => globsOverlap(asPattern(part), masked(other[i], '*')))
    : globsOverlap(asPattern(value), masked(subject, '*'));
  return (isKnown(value) && isKnown(subject)) || !mayMatch ? false : undefined;
}
