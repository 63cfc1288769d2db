import { accountOfAddOn } from './add-on-accounts';
import { readIamJson } from './iam-output';
import { mapsIn } from './kustomize-patches';
import { renderedName, renderedText } from './rendered-text';
import type { InventoryRole } from './role';
import type { InventoryServiceAccount } from './service-account';
import { POD_IDENTITY_SERVICE } from '../core/names';
import { mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** The trust of a role that eksctl makes for one service account, against which nothing is to be said. */
const OF_PODS = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Principal: { Service: POD_IDENTITY_SERVICE },
    Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'any', 'aws:RequestTag/kubernetes-service-account': 'any' } },
  }],
};

/** What the configuration of a cluster tells eksctl to make. */
export interface OfEksctl {
  readonly accounts: readonly InventoryServiceAccount[];
  /** Roles that eksctl makes, by the service account that each is for. */
  readonly roles: readonly { readonly resource: string; readonly role: InventoryRole }[];
}

/**
 * The service accounts of a ClusterConfig with roles that exist, and the roles that eksctl makes for the others.
 *
 * @see https://eksctl.io/usage/schema/
 */
export function ofEksctl(object: unknown, at: string): OfEksctl | undefined {
  const { apiVersion, kind, metadata, iam, addons } = mapOf(object);
  if (kind !== 'ClusterConfig' || !String(apiVersion).startsWith('eksctl.io/')) {
    return undefined;
  }
  const { name: clusterName } = mapOf(metadata);
  const { serviceAccounts, podIdentityAssociations } = mapOf(iam);
  const ofCluster = typeof clusterName === 'string' ? { clusterName } : {};
  const named = mapsIn(serviceAccounts).map((item) => ({ item, ...namesOf(mapOf(item.metadata)) }));
  const associated = [...mapsIn(podIdentityAssociations), ...mapsIn(addons).flatMap((addOn) =>
    mapsIn(addOn.podIdentityAssociations).map((item) => ({ namespace: accountOfAddOn(String(addOn.name)).namespace, ...item })))]
    .map((item: Item) => ({ item, ...namesOf({ name: item.serviceAccountName, namespace: item.namespace }) }));
  return {
    accounts: [
      ...named.flatMap(({ item: { attachRoleARN: roleArn }, namespace, name }) => typeof roleArn !== 'string' ? []
        : [{ at, namespace, name, roleArn: renderedText(roleArn) }]),
      ...associated.flatMap(({ item: { roleARN: roleArn, disableSessionTags }, namespace, name }) => typeof roleArn !== 'string' ? []
        : [{ at, namespace, name, roleArn: renderedText(roleArn), givenBy: 'association' as const, hasNoSessionTags: disableSessionTags === true, ...ofCluster }]),
      ...mapsIn(addons).flatMap(({ name, serviceAccountRoleARN: roleArn }) => typeof roleArn !== 'string' ? []
        : [{ at, ...accountOfAddOn(String(name)), roleArn: renderedText(roleArn), givenBy: 'add-on' as const, addOn: String(name) }]),
    ],
    roles: [
      ...named.filter(({ item }) => item.attachRoleARN === undefined).map(({ item, namespace, name }) => roleOf(item, item.attachPolicyARNs, at, `${namespace}/${name}`)),
      ...mapsIn(addons)
        .filter((item) => item.serviceAccountRoleARN === undefined && (item.attachPolicyARNs ?? item.attachPolicy) !== undefined)
        .map((item) => roleOf(item, item.attachPolicyARNs, at, `add-on ${String(item.name)}`)),
      ...associated.filter(({ item }) => item.roleARN === undefined).map(({ item, namespace, name }) => roleOf(item, item.permissionPolicyARNs, at, `${namespace}/${name}`)),
    ].flatMap((role) => role),
  };
}

function namesOf({ name, namespace = 'default' }: Item): { readonly namespace: string; readonly name: string } {
  return { namespace: renderedName(String(namespace)), name: renderedName(String(name)) };
}

function roleOf(item: Item, arns: unknown, at: string, resource: string): OfEksctl['roles'] {
  const { roleName, attachPolicy, permissionPolicy = attachPolicy } = item;
  const { permissionsBoundary, permissionsBoundaryARN = permissionsBoundary } = item;
  const found = readIamJson({
    ...typeof roleName === 'string' ? { RoleName: roleName } : {},
    AssumeRolePolicyDocument: OF_PODS,
    AttachedManagedPolicies: (Array.isArray(arns) ? arns : []).map((arn: unknown) => ({ PolicyArn: arn })),
    RolePolicyList: permissionPolicy === undefined ? [] : [{ PolicyName: item.permissionPolicy === undefined ? 'attachPolicy' : 'permissionPolicy', PolicyDocument: permissionPolicy }],
    ...permissionsBoundaryARN === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: permissionsBoundaryARN } },
  });
  return (found?.roles ?? []).map(({ role }) => ({ resource, role: { ...role, at: `${at}/${resource}` } }));
}
