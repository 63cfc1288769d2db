import { readIamJson } from './iam-output';
import type { InventoryRole } from './role';
import { isObject, mapOf } from '../core/plain-object';

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
