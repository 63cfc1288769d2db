import { loadPolicy } from '@cloud-copilot/iam-policy';
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { Simulation } from '@cloud-copilot/iam-simulate';
import type { AccessRequest, RequestPrincipal } from '../../../lib/iam/access-request';
import type { ApplicablePolicies } from '../../../lib/iam/applicable-policies';
import { readLiteralDocument } from '../../../lib/iam/document';
import type { PolicyDocument } from '../../../lib/iam/document';
import type { Decision } from '../../../lib/iam/evaluation';
import { evaluate } from '../../../lib/iam/evaluator/evaluate';

/** The policies of a request as they are written; each list may be left out. */
export interface WrittenPolicies {
  readonly identity?: readonly object[];
  readonly permissionsBoundary?: readonly object[];
  readonly session?: readonly object[];
  readonly resource?: readonly object[];
  readonly trust?: readonly object[];
  readonly serviceControlPolicies?: readonly (readonly object[])[];
  readonly resourceControlPolicies?: readonly (readonly object[])[];
}

export function readAll(
  { serviceControlPolicies, resourceControlPolicies, ...lists }: WrittenPolicies, read: (document: unknown) => PolicyDocument = readLiteralDocument,
): ApplicablePolicies {
  return {
    ...Object.fromEntries(Object.entries(lists).map(([kind, documents]) => [kind, documents?.map(read)])),
    serviceControlPolicies: serviceControlPolicies?.map((level) => level.map(read)),
    resourceControlPolicies: resourceControlPolicies?.map((level) => level.map(read)),
  };
}

/** What our evaluation decides. */
export function decisionOf(request: AccessRequest, policies: WrittenPolicies): Decision {
  return evaluate(request, readAll(policies)).decision;
}

const VERDICTS: Readonly<Record<string, Decision>> = { Allowed: 'allowed', ExplicitlyDenied: 'explicitlyDenied', ImplicitlyDenied: 'implicitlyDenied' };

/** What iam-simulate decides without looking up actions and keys. It knows no session policies then. */
export function simulated(request: AccessRequest, policies: WrittenPolicies): Decision {
  if (policies.session !== undefined) {
    throw new Error('iam-simulate reads session policies only where it looks up actions');
  }
  return VERDICTS[withNames(() => runUnsafeSimulation(simulationOf(request, policies), {}))];
}

interface Named {
  metadata(): { readonly name: string } | undefined;
}

const PROTOTYPE = Object.getPrototypeOf(loadPolicy({ Version: '2012-10-17', Statement: [] })) as Named;

/** iam-simulate asks the policy of a resource for a name, which it does not give it where it looks up no actions. */
function withNames<T>(simulation: () => T): T {
  const { metadata } = PROTOTYPE;
  PROTOTYPE.metadata = function (this: Named) {
    return metadata.call(this) ?? { name: 'the policy of the resource' };
  };
  try {
    return simulation();
  } finally {
    PROTOTYPE.metadata = metadata;
  }
}

/** What iam-simulate decides of a request that can be made. */
export async function simulatedStrictly(request: AccessRequest, policies: WrittenPolicies): Promise<Decision> {
  const result = await runSimulation(simulationOf(request, policies), {});
  if (result.resultType === 'error') {
    throw new Error(`iam-simulate cannot decide: ${JSON.stringify(result.errors)}`);
  }
  return VERDICTS[result.overallResult];
}

function simulationOf(request: AccessRequest, policies: WrittenPolicies): Simulation {
  const named = (documents: readonly object[] = []) => documents.map((policy, i) => ({ name: `policy ${i}`, policy }));
  const levels = (all: readonly (readonly object[])[] = []) => all.map((level, i) => ({ orgIdentifier: `level ${i}`, policies: named(level) }));
  const boundary = policies.permissionsBoundary;
  return {
    request: {
      principal: principalName(request.principal),
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount ?? '' },
      contextVariables: Object.fromEntries(Object.entries(request.context ?? {}).filter(([, value]) => value !== undefined)) as Record<string, string | string[]>,
    },
    identityPolicies: named(policies.identity),
    permissionBoundaryPolicies: boundary === undefined ? undefined : named(boundary),
    serviceControlPolicies: levels(policies.serviceControlPolicies),
    resourceControlPolicies: levels(policies.resourceControlPolicies),
    resourcePolicy: (policies.trust ?? policies.resource)?.[0],
    sessionPolicy: policies.session?.[0],
  };
}

function principalName(principal: RequestPrincipal): Simulation['request']['principal'] {
  switch (principal.kind) {
    case 'roleSession':
      return principal.sessionArn;
    case 'user':
    case 'accountRoot':
      return principal.arn;
    case 'webIdentity':
    case 'saml':
      return principal.provider;
    case 'service':
      return principal.name;
    case 'anonymous':
      return { type: 'Anonymous' };
    case 'canonicalUser':
      throw new Error('iam-simulate has no canonical users');
  }
}
