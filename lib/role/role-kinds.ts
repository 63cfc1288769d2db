import type { PodIdentityOptions } from './pod-identity-options';
import type { ServiceAccountRoleProps } from './service-account-role-props';
import type { ExistingServiceAccountRoleProps } from './service-account-role-ref';
import type { TargetRoleProps } from './target-role-props';
import { BUNDLE, MANAGED_POLICY } from '../bundles/bundle-kinds';
import { CLUSTER_ISSUER, POD_IDENTITY_CLUSTER, ROLE_CLUSTER } from '../cluster/issuer-kind';
import { DURATION, listOf, mapOf, NUMBER, propsOf, required, TEXT, TRUTH } from '../core/kinds';
import type { Kind, Kinds } from '../core/kinds';
import { SUBJECT } from '../trust/subject-kind';

export const IAM_ROLE: Kind = {
  noun: 'an IAM role',
  hint: 'make one of an ARN with Role.fromRoleArn(…)',
  isOne: (value) => typeof value?.node?.path === 'string' && typeof value.roleArn === 'string' && value.env !== undefined,
};
export const SERVICE_ACCOUNT_ROLE: Kind = {
  noun: 'a ServiceAccountRole, or what ServiceAccountRole.fromRole gives',
  isOne: (value) => IAM_ROLE.isOne(value) && Array.isArray(value.clusters) && Array.isArray(value.podIdentityClusters) && Array.isArray(value.serviceAccounts) && typeof value.serviceAccountsIn === 'function' && typeof value.literalRoleArn === 'function',
};

export const POLICY: Kind = { noun: 'a Policy', isOne: (value) => typeof value?.policyName === 'string' && value.document !== undefined };

const DOCUMENT: Kind = { noun: 'a PolicyDocument', isOne: (value) => typeof value?.toJSON === 'function' && typeof value.statementCount === 'number' };
const POD_IDENTITY: Kinds<PodIdentityOptions> = {
  clusters: { ...listOf(POD_IDENTITY_CLUSTER), isNeeded: true },
  disableSessionTags: TRUTH,
  sessionPolicy: DOCUMENT,
  targetRole: IAM_ROLE,
};

/** The check of the trust has messages of its own where a list is missing or empty. */
const TRUST = {
  clusters: { ...listOf(CLUSTER_ISSUER), isNeeded: true },
  podIdentity: propsOf(POD_IDENTITY),
  serviceAccounts: { ...listOf(SUBJECT), isNeeded: true },
  serviceAccountsByCluster: listOf(propsOf({ cluster: required(ROLE_CLUSTER), serviceAccounts: required(listOf(SUBJECT)) })),
};

export const ROLE_PROPS: Kinds<ServiceAccountRoleProps> = {
  ...TRUST,
  bundles: listOf(BUNDLE),
  separatePolicy: TRUTH,
  managedPolicies: listOf(MANAGED_POLICY),
  roleName: TEXT,
  path: TEXT,
  description: TEXT,
  permissionsBoundary: MANAGED_POLICY,
  maxSessionDuration: DURATION,
  tags: mapOf(TEXT),
  quotas: propsOf({ trustPolicyCharacters: NUMBER, managedPolicies: NUMBER }),
};

export const TARGET_ROLE_PROPS: Kinds<TargetRoleProps> = {
  roleName: required(TEXT),
  sources: listOf(SERVICE_ACCOUNT_ROLE),
  bundles: ROLE_PROPS.bundles,
  managedPolicies: ROLE_PROPS.managedPolicies,
  path: TEXT,
  description: TEXT,
  permissionsBoundary: MANAGED_POLICY,
  tags: ROLE_PROPS.tags,
  quotas: ROLE_PROPS.quotas,
};

export const EXISTING_ROLE_PROPS: Kinds<ExistingServiceAccountRoleProps> = { role: required(IAM_ROLE), ...TRUST };
