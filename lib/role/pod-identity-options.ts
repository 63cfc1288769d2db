import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';

/** How service accounts become a role by EKS Pod Identity. */
export interface PodIdentityOptions {
  /**
   * The clusters whose pods EKS may give the role. At least one, each once, all in the role's account. The trust asks for
   * the cluster's ARN and account, and for the namespace and the name of the service account.
   */
  readonly clusters: PodIdentityCluster[];

  /**
   * Whether the associations leave the session tags out. EKS then says nothing of the pod when it asks for the role, so the trust asks for the
   * cluster and its account only: whoever may associate the role (`iam:PassRole`) may do so for any service account of the cluster.
   *
   * @default false
   */
  readonly disableSessionTags?: boolean;

  /**
   * The most that the sessions may do, of what the role may do (of what the target role may do, with `targetRole`). At most 2,048
   * characters. EKS takes it only with `disableSessionTags: true`.
   *
   * @default - what the role may do
   */
  readonly sessionPolicy?: PolicyDocument;

  /**
   * A role that pods get in place of this one, such as one of another account: EKS assumes it with this role, which gets `sts:AssumeRole` and
   * `sts:TagSession` on it (a role that exists must have them). Sessions last at most one hour. Of an imported role its ARN is checked, and not
   * whether it exists and whom it trusts: its trust must allow what `TargetRoleTrust.of(role)` says. A `TargetRole` does so by itself.
   * Not for a role with `clusters` (IRSA), whose pods would get this role and not the target.
   *
   * @default - pods get this role
   */
  readonly targetRole?: IRole;
}
