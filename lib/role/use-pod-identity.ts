import type { PodIdentityOptions } from './pod-identity-options';
import { keepPodIdentity } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { validateSessionPolicy } from './session-policy-size';
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
  }
}
