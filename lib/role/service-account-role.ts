/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load the files at once */
import type { IManagedPolicy, Policy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { BundlePermissions } from './bundle-permissions';
import { PolicyAttachments } from './policy-attachments';
import { checkProps, roleNameOf } from './props-check';
import type { ReportedArn } from './reported-arn';
import { POLICY } from './role-kinds';
import { RoleRegistry } from './role-registry';
import { RoleTrust } from './role-trust';
import type { RoleQuotas, ServiceAccountRoleProps } from './service-account-role-props';
import type { ExistingServiceAccountRoleProps, IServiceAccountRole } from './service-account-role-ref';
import { BUNDLE, MANAGED_POLICY } from '../bundles/bundle-kinds';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { Annotations, CfnRole, propertyInjectable, PropertyInjectors, Role, Tags, Token } from '../core/cdk';
import { about, making } from '../core/error-place';
import { requireKind } from '../core/kinds';
import { BUNDLE_ID } from '../core/names';
import { requireFormat } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { trustedPrincipal } from '../trust/trust-policy';

/**
 * What a role needs only later, or only for some users: each file is loaded when it is first used, so that
 * an app which creates a role does not load them all.
 */
const onDemand = {
  get existingRole(): typeof import('./existing-role') {
    return require('./existing-role');
  },
  /** For roles with EKS Pod Identity. */
  get podIdentity(): typeof import('./use-pod-identity') {
    return require('./use-pod-identity');
  },
  /** For job runs of EMR on EKS. */
  get emrRoleName(): typeof import('./emr-role-name') {
    return require('./emr-role-name');
  },
  get separatePolicy(): typeof import('./separate-policy') {
    return require('./separate-policy');
  },
  get reportedArn(): typeof import('./reported-arn') {
    return require('./reported-arn');
  },
  /** For validation, which begins at synthesis. */
  get finishedRole(): typeof import('./finished-role') {
    return require('./finished-role');
  },
};

/**
 * An IAM role for Kubernetes service accounts, by IRSA, by EKS Pod Identity, or both: trusted for exactly its service accounts in
 * exactly its clusters, with the permissions of its bundles; one CloudFormation resource, no Lambda function.
 *
 * It is an `iam.Role`: whatever takes a role, a principal or a grantee takes it. Grants of other constructs
 * (`bucket.grantRead(role)`) go to the role's default policy.
 *
 * @example
 * const thumbnailer = new ServiceAccountRole(this, 'Thumbnailer', {
 *   clusters: [ClusterIssuer.fromCluster(cluster)],
 *   serviceAccounts: [ServiceAccountSubject.of('media', 'thumbnailer')],
 *   bundles: [S3Bundle.read({ buckets: [bucket] })],
 * });
 * queue.grantSendMessages(thumbnailer);
 */
@propertyInjectable
export class ServiceAccountRole extends Role implements IServiceAccountRole {
  /** The id under which property injectors find this class; those of `iam.Role` apply to it as well, after its own. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-irsa.ServiceAccountRole';

  /**
   * An existing role, to make manifests, Helm values and an index for it. Nothing is deployed, unless a bundle is added.
   *
   * @example
   * import { Role } from 'aws-cdk-lib/aws-iam';
   *
   * const existing = ServiceAccountRole.fromRole(this, 'Reports', {
   *   role: Role.fromRoleArn(this, 'ReportsRole', 'arn:aws:iam::111122223333:role/reports'),
   *   clusters: [production],
   *   serviceAccounts: [ServiceAccountSubject.of('reports', 'reports')],
   * });
   * ServiceAccountManifest.of(existing).toYaml();
   */
  public static fromRole(scope: Construct, id: string, props: ExistingServiceAccountRoleProps): IServiceAccountRole {
    return new onDemand.existingRole.ExistingServiceAccountRole(scope, id, props);
  }

  // Names that iam.Role has for nothing of its own, private members included: a test compares them.
  private readonly roleTrust: RoleTrust;
  private readonly bundlePermissions: BundlePermissions;
  private readonly policyAttachments: PolicyAttachments;
  private reportedArn?: ReportedArn;
  private readonly addedBundleIds: string[] = [];

  public constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    const trust = making(scope, id, () => requireTrust(scope, props));
    super(scope, id, {
      assumedBy: trustedPrincipal(trust.trusted),
      roleName: roleNameOf(props),
      path: props.path,
      description: props.description ?? trust.describe(),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      managedPolicies: props.managedPolicies,
    });
    // Other properties than it was asked for, perhaps.
    const isInjected = this.node.scopes.some((above) => PropertyInjectors.hasPropertyInjectors(above));
    this.roleTrust = trust;
    this.policyAttachments = new PolicyAttachments(this, isInjected ? Infinity : props.managedPolicies?.length ?? 0);

    // Absent where CDK is told to use roles made elsewhere (Role.customizeRoles).
    const resource = this.node.defaultChild instanceof CfnRole ? this.node.defaultChild : undefined;
    if (resource) {
      trust.writeTo(resource, this, isInjected);
      trust.waitForProviders(resource);
      addTags(this, props.tags);
    }
    this.bundlePermissions = new BundlePermissions(this, this, {
      path: resource ? resource.path : props.path,
      separatePolicy: resource && props.separatePolicy ? () => new onDemand.separatePolicy.SeparatePolicy(this, this) : undefined,
    });
    (props.bundles ?? []).forEach((bundle) => this.addBundle(bundle));
    if (props.podIdentity) {
      onDemand.podIdentity.usePodIdentity(this, props.podIdentity);
    }
    warnOfDefaultServiceAccount(this);
    this.register(resource, props);
  }

  /** The clusters whose tokens the role trusts (IRSA). */
  public get clusters(): ClusterIssuer[] {
    return [...this.roleTrust.clusters];
  }

  /** The clusters in which the role is given by EKS Pod Identity. */
  public get podIdentityClusters(): PodIdentityCluster[] {
    return [...this.roleTrust.podIdentityClusters];
  }

  /** The service accounts that may become the role, of all its clusters. */
  public get serviceAccounts(): ServiceAccountSubject[] {
    return [...this.roleTrust.subjects];
  }

  /**
   * The service accounts that may become the role in one of its clusters.
   *
   * @throws if the cluster is none of the role's
   */
  public serviceAccountsIn(cluster: IRoleCluster): ServiceAccountSubject[] {
    return about(this, () => [...this.roleTrust.subjectsIn(cluster)]);
  }

  /** The ids of the role's bundles, such as `s3.read`, in the order in which they were added. */
  public get bundleIds(): string[] {
    return [...this.addedBundleIds];
  }

  /**
   * Gives the role one more bundle. Those it has stay where they are. Its statements can no longer be changed.
   *
   * @throws if a wildcard of the bundle has no evidence, or a statement fits in no policy
   */
  public addBundle(bundle: IPolicyBundle): void {
    about(this, () => {
      requireKind('bundle', BUNDLE, bundle);
      requireFormat(BUNDLE_ID, 'bundleId', bundle.bundleId);
      this.bundlePermissions.add(bundle);
    });
    this.addedBundleIds.push(bundle.bundleId);
  }

  /** Attaches a policy, which counts toward the role's inline limit. */
  public attachInlinePolicy(policy: Policy): void {
    about(this, () => requireKind('policy', POLICY, policy));
    this.policyAttachments.addInline(policy);
    super.attachInlinePolicy(policy);
  }

  /** Attaches a managed policy, which counts toward the role's quota. */
  public addManagedPolicy(policy: IManagedPolicy): void {
    about(this, () => requireKind('policy', MANAGED_POLICY, policy));
    this.policyAttachments.addManaged();
    super.addManagedPolicy(policy);
  }

  /**
   * The role's ARN as text, for files that are written at synth.
   *
   * @throws if a part of it (account, partition, path or name) is known only at deploy time; the message says which
   */
  public literalRoleArn(): string {
    this.reportedArn ??= new onDemand.reportedArn.ReportedArn(this);
    return this.reportedArn.get();
  }

  private register(resource: CfnRole | undefined, { roleName, quotas = {} }: { roleName?: string; quotas?: RoleQuotas }): void {
    RoleRegistry.of(this).register({
      role: this,
      ownsRole: true,
      get ownName() { // as it is in the end
        const name = resource ? resource.roleName : roleName;
        return Token.isUnresolved(name) ? undefined : name;
      },
    });
    const { bundlePermissions: permissions, policyAttachments: attached, roleTrust } = this;
    this.node.addValidation({
      validate: () => [
        ...[roleTrust.unsafeText(this)].filter((problem) => problem !== undefined), // a parameter may have changed since
        ...onDemand.finishedRole.validateRole({ role: this, ownTrust: roleTrust.size, attached, permissions, quotas }),
        ...this.reportedArn?.validate() ?? [],
      ],
    });
  }
}

