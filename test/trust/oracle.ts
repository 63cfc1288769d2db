import { createValidatedPolicy, validateTrustPolicy } from '@cloud-copilot/iam-policy';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

/** A token's claims, and the provider that IAM found for its issuer. */
export interface Token {
  readonly issuer: string;
  readonly provider?: string;
  readonly sub?: string;
  readonly aud?: string;
}

/**
 * Whether a trust policy lets the bearer of a token become the role, as a simulator judges it that
 * nobody here wrote. (`runSimulation` drops condition keys of EKS issuers in silence; this entry
 * does not.)
 */
export async function canAssume(document: any, token: Token, account = '111122223333'): Promise<boolean> {
  const problems = validateTrustPolicy(document);
  if (problems.length > 0) {
    throw new Error(`no valid trust policy: ${JSON.stringify(problems)}`);
  }
  const contextVariables = Object.fromEntries(
    Object.entries({ sub: token.sub, aud: token.aud })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`${token.issuer}:${key}`, value!]));
  const result: any = runUnsafeSimulation({
    request: {
      principal: token.provider ?? `arn:aws:iam::${account}:oidc-provider/${token.issuer}`,
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: { resource: `arn:aws:iam::${account}:role/any`, accountId: account },
      contextVariables,
    },
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: createValidatedPolicy(document, validateTrustPolicy, { name: 'trust' } as any),
  } as any, {} as any);
  const verdict = result.overallResult ?? result.result ?? result;
  if (!['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied'].includes(verdict)) {
    throw new Error(`no verdict: ${JSON.stringify(result).slice(0, 500)}`);
  }
  return verdict === 'Allowed';
}
