import { policyDocument, statementsOf, trustDocument } from './workload';
import type { Workload } from './workload';

/** What `aws iam get-account-authorization-details` prints of an account with these roles. */
export function authorizationDetails(workloads: readonly Workload[]): string {
  const roles = workloads.map((workload, index) => ({
    Path: '/',
    RoleName: workload.name,
    RoleId: `AROA${String(index).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${workload.cluster.account}:role/${workload.name}`,
    CreateDate: '2026-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: trustDocument(workload),
    InstanceProfileList: [],
    RolePolicyList: [{ PolicyName: 's3.read', PolicyDocument: policyDocument(statementsOf(workload)) }],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {},
  }));
  return JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] }, undefined, 4);
}
