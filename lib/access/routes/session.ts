import type { RequestContext, RequestPrincipal } from '../../iam/access-request';
import { arnParts } from '../../iam/arn';
import type { PolicyDocument } from '../../iam/document';
import { splitText, unknownPart } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';
import type { KnownCluster } from '../model/known-clusters';

/** A role that somebody has become. */
export interface RoleSession {
  readonly role: AccessRole;
  /** The condition keys that follow from how it was assumed. */
  readonly context: RequestContext;
  /** What the session is limited to. */
  readonly policies: readonly PolicyDocument[];
}

/** A role that EKS assumes for a pod, by another. */
export interface TargetOfSession {
  readonly roleArn: string;
  /** What EKS says as it asks: the tags, or the external id. */
  readonly context: RequestContext;
  readonly actions: readonly string[];
  /** What the session of the target is limited to. */
  readonly policies: readonly PolicyDocument[];
}

/** One step on the way to a role. */
export interface Step {
  readonly session: RoleSession;
  /** Nothing for a role that was asked about itself. */
  readonly how?: 'token' | 'association' | 'assumed';
  /** `undecided` where it depends on what is not known, as the reason says. */
  readonly decision: 'allowed' | 'undecided';
  /** Which statements let it, or what it depends on. */
  readonly reason: string;
  /** What must hold. */
  readonly conditions: readonly string[];
  readonly cluster?: KnownCluster;
  /** The role that EKS Pod Identity assumes with this one, in place of which the pod gets it. */
  readonly target?: TargetOfSession;
  /** Whether the manifest of the service account names the role; nothing if none names any. */
  readonly isAnnotated?: boolean;
}

/** The principal of a session of a role, of whose name nothing is known, or the user; of a group one of its members. */
export function sessionPrincipal({ arn, kind }: AccessRole): RequestPrincipal {
  if (kind !== 'role') {
    return { kind: 'user', arn };
  }
  const { partition = 'aws', account = '', resource = '' } = arnParts(arn) ?? {};
  const session = unknownPart('the name of the session');
  return { kind: 'roleSession', roleArn: arn, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${splitText(resource, '/').at(-1) ?? ''}/${session}` };
}

/** Condition keys of several sources: a later one counts. IAM does not look at their case. */
export function mergedContext(...contexts: readonly RequestContext[]): RequestContext {
  const keys = new Map<string, readonly [string, RequestContext[string]]>();
  contexts.forEach((context) => Object.entries(context).forEach(([key, value]) => keys.set(key.toLowerCase(), [key, value])));
  return Object.fromEntries(keys.values());
}
