import { CfnRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IGrantable, IManagedPolicy, IPrincipal, IRole, Policy, RoleProps } from 'aws-cdk-lib/aws-iam';
import { Annotations, attachCustomSynthesis, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import type { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { BUNDLE_ID } from '../core/names';
import { show } from '../core/text';
import { requireFormat } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { needsStringTrust, trustedPrincipal } from '../trust/trust-policy';
import { checkProps, checkTrusted, validateRole } from './checks';
import { literalRoleArn } from './literal-arn';
import { Permissions } from './permissions';
import { RoleRegistry } from './role-registry';

/** Quotas that AWS can raise for an account; give the figures of yours. */
export interface RoleQuotas {
  /**
   * Characters of a role's trust policy, from 2,048 to 4,096.
   *
   * @default 2048
   */
  readonly trustPolicyCharacters?: number;

  /**
   * Managed policies attached to one role, from 10 to 25.
   *
   * @default 10
   */
  readonly managedPolicies?: number;
}

/** Properties of a `ServiceAccountRole`. */
export interface ServiceAccountRoleProps {
  /** The clusters whose tokens the role trusts. At least one, each once. */
  readonly clusters: ClusterIssuer[];

  /** The service accounts that may become the role, the same in every cluster. At least one. */
  readonly serviceAccounts: ServiceAccountSubject[];

  /**
   * What the role may do. Each bundle becomes an inline policy of the role's own resource; past the
   * inline limit (10,240 characters) bundles go to managed policies.
   *
   * @default - no permissions: the role is an identity, for Vault or for other accounts' policies
   */
  readonly bundles?: IPolicyBundle[];

  /**
   * Managed policies to attach. cdk-nag reports policies that AWS manages; attach those with
   * `CustomBundle.fromManagedPolicy`, which brings the evidence along.
   *
   * @default - none
   */
  readonly managedPolicies?: IManagedPolicy[];

  /**
   * The role's name, at most 64 characters of letters, digits and `_+=,.@-`, unique in the account
   * whatever its case and path. With a literal name the ARN is known before the deploy. A change
   * replaces the role.
   *
   * @default - CloudFormation makes a name up; the ARN is then known after the deploy only
   */
  readonly roleName?: string;

  /**
   * The role's path; begins and ends with `/`, at most 512 characters. A change replaces the role.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * A description, at most 1,000 characters.
   *
   * @default - the service accounts and clusters
   */
  readonly description?: string;

  /**
   * The most that the role may ever do, whatever its policies say.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * How long a session may last, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Tags of the role, at most 50: keys of 1 to 128 characters, values of at most 256.
   *
   * @default - the tags of the stack
   */
  readonly tags?: { [key: string]: string };

  /**
   * Quotas of the account, where AWS raised them.
   *
   * @default - the default quotas
   */
  readonly quotas?: RoleQuotas;
}

/** A role of service accounts, made here or elsewhere. */
export interface IServiceAccountRole extends IConstruct, IGrantable {
  /** The IAM role. */
  readonly role: IRole;
  /** The role's ARN, a deploy-time value if the role is made in this app. */
  readonly roleArn: string;
  /** The role's name, a deploy-time value if the role is made in this app. */
  readonly roleName: string;
  /** The clusters whose tokens the role trusts. */
  readonly clusters: ClusterIssuer[];
  /** The service accounts that may become the role. */
  readonly serviceAccounts: ServiceAccountSubject[];

  /**
   * The role's ARN as text, for files that are written at synth.
   *
   * @throws if a part of it (account, partition, path or name) is known only at deploy time; the message says which
   */
  literalRoleArn(): string;
}

/** An existing role, for its Kubernetes side. */
export interface ExistingServiceAccountRoleProps {
  /** The role, such as `Role.fromRoleArn(…)`. Its trust is not changed. */
  readonly role: IRole;
  /** The clusters that the role's trust policy names. */
  readonly clusters: ClusterIssuer[];
  /** The service accounts that the role's trust policy names. */
  readonly serviceAccounts: ServiceAccountSubject[];
}

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
  public readonly roleArn: string;
  public readonly roleName: string;
  public readonly grantPrincipal: IPrincipal;
  private readonly trusted: Trusted;
  private readonly permissions: Permissions;
  private readonly props: ServiceAccountRoleProps;

  public constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    this.props = props;
    this.trusted = new Trusted(props.clusters, props.serviceAccounts);
    checkTrusted(this, props.clusters, props.serviceAccounts);
    checkProps(props);

    const role = new RoleWithInlinePolicies(this, 'Role', {
      assumedBy: trustedPrincipal(props.clusters, props.serviceAccounts),
      roleName: props.roleName,
      path: props.path,
      description: props.description ?? this.trusted.describe(),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      managedPolicies: props.managedPolicies,
    });
    this.role = role;
    this.roleArn = role.roleArn;
    this.roleName = role.roleName;
    this.grantPrincipal = role;

    const resource = role.node.defaultChild;
    if (resource instanceof CfnRole) {
      Object.entries(props.tags ?? {}).forEach(([key, value]) => resource.tags.setTag(key, value));
      if (needsStringTrust(props.clusters)) {
        // A condition key cannot be a deploy-time value, the text of the document can. CloudFormation
        // takes AssumeRolePolicyDocument as a JSON string, so no custom resource is needed.
        resource.assumeRolePolicyDocument = Lazy.any({ produce: () => Stack.of(this).toJsonString(role.assumeRolePolicy) });
      }
    }
    for (const cluster of props.clusters) {
      if (cluster._dependency && !Token.isUnresolved(cluster.providerArn)) {
        role.node.addDependency(cluster._dependency);
      }
    }

    this.permissions = new Permissions(this, role, props.path);
    (props.bundles ?? []).forEach((bundle) => this.addBundle(bundle));
    this.warn();
    RoleRegistry.of(this).register({ role: this, ownsRole: true, ownName: Token.isUnresolved(props.roleName) ? undefined : props.roleName });
    this.node.addValidation({
      validate: () => validateRole({ role, permissions: this.permissions, attached: role.attached, quotas: props.quotas ?? {} }),
    });
    attachCustomSynthesis(this, { onSynthesize: () => this.permissions.hasTokens && this.permissions.acknowledge('synthesis') });
  }

  /** The clusters whose tokens the role trusts. */
  public get clusters(): ClusterIssuer[] {
    return [...this.trusted.clusters];
  }

  /** The service accounts that may become the role. */
  public get serviceAccounts(): ServiceAccountSubject[] {
    return [...this.trusted.subjects];
  }

  /**
   * Gives the role one more bundle. Those it has stay where they are.
   *
   * @throws if a wildcard of the bundle has no evidence, or a statement fits in no policy
   */
  public addBundle(bundle: IPolicyBundle): void {
    requireFormat(BUNDLE_ID, 'bundleId', bundle.bundleId);
    this.permissions.add(bundle);
  }

  /**
   * The role's ARN as text, for files that are written at synth.
   *
   * @throws if a part of it (account, partition, path or name) is known only at deploy time; the message says which
   */
  public literalRoleArn(): string {
    return literalRoleArn(this, { roleName: this.props.roleName, path: this.props.path });
  }

  private warn(): void {
    const byDefault = this.trusted.subjects.filter((subject) => subject.serviceAccountName === 'default');
    if (byDefault.length > 0) {
      Annotations.of(this).addWarningV2('cdk-irsa:defaultServiceAccount',
        `${byDefault.join(', ')} is the account of every pod that names none: each of them may become this role; give the workload a service account of its own`);
    }
  }
}

