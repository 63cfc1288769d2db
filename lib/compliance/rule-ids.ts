/** The ids of all rules, in the order in which they are documented. Frozen: they stand in acknowledgements and in code scanning. */
export const RULE_IDS = [
  'MissingSub', 'MissingAud', 'UnexpectedAud', 'AnyNamespace', 'AnyServiceAccount', 'WildcardNeverMatches', 'NeedlessStringLike', 'WeakOperator',
  'ForeignIssuer', 'MalformedSubject', 'DualStackIssuer', 'MalformedIssuer', 'DefaultServiceAccount', 'AnyProvider', 'UnrelatedServiceAccounts',
  'PodIdentityConditions', 'PassAnyRole', 'AssumeAnyRole', 'PrivilegeEscalation', 'BroadManagedPolicy', 'MissingBoundary', 'NearQuota',
  'UntrustedServiceAccount', 'UnusedTrust', 'Undecidable',
] as const;

export type RuleId = typeof RULE_IDS[number];
