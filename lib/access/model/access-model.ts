import { AccessRole } from './access-role';
import type { HolderKind } from './access-role';
import { Clusters } from './known-clusters';
import type { KnownCluster } from './known-clusters';
import { OwnedResources } from './owned-resources';
import { issuerOfUnknown } from '../../cloudformation/text-pieces';
import type { KnownTrusts } from '../../compliance/known-trusts';
import { addTo } from '../../core/add-to';
import { partitionOfRegion } from '../../core/partition';
import { arnParts } from '../../iam/arn';
import type { ValueOf } from '../../iam/known-parts';
import { withKnownParts } from '../../iam/known-parts';
import { isKnown } from '../../iam/partial-text';
import type { FilePart, Inventory, Origin } from '../../inventory/inventory';
import type { OtherPermission } from '../../inventory/other-permissions';
import type { InventoryRole } from '../../inventory/role';
import type { InventoryServiceAccount } from '../../inventory/service-account';

/** A service account that stands among the paths, with the role that it is given there. */
export interface GivenRole {
  readonly account: InventoryServiceAccount;
  readonly origin: () => Origin;
  readonly roleArn?: string;
  readonly targetRoleArn?: string;
  readonly cluster?: KnownCluster;
  /** The ARN of the cluster of its association, if it is known. */
  readonly clusterArn?: string;
}

/** Something that gives or takes permissions, with its place. */
export interface PlacedPermission extends OtherPermission {
  readonly file: string;
  readonly origin: () => Origin;
}

/** What associations of EKS Pod Identity do with each role. */
interface AssociationsOfRoles {
  readonly held: ReadonlyMap<AccessRole, readonly GivenRole[]>;
  readonly passedOn: ReadonlyMap<AccessRole, readonly GivenRole[]>;
}

/** What exists at the paths, as questions about access need it. */
export class AccessModel {
  public readonly roles: readonly AccessRole[];
  /** Users of IAM, which act as roles do. */
  public readonly users: readonly AccessRole[];
  /** Groups of templates, which may have members that are written nowhere. */
  public readonly groups: readonly AccessRole[];
  /** Roles, users and groups that are written nowhere, by the policies that templates attach to them. */
  public readonly elsewhere: readonly AccessRole[];
  public readonly clusters = new Clusters();
  public readonly resources: OwnedResources;
  private readonly parts: readonly FilePart[];
  private readonly byArn = new Map<string, AccessRole[]>();
  private readonly byName = new Map<string, AccessRole[]>();
  private readonly byLogicalId = new Map<string, AccessRole[]>();
  private associations?: AssociationsOfRoles;
  private readonly given = new Map<string, GivenRole[]>();

  /**
   * @param partition of what is asked about; templates that do not say their region are taken to be of it
   * @param trusts what was read of the trusts of the roles before
   */
  public constructor({ parts }: Pick<Inventory, 'parts'>, clusters: readonly KnownCluster[] = [], partition = 'aws', trusts?: KnownTrusts) {
    clusters.forEach((cluster) => this.clusters.add(cluster));
    this.parts = parts;
    const known = parts.map((part) => ({ part, valueOf: valueOfPart(part, partition) }));
    this.resources = new OwnedResources(known);
    this.roles = known.flatMap(({ part, valueOf }) => accessRolesOf(part, valueOf, trusts));
    const [users, groups] = (['user', 'group'] as const).map((kind) =>
      known.flatMap(({ part, valueOf }) => accessRolesOf({ ...part, roles: part[`${kind}s`] ?? [] }, valueOf, trusts, { kind })));
    [this.users, this.groups] = [users, groups];
    this.elsewhere = known.flatMap(({ part, valueOf }) => (part.elsewhere ?? []).flatMap(({ kind, holder }) =>
      accessRolesOf({ ...part, roles: [holder] }, valueOf, trusts, { kind, isElsewhere: true })));
    for (const role of this.roles) {
      addTo(this.byArn, role.arn, [role]);
      addTo(this.byName, role.name, [role]);
      addTo(this.byLogicalId, role.logicalId ?? '', [role]);
    }
    for (const { part, valueOf } of known) {
      this.addClusters(part);
      part.serviceAccounts.forEach((account) => this.addGiven(account, part, valueOf));
    }
  }

