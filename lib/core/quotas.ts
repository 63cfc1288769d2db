/**
 * The limits that bite, checked at synth.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const Quotas = {
  /** Characters of a role's trust policy, unless AWS raised the quota. */
  trustPolicyCharacters: 2_048,
  trustPolicyCharactersMaximum: 4_096,
  /** Characters of all inline policies of a role together. */
  inlinePolicyCharacters: 10_240,
  managedPolicyCharacters: 6_144,
  /** Managed policies attached to a role, unless AWS raised the quota. */
  managedPoliciesPerRole: 10,
  managedPoliciesPerRoleMaximum: 25,
  roleTags: 50,
  roleDescriptionCharacters: 1_000,
  tagKeyCharacters: 128,
  tagValueCharacters: 256,
  sessionSeconds: { minimum: 3_600, maximum: 43_200 },
  rolesPerAccount: 1_000,
  /** The user guide says at most 5,000; to allow more than AWS grants does no harm, it only keeps a warning quiet. */
  rolesPerAccountMaximum: 10_000,
  oidcProvidersPerAccount: 100,
  oidcThumbprints: 5,
  oidcClientIds: 100,
  /** Not adjustable. https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
  podIdentityAssociationsPerCluster: 5_000,
  /** Characters of a session policy, without those that STS needs to pack it. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  sessionPolicyCharacters: 2_048,
  stackResources: 500,
  stackOutputs: 200,
  /** 1 MB, for a template in S3, as `cdk deploy` uploads it. */
  templateBytes: 1_048_576,
} as const;
