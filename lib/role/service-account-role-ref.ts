import type { IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

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

  /** The ids of the role's bundles, such as `s3.read`; none of an existing role. */
  readonly bundleIds: string[];

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
  /** The clusters that the role's trust policy names, as the role's account knows them. */
  readonly clusters: ClusterIssuer[];
  /** The service accounts that the role's trust policy names. */
  readonly serviceAccounts: ServiceAccountSubject[];
}
