import { mapsIn, patched, textsIn } from './kustomize-patches';
import type { ManifestObject, Patch } from './kustomize-patches';
import { objectsInText } from './manifest-text';
import { isObject, mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** A Kustomization of Flux: what is done with the folder at a path. */
export interface FluxKustomization {
  readonly path: string;
  /** Folders of components, from the path. */
  readonly components: readonly string[];
  readonly apply: (item: ManifestObject) => ManifestObject[];
}

/** The Kustomizations of Flux among values. */
export function fluxKustomizations(values: readonly unknown[]): FluxKustomization[] {
  return values.filter(isOfFlux).map((value) => {
    const { metadata, spec } = mapOf(value);
    const { path = '', components } = mapOf(spec);
    return {
      path: String(path).replace(/^\.?\/+|\/+$|^\.$/g, ''),
      components: textsIn(components),
      apply: applied(mapOf(spec), substitutionOf(mapOf(spec), mapOf(metadata).namespace, values)),
    };
  });
}

function isOfFlux(value: unknown): boolean {
  const { apiVersion, kind } = mapOf(value);
  return kind === 'Kustomization' && String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/');
}

/** In the order of Flux: what kustomize does with what it is given, then substitution. */
function applied({ targetNamespace, namePrefix = '', nameSuffix = '', commonMetadata, ...spec }: Item, substitution: Substitution | undefined): FluxKustomization['apply'] {
  const patches = patchesOf(spec);
  const { labels, annotations } = mapOf(commonMetadata);
  return (given) => patches.reduce((items: ManifestObject[], patch) => items.flatMap((item) => patched(item, patch)), [given])
    .map(({ id, object, names }) => {
      const metadata = mapOf(object.metadata);
      const own = {
        ...metadata,
        name: typeof metadata.name === 'string' ? `${String(namePrefix)}${metadata.name}${String(nameSuffix)}` : metadata.name,
        namespace: typeof targetNamespace === 'string' ? targetNamespace : metadata.namespace,
        ...isObject(labels) ? { labels: { ...mapOf(metadata.labels), ...labels } } : {},
        ...isObject(annotations) ? { annotations: { ...mapOf(metadata.annotations), ...annotations } } : {},
      };
      const isSubstituted = substitution !== undefined && ![own.labels, own.annotations].some((map) => mapOf(map)['kustomize.toolkit.fluxcd.io/substitute'] === 'disabled');
      const changed = { ...object, metadata: own };
      return { id, names, object: isSubstituted ? substituted(changed, substitution) as Item : changed };
    });
}

/** The patches of a specification, inline. */
export function patchesOf({ patches, patchesStrategicMerge, patchesJson6902 }: Item): Patch[] {
  return [
    ...mapsIn(patches).flatMap(({ target, patch }) => typeof patch === 'string' ? objectsInText(patch).map((content) => ({ target: isObject(target) ? target : undefined, content })) : []),
    ...mapsIn(patchesStrategicMerge).map((content) => ({ content })),
    ...mapsIn(patchesJson6902).map(({ target, patch }) => ({ target: mapOf(target), content: patch })),
  ];
}

interface Substitution {
  readonly variables: Item;
  /** Whether all variables are known: otherwise one that is not may be anything. */
  readonly isWhole: boolean;
}

function substitutionOf({ postBuild }: Item, namespace: unknown, values: readonly unknown[]): Substitution | undefined {
  const { substitute, substituteFrom } = mapOf(postBuild);
  if (!isObject(postBuild)) {
    return undefined;
  }
  const sources = mapsIn(substituteFrom).map(({ kind, name }) => values.find((value) => {
    const { kind: own, metadata } = mapOf(value);
    const { name: ownName, namespace: ownNamespace = namespace } = mapOf(metadata);
    return kind === 'ConfigMap' && own === kind && ownName === name && ownNamespace === namespace;
  }));
  return {
    variables: { ...Object.assign({}, ...sources.map((source) => mapOf(mapOf(source).data))) as Item, ...mapOf(substitute) },
    isWhole: sources.every((source) => source !== undefined),
  };
}

/** What is longer is no part of a name. */
const MOST_CHARACTERS = 1_000;

/** `${name}` and `${name:=default}`, as Flux puts values there; what it takes from elsewhere stays. */
function substituted(value: unknown, substitution: Substitution): unknown {
  const { variables, isWhole } = substitution;
  return typeof value === 'string' ? value.replace(/(?<!\$)\$\{(\w+)(?:(:?)[=-]([^}]*))?\}/g, (whole, name: string, colon = '', otherwise = '') => {
    const own = Object.hasOwn(variables, name) ? String(variables[name]) : undefined;
    return (own?.length ?? 0) > MOST_CHARACTERS ? whole : own !== undefined && (own !== '' || colon === '') ? own : own !== undefined || isWhole ? otherwise : whole;
  })
    : Array.isArray(value) ? value.map((item) => substituted(item, substitution))
      : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substituted(item, substitution)])) : value;
}
