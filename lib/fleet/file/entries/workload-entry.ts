import { COMMON } from './defaults-entry';
import { HELM } from './kubernetes-entry';
import { ACCOUNT, NAMESPACE, ROLE_DESCRIPTION, SERVICE_ACCOUNT_PATTERN } from '../../../core/names';
import { REASON } from '../../../core/reason';
import { ACTION, ANY_TEXT, ENVIRONMENT, FILE, FINDING_ID, KEY, MANAGED_POLICY_ARN, ROLE_ARN, SERVICE_ACCOUNT, SOURCE, STACK } from '../formats';
import { BUNDLES } from '../types/bundle-type';
import { list, texts } from '../types/list-type';
import { object } from '../types/object-type';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const SERVICE_ACCOUNT_PATTERNS = list(object({
  namespace: text(NAMESPACE, 'The namespace, exact.').required(),
  pattern: text(SERVICE_ACCOUNT_PATTERN, "A name with '*' and '?'.").required(),
  reason: text(REASON, 'Why the names cannot be listed.').required(),
}), 'Service accounts whose names a controller makes up.');

const POLICIES = list(object({
  file: text(FILE, "A JSON file with an IAM policy, relative to this file's folder.").required(),
  name: text(KEY, "A name for the policy. Default: the file's name."),
  evidence: list(object({
    wildcard: text(ANY_TEXT, 'The action or resource with the wildcard, as it stands in the policy.').required(),
    actions: texts(ACTION, 'The actions that need it, as they stand in the policy: required for the wildcard of a resource. The reason counts for no others.'),
    reason: text(REASON, 'Why it cannot be narrower, in a sentence.').required(),
    source: text(SOURCE, 'The page that shows it.'),
  }), 'Evidence for each wildcard of the policy, and for each action on the wildcard of a resource.'),
  knownActions: texts(ACTION, 'Actions of the policy that are right though the service authorization reference of this version does not have them, or not with their resource.'),
}), 'Policies of your own.', { mainKey: 'file' });

const MANAGED_POLICIES = list(object({
  arn: text(MANAGED_POLICY_ARN, "The policy's ARN.").required(),
  reason: text(REASON, 'Why it is no broader than needed. Required for policies that AWS manages.'),
  source: text(SOURCE, 'The page that shows it.'),
}), 'Managed policies to attach.', { mainKey: 'arn' });

const ACKNOWLEDGE = list(object({
  id: text(FINDING_ID, 'The id, as the finding shows it.').required(),
  reason: text(REASON, 'Why it is right here.').required(),
}), "Findings of IrsaChecks on the workload's role that you accept. A warning names one that is found nowhere.", { mainKey: 'id' });

/** A workload. Nothing after its key is an empty entry. */
export const WORKLOAD = object({
  description: text(ROLE_DESCRIPTION, "The role's description."),
  account: text(ACCOUNT, "The role's account, if it is not the clusters' own. The clusters' issuers must be registered there as well."),
  roleArn: text(ROLE_ARN, 'The ARN of a role that exists already, for its Kubernetes side alone: no role is created, so its permissions, name and tags are left out. Its trust must name the clusters and service accounts.'),
  ...COMMON,
  environments: texts(ENVIRONMENT, 'The environments that have the workload. Default: all.'),
  stack: text(STACK, 'The end of the name of its stack, <name>-<account>-<stack>. A change replaces the role, unless the stacks are refactored. Default: by "stacks".'),
  serviceAccounts: texts(SERVICE_ACCOUNT, "Names of service accounts, in each of the namespaces, or 'namespace/name'. Default: the workload's key."),
  serviceAccountPatterns: SERVICE_ACCOUNT_PATTERNS,
  bundles: BUNDLES,
  policies: POLICIES,
  managedPolicies: MANAGED_POLICIES,
  acknowledge: ACKNOWLEDGE,
  helm: HELM,
}, { isNullable: true, hint: (value) => value === true ? 'write {}' : undefined });

export type WorkloadEntry = TypeOf<typeof WORKLOAD>;