  /** What else in templates gives or takes permissions. */
  public otherPermissions(): PlacedPermission[] {
    return this.parts.flatMap((part) => (part.facts?.().otherPermissions() ?? [])
      .map((one) => ({ ...one, file: part.file, origin: () => part.originOf(one.at) })));
  }

  /** The roles that an ARN names, those included of which the account is not known. */
  public rolesOfArn(arn: string): readonly AccessRole[] {
    const found = this.byArn.get(arn);
    if (found !== undefined) {
      return found;
    }
    const { account = '', resource = '' } = arnParts(arn) ?? {};
    return (this.byName.get(resource.slice(resource.lastIndexOf('/') + 1)) ?? []).filter((role) => {
      const own = arnParts(role.arn);
      return own?.resource === resource && (!isKnown(own.account) || !isKnown(account));
    });
  }

  /** The users of an ARN, those included of which the account is not known. Their number is that of people, not of workloads. */
  public usersOfArn(arn: string): readonly AccessRole[] {
    const found = this.users.filter((user) => user.arn === arn);
    const { account = '', resource } = arnParts(arn) ?? {};
    return found.length > 0 || resource === undefined ? found : this.users.filter((user) => {
      const own = arnParts(user.arn);
      return own?.resource === resource && isKnown(resource) && (!isKnown(own.account) || !isKnown(account));
    });
  }

  /** The roles of a name, of a logical id, or of `stack/logicalId`. */
  public rolesNamed(text: string): readonly AccessRole[] {
    const slash = text.lastIndexOf('/');
    return slash < 0 ? [...new Set([...this.byName.get(text) ?? [], ...this.byLogicalId.get(text) ?? []])]
      : (this.byLogicalId.get(text.slice(slash + 1)) ?? []).filter(({ stackNames }) => stackNames.includes(text.slice(0, slash)));
  }

  /** Where the paths give a service account a role. */
  public givenTo(namespace: string, name: string): readonly GivenRole[] {
    return this.given.get(`${namespace}/${name}`) ?? [];
  }

  /** The names of the service accounts that stand among the paths: `namespace/name`. */
  public get givenNames(): string[] {
    return [...this.given.keys()];
  }

  /** The associations by which pods get a role: it is the target role, or there is none. */
  public associatedWith(role: AccessRole): readonly GivenRole[] {
    return this.ofAssociations.held.get(role) ?? [];
  }

  /** The associations of a role by which EKS assumes another with it, so that pods get that one in its place. */
  public passedOnBy(role: AccessRole): readonly GivenRole[] {
    return this.ofAssociations.passedOn.get(role) ?? [];
  }

  private get ofAssociations(): AssociationsOfRoles {
    return this.associations ??= this.readAssociations();
  }

  private readAssociations(): AssociationsOfRoles {
    const [held, passedOn] = [new Map<AccessRole, GivenRole[]>(), new Map<AccessRole, GivenRole[]>()];
    for (const given of [...this.given.values()].flat().filter(({ account: { givenBy } }) => givenBy === 'association')) {
      const { roleArn = '', targetRoleArn } = given;
      this.rolesOfArn(targetRoleArn ?? roleArn).forEach((role) => addTo(held, role, [given]));
      if (targetRoleArn !== undefined) {
        this.rolesOfArn(roleArn).forEach((role) => addTo(passedOn, role, [given]));
      }
    }
    return { held, passedOn };
  }

  private addClusters(part: FilePart): void {
    if (part.serviceAccounts.length > 0 || part.providers.length > 0) {
      part.facts?.().clusterNames.forEach((name, id) => this.clusters.add({ names: [name], issuer: issuerOfUnknown(`${id}.OpenIdConnectIssuerUrl`) }));
    }
  }

