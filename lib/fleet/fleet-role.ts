import type { Stack } from 'aws-cdk-lib/core';
import type { ServiceAccountRole } from '../role/service-account-role';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** One role of a fleet. */
export interface FleetRole {
  /** The workload's key in the file. */
  readonly workload: string;
  /** The role. */
  readonly role: ServiceAccountRole;
  /** The role's literal name. */
  readonly roleName: string;
  /** The role's path. */
  readonly path: string;
  /** The ids of its bundles and the names of its policies. */
  readonly bundleIds: string[];
  /** The stack that owns the role. */
  readonly stack: Stack;
}

/** A role of a fleet that exists already (`roleArn`): the fleet makes its Kubernetes files, and no resource. */
export interface FleetExistingRole {
  /** The workload's key in the file. */
  readonly workload: string;
  /** The role. */
  readonly role: IServiceAccountRole;
}
