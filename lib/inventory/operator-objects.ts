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

/**
 * The ServiceAccounts of Strimzi: where a resource has their metadata, and what follows the name of the resource in theirs.
 *
 * @see https://github.com/strimzi/strimzi-kafka-operator/tree/main/api/src/main/java/io/strimzi/api/kafka/model
 */
const OF_STRIMZI: Readonly<Record<string, readonly (readonly [path: readonly string[], suffix: string])[]>> = {
  'kafka.strimzi.io/Kafka': [
    [['kafka', 'template', 'serviceAccount'], '-kafka'],
    [['zookeeper', 'template', 'serviceAccount'], '-zookeeper'],
    [['entityOperator', 'template', 'serviceAccount'], '-entity-operator'],
    [['cruiseControl', 'template', 'serviceAccount'], '-cruise-control'],
    [['kafkaExporter', 'template', 'serviceAccount'], '-kafka-exporter'],
  ],
  'kafka.strimzi.io/KafkaConnect': [[['template', 'serviceAccount'], '-connect'], [['template', 'buildServiceAccount'], '-connect-build']],
  'kafka.strimzi.io/KafkaMirrorMaker2': [[['template', 'serviceAccount'], '-mirrormaker2']],
  'kafka.strimzi.io/KafkaBridge': [[['template', 'serviceAccount'], '-bridge']],
};

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
  if (Object.hasOwn(OF_STRIMZI, key)) {
    return OF_STRIMZI[key].flatMap(([path, suffix]) => {
      const { annotations } = mapOf(mapOf(path.reduce((value: unknown, part) => mapOf(value)[part], spec)).metadata);
      return isObject(annotations) ? accountsInValues(at, inNamespace, { serviceAccount: { name: `${String(name)}${suffix}`, annotations } }) : [];
    });
  }
  const { serviceAccountTemplate: template } = spec;
  const { name: own = NAMED_AFTER_OBJECT.includes(key) ? name : undefined, annotations } = mapOf(mapOf(template).metadata);
  return isObject(template) ? accountsInValues(at, inNamespace, { serviceAccount: { name: own, annotations } }) : [];
}
