import { REASON } from '../../../core/reason';
import { ACTION, ANY_TEXT, FILE, KEY, MANAGED_POLICY_ARN, SOURCE } from '../formats';
import { list, texts } from '../types/list-type';
import { object } from '../types/object-type';
import { filledText, text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const FILE_KEY = { file: filledText(FILE, "A JSON file with an IAM policy, relative to this file's folder. The path and the policy may hold placeholders.").required() };

const CHECK_KEYS = {
  evidence: list(object({
    wildcard: text(ANY_TEXT, 'The action or resource with the wildcard, as it is in the policy.').required(),
    actions: texts(ACTION, 'The actions that need it, as they are in the policy. Required for the wildcard of a resource; left out for the wildcard of an action. The reason counts for no other action. Default: none.'),
    reason: text(REASON, 'Why it cannot be narrower, in a sentence.').required(),
    source: text(SOURCE, 'The page that shows it. Default: none.'),
  }), 'A reason for each wildcard of the policy, and for each action on the wildcard of a resource. Required for a policy with wildcards. Default: none.'),
  knownActions: texts(ACTION, 'Actions of the policy that are right although the service authorization reference of this version does not list them, or not with their resource. Default: none.'),
};

/** A policy file where it needs no name. */
export const POLICY_FILE = object({ ...FILE_KEY, ...CHECK_KEYS }, 'A policy of your own.');

export type PolicyFileEntry = TypeOf<typeof POLICY_FILE>;

const POLICIES = list(object({
  ...FILE_KEY,
  name: filledText(KEY, "A name for the policy, which may hold placeholders. Default: the file's name."),
  ...CHECK_KEYS,
}), 'Your own policies. Default: none.', { mainKey: 'file' });

const MANAGED_POLICIES = list(object({
  arn: filledText(MANAGED_POLICY_ARN, "The policy's ARN, which may hold placeholders.").required(),
  reason: text(REASON, 'Why it is no broader than needed. Required for policies that AWS manages. Default: none.'),
  source: text(SOURCE, 'The page that shows it. Default: none.'),
}), 'Managed policies to attach. Default: none.', { mainKey: 'arn' });

/** What a role may do beside its bundles. */
export const permissionKeys = () => ({ policies: POLICIES, managedPolicies: MANAGED_POLICIES });

/** Keys of what a workload's own role may do. */
export const OWN_PERMISSIONS = ['bundles', 'policies', 'managedPolicies'] as const;
