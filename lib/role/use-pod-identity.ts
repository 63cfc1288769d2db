import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { PodIdentityOptions } from './pod-identity-options';
import { keepPodIdentity } from './pod-identity-settings';
import type { IServiceAccountRole } from './service-account-role-ref';
import { validateSessionPolicy } from './session-policy-check';
import { requireOtherTarget } from './target-check';
import type { TargetRole } from './target-role';
import { StsBundle } from '../bundles/services/sts';
import { CfnRole, Stack } from '../core/cdk';
import { about } from '../core/error-place';

/** Keeps what a new role was given for EKS Pod Identity, and lets it assume its target role. */
export function usePodIdentity(role: IServiceAccountRole, options: PodIdentityOptions): void {
  const { targetRole } = options;
  if (targetRole) {
    about(role, () => requireOtherTarget(arnByName(role), targetRole));
    role.addBundle(StsBundle.assumeRole({ roles: [targetRole] }));
  }
  keepOptions(role, options);
}

/** Keeps what a role was given, whoever created it. A target role that this app creates trusts it. */
export function keepOptions(role: IServiceAccountRole, options: PodIdentityOptions): void {
  keepPodIdentity(role, options);
  const { sessionPolicy, targetRole } = options;
  if (sessionPolicy) {
    role.node.addValidation({ validate: () => validateSessionPolicy(role, sessionPolicy) });
  }
  if (targetRole) {
    trustIn(targetRole, role);
    checkTrust(targetRole, role);
  }
}

/** What a target role of the app's own trusts is known when the tree is complete. */
function checkTrust(target: IRole, role: IServiceAccountRole): void {
  if (target.node.defaultChild instanceof CfnRole) {
    role.node.addValidation({
      validate: () => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- for validation only, which begins at synthesis
        const { untrustedTarget } = require('./target-trust-check') as typeof import('./target-trust-check');
        return untrustedTarget(role, target);
      },
    });
  }
}

/** As a role that is imported by its name has it: what is known only at deploy time stands for itself. */
function arnByName(role: IServiceAccountRole): string {
  const resource = role.node.defaultChild;
  const { roleName, path = '/' }: Partial<Pick<CfnRole, 'roleName' | 'path'>> = resource instanceof CfnRole ? resource : {};
  return roleName === undefined ? role.roleArn
    : Stack.of(role).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `${path.slice(1)}${roleName}` });
}

/** A target role that this app creates trusts the role by itself. Its class is loaded with the first of them. */
function trustIn(target: IRole & { readonly addSource?: unknown }, role: IServiceAccountRole): void {
  if (typeof target.addSource === 'function') {
    (target as TargetRole).addSource(role);
  }
}
