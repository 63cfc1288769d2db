import type { CfnCluster, CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks';
import type { Construct, IConstruct } from 'constructs';
import type { PodIdentityOptions } from './pod-identity-options';
import { OWN_ASSOCIATION, podIdentityOf } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { Stack, Stage, Token } from '../core/cdk';
import { ConstructStore } from '../core/construct-store';
import { lazy } from '../core/lazy';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** One association to be made. */
export interface AssociateProps {
  readonly role: IServiceAccountRole;
  readonly cluster: PodIdentityCluster;
  readonly subject: ServiceAccountSubject;
  readonly installAgent?: boolean;
}

/** Creates an association, after its role, with all its policies, and after its cluster, where this app creates them. */
export function associate(
  scope: Construct, id: string, { role, cluster, subject, installAgent = false }: AssociateProps): CfnPodIdentityAssociation {
  const options: Partial<PodIdentityOptions> = podIdentityOf(role) ?? {};
  const association = new lazy.eks.CfnPodIdentityAssociation(scope, id, {
    clusterName: clusterName(scope, cluster),
    namespace: subject.namespace,
    serviceAccount: subject.serviceAccountName,
    roleArn: roleArn(scope, role),
    disableSessionTags: options.disableSessionTags,
    targetRoleArn: options.targetRole?.roleArn,
    policy: options.sessionPolicy && Stack.of(scope).toJsonString(options.sessionPolicy),
  });
  OWN_ASSOCIATION.set(association, true);
  // A role that was imported is no resource, and asks for no order.
  for (const needed of [role, options.targetRole, createdCluster(cluster)?.node.defaultChild]) {
    if (needed && Stage.of(needed) === Stage.of(scope)) {
      association.node.addDependency(needed);
    }
  }
  if (installAgent) {
    agentOf(cluster);
  }
  return association;
}

/** Text in another stack than the role's, which then needs no export. */
function roleArn(scope: IConstruct, role: IServiceAccountRole): string {
  if (Stack.of(role) === Stack.of(scope)) {
    return role.roleArn;
  }
  try {
    return role.literalRoleArn();
  } catch {
    return role.roleArn;
  }
}

/** By a reference in the cluster's own stack. */
function clusterName(scope: IConstruct, cluster: PodIdentityCluster): string {
  const construct = createdCluster(cluster);
  return construct && Stack.of(construct) === Stack.of(scope) ? construct.clusterName : cluster.clusterName;
}

/** The construct of a cluster that this app creates: an imported one has nothing in it. */
function createdCluster({ _cluster }: PodIdentityCluster): (IConstruct & { readonly clusterName: string }) | undefined {
  return _cluster && _cluster.node.children.length > 0 ? _cluster as IConstruct & { readonly clusterName: string } : undefined;
}

/** The add-on of a cluster that this app creates: CDK creates it when it is first asked for. EKS Auto Mode has the agent built in. */
function agentOf({ _cluster }: PodIdentityCluster): void {
  if (_cluster instanceof lazy.eks.Cluster || _cluster instanceof lazy.eksV2.Cluster) {
    const { computeConfig } = (_cluster.node.defaultChild ?? {}) as Partial<CfnCluster>;
    const { enabled } = Token.isUnresolved(computeConfig) ? {} : (computeConfig ?? {}) as CfnCluster.ComputeConfigProperty;
    if (enabled !== true) {
      void _cluster.eksPodIdentityAgent;
    }
  }
}

interface Claims {
  readonly byCluster: Map<string, Map<string, IConstruct>>;
}

const CLAIMS = new ConstructStore<Claims>('podIdentityAssociations');

/** Counts the associations of each cluster of an app: EKS refuses a second one for a service account, and more than its quota. */
export function claimAssociation(owner: Construct, cluster: PodIdentityCluster, subject: ServiceAccountSubject): void {
  const { byCluster } = CLAIMS.getOrCreate(owner.node.root, () => ({ byCluster: new Map() }));
  const own = byCluster.get(cluster.clusterArn) ?? new Map<string, IConstruct>();
  byCluster.set(cluster.clusterArn, own);
  const other = own.get(subject.subject);
  if (other) {
    throw new Error(`a service account must have one association in a cluster, but ${subject.toString()} of ${cluster.displayName} has one by ${show(other.node.path)} already`);
  }
  own.set(subject.subject, owner);
  const most = Quotas.podIdentityAssociationsPerCluster;
  if (own.size === most + 1) {
    owner.node.addValidation({
      validate: () => [
        `a cluster must have at most ${count(most, 'EKS Pod Identity association')}, which AWS does not raise, got ${count(own.size, 'association')} for ${cluster.displayName}: ` +
        'leave the others to IRSA, or spread the workloads over more clusters',
      ],
    });
  }
}
