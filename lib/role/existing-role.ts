import type {
  AddToPrincipalPolicyResult, Grant, IManagedPolicy, IPrincipal, IRole, Policy, PolicyStatement, PrincipalPolicyFragment, RoleReference,
} from 'aws-cdk-lib/aws-iam';
import type { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Dependable } from 'constructs';
import type { Construct } from 'constructs';
import { placeOf } from './existing-role-place';
import { PolicyBundles } from './policy-bundles';
import { requireKnown } from './props-check';
import { EXISTING_ROLE_PROPS } from './role-kinds';
import { RoleRegistry } from './role-registry';
import { RoleTrust } from './role-trust';
import type { ExistingServiceAccountRoleProps, IServiceAccountRole } from './service-account-role-ref';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import { roleArnFormat } from '../bundles/resources/roles';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { Resource, Token } from '../core/cdk';
import { about, making } from '../core/error-place';
import { EXISTING_ROLE } from '../core/existing-role-facts';
import { requireProps } from '../core/kinds';
import { ACCOUNT } from '../core/names';
import { show } from '../core/text';
import { explain, isProvisional, requireFormat } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** An ARN is taken apart by CDK, which does not look at its parts. */
function requireArn({ env: { account }, roleArn }: IRole): void {
  if (!Token.isUnresolved(account) && explain(ACCOUNT, account) !== undefined) {
    throw new Error(`the account in the ARN of role must be 12 digits, got ${show(account)} in ${show(roleArn)}`);
  }
  requireFormat(ROLE_ARN, 'the ARN of role', roleArn);
}

/** The pods get the role itself without a target. */
function requireOther({ role, podIdentity }: ExistingServiceAccountRoleProps): void {
  if (podIdentity?.targetRole) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- few have one
    const { requireOtherTarget } = require('./target-check') as typeof import('./target-check');
    requireOtherTarget(role.roleArn, podIdentity.targetRole);
  }
}

const ROLE_ARN = roleArnFormat({ example: 'arn:aws:iam::111122223333:role/web' });

/** A role created elsewhere, with what its Kubernetes side needs. Everything that is asked of it as a role, the role itself answers. */
export class ExistingServiceAccountRole extends Resource implements IServiceAccountRole {
  private readonly role: IRole;
  private readonly roleTrust: RoleTrust;
  private readonly addedBundleIds: string[] = [];

  public constructor(scope: Construct, id: string, props: ExistingServiceAccountRoleProps) {
    const { role, trust } = making(scope, id, () => {
      requireProps('ServiceAccountRole.fromRole', props, EXISTING_ROLE_PROPS);
      requireKnown('ServiceAccountRole.fromRole', props, EXISTING_ROLE_PROPS);
      requireArn(props.role);
      requireOther(props);
      return { role: props.role, trust: RoleTrust.of(scope, props, placeOf(props.role)) };
    });
    super(scope, id, { account: role.env.account, region: role.env.region });
    this.role = role;
    this.roleTrust = trust;
    // As CDK's own `withoutPolicyUpdates` has it: escape hatches and dependencies reach the role behind it.
    this.node.defaultChild = role.node.defaultChild;
    Dependable.implement(this, { dependencyRoots: [role] });
    if (props.podIdentity) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- few have it
      const { keepOptions } = require('./use-pod-identity') as typeof import('./use-pod-identity');
      keepOptions(this, props.podIdentity);
    }
    EXISTING_ROLE.set(this, {
      roleArn: role.roleArn,
      serviceAccounts: this.serviceAccounts.map(({ namespace, serviceAccountName: name }) => ({ namespace, name })),
    });
    RoleRegistry.of(this).register({ role: this, ownsRole: false });
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

  public get bundleIds(): string[] {
    return [...this.addedBundleIds];
  }

  public addBundle(bundle: IPolicyBundle): void {
    if (about(this, () => PolicyBundles.of(this.role).add(bundle))) {
      this.addedBundleIds.push(bundle.bundleId);
    }
  }

  public literalRoleArn(): string {
    if (isProvisional(this.roleArn)) {
      // Its partition is a deploy-time value, as CDK has it.
      return this.roleArn.replace(/^arn:[^:]*:/, `arn:${placeOf(this.role).partition ?? 'aws'}:`);
    }
    if (Token.isUnresolved(this.roleArn)) {
      throw new Error(`the ARN of the existing role ${show(this.node.path)} must be literal to be written to a file: import it with Role.fromRoleArn`);
    }
    return this.roleArn;
  }

  public get stack(): Stack {
    return this.role.stack;
  }

  public get roleArn(): string {
    return this.role.roleArn;
  }

  public get roleName(): string {
    return this.role.roleName;
  }

  public get roleRef(): RoleReference {
    return this.role.roleRef;
  }

  public get grantPrincipal(): IPrincipal {
    return this.role.grantPrincipal;
  }

  public get principalAccount(): string | undefined {
    return this.role.principalAccount;
  }

  public get assumeRoleAction(): string {
    return this.role.assumeRoleAction;
  }

  public get policyFragment(): PrincipalPolicyFragment {
    return this.role.policyFragment;
  }

  public addToPolicy(statement: PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    return this.role.addToPrincipalPolicy(statement);
  }

  public attachInlinePolicy(policy: Policy): void {
    this.role.attachInlinePolicy(policy);
  }

  public addManagedPolicy(policy: IManagedPolicy): void {
    this.role.addManagedPolicy(policy);
  }

  public grant(grantee: IPrincipal, ...actions: string[]): Grant {
    return this.role.grant(grantee, ...actions);
  }

  public grantPassRole(grantee: IPrincipal): Grant {
    return this.role.grantPassRole(grantee);
  }

  public grantAssumeRole(grantee: IPrincipal): Grant {
    return this.role.grantAssumeRole(grantee);
  }

  public applyRemovalPolicy(policy: RemovalPolicy): void {
    this.role.applyRemovalPolicy(policy);
  }
}
