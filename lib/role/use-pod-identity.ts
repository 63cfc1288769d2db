import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { PodIdentityOptions } from './pod-identity-options';
import { keepPodIdentity } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { validateSessionPolicy } from './session-policy-size';
import type { TargetRole } from './target-role';
import { StsBundle } from '../bundles/services/sts';

/** Keeps what a new role was given for EKS Pod Identity, and lets it assume its target role. */
export function usePodIdentity(role: IServiceAccountRole, options: PodIdentityOptions): void {
  keepPodIdentity(role, options);
  const { sessionPolicy } = options;
  if (sessionPolicy) {
    role.node.addValidation({ validate: () => validateSessionPolicy(role, sessionPolicy) });
  }
  if (options.targetRole) {
    role.addBundle(StsBundle.assumeRole({ roles: [options.targetRole] }));
    trustIn(options.targetRole, role);
  }
}

/** A target role that this app creates trusts the role by itself. Its class is loaded with the first of them. */
export function trustIn(target: IRole & { readonly addSource?: unknown }, role: IServiceAccountRole): void {
  if (typeof target.addSource === 'function') {
    (target as TargetRole).addSource(role);
  }
}
