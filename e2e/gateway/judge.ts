import { createValidatedPolicy, validateTrustPolicy } from '@cloud-copilot/iam-policy';
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

/** One thing that a request asks IAM for. */
export interface Access {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export interface NamedPolicy {
  readonly name: string;
  readonly policy: any;
}

/** What a role's session may do. */
export interface Permissions {
  readonly account: string;
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** The session's own policy, which limits it. */
  readonly sessionPolicy?: unknown;
  /** The session's tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Somebody before a role: the bearer of a token, a service, a session of another role. */
export interface TrustRequest {
  readonly principal: string;
  /** @default 'sts:AssumeRoleWithWebIdentity' */
  readonly action?: string;
  readonly roleArn: string;
  readonly account: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  /** Whether the principal's own policies allow it, where the trust leaves it to them. */
  readonly isPermitted?: boolean;
}

const ANYTHING: NamedPolicy = { name: 'anything', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };

/**
 * Whether a trust policy lets somebody become the role. The simulator's other entry
 * drops the condition keys of EKS issuers in silence, so this one is given a validated policy.
 */
export function trustAllows(
  trust: unknown, { principal, action = 'sts:AssumeRoleWithWebIdentity', roleArn, account, context, isPermitted }: TrustRequest,
): boolean {
  if (validateTrustPolicy(trust).length > 0) {
    return false;
  }
  const verdict = runUnsafeSimulation({
    request: {
      principal, action, resource: { resource: roleArn, accountId: account }, contextVariables: { ...context },
    },
    identityPolicies: isPermitted ? [ANYTHING] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: createValidatedPolicy(trust as any, validateTrustPolicy, { name: 'trust' } as any),
  } as any, {} as any) as unknown;
  if (verdict !== 'Allowed' && verdict !== 'ImplicitlyDenied' && verdict !== 'ExplicitlyDenied') {
    throw new Error(`the simulator must allow or deny, got ${JSON.stringify(verdict)}`);
  }
  return verdict === 'Allowed';
}

/**
 * Whether IAM would allow an access, by the identity policies, the boundary and the session's policy.
 *
 * @throws if the simulator takes the request or a policy for impossible, or leaves a condition key out: it would deny, for a wrong reason
 */
export async function sessionAllows(permissions: Permissions, access: Access, region: string): Promise<boolean> {
  const { action, resource, context = {} } = access;
  const { account, roleArn, sessionArn, policies, boundary, sessionPolicy, tags = {} } = permissions;
  const result = await runSimulation({
    request: {
      principal: sessionArn,
      action,
      resource: { resource, accountId: account },
      contextVariables: {
        ...context,
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
        'aws:RequestedRegion': region,
        'aws:PrincipalAccount': account,
        'aws:PrincipalArn': roleArn,
        'aws:SecureTransport': 'true',
      } as Record<string, string | string[]>,
    },
    identityPolicies: [...policies],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(sessionPolicy !== undefined && { sessionPolicy }),
    ...(boundary && { permissionBoundaryPolicies: [boundary] }),
    // A key's policy decides first; KMS's default one, which CDK writes too, leaves it to IAM.
    ...(action.startsWith('kms:') && { resourcePolicy: defaultKeyPolicy(account) }),
  }, { simulationMode: 'Strict' });
  if (result.resultType === 'error') {
    throw new Error(`the simulator must be able to judge ${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  }
  const ignored = (result.resultType === 'single' ? [result.result] : result.results).flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys);
  if (ignored.length > 0) {
    throw new Error(`the simulator must judge ${action} on ${resource} with every condition key, it ignored ${ignored.join(', ')}`);
  }
  return result.overallResult === 'Allowed';
}

function defaultKeyPolicy(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }] };
}
