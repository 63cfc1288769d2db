import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ClusterServiceAccounts } from './cluster-service-accounts';
import type { PodIdentityOptions } from './pod-identity-options';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** A role of service accounts, created in this app or elsewhere. Whatever takes an `IRole`, a principal or a grantee takes it. */
export interface IServiceAccountRole extends IRole {
  /** The clusters whose tokens the role trusts (IRSA). */
  readonly clusters: ClusterIssuer[];
  /** The clusters in which the role is given by EKS Pod Identity. */
  readonly podIdentityClusters: PodIdentityCluster[];
  /** The service accounts that may become the role, of all its clusters. */
  readonly serviceAccounts: ServiceAccountSubject[];

  /** The ids of the role's bundles, such as `s3.read`, in the order in which they were added; of an existing role those that this app adds. */
  readonly bundleIds: string[];

  /**
   * The service accounts that may become the role in one of its clusters.
   *
   * @throws if the cluster is none of the role's
   */
  serviceAccountsIn(cluster: IRoleCluster): ServiceAccountSubject[];

  /**
   * Gives the role one more bundle. Those it has stay where they are. An existing role gets its permissions in a policy
   * resource of this app (`PolicyBundles`).
   *
   * @throws if a wildcard of the bundle has no evidence, or a statement fits in no policy
   */
  addBundle(bundle: IPolicyBundle): void;

  /**
   * The role's ARN as text, for files that are written at synth.
   *
   * @throws if a part of it (account, partition, path or name) is known only at deploy time; the message says which
   */
  literalRoleArn(): string;
}

/** An existing role, for its Kubernetes side. */
export interface ExistingServiceAccountRoleProps {
  /** The role, such as `Role.fromRoleArn(…)`, of whatever account its ARN names. Its trust is not changed. */
  readonly role: IRole;
  /**
   * The clusters whose issuers the role's trust policy names (IRSA), as the role's account knows them.
   *
   * @default - none: the role is for EKS Pod Identity alone, and must have `podIdentity`
   */
  readonly clusters?: ClusterIssuer[];
  /**
   * The clusters whose pods the role's trust policy lets in by EKS Pod Identity.
   *
   * @default - none
   */
  readonly podIdentity?: PodIdentityOptions;
  /**
   * The service accounts that the role's trust policy names, the same for every cluster.
   *
   * @default - those of `serviceAccountsByCluster`, of which there must then be some
   */
  readonly serviceAccounts?: ServiceAccountSubject[];
  /**
   * The service accounts that the role's trust policy names for each cluster, where they differ: an entry for each. Not beside `serviceAccounts`.
   *
   * @default - `serviceAccounts`, in every cluster
   */
  readonly serviceAccountsByCluster?: ClusterServiceAccounts[];
}
