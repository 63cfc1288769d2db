import { readIamJson } from './iam-output';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { isObject, mapOf } from '../core/plain-object';
import { readLiteralDocument } from '../iam/document';

/** The role that a custom resource makes: of the ACK controller for IAM, or of a Crossplane provider. */
export function roleIn(object: unknown, at: string): InventoryRole | undefined {
  const { apiVersion, kind, metadata, spec } = mapOf(object);
  const group = String(apiVersion).replace(/\/.*$/s, '');
  if (kind !== 'Role' || !/^iam\.(services\.k8s\.aws|aws(\.m)?\.(upbound|crossplane)\.io)$/.test(group)) {
    return undefined;
  }
  const role = group === 'iam.services.k8s.aws' ? ofAck(mapOf(spec)) : ofCrossplane(mapOf(metadata), mapOf(mapOf(spec).forProvider));
  const [found] = readIamJson(role)?.roles ?? [];
  return found === undefined ? undefined : { ...found.role, at };
}

/** The association that a custom resource of the ACK controller for EKS makes. */
export function associationIn(object: unknown, at: string): InventoryServiceAccount | undefined {
  const { apiVersion, kind, spec } = mapOf(object);
  const { namespace, serviceAccount, roleARN: roleArn, disableSessionTags, clusterName, targetRoleARN: target, policy } = mapOf(spec);
  const isOne = kind === 'PodIdentityAssociation' && String(apiVersion).startsWith('eks.services.k8s.aws/');
  return isOne && [namespace, serviceAccount, roleArn].every((value) => typeof value === 'string')
    ? {
      at,
      namespace: String(namespace),
      name: String(serviceAccount),
      roleArn: String(roleArn),
      givenBy: 'association',
      hasNoSessionTags: disableSessionTags === true,
      ...typeof clusterName === 'string' ? { clusterName } : {},
      ...typeof target === 'string' ? { targetRoleArn: target } : {},
      ...policy === undefined ? {} : { sessionPolicy: readLiteralDocument(policy) },
    }
    : undefined;
}

function ofAck(spec: Record<string, unknown>) {
  const { name, path, assumeRolePolicyDocument, policies, inlinePolicies, permissionsBoundary, permissionsBoundaryRef } = spec;
  return {
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: assumeRolePolicyDocument,
    AttachedManagedPolicies: list(policies).map((arn) => ({ PolicyArn: arn })),
    RolePolicyList: Object.entries(mapOf(inlinePolicies)).map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument })),
    ...permissionsBoundary !== undefined || permissionsBoundaryRef !== undefined ? { PermissionsBoundary: {} } : {},
  };
}

function ofCrossplane({ name, annotations }: Record<string, unknown>, provider: Record<string, unknown>) {
  const { assumeRolePolicy, assumeRolePolicyDocument = assumeRolePolicy, path } = provider;
  const { managedPolicyArns, inlinePolicy, permissionsBoundary } = provider;
  return {
    RoleName: mapOf(annotations)['crossplane.io/external-name'] ?? name,
    Path: path,
    AssumeRolePolicyDocument: assumeRolePolicyDocument,
    AttachedManagedPolicies: list(managedPolicyArns).map((arn) => ({ PolicyArn: arn })),
    RolePolicyList: list(inlinePolicy).filter(isObject).map((item) => ({ PolicyName: item.name, PolicyDocument: item.policy })),
    ...permissionsBoundary === undefined ? {} : { PermissionsBoundary: {} },
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
