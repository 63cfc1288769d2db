import type { ICluster } from 'aws-cdk-lib/aws-eks';
import type { ICluster as IClusterV2 } from 'aws-cdk-lib/aws-eks-v2';
import { RemovalPolicy, Stage, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { requireAnnotated } from './exact-subjects';
import { namespaceObject } from './metadata';
import { NamespaceOrder } from './namespace-order';
import { forRole, MANIFEST_OPTIONS } from './option-kinds';
import type { ServiceAccountManifestOptions } from './service-account-manifest-options';
import { checkManifestOptions, namespacesToMake, serviceAccountObject } from './service-account-object';
import { nameInEks } from '../cluster/cluster-name';
import { CLUSTER } from '../cluster/issuer-checks';
import { requireKind, requireProps, TRUTH } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { lazy } from '../core/lazy';
import { show } from '../core/text';
import { isByCluster, roleClusters } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { isUnannotated, unannotatedId } from '../role/unannotated-role';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Options for service accounts that the deploy creates in a cluster. */
export interface AppliedServiceAccountOptions extends ServiceAccountManifestOptions {
  /**
   * Whether service accounts that exist already are taken over, and later deleted with the stack.
   *
   * @default false - the deploy fails if one exists
   */
  readonly overwrite?: boolean;
}

/** What both generations of CDK's manifest take. */
interface ManifestProps {
  readonly manifest: object[];
  readonly overwrite?: boolean;
  readonly prune?: boolean;
  readonly removalPolicy?: RemovalPolicy;
}
type MakeManifest = (scope: Construct, id: string, props: ManifestProps) => IConstruct;

/**
 * Creates a role's service accounts in a cluster as part of the deploy, through CDK's kubectl
 * function (a Lambda of the cluster's). With GitOps or Helm use `KubernetesFiles`, which needs none.
 *
 * They are created after the role and all its policies, so that no pod meets a role that is not
 * complete. They are a resource of the role's own stack: the cluster's stack needs nothing of it.
 *
 * @example
 * const manifest = ServiceAccounts.applyTo(cluster, role, { createNamespace: true });
 * manifest.node.addDependency(bucket);
 */
export class ServiceAccounts {
  /**
   * Creates the exact service accounts of a role in a cluster of `aws-cdk-lib/aws-eks`.
   *
   * @returns the manifest's construct, for what must come later: `deployment.node.addDependency(…)`
   * @throws if the role is known not to trust the cluster, has only patterns, or an option is wrong
   */
  public static applyTo(cluster: ICluster, role: IServiceAccountRole, options: AppliedServiceAccountOptions = {}): IConstruct {
    return apply(cluster, role, options, (scope, id, props) => new lazy.eks.KubernetesManifest(scope, id, { cluster, ...props }));
  }

  /** The same for a cluster of `aws-cdk-lib/aws-eks-v2`. */
  public static applyToV2(cluster: IClusterV2, role: IServiceAccountRole, options: AppliedServiceAccountOptions = {}): IConstruct {
    return apply(cluster, role, options, (scope, id, props) => new lazy.eksV2.KubernetesManifest(scope, id, { cluster, ...props }));
  }

  private constructor() {}
}

function apply(
  cluster: ICluster | IClusterV2, role: IServiceAccountRole, options: AppliedServiceAccountOptions, make: MakeManifest): IConstruct {
  const { subjects, issuer } = forRole(role, () => checked(cluster, role, options));
  const deployTime = options.createNamespace ? subjects.find((subject) => Token.isUnresolved(subject.namespace)) : undefined;
  if (deployTime) {
    throw new Error(`createNamespace needs namespaces known at synth, got a deploy-time value for the role ${show(role.node.path)}`);
  }
  // Beside the role, not in it: what depends on a construct depends on everything in it. The id is
  // contract: under another one CloudFormation would delete the accounts after it made them.
  const id = `${role.node.id}ServiceAccounts-${pathOf(cluster, role).replace(/\//g, '-')}`;
  if (role.node.scope!.node.tryFindChild(id)) {
    throw new Error(`the service accounts of the role ${show(role.node.path)} must be applied to a cluster once, got ${show(cluster.node.path)} twice`);
  }
  const manifest = make(role.node.scope as Construct, id, {
    manifest: subjects.map((subject) => serviceAccountObject(subject, role.roleArn, issuer, options)),
    overwrite: options.overwrite,
  });
  manifest.node.addDependency(role);
  manifest.node.addValidation({ validate: () => acknowledgedLater(role, subjects) });
  for (const namespace of namespacesToMake(subjects, options)) {
    const creator = namespaceIn(cluster, namespace, make);
    manifest.node.addDependency(creator);
    NamespaceOrder.of(cluster, namespace)?.createdBy(creator);
  }
  new Set(subjects.map(({ namespace }) => namespace)).forEach((namespace) => NamespaceOrder.of(cluster, namespace)?.neededBy(manifest));
  return manifest;
}

/** A manifest is written when it is made: an acknowledgement that comes after it would leave the annotation there. */
function acknowledgedLater(role: IServiceAccountRole, subjects: readonly ServiceAccountSubject[]): string[] {
  return subjects.filter((subject) => isUnannotated(role, subject)).map((subject) =>
    `${show(unannotatedId(subject))} must be acknowledged on the role ${show(role.node.path)} before its service accounts are applied to a cluster: ` +
    `the manifest annotates ${subject.toString()} with it`);
}

const OPTIONS: Kinds<AppliedServiceAccountOptions> = { ...MANIFEST_OPTIONS, overwrite: TRUTH };

function checked(cluster: ICluster | IClusterV2, role: IServiceAccountRole, options: AppliedServiceAccountOptions) {
  requireKind('cluster', CLUSTER, cluster);
  requireProps('service accounts', options, OPTIONS);
  checkManifestOptions(options);
  const found = clusterOf(cluster, role);
  return { subjects: requireAnnotated(role, isByCluster(role) ? found : undefined), issuer: found.issuer };
}

/** Below the Stage that both are in, so that an app can move into one, or be in several, with the ids that it has. */
function pathOf(cluster: IConstruct, role: IConstruct): string {
  const stage = Stage.of(role);
  const above = stage && stage === Stage.of(cluster) ? stage.node.path : '';
  return above === '' ? cluster.node.path : cluster.node.path.slice(above.length + 1);
}

/** Roles share a namespace, so it belongs to the cluster; with it Kubernetes would delete all that is in it, so it stays. */
function namespaceIn(cluster: IConstruct, namespace: string, make: MakeManifest): IConstruct {
  const id = `irsa-namespace-${namespace}`;
  return cluster.node.tryFindChild(id) ?? make(cluster as Construct, id, {
    manifest: [namespaceObject(namespace)],
    overwrite: true, // it may exist
    prune: false,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Which of the role's clusters it is. */
function clusterOf(cluster: ICluster | IClusterV2, role: IServiceAccountRole): RoleCluster {
  const { clusters, podIdentityClusters } = role;
  const others = clusters.filter((issuer) => !issuer._cluster);
  const literal = importedIssuer(cluster);
  const found = clusters.find((issuer) => issuer._cluster === cluster)
    ?? clusters.find((issuer) => issuer.issuer === literal)
    ?? others.filter((issuer) => literal === undefined || !issuer.isLiteral)
      .find((issuer) => (clusters.length === 1 && podIdentityClusters.length === 0) || issuer.clusterName === cluster.clusterName)
    ?? podIdentityClusters.find((own) => own._cluster === cluster || [cluster.clusterName, nameInEks(cluster)].includes(own.clusterName));
  const own = roleClusters(role);
  if (!found) {
    const known = own.map(({ displayName }) => displayName).join(', ');
    throw new Error(
      `cluster must be one that the role ${show(role.node.path)} trusts (${known}), got ${show(cluster.node.path)}: ` +
      'make its ClusterIssuer with fromCluster or fromClusterV2, or give it the name of the cluster as clusterName');
  }
  return own.find(({ displayName }) => displayName === found.displayName)!;
}

/** The issuer of an imported cluster, if known. A cluster of this app is not asked, since it would make its provider. */
function importedIssuer(cluster: ICluster | IClusterV2): string | undefined {
  if (cluster instanceof lazy.eks.Cluster || cluster instanceof lazy.eksV2.Cluster) {
    return undefined;
  }
  try {
    const [, issuer] = cluster.openIdConnectProvider.oidcProviderRef.oidcProviderArn.split(':oidc-provider/');
    return Token.isUnresolved(issuer) ? undefined : issuer;
  } catch {
    return undefined; // imported without its provider
  }
}
