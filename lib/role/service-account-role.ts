import type { IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkProps, checkTrusted } from './checks';
import { CountedRole } from './counted-role';
import { ExistingServiceAccountRole } from './existing-role';
import { validateRole } from './finished-role';
import { literalRoleArn } from './literal-arn';
import { onceRendered } from './once-rendered';
import { Permissions } from './permissions';
import { RoleRegistry } from './role-registry';
import type { ServiceAccountRoleProps } from './service-account-role-props';
import type { ExistingServiceAccountRoleProps, IServiceAccountRole } from './service-account-role-ref';
import { Trusted } from './trusted';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { Annotations, attachCustomSynthesis, CfnRole, Lazy, Stack, Stage, Tags, Token } from '../core/cdk';
import { BUNDLE_ID } from '../core/names';
import { show } from '../core/text';
import { requireFormat, requireProps } from '../core/text-format';
import { withoutTraces, writtenAt } from '../core/written-at';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { needsStringTrust, trustedPrincipal, trustSize } from '../trust/trust-policy';

/**
 * An IAM role for Kubernetes service accounts (IRSA): trusted for exactly its service accounts in
 * exactly its clusters (`sub` and `aud`), with the permissions of its bundles; one CloudFormation
 * resource, no Lambda function.
 *
 * Grants of other constructs (`bucket.grantRead(role)`) go to the role's default policy.
 */
export class ServiceAccountRole extends Construct implements IServiceAccountRole {
  /**
   * An existing role, to make manifests, Helm values and an index for it. Nothing is deployed.
   */
  public static fromRole(scope: Construct, id: string, props: ExistingServiceAccountRoleProps): IServiceAccountRole {
    return new ExistingServiceAccountRole(scope, id, props);
  }

  public readonly role: IRole;
  public readonly grantPrincipal: IPrincipal;
  private readonly trusted: Trusted;
  private readonly permissions: Permissions;
  private readonly addedBundles: string[] = [];
  private acknowledgesLater = false;
  private toldArn?: string;

  public constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    requireProps('a ServiceAccountRole', props, 'clusters and serviceAccounts');
    if (props._writtenAt !== undefined) {
      withoutTraces(this);
    }
    checkTrusted(this, props.clusters, props.serviceAccounts);
    this.trusted = new Trusted(props.clusters, props.serviceAccounts);
    checkProps(props);

    const ownTrust = trustSize(this.trusted.clusters, this.trusted.subjects);
    const role = new CountedRole(this, 'Role', {
      assumedBy: trustedPrincipal(props.clusters, props.serviceAccounts),
      roleName: props.roleName,
      path: props.path,
      description: props.description ?? this.trusted.describe(),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      managedPolicies: props.managedPolicies,
    });
    this.role = role;
    this.grantPrincipal = role;

    const resource = role.node.defaultChild;
    if (resource instanceof CfnRole) {
      if (props._writtenAt !== undefined) {
        writtenAt(resource, props._writtenAt);
      }
      // As CDK tags, of which the nearest wins: set on the resource, those of the stack and the app would.
      const onRoles = { includeResourceTypes: [CfnRole.CFN_RESOURCE_TYPE_NAME] };
      Object.entries(props.tags ?? {}).forEach(([key, value]) => Tags.of(this).add(key, value, onRoles));
      if (needsStringTrust(props.clusters)) {
        // A condition key cannot be a deploy-time value, the text of the document can. CloudFormation
        // takes AssumeRolePolicyDocument as a JSON string, so no custom resource is needed.
        resource.assumeRolePolicyDocument = Lazy.any({ produce: () => Stack.of(this).toJsonString(role.assumeRolePolicy) });
      } else if (ownTrust && role.assumeRolePolicy && !role.isInjected) {
        resource.assumeRolePolicyDocument = onceRendered(this, role.assumeRolePolicy);
      }
    }
    for (const cluster of props.clusters) {
      // Between stages CDK has no order: it is the user's.
      if (cluster._dependency && !Token.isUnresolved(cluster.providerArn) && Stage.of(cluster._dependency) === Stage.of(role)) {
        role.node.addDependency(cluster._dependency);
      }
    }