  private addGiven(account: InventoryServiceAccount, part: FilePart, valueOf: ValueOf): void {
    const { namespace, name, roleArn, targetRoleArn, clusterName, cluster: id } = account;
    const eksName = clusterName ?? (id === undefined ? undefined : part.facts?.().clusterNames.get(id));
    const cluster = eksName === undefined ? undefined : this.clusters.ofName(eksName) ?? { names: [eksName] };
    if (cluster !== undefined) {
      this.clusters.add(cluster);
    }
    addTo(this.given, `${namespace}/${name}`, [{
      account,
      origin: () => part.originOf(account.at),
      ...roleArn === undefined ? {} : { roleArn: withKnownParts(roleArn, valueOf) },
      ...targetRoleArn === undefined ? {} : { targetRoleArn: withKnownParts(targetRoleArn, valueOf) },
      ...cluster === undefined ? {} : { cluster },
      ...account.clusterArn !== undefined && isKnown(account.clusterArn) ? { clusterArn: account.clusterArn } : clusterArnOf(eksName, part),
    }]);
  }
}

/** The ARN of a cluster of the account and the region of its association, which must be the same, where a template says them. */
function clusterArnOf(name: string | undefined, { facts }: FilePart): Pick<GivenRole, 'clusterArn'> {
  const { account, region } = facts?.() ?? {};
  const partition = region === undefined ? undefined : partitionOfRegion(region);
  return name === undefined || !isKnown(name) || account === undefined || partition === undefined ? {}
    : { clusterArn: `arn:${partition.name}:eks:${region}:${account}:cluster/${name}` };
}

/** A role that can come out in several ways is one role. What only stands for one that is not known is none. */
function accessRolesOf(
  part: FilePart, valueOf: ValueOf, trusts: KnownTrusts | undefined,
  what: { readonly kind?: HolderKind; readonly isElsewhere?: boolean } = {},
): AccessRole[] {
  const account = part.refersByLogicalId ? valueOf('AWS::AccountId') : undefined;
  const byId = new Map<string, InventoryRole[]>();
  part.roles.filter(({ perhaps }) => perhaps === undefined).forEach((role) => addTo(byId, role.at, [role]));
  return [...byId].map(([at, [first, ...others]]) => new AccessRole([first, ...others], {
    valueOf,
    originOf: (id) => part.originOf(id),
    ...trusts === undefined ? {} : { trusts },
    ...account === undefined ? {} : { account },
    ...what,
    isOfTemplate: part.refersByLogicalId,
    arn: part.refersByLogicalId && what.kind !== 'group' && what.isElsewhere !== true ? valueOf(`${at}.Arn`) : undefined,
  }));
}

function valueOfPart({ facts, roles, serviceAccounts }: FilePart, partition: string): ValueOf {
  const account = accountOfProviders(roles) ?? accountOfAssociations(serviceAccounts);
  const own: ValueOf = (name) => facts?.().valueOf(name) ?? (name === 'AWS::AccountId' ? account : name === 'AWS::Partition' ? partition
    : name === 'AWS::URLSuffix' ? partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com' : undefined);
  return (name) => {
    const value = own(name);
    return value === undefined ? undefined : withKnownParts(value, own);
  };
}

/** A template is for one account; an OIDC provider is of the account of the roles that trust it. */
function accountOfProviders(roles: readonly InventoryRole[]): string | undefined {
  const accounts = new Set(roles.flatMap(({ trust }) => trust.statements).flatMap(({ principals }) => principals)
    .flatMap(({ type, value }) => type === 'Federated' && value.includes(':oidc-provider/') ? arnParts(value)?.account ?? '' : [])
    .filter((account) => /^\d{12}$/.test(account)));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

/** The role of an association is of the account of its cluster, and so of its template. */
function accountOfAssociations(accounts: readonly InventoryServiceAccount[]): string | undefined {
  const found = new Set(accounts.filter(({ givenBy }) => givenBy === 'association')
    .flatMap(({ roleArn = '' }) => arnParts(roleArn)?.account ?? '').filter((account) => /^\d{12}$/.test(account)));
  return found.size === 1 ? [...found][0] : undefined;
}
