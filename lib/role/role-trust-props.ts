import type { IConstruct } from 'constructs';
import type { ClusterServiceAccounts } from './cluster-service-accounts';
import type { PodIdentityOptions } from './pod-identity-options';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** What decides who may become a role. */
export interface RoleTrustProps {
  readonly clusters?: readonly ClusterIssuer[];
  readonly podIdentity?: PodIdentityOptions;
  readonly serviceAccounts?: readonly ServiceAccountSubject[];
  readonly serviceAccountsByCluster?: readonly ClusterServiceAccounts[];
}

/** Where a role is, as far as it is known at synth. */
export interface RolePlace {
  readonly account?: string;
  readonly partition?: string;
  /** Where the partition comes from, as in a message: `the role's stack, "aws" (eu-central-1)`. */
  readonly partitionSource?: string;
  /** The scope in which this app creates the role, if it does. */
  readonly scope?: IConstruct;
}
