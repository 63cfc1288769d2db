import { applicationsOfSet, isFilled } from './argo-sets';
import { sourceItems } from './argo-sources';
import { accountsInValues, valuesOfParameters } from './chart-values';
import { patchesOf } from './flux';
import { GIVEN_NAMESPACE, serviceAccountsIn } from './kubernetes-objects';
import { mapsIn, patched } from './kustomize-patches';
import type { ManifestObject, Patch } from './kustomize-patches';
import { objectsInText } from './manifest-text';
import { renderedName } from './rendered-text';
import type { InventoryServiceAccount } from './service-account';
import { mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** A chart that an object installs, with values. What files of values elsewhere say is not known, and comes before these. */
interface Release {
  readonly namespace: unknown;
  readonly values: readonly unknown[];
  /** What is changed of the objects that the chart makes. */
  readonly patches?: readonly Patch[];
}

/** What installs charts, by the API group and the kind. */
const READERS: Readonly<Record<string, (spec: Item, metadata: Item, object: Item) => Release[]>> = {
  'helm.toolkit.fluxcd.io/HelmRelease': ({ targetNamespace, values, postRenderers }, { namespace }) => [{
    namespace: targetNamespace ?? namespace,
    values: [values],
    patches: mapsIn(postRenderers).flatMap(({ kustomize }) => patchesOf(mapOf(kustomize))),
  }],
  'helm.cattle.io/HelmChart': ({ targetNamespace, valuesContent, set }, { namespace }) => {
    const parameters = Object.entries(mapOf(set)).map(([name, value]) => ({ name, value }));
    return [{ namespace: targetNamespace ?? namespace, values: [...inText(valuesContent), valuesOfParameters(parameters)] }];
  },
  'helm.crossplane.io/Release': ({ forProvider }) => {
    const { namespace, values, set } = mapOf(forProvider);
    return [{ namespace, values: [values, valuesOfParameters(mapsIn(set))] }];
  },
  'argoproj.io/Application': ofApplication,
  'argoproj.io/ApplicationSet': ofApplicationSet,
  'kustomize.config.k8s.io/Kustomization': (_, __, { helmCharts, namespace }) =>
    mapsIn(helmCharts).map((chart) => ({ namespace: namespace ?? chart.namespace, values: [chart.valuesInline] })),
};

/** The ServiceAccounts that the charts of an object annotate, as far as the values that it has tell. */
export function accountsOfCharts(object: unknown, at: string): InventoryServiceAccount[] {
  // A kustomization needs neither.
  const { apiVersion = 'kustomize.config.k8s.io/', kind = 'Kustomization', metadata, spec } = mapOf(object);
  const key = `${String(apiVersion).replace(/\/.*$/s, '')}/${String(kind)}`;
  const releases = Object.hasOwn(READERS, key) ? READERS[key](mapOf(spec), mapOf(metadata), mapOf(object)) : [];
  return releases.flatMap(({ namespace: given, values, patches = [] }) => {
    const namespace = typeof given === 'string' && given !== '' ? renderedName(given) : GIVEN_NAMESPACE;
    return [...values.flatMap((item) => accountsInValues(at, namespace, item)), ...accountsOfPatches(at, namespace, patches)];
  });
}

/** A patch of a ServiceAccount tells that the chart makes it. */
function accountsOfPatches(at: string, namespace: string, patches: readonly Patch[]): InventoryServiceAccount[] {
  const names = patches.flatMap(({ target, content }) => {
    const { kind, metadata } = mapOf(content);
    const name = target === undefined ? mapOf(metadata).name : target.name;
    return (target === undefined ? kind : target.kind) === 'ServiceAccount' && typeof name === 'string' ? [name] : [];
  });
  return [...new Set(names)].flatMap((name) => {
    const made: ManifestObject = { id: 0, object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } } };
    const changed = patches.reduce((items: ManifestObject[], patch) => items.flatMap((item) => patched(item, patch)), [made]);
    return changed.flatMap(({ object }) => serviceAccountsIn(object, at, namespace))
      .filter(({ roleArn, annotations }) => roleArn !== undefined || annotations !== undefined);
  });
}

function ofApplication(spec: Item): Release[] {
  const { namespace } = mapOf(spec.destination);
  return sourceItems(spec).map(({ helm }) => {
    const { valuesObject, values, parameters } = mapOf(helm);
    return { namespace, values: [...valuesObject === undefined ? inText(values) : [valuesObject], valuesOfParameters(mapsIn(parameters))] };
  });
}

/** Its Applications, if all that they say of charts is known; else its template as it is written. */
function ofApplicationSet(set: Item): Release[] {
  const releases = applicationsOfSet(set).flatMap(ofApplication);
  return releases.every(({ namespace, values }) => isFilled(namespace) && isFilled(values)) ? releases
    : ofApplication(mapOf(mapOf(set.template).spec));
}

function inText(text: unknown): unknown[] {
  return typeof text === 'string' ? objectsInText(text) : [];
}
