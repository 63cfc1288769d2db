import { accountsInValues } from './chart-values';
import { GIVEN_NAMESPACE, serviceAccountsIn } from './kubernetes-objects';
import { renderedName } from './rendered-text';
import type { InventoryServiceAccount } from './service-account';
import { isObject, mapOf } from '../core/plain-object';

/** Objects that hold others, which are applied to a cluster. */
const HOLDERS: Readonly<Record<string, (spec: Record<string, unknown>) => unknown>> = {
  'kubernetes.crossplane.io/Object': ({ forProvider }) => mapOf(forProvider).manifest,
  'kubernetes.m.crossplane.io/Object': ({ forProvider }) => mapOf(forProvider).manifest,
  'work.open-cluster-management.io/ManifestWork': ({ workload }) => mapOf(workload).manifests,
};

/** Operators that name the ServiceAccount after the object. */
const NAMED_AFTER_OBJECT = ['postgresql.cnpg.io/Cluster'];

/** The ServiceAccounts that an operator makes of a custom resource, with the metadata that this gives them, or that it holds as they are. */
export function accountsOfOperators(object: unknown, at: string): InventoryServiceAccount[] {
  const { apiVersion, kind, metadata, spec } = mapOf(object);
  const group = String(apiVersion).replace(/\/.*$/s, '');
  const key = `${group}/${String(kind)}`;
  if (!group.includes('.') || !isObject(spec)) {
    return [];
  }
  if (Object.hasOwn(HOLDERS, key)) {
    return serviceAccountsIn(HOLDERS[key](spec), at, GIVEN_NAMESPACE);
  }
  const { name, namespace } = mapOf(metadata);
  const inNamespace = typeof namespace === 'string' && namespace !== '' ? renderedName(namespace) : GIVEN_NAMESPACE;
  const { serviceAccountTemplate: template } = spec;
  const { name: own = NAMED_AFTER_OBJECT.includes(key) ? name : undefined, annotations } = mapOf(mapOf(template).metadata);
  return isObject(template) ? accountsInValues(at, inNamespace, { serviceAccount: { name: own, annotations } }) : [];
}
