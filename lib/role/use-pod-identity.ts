import type { IRole } from 'aws-cdk-lib/aws-iam';
import { literalRoleArn } from './literal-arn';
import type { PodIdentityOptions } from './pod-identity-options';
import { keepPodIdentity } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { validateSessionPolicy } from './session-policy-size';
import type { TargetRole } from './target-role';
import { StsBundle } from '../bundles/services/sts';
import { CfnRole, Token } from '../core/cdk';
import { about } from '../core/error-place';
import { show } from '../core/text';

/** Keeps what a new role was given for EKS Pod Identity, and lets it assume its target role. */
export function usePodIdentity(role: IServiceAccountRole, options: PodIdentityOptions): void {
  keepPodIdentity(role, options);
  const { sessionPolicy } = options;
  if (sessionPolicy) {
    role.node.addValidation({ validate: () => validateSessionPolicy(role, sessionPolicy) });
  }
  const { targetRole } = options;
  if (targetRole) {
    about(role, () => requireOther(role, targetRole));
    role.addBundle(StsBundle.assumeRole({ roles: [targetRole] }));
    trustIn(targetRole, role);
  }
}

/** The pods get the own role without a target. */
function requireOther(role: IServiceAccountRole, target: IRole): void {
  const resource = role.node.defaultChild;
  if (resource instanceof CfnRole && !Token.isUnresolved(target.roleArn) && ownArn(role, resource) === target.roleArn) {
    throw new Error(`podIdentity.targetRole must be another role than this one, got ${show(target.roleArn)}: leave it out, and the pods get this role`);
  }
}

function ownArn(role: IServiceAccountRole, { roleName, path }: CfnRole): string | undefined {
  try {
    return literalRoleArn(role, { roleName, path });
  } catch {
    return undefined;
  }
}

/** A target role that this app creates trusts the role by itself. Its class is loaded with the first of them. */
export function trustIn(target: IRole & { readonly addSource?: unknown }, role: IServiceAccountRole): void {
  if (typeof target.addSource === 'function') {
    (target as TargetRole).addSource(role);
  }
}
