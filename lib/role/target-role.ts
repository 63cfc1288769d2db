import type { AddToPrincipalPolicyResult, IAssumeRolePrincipal, IManagedPolicy, Policy, PrincipalPolicyFragment } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { BundlePermissions } from './bundle-permissions';
import { chainStatements } from './chain-statements';
import { placeOf } from './existing-role-place';
import { validateRole } from './finished-role';
import { knownRoleArn } from './known-role-arn';
import { literalRoleArn } from './literal-arn';
import { podIdentityOf } from './pod-identity-settings';
import { PolicyAttachments } from './policy-attachments';
import { checkProps } from './props-check';
import { POLICY, SERVICE_ACCOUNT_ROLE, TARGET_ROLE_PROPS } from './role-kinds';
import { RoleRegistry } from './role-registry';
import type { IServiceAccountRole } from './service-account-role-ref';
import { noteTarget } from './target-arn';
import type { TargetRoleProps } from './target-role-props';
import { TargetRoleTrust } from './target-role-trust';
import { BUNDLE, MANAGED_POLICY } from '../bundles/bundle-kinds';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import { StsBundle } from '../bundles/services/sts';
import { CfnRole, Role, Stack, Tags, Token } from '../core/cdk';
import { about, making } from '../core/error-place';
import { requireKind } from '../core/kinds';
import { BUNDLE_ID } from '../core/names';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';

/**
 * A role that pods get through the role of their service account, mostly in another account: the target role of EKS Pod Identity
 * associations, or a role that pods of IRSA assume by themselves. It has the permissions; the role of the service account may only
 * assume it.
 *
 * Its trust names the account of each role that assumes it, limited to that role by `aws:PrincipalArn`. IAM does not look whether that
 * role exists, so the stacks can be deployed in any order. For a target role of EKS Pod Identity the trust also asks for the cluster and
 * the service accounts: by the session tags, or without them by the external id.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 * @example
 * const analytics = new Stack(app, 'Analytics', { env: { account: '444455556666', region: 'eu-central-1' } });
 * const target = new TargetRole(analytics, 'Reports', {
 *   roleName: 'reports',
 *   bundles: [S3Bundle.read({ buckets: [bucket] })],
 * });
 * new ServiceAccountRole(this, 'ReportsPods', {
 *   roleName: 'reports-pods',
 *   podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)], targetRole: target },
 *   serviceAccounts: [ServiceAccountSubject.of('analytics', 'reports')],
 * });
 */
export class TargetRole extends Role {
  private readonly bundlePermissions: BundlePermissions;
  private readonly policyAttachments: PolicyAttachments;
  private readonly addedBundleIds: string[] = [];
  private readonly trustedSources: IServiceAccountRole[] = [];

  /** @throws if a property is wrong */
  public constructor(scope: Construct, id: string, props: TargetRoleProps) {
    making(scope, id, () => checkProps(props, { what: 'a TargetRole', kinds: TARGET_ROLE_PROPS }));
    const { roleName, path, description, permissionsBoundary, managedPolicies, tags = {}, quotas = {} } = props;
    super(scope, id, { assumedBy: new Later(), roleName, path, description, permissionsBoundary, managedPolicies });
    this.policyAttachments = new PolicyAttachments(this, managedPolicies?.length ?? 0);
    this.bundlePermissions = new BundlePermissions(this, this, { path });
    const onRoles = { includeResourceTypes: [CfnRole.CFN_RESOURCE_TYPE_NAME] };
    Object.entries(tags).forEach(([key, value]) => Tags.of(this).add(key, value, onRoles));
    (props.bundles ?? []).forEach((bundle) => this.addBundle(bundle));
    (props.sources ?? []).forEach((source) => this.addSource(source));
    const resource = this.node.defaultChild;
    RoleRegistry.of(this).registerTarget({
      role: this,
      get ownName() { // as it is in the end
        const name = resource instanceof CfnRole ? resource.roleName : roleName;
        return Token.isUnresolved(name) ? undefined : name;
      },
    });
    const { bundlePermissions: permissions, policyAttachments: attached } = this;
    this.node.addValidation({
      validate: () => [...this.requireSource(), ...validateRole({ role: this, attached, permissions, quotas })],
    });
  }

  /** The roles that may assume this one, in the order in which they were added. */
  public get sources(): IServiceAccountRole[] {
    return [...this.trustedSources];
  }

  /** The ids of the role's bundles, in the order in which they were added. */
  public get bundleIds(): string[] {
    return [...this.addedBundleIds];
  }

  /**
   * Lets a role assume this one: trusts it, and gives it `sts:AssumeRole` and `sts:TagSession` on this role. Not needed for a role that has
   * this one as `podIdentity.targetRole`.
   */
  public addSource(source: IServiceAccountRole): void {
    about(this, () => {
      requireKind('source', SERVICE_ACCOUNT_ROLE, source);
      requireAccount(this, source);
      requirePartition(this, source);
    });
    if (this.trustedSources.includes(source)) {
      return;
    }
    this.trustedSources.push(source);
    noteTarget(source, this);
    const isTarget = this.isTargetOf(source);
    const statements = isTarget ? TargetRoleTrust.of(source).toStatements() : chainStatements(source);
    this.assumeRolePolicy?.addStatements(...statements);
    if (!isTarget) {
      source.addBundle(StsBundle.assumeRole({ roles: [this] }));
    }
  }

  /**
   * Gives the role one more bundle.
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
   * @throws if a part of it is known only at deploy time
   */
  public literalRoleArn(): string {
    const resource = this.node.defaultChild;
    const own = resource instanceof CfnRole ? resource : undefined;
    return literalRoleArn(this, { roleName: own?.roleName, path: own?.path });
  }

  private isTargetOf(source: IServiceAccountRole): boolean {
    const target = podIdentityOf(source)?.targetRole;
    return target !== undefined && (target === this || target.roleArn === knownRoleArn(this));
  }

  private requireSource(): string[] {
    return this.trustedSources.length > 0 ? [] : [
      'a TargetRole must be the podIdentity.targetRole of a ServiceAccountRole or have sources, got none: no pod could get it',
    ];
  }
}

/** In another stack the account of its own would stand for one that is known only at deploy time. */
function requireAccount(target: TargetRole, source: IServiceAccountRole): void {
  if (Token.isUnresolved(source.env.account) && Stack.of(source) !== Stack.of(target)) {
    throw new Error(`source must be in an account that is known at synth, since the trust of a role in another stack names it, got ${show(source.node.path)}: ` +
      'give its stack env: { account, region }');
  }
}

/** No role of one partition can assume a role of another. */
function requirePartition(target: TargetRole, source: IServiceAccountRole): void {
  const [own, other] = [placeOf(target).partition, placeOf(source).partition];
  if (own !== undefined && other !== undefined && own !== other) {
    throw new Error(`source must be in the partition of this role, ${show(own)}, got ${show(source.node.path)} in ${show(other)}: no role of one can assume a role of another`);
  }
}

/** Those who may assume the role are known only when their own roles are created: until then nobody is trusted. */
class Later implements IAssumeRolePrincipal {
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly grantPrincipal = this;

  public get policyFragment(): PrincipalPolicyFragment {
    throw new Error('no principal is known yet');
  }

  public addToAssumeRolePolicy(): void {
    // The sources write their own statements.
  }

  public addToPrincipalPolicy(): AddToPrincipalPolicyResult {
    return { statementAdded: false };
  }
}