    this.permissions = new Permissions(this, role, {
      path: resource instanceof CfnRole ? resource.path : props.path,
      isApart: props.separatePolicy ?? false,
    });
    (props.bundles ?? []).forEach((bundle) => this.addBundle(bundle));
    this.warn();
    RoleRegistry.of(this).register({
      role: this,
      ownsRole: true,
      get ownName() { // as it is in the end
        const name = resource instanceof CfnRole ? resource.roleName : props.roleName;
        return Token.isUnresolved(name) ? undefined : name;
      },
    });
    this.node.addValidation({
      validate: () => [
        ...validateRole({ role, ownTrust, permissions: this.permissions, quotas: props.quotas ?? {} }),
        ...this.changedArn(),
      ],
    });
  }

  // Asked for here and not in the constructor: CDK makes the references when somebody wants them.
  public get roleArn(): string {
    return this.role.roleArn;
  }

  public get roleName(): string {
    return this.role.roleName;
  }

  /** The clusters whose tokens the role trusts. */
  public get clusters(): ClusterIssuer[] {
    return [...this.trusted.clusters];
  }

  /** The service accounts that may become the role. */
  public get serviceAccounts(): ServiceAccountSubject[] {
    return [...this.trusted.subjects];
  }

  /** The ids of the role's bundles, such as `s3.read`, in the order in which they were added. */
  public get bundleIds(): string[] {
    return [...this.addedBundles];
  }

  /**
   * Gives the role one more bundle. Those it has stay where they are. Its statements can no longer be changed.
   *
   * @throws if a wildcard of the bundle has no evidence, or a statement fits in no policy
   */
  public addBundle(bundle: IPolicyBundle): void {
    requireFormat(BUNDLE_ID, 'bundleId', bundle.bundleId);
    this.permissions.add(bundle);
    this.addedBundles.push(bundle.bundleId);
    if (this.permissions.hasTokens && !this.acknowledgesLater) {
      this.acknowledgesLater = true;
      attachCustomSynthesis(this, { onSynthesize: () => this.permissions.acknowledge('synthesis') });
    }
  }

  /**
   * The role's ARN as text, for files that are written at synth.
   *
   * @throws if a part of it (account, partition, path or name) is known only at deploy time; the message says which
   */
  public literalRoleArn(): string {
    const arn = this.currentArn();
    if (arn === undefined) {
      throw new Error(
        `the ARN of the role ${show(this.node.path)} must be that of the role made elsewhere (Role.customizeRoles): use ServiceAccountRole.fromRole for its files`);
    }
    return this.toldArn ??= arn;
  }

  /** From the resource, since a property injector or an Aspect may have changed what was given. */
  private currentArn(): string | undefined {
    const resource = this.role.node.defaultChild;
    return resource instanceof CfnRole ? literalRoleArn(this, { roleName: resource.roleName, path: resource.path }) : undefined;
  }

  private changedArn(): string[] {
    const now = this.toldArn === undefined ? undefined : this.currentArn();
    return now === this.toldArn ? [] : [
      `the role must keep the ARN that its files were given, ${show(this.toldArn)}, but its name or path was changed, got ${show(now)}: ` +
      'give roleName and path to the role itself',
    ];
  }

  private warn(): void {
    const byDefault = this.trusted.subjects.filter((subject) => subject.serviceAccountName === 'default');
    if (byDefault.length > 0) {
      Annotations.of(this).addWarningV2('cdk-irsa:defaultServiceAccount',
        `${byDefault.join(', ')} is the account of every pod that names none: each of them may become this role; give the workload a service account of its own`);
    }
  }
}
