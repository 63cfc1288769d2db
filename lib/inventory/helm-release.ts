import { accountsInValues, valuesOfParameters } from './chart-values';
import { GIVEN_NAMESPACE } from './kubernetes-objects';
import { mapsIn } from './kustomize-patches';
import { objectsInText } from './manifest-text';
import { renderedName } from './rendered-text';
import type { InventoryServiceAccount } from './service-account';
import { mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** A chart that an object installs, with values. What files of values elsewhere say is not known, and comes before these. */
interface Release {
  readonly namespace: unknown;
  readonly values: readonly unknown[];
}

/** What installs charts, by the API group and the kind. */
const READERS: Readonly<Record<string, (spec: Item, metadata: Item, object: Item) => Release[]>> = {
  'helm.toolkit.fluxcd.io/HelmRelease': ({ targetNamespace, values }, { namespace }) => [{ namespace: targetNamespace ?? namespace, values: [values] }],
  'helm.cattle.io/HelmChart': ({ targetNamespace, valuesContent, set }, { namespace }) => {
    const parameters = Object.entries(mapOf(set)).map(([name, value]) => ({ name, value }));
    return [{ namespace: targetNamespace ?? namespace, values: [...inText(valuesContent), valuesOfParameters(parameters)] }];
  },
  'helm.crossplane.io/Release': ({ forProvider }) => {
    const { namespace, values, set } = mapOf(forProvider);
    return [{ namespace, values: [values, valuesOfParameters(mapsIn(set))] }];
  },
  'argoproj.io/Application': ofApplication,
  'argoproj.io/ApplicationSet': ({ template }) => ofApplication(mapOf(mapOf(template).spec)),
  'kustomize.config.k8s.io/Kustomization': (_, __, { helmCharts, namespace }) =>
    mapsIn(helmCharts).map((chart) => ({ namespace: namespace ?? chart.namespace, values: [chart.valuesInline] })),
};

/** The ServiceAccounts that the charts of an object annotate, as far as the values that it has tell. */
export function accountsOfCharts(object: unknown, at: string): InventoryServiceAccount[] {
  // A kustomization needs neither.
  const { apiVersion = 'kustomize.config.k8s.io/', kind = 'Kustomization', metadata, spec } = mapOf(object);
  const key = `${String(apiVersion).replace(/\/.*$/s, '')}/${String(kind)}`;
  const releases = Object.hasOwn(READERS, key) ? READERS[key](mapOf(spec), mapOf(metadata), mapOf(object)) : [];
  return releases.flatMap(({ namespace, values }) => values.flatMap((item) =>
    accountsInValues(at, typeof namespace === 'string' && namespace !== '' ? renderedName(namespace) : GIVEN_NAMESPACE, item)));
}

function ofApplication({ destination, source, sources }: Item): Release[] {
  const { namespace } = mapOf(destination);
  return [mapOf(source), ...mapsIn(sources)].map(({ helm }) => {
    const { valuesObject, values, parameters } = mapOf(helm);
    return { namespace, values: [...valuesObject === undefined ? inText(values) : [valuesObject], valuesOfParameters(mapsIn(parameters))] };
  });
}

function inText(text: unknown): unknown[] {
  return typeof text === 'string' ? objectsInText(text) : [];
}
