import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { PlannedAcknowledgement } from './planned-acknowledgements';
import type { PolicyEvidence } from './planned-managed-policies';
import type { PlannedWarning } from './planned-warnings';
import type { GuardrailRule } from '../../access/guardrails/guardrail-rule';
import type { ServiceAccountCreation } from '../../kubernetes/service-account-creation';
import type { ServiceAccountRoleProps } from '../../role/service-account-role-props';
import type { TargetRoleProps } from '../../role/target-role-props';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';
import type { AccountQuotas } from '../file/entries/account-entry';
import type { ClusterEntry } from '../file/entries/cluster-entry';
import type { Identity } from '../file/entries/identity-entry';
import type { IncludedFile } from '../file/source';

/** A cluster of the file, with what follows from its region. */
export interface PlannedCluster extends ClusterEntry {
  readonly name: string;
  /** Where it is written: `workloads.yaml:3:3`. */
  readonly place: string;
  readonly partition: string;
  /** How a role's service accounts become it there; of the file's own clusters, where a workload says nothing else. */
  readonly identity: Identity;
}

/** A cluster of a role, with the service accounts that become the role there. */
export interface PlannedRoleCluster extends PlannedCluster {
  readonly serviceAccounts: readonly ServiceAccountSubject[];
}

/** Settings of a role's EKS Pod Identity associations. */
export interface PlannedPodIdentity {
  readonly disableSessionTags?: boolean;
  readonly sessionPolicy?: PolicyDocument;
  readonly targetRoleArn?: string;
  /** What its policy files are warned about. */
  readonly warnings?: readonly string[];
}

/** The properties of a role that need no construct of its stack. */
export type PlannedRoleProps = Omit<ServiceAccountRoleProps, 'clusters' | 'serviceAccounts' | 'serviceAccountsByCluster' | 'permissionsBoundary' | 'managedPolicies'>
  & { readonly roleName: string };

/** A role in another account, which the pods of a workload get through the workload's own roles. */
export interface PlannedTargetRole {
  readonly workload: string;
  /** Where it is written: `workloads.yaml:20:5`. */
  readonly place: string;
  readonly account: string;
  /** The id of its stack. */
  readonly stack: string;
  readonly roleArn: string;
  readonly props: TargetRoleProps;
  readonly permissionsBoundary?: string;
  readonly managedPolicies: readonly PolicyEvidence[];
  readonly bundleIds: readonly string[];
  readonly bundlePlaces: readonly string[];
  /** Findings on it that the file acknowledges. */
  readonly acknowledged: readonly PlannedAcknowledgement[];
}

/** One role that the file asks for, a workload in one account: all that its constructs and files are made of. */
export interface PlannedRole {
  /** The workload's key. */
  readonly workload: string;
  /** Where it is written: `workloads.yaml:14:3`. */
  readonly place: string;
  /** Whose file that is, of an included file that says so. */
  readonly owner?: string;
  readonly account: string;
  /** The id of its stack. */
  readonly stack: string;
  readonly props: PlannedRoleProps;
  readonly clusters: readonly PlannedRoleCluster[];
  /** The ARN of its permissions boundary. */
  readonly permissionsBoundary?: string;
  readonly managedPolicies: readonly PolicyEvidence[];
  /** The ids of its bundles and the names of its managed policies. */
  readonly bundleIds: readonly string[];
  /** Where the bundles are written, in their order. */
  readonly bundlePlaces: readonly string[];
  /** Who creates its service accounts. */
  readonly createdBy: ServiceAccountCreation;
  /** Settings of its EKS Pod Identity associations. */
  readonly podIdentity: PlannedPodIdentity;
  /** The role that its pods get through it; the same of each account of the workload. */
  readonly targetRole?: PlannedTargetRole;
  /** Where its ARN is published, other than in the files. */
  readonly publishing: { readonly stackOutput: boolean; readonly parameterName?: string };
  /** Findings of its role that the file acknowledges. */
  readonly acknowledged: readonly PlannedAcknowledgement[];
  /** What is perhaps not meant. */
  readonly warnings: readonly PlannedWarning[];
}

/** A role that exists already, of which the file asks for the Kubernetes side. */
export interface PlannedExistingRole {
  /** The workload's key. */
  readonly workload: string;
  /** Where it is written: `workloads.yaml:14:3`. */
  readonly place: string;
  readonly roleArn: string;
  /** The account of the role. */
  readonly roleAccount: string;
  /** The account and the id of the stack in which it is imported; nothing of it is a resource. */
  readonly account: string;
  readonly stack: string;
  readonly clusters: readonly PlannedRoleCluster[];
  readonly createdBy: ServiceAccountCreation;
  readonly acknowledged: readonly PlannedAcknowledgement[];
  readonly podIdentity: PlannedPodIdentity;
}

/** A region, as it is written. */
export interface NamedRegion {
  readonly region: string;
  /** What is in it, and where that is written: `the cluster main (workloads.yaml:3:3)`. */
  readonly what: string;
  readonly account: string;
}

/** What a workloads file asks for in one environment, checked in the whole. */
export interface FleetPlan {
  readonly name: string;
  /** The workloads file, absolute. */
  readonly file: string;
  /** The environment that the plan is of, if the file has any. */
  readonly environment?: string;
  /** The files that it includes. */
  readonly included: readonly IncludedFile[];
  /** A folder that gets the cluster's files as well, absolute. */
  readonly outputDirectory?: string;
  readonly clusters: readonly PlannedCluster[];
  /** Those that no workload of any environment uses. */
  readonly unusedClusters: readonly PlannedCluster[];
  readonly roles: readonly PlannedRole[];
  readonly existingRoles: readonly PlannedExistingRole[];
  /** The region of each account's stacks. */
  readonly stackRegions: ReadonlyMap<string, string>;
  /** The regions that the file names, and of what. */
  readonly regions: readonly NamedRegion[];
  readonly checkPodImage?: string;
  /** Whether the checks ask each role for a permissions boundary. */
  readonly requirePermissionsBoundary: boolean;
  /** What only some workloads may do, or nobody. */
  readonly guardrails: readonly GuardrailRule[];
  /** What AWS raised for an account. */
  readonly quotas: ReadonlyMap<string, AccountQuotas>;
}
