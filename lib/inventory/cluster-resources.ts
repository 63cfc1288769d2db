import { accountOfAddOn } from './add-on-accounts';
import { accountsInValues } from './chart-values';
import { serviceAccountsIn } from './kubernetes-objects';
import { objectsInText } from './manifest-text';
import type { InventoryServiceAccount } from './service-account';
import { evaluateAll } from '../cloudformation/all-ways';
import { evaluate, textOf } from '../cloudformation/intrinsics';
import type { TemplateScope } from '../cloudformation/intrinsics';
import {
  ADD_ON_TYPE, ASSOCIATION_TYPE, CLUSTER_TYPES, HELM_CHART_TYPE, MANIFEST_TYPE, PATCH_TYPE, QUICK_START_MANIFEST_TYPE,
} from '../cloudformation/resource-types';
import { mapOf } from '../core/plain-object';
import { readDocument } from '../iam/document';
import { isKnown, nameOfUnknown, parsedJson, plain, unknownPart } from '../iam/partial-text';

type Properties = Readonly<Record<string, unknown>>;
type Reader = (id: string, properties: Properties) => InventoryServiceAccount[];

/** What gives roles to ServiceAccounts, by the type of the resource. */
const READERS: Readonly<Record<string, Reader>> = {
  [MANIFEST_TYPE]: (id, { Manifest: manifest }) => serviceAccountsIn(typeof manifest === 'string' ? parsedJson(manifest) : manifest, id),
  [PATCH_TYPE]: ofPatch,
  [HELM_CHART_TYPE]: (id, { Namespace: namespace, Values: values }) =>
    ofHelmValues(id, namespace, typeof values === 'string' ? parsedJson(values) : values),
  [QUICK_START_MANIFEST_TYPE]: (id, { Manifest: manifest, Namespace: namespace }) =>
    serviceAccountsIn(typeof manifest === 'string' ? objectsInText(manifest) : manifest, id, textIn(namespace)),
  [ADD_ON_TYPE]: ofAddOn,
  [ASSOCIATION_TYPE]: (id, properties) => association(id, textIn(properties.Namespace), properties),
};

/** Types of resources that give roles to ServiceAccounts. */
export const CLUSTER_RESOURCE_TYPES = Object.keys(READERS);

/** The ServiceAccounts that a resource of a template makes, or gives a role, in each way in which it can come out. */
export function serviceAccountsOf(id: string, type: string, properties: unknown, scope: TemplateScope): InventoryServiceAccount[] {
  if (!Object.hasOwn(READERS, type)) {
    return [];
  }
  const written = textOf(mapOf(properties).ClusterName, scope);
  const clusterName = nameOfUnknown(written ?? '') ?? '';
  const cluster = CLUSTER_TYPES.includes(String(scope.resources[clusterName]?.Type)) ? clusterName : undefined;
  return (evaluateAll(properties, scope) ?? [evaluate(properties, scope)])
    .flatMap((way) => READERS[type](id, mapOf(way)))
    .map((account) => ({ ...account, cluster, ...written === undefined || !isKnown(written) ? {} : { clusterName: written } }));
}

/** `kubectl patch serviceaccount/api -n shop`, by CDK's KubernetesPatch. */
function ofPatch(id: string, properties: Properties): InventoryServiceAccount[] {
  const { ResourceName: resource, ResourceNamespace: namespace, ApplyPatchJson: patch } = properties;
  const [, name] = /^(?:serviceaccounts?|sa)\/(.+)$/is.exec(String(resource)) ?? [];
  const { metadata } = mapOf(typeof patch === 'string' ? parsedJson(patch) : patch);
  return name === undefined ? [] : serviceAccountsIn({ kind: 'ServiceAccount', metadata: { ...mapOf(metadata), name, namespace: textIn(namespace) } }, id)
    .filter(({ roleArn, annotations }) => roleArn !== undefined || annotations !== undefined);
}

/** By the values that most charts have: `serviceAccount.name` and `serviceAccount.annotations`. */
export function ofHelmValues(at: string, namespace: unknown, values: unknown): InventoryServiceAccount[] {
  return accountsInValues(at, textIn(namespace), values).filter(({ name }) => nameOfUnknown(name) !== 'name');
}

function ofAddOn(id: string, properties: Properties): InventoryServiceAccount[] {
  const { AddonName: addOn, ServiceAccountRoleArn: roleArn, PodIdentityAssociations: associations, NamespaceConfig: config } = properties;
  const account = accountOfAddOn(String(addOn));
  const { Namespace: own } = mapOf(config);
  const namespace = own === undefined ? account.namespace : textIn(own);
  return [
    ...typeof roleArn !== 'string' ? [] : [{ at: id, namespace, name: account.name, roleArn, givenBy: 'add-on', addOn: plain(String(addOn)) } as const],
    ...(Array.isArray(associations) ? associations : []).flatMap((item) => association(id, namespace, mapOf(item))),
  ];
}

function association(id: string, namespace: string, properties: Properties): InventoryServiceAccount[] {
  const { ServiceAccount: name, RoleArn: roleArn, DisableSessionTags: isWithoutTags, TargetRoleArn: target, Policy: policy } = properties;
  return typeof roleArn !== 'string' ? []
    : [{
      at: id,
      namespace,
      name: textIn(name, 'name'),
      roleArn,
      givenBy: 'association',
      hasNoSessionTags: String(isWithoutTags) === 'true',
      ...typeof target === 'string' ? { targetRoleArn: target } : {},
      ...policy === undefined ? {} : { sessionPolicy: readDocument(policy) },
    }];
}

function textIn(value: unknown, otherwise = 'default'): string {
  return typeof value === 'string' ? value : value === undefined ? otherwise : unknownPart('namespace');
}
