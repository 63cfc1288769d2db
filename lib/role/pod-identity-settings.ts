import type { PodIdentityOptions } from './pod-identity-options';
import type { IServiceAccountRole } from './service-account-role-ref';
import { ConstructStore } from '../core/construct-store';

/** What a role was given for EKS Pod Identity. */
const SETTINGS = new ConstructStore<PodIdentityOptions>('podIdentity');

/** On an association that this library creates. */
export const OWN_ASSOCIATION = new ConstructStore<true>('ownAssociation');

export function keepPodIdentity(role: IServiceAccountRole, options: PodIdentityOptions): void {
  SETTINGS.set(role, { ...options });
}

export function podIdentityOf(role: IServiceAccountRole): PodIdentityOptions | undefined {
  return SETTINGS.get(role);
}
