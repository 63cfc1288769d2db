import { acknowledgeKey } from './acknowledge-entry';
import { COMMON } from './defaults-entry';
import { ADDON, HELM } from './kubernetes-entry';
import { permissionKeys } from './permission-keys';
import { SESSION_POLICY } from './session-policy-entry';
import { TARGET_ROLE } from './target-role-entry';
import { ACCOUNT, NAMESPACE, ROLE_DESCRIPTION, SERVICE_ACCOUNT_PATTERN } from '../../../core/names';
import { REASON } from '../../../core/reason';
import { ENVIRONMENT, KEY, ROLE_ARN, SERVICE_ACCOUNT, STACK } from '../formats';
import { BUNDLES } from '../types/bundle-type';
import { textsByCluster } from '../types/by-cluster-type';
import { list, texts } from '../types/list-type';
import { object } from '../types/object-type';
import { flag } from '../types/scalar-types';
import { filledText, text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const SERVICE_ACCOUNT_PATTERNS = list(object({
  namespace: text(NAMESPACE, 'The namespace, without wildcards.').required(),
  pattern: text(SERVICE_ACCOUNT_PATTERN, "A name with the wildcards '*' and '?'.").required(),
  reason: text(REASON, 'Why the names cannot be listed.').required(),
}), 'Service accounts whose names a controller generates. Default: none.');

const POD_IDENTITY = object({
  disableSessionTags: flag('Whether the associations leave the session tags out. The trust then asks for the cluster and its account, and no longer for the namespace and the service account. Default: false.', false),
  sessionPolicy: SESSION_POLICY,
  targetRoleArn: filledText(ROLE_ARN, 'A role that exists and that the pods get in place of this one, such as one of another account (targetRole creates one). This role may only assume it; the folder target-roles has the statements that its trust needs. Not with IRSA. Default: none.'),
}, 'Settings of the EKS Pod Identity associations. Default: none.');

export type PodIdentityEntry = TypeOf<typeof POD_IDENTITY>;

/** A workload. Nothing after its key is an empty entry. */
export const WORKLOAD = object({
  description: text(ROLE_DESCRIPTION, "The role's description. Default: the service accounts."),
  account: text(ACCOUNT, "The role's account. The issuers of the clusters must be registered there as well. Default: the clusters' account."),
  roleArn: filledText(ROLE_ARN, "The ARN of an existing role: only its Kubernetes files are written. No role is created or changed, so the keys of a created role (permissions, name, tags and so on) must be left out. The role's trust must name the clusters and service accounts. Default: none, a role is created."),
  ...COMMON,
  environments: texts(ENVIRONMENT, 'The environments that contain the workload. Default: all.'),
  stack: text(STACK, 'The end of the name of its stack, <name>-<account>-<stack>. A change replaces the role, unless the stacks are refactored. Default: as "stacks" says.'),
  serviceAccounts: textsByCluster(KEY, SERVICE_ACCOUNT, "Names of service accounts: each in every namespace of the workload, or 'namespace/name' for one; or, where they differ, a map with a list for each cluster of the workload. Default: the workload's key."),
  serviceAccountPatterns: SERVICE_ACCOUNT_PATTERNS,
  emrNamespaces: texts(NAMESPACE, 'Namespaces of virtual clusters of EMR on EKS, whose job runs become the role. EMR names their service accounts after the role, and makes them itself. Default: none.'),
  bundles: BUNDLES,
  ...permissionKeys(),
  podIdentity: POD_IDENTITY,
  targetRole: TARGET_ROLE,
  acknowledge: acknowledgeKey("workload's role"),
  helm: HELM,
  addon: ADDON,
}, { isNullable: true, hint: (value) => value === true ? 'write {}' : undefined });

export type WorkloadEntry = TypeOf<typeof WORKLOAD>;