/** Checks the properties before the role becomes a part of the tree. */
function requireTrust(scope: Construct, props: ServiceAccountRoleProps): RoleTrust {
  checkProps(props);
  const trust = RoleTrust.of(scope, props);
  const unsafe = trust.unsafeText(scope);
  if (unsafe !== undefined) {
    throw new Error(unsafe);
  }
  if (trust.subjects.some(({ serviceAccountName }) => serviceAccountName.startsWith('emr-containers-sa-'))) {
    onDemand.emrRoleName.checkEmrRoleName(trust.subjects, props.roleName);
  }
  return trust;
}

/** As CDK tags, of which the nearest wins: set on the resource, those of the stack and the app would. */
function addTags(role: ServiceAccountRole, tags: { readonly [key: string]: string } = {}): void {
  const onRoles = { includeResourceTypes: [CfnRole.CFN_RESOURCE_TYPE_NAME] };
  Object.entries(tags).forEach(([key, value]) => Tags.of(role).add(key, value, onRoles));
}

function warnOfDefaultServiceAccount(role: ServiceAccountRole): void {
  const byDefault = role.serviceAccounts.filter((subject) => subject.serviceAccountName === 'default');
  if (byDefault.length > 0) {
    Annotations.of(role).addWarningV2('cdk-irsa:defaultServiceAccount',
      `${byDefault.join(', ')} is the account of every pod that names none: each of them may become this role; give the workload a service account of its own`);
  }
}
