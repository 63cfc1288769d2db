import type { ServiceAccountAnnotationOptions } from './service-account-annotations';
import type { ServiceAccountManifestOptions } from './service-account-manifest-options';
import { ROLE_CLUSTER } from '../cluster/issuer-kind';
import type { IRoleCluster } from '../cluster/role-cluster';
import { about } from '../core/error-place';
import { DURATION, listOf, mapOf, requireKind, TEXT, TRUTH } from '../core/kinds';
import type { Kinds } from '../core/kinds';
import { SERVICE_ACCOUNT_ROLE } from '../role/role-kinds';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

export const ANNOTATION_OPTIONS: Kinds<ServiceAccountAnnotationOptions> = {
  annotations: mapOf(TEXT), stsRegionalEndpoints: TRUTH, tokenExpiration: DURATION,
};
export const MANIFEST_OPTIONS: Kinds<ServiceAccountManifestOptions> = {
  ...ANNOTATION_OPTIONS, labels: mapOf(TEXT), automountServiceAccountToken: TRUTH, imagePullSecrets: listOf(TEXT), createNamespace: TRUTH,
};

/** Runs what is made for a role; an error names the role. */
export function forRole<T>(role: IServiceAccountRole, run: () => T): T {
  requireKind('role', SERVICE_ACCOUNT_ROLE, role);
  return about(role, run);
}

/** The same for one of its clusters. */
export function forCluster<T>(role: IServiceAccountRole, cluster: IRoleCluster | undefined, run: () => T): T {
  return about(role, () => {
    if (cluster !== undefined) {
      requireKind('cluster', ROLE_CLUSTER, cluster);
    }
    return run();
  });
}
