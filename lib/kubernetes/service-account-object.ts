import { annotationsOf, checkAnnotationOptions } from './annotations';
import type { IssuedTokens } from './annotations';
import { BUILT_IN_NAMESPACES, compare, LABEL_KEY, LABEL_VALUE, MANAGED_BY, SECRET_NAME } from './metadata';
import { MANIFEST_OPTIONS } from './option-kinds';
import type { ServiceAccountManifestOptions } from './service-account-manifest-options';
import { requireProps } from '../core/kinds';
import { requireFormat } from '../core/text-format';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** What is wrong with the options by themselves. */
export function checkManifestOptions(options: ServiceAccountManifestOptions): void {
  requireProps('a ServiceAccount manifest', options, MANIFEST_OPTIONS);
  checkAnnotationOptions(options);
  for (const [key, value] of Object.entries(options.labels ?? {})) {
    requireFormat(LABEL_KEY, 'a key of labels', key);
    requireFormat(LABEL_VALUE, `labels[${JSON.stringify(key)}]`, value);
  }
  (options.imagePullSecrets ?? []).forEach((name, index) => requireFormat(SECRET_NAME, `imagePullSecrets[${index}]`, name));
}

/** The namespaces that are asked for and not in every cluster anyway. */
export function namespacesToMake(subjects: readonly ServiceAccountSubject[], options: ServiceAccountManifestOptions): string[] {
  const namespaces = options.createNamespace ? subjects.map((subject) => subject.namespace) : [];
  return [...new Set(namespaces)].filter((namespace) => !BUILT_IN_NAMESPACES.includes(namespace)).sort(compare);
}

/** One `ServiceAccount`, without an issuer one for EKS Pod Identity alone; names, ARN and audience may be deploy-time values. */
export function serviceAccountObject(
  subject: ServiceAccountSubject, roleArn: string, issuer: IssuedTokens | undefined, options: ServiceAccountManifestOptions): object {
  const annotations = annotationsOf(roleArn, issuer, options);
  const { automountServiceAccountToken, imagePullSecrets = [] } = options;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: subject.serviceAccountName,
      namespace: subject.namespace,
      labels: Object.fromEntries(Object.entries({ ...MANAGED_BY, ...options.labels }).sort(([a], [b]) => compare(a, b))),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(automountServiceAccountToken !== undefined ? { automountServiceAccountToken } : {}),
    ...(imagePullSecrets.length > 0 ? { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } : {}),
  };
}