class ExistingServiceAccountRole extends Construct implements IServiceAccountRole {
  public readonly role: IRole;
  public readonly roleArn: string;
  public readonly roleName: string;
  public readonly grantPrincipal: IPrincipal;
  private readonly trusted: Trusted;

  public constructor(scope: Construct, id: string, props: ExistingServiceAccountRoleProps) {
    super(scope, id);
    this.trusted = new Trusted(props.clusters, props.serviceAccounts);
    checkTrusted(this, props.clusters, props.serviceAccounts);
    this.role = props.role;
    this.roleArn = props.role.roleArn;
    this.roleName = props.role.roleName;
    this.grantPrincipal = props.role.grantPrincipal;
    RoleRegistry.of(this).register({ role: this, ownsRole: false });
  }

  public get clusters(): ClusterIssuer[] {
    return [...this.trusted.clusters];
  }

  public get serviceAccounts(): ServiceAccountSubject[] {
    return [...this.trusted.subjects];
  }

  public literalRoleArn(): string {
    if (Token.isUnresolved(this.roleArn)) {
      throw new Error(`the ARN of the existing role ${show(this.node.path)} must be literal to be written to a file: import it with Role.fromRoleArn`);
    }
    return this.roleArn;
  }
}

/** Who may become a role. */
class Trusted {
  public readonly subjects: readonly ServiceAccountSubject[];

  public constructor(public readonly clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]) {
    this.subjects = [...new Map(subjects.map((subject) => [subject.subject, subject])).values()];
  }

  public describe(): string {
    const names = this.subjects.map((subject) => subject.toString());
    const clusters = this.clusters.map((cluster) => cluster.clusterName);
    const text = `IRSA for ${names.join(', ')} on ${clusters.join(', ')}`;
    return text.length <= 1000 ? text : `IRSA for ${names.length} service accounts on ${clusters.length} clusters`;
  }
}

/** Remembers the policies that others attach: they share the inline limit. */
class RoleWithInlinePolicies extends Role {
  public readonly attached: Policy[] = [];

  public constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id, props);
  }

  public attachInlinePolicy(policy: Policy): void {
    if (!this.attached.includes(policy)) {
      this.attached.push(policy);
    }
    super.attachInlinePolicy(policy);
  }
}
