import type { AccountEntry, ClusterEntry, CommonEntry, WorkloadEntry } from '../file/model';
import type { IPolicyBundle } from '../../bundles/policy-bundle';
import type { ToldAcknowledgement } from '../../compliance/told';
import type { ServiceAccountCreation } from '../../kubernetes/service-account-creation';

/** A cluster of the file, with what follows from its region. */
export interface PlannedCluster extends ClusterEntry {
  readonly name: string;
  /** Where it is written: `workloads.yaml:3:3`. */
  readonly place: string;
  readonly partition: string;
}

/** One role that the file asks for: a workload in one account. */
export interface PlannedRole {
  readonly workload: string;
  /** Where it is written: `workloads.yaml:14:3`. */
  readonly place: string;
  /** The workload's entry over the file's defaults. */
  readonly entry: WorkloadEntry & CommonEntry;
  readonly account: string;
  readonly partition: string;
  /** The id of its stack. */
  readonly stack: string;
  readonly clusters: readonly PlannedCluster[];
  readonly subjects: readonly { readonly namespace: string; readonly name: string }[];
  readonly roleName: string;
  readonly path: string;
  readonly bundles: readonly IPolicyBundle[];
  /** Who creates its service accounts. */
  readonly createdBy: ServiceAccountCreation;
  readonly permissionsBoundary?: string;
  readonly parameterName?: string;
  /** Findings of its role that the file acknowledges. */
  readonly acknowledged: readonly (ToldAcknowledgement & { readonly reason: string })[];
}

/** What a workloads file asks for in one environment, checked in the whole. */
export interface FleetPlan {
  readonly name: string;
  /** The environment that the plan is of, if the file has any. */
  readonly environment?: string;
  /** A folder that gets the cluster's files as well, absolute. */
  readonly outputDirectory?: string;
  readonly clusters: readonly PlannedCluster[];
  /** Those that no workload of any environment uses. */
  readonly unusedClusters: readonly PlannedCluster[];
  readonly roles: readonly PlannedRole[];
  /** The region of each account's stacks. */
  readonly stackRegions: ReadonlyMap<string, string>;
  readonly checkPodImage?: string;
  /** Whether the checks ask each role for a permissions boundary. */
  readonly requirePermissionsBoundary: boolean;
  /** What AWS raised for an account. */
  readonly quotas: ReadonlyMap<string, NonNullable<AccountEntry['quotas']>>;
}
