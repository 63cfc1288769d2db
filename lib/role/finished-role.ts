import type { Role } from 'aws-cdk-lib/aws-iam';
import type { BundlePermissions } from './bundle-permissions';
import { attachedPolicies, circularBundles } from './circular-bundles';
import { managedPoliciesNaming } from './policies-naming-roles';
import type { PolicyAttachments } from './policy-attachments';
import type { RoleQuotas } from './service-account-role-props';
import { Annotations, CfnRole, Token } from '../core/cdk';
import { documentSize, leastSize } from '../core/deploy-time-size';
import { isObject } from '../core/plain-object';
import { Quotas } from '../core/quotas';
import { count, list, show } from '../core/text';
import type { TrustSize } from '../trust/trust-policy';

export interface FinishedRole {
  readonly role: Role;
  /** The trust as we wrote it, if it is literal. */
  readonly ownTrust?: TrustSize;
  readonly attached: PolicyAttachments;
  readonly permissions: BundlePermissions;
  readonly quotas: RoleQuotas;
}

/** Where quotas stand in a workloads file. */
const IN_A_FILE = ' (in a workloads.yaml under "accounts")';

/** What only the finished tree knows: sizes and counts, and what others made of it. */
export function validateRole(finished: FinishedRole): string[] {
  return [trustSize(finished), ...inlinePolicies(finished), inlineSize(finished), managedPolicies(finished), ...tags(finished),
    ...circularBundles(finished.role, [...finished.permissions.ownPolicies, ...attachedPolicies(finished.role.node.defaultChild)])]
    .filter((problem) => problem !== undefined);
}

function trustSize({ role, ownTrust, quotas }: FinishedRole): string | undefined {
  const limit = quotas.trustPolicyCharacters ?? Quotas.trustPolicyCharacters;
  const document = role.assumeRolePolicy;
  if (!document || (ownTrust && ownTrust.characters <= limit && document.statementCount === ownTrust.statements)) {
    return undefined;
  }
  const raise = limit < Quotas.trustPolicyCharactersMaximum
    ? `ask AWS to raise the quota "Role trust policy length" (up to ${Quotas.trustPolicyCharactersMaximum.toLocaleString('en-US')}) and give quotas.trustPolicyCharacters${IN_A_FILE}, or `
    : '';
  return tooLong(role, 'trustPolicySize', [document], limit, 'the trust policy must be at most',
    `${raise}make one role for each cluster or group of service accounts`);
}

/** IAM takes of two inline policies of one name the later, in silence. */
function inlinePolicies({ attached, permissions }: FinishedRole): string[] {
  const others = attached.inline.map(({ policyName }) => policyName).filter((name) => !Token.isUnresolved(name));
  const { gone, twice } = permissions.lost(others);
  return [
    ...gone.length === 0 ? [] : [
      `the role must keep the policies of its bundles, but ${list(gone.map(show))} ${gone.length === 1 ? 'was' : 'were'} taken out of the Policies of its resource: ` +
      'an Aspect or an override that adds policies must add to those that are there',
    ],
    ...twice.length === 0 ? [] : [
      `inline policies of a role must have different names, but ${list(twice.map(show))}, the name of a bundle's, stands twice: give the other policy another policyName`,
    ],
  ];
}

function inlineSize({ role, attached, permissions }: FinishedRole): string | undefined {
  const resource = role.node.defaultChild;
  const limit = Quotas.inlinePolicyCharacters;
  const grants = attached.inline.filter((policy) => policy !== permissions.policyBeside)
    .reduce((sum, policy) => sum + documentSize(policy.document, role).characters, 0);
  if (permissions.inlineCharacters + grants <= limit) {
    return undefined;
  }
  const own = resource instanceof CfnRole && Array.isArray(resource.policies) ? resource.policies : [];
  const documents = [
    ...own.map((policy: unknown) => isObject(policy) ? policy.policyDocument : policy),
    ...attached.inline.map((policy) => policy.document),
  ];
  return tooLong(role, 'inlinePolicySize', documents, limit, 'the inline policies together must be at most',
    'give grants and policies that are attached by hand as bundles (CustomBundle.fromStatements), which overflow into managed policies',
    grants === 0 ? '' : `, of which ${count(grants, 'character')} are grants and policies attached by hand`);
}

/** An error if it is too long for certain; a warning if it may be, since nobody could do anything about an upper bound. */
function tooLong(
  role: Role, id: string, documents: readonly unknown[], limit: number, rule: string, fix: string, parts = '',
): string | undefined {
  const sizes = documents.map((document) => documentSize(document, role));
  const most = sizes.reduce((sum, { characters }) => sum + characters, 0);
  if (most <= limit) {
    return undefined;
  }
  const isExact = sizes.every(({ exact }) => exact);
  const least = isExact ? most : documents.reduce<number>((sum, document) => sum + leastSize(document, role), 0);
  const atLeast = `${least > limit ? 'but it cannot be less than' : 'it is at least'} ${count(least, 'character')}`;
  const bound = isExact ? '' : ` (an upper bound: parts are known only at deploy time, ${atLeast})`;
  const problem = `${rule} ${count(limit, 'character')}, got ${isExact ? '' : 'up to '}${count(most, 'character')}${bound}${parts}: ${fix}`;
  if (least > limit) {
    return problem;
  }
  Annotations.of(role).addWarningV2(`cdk-irsa:${id}`, problem);
  return undefined;
}

function managedPolicies({ role, attached, quotas }: FinishedRole): string | undefined {
  const limit = quotas.managedPolicies ?? Quotas.managedPoliciesPerRole;
  const number = attached.managedOver(limit, managedPoliciesNaming(role));
  return number === undefined ? undefined : `the role must have at most ${count(limit, 'managed policy', 'managed policies')} attached, got ${number}: ` +
    'split the workload, or ask AWS to raise the quota "Managed policies attached to an IAM role" and give quotas.managedPolicies' + IN_A_FILE;
}

function tags({ role }: FinishedRole): string[] {
  const resource = role.node.defaultChild;
  const names = resource instanceof CfnRole ? Object.keys(resource.tags.tagValues()) : [];
  const seen = new Map<string, string>();
  const twins = names.filter((name) => {
    const twin = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return twin !== undefined;
  });
  return [
    ...names.length > Quotas.roleTags ? [`the role must have at most ${Quotas.roleTags} tags, got ${names.length}`] : [],
    ...twins.map((name) => `the keys of a role's tags must be different whatever their case, got ${list(names.filter((other) => other.toLowerCase() === name.toLowerCase()).map(show))}`),
  ];
}
