import { basename, dirname, resolve } from 'path';
import { GIVEN_NAMESPACE } from './kubernetes-objects';
import { objectsInText } from './manifest-text';
import { isObject, mapOf } from '../core/plain-object';

/** An object of a manifest; `id` tells which, whatever kustomizations make of it. */
export interface ManifestObject {
  readonly id: number;
  readonly object: Record<string, unknown>;
}

/** The values that files hold, by their absolute paths. */
export type ManifestFiles = ReadonlyMap<string, { readonly values: readonly unknown[]; readonly objects: readonly ManifestObject[] }>;

type Item = Record<string, unknown>;

interface FluxKustomization {
  readonly path: string;
  readonly namespace?: string;
  readonly substitute: Item;
}

export function isKustomizationFile(path: string): boolean {
  return /^kustomization(\.ya?ml)?$/i.test(basename(path));
}

/** What kustomize, and Flux, make of the objects of files; each object as it is, if no kustomization takes it. */
export function kustomized(files: ManifestFiles): ManifestObject[] {
  return new Kustomize(files).run();
}

class Kustomize {
  private readonly kustomizations = new Map<string, Item>();
  private readonly flux: readonly FluxKustomization[];
  /** Files and folders that a kustomization takes. */
  private readonly taken = new Set<string>();
  private readonly open = new Set<string>();

  public constructor(private readonly files: ManifestFiles) {
    for (const [path, { values }] of files) {
      if (isKustomizationFile(path) && isObject(values[0])) {
        this.kustomizations.set(dirname(path), values[0]);
      }
    }
    this.flux = [...files.values()].flatMap(({ values }) => values.flatMap(fluxIn));
    this.kustomizations.forEach((item, folder) => pathsOf(item).forEach((path) => this.taken.add(resolve(folder, path))));
  }

  public run(): ManifestObject[] {
    const roots = [...this.kustomizations].filter(([folder, { kind }]) => kind !== 'Component' && !this.taken.has(folder)).map(([folder]) => folder);
    const ofRoots = roots.flatMap((folder) => this.deployed(folder, this.build(folder, [])));
    const alone = [...this.files].filter(([path]) => !this.taken.has(path))
      .flatMap(([path, { objects }]) => this.deployed(dirname(path), [...objects]));
    return [...ofRoots, ...alone];
  }

  /** As Flux deploys a folder; a folder without a kustomization with all below it. */
  private deployed(folder: string, objects: ManifestObject[]): ManifestObject[] {
    const own = this.flux.filter(({ path }) => path === '' || `${folder}/`.endsWith(`/${path}/`) || `${folder}/`.includes(`/${path}/`));
    const [first] = own.length > 1 ? own.filter(({ path }) => path !== '') : own;
    const matching = own.filter(({ path }) => path === first?.path);
    return matching.length === 0 ? objects : matching.flatMap(({ namespace, substitute }) => objects
      .map(({ id, object }) => ({ id, object: substituted(object, substitute) as Item }))
      .map((item) => withMetadata(item, (metadata) => ({ ...metadata, namespace: namespace ?? metadata.namespace }))));
  }

  private build(folder: string, from: readonly ManifestObject[]): ManifestObject[] {
    const kustomization = this.kustomizations.get(folder);
    if (kustomization === undefined || this.open.has(folder)) {
      return [...from];
    }
    this.open.add(folder);
    const own = [...textsIn(kustomization.resources), ...textsIn(kustomization.bases)].flatMap((entry) => {
      const path = resolve(folder, entry);
      return this.kustomizations.has(path) ? this.build(path, []) : this.files.get(path)?.objects ?? [];
    });
    const withComponents = textsIn(kustomization.components)
      .reduce((all, entry) => this.build(resolve(folder, entry), all), [...from, ...own]);
    this.open.delete(folder);
    return this.transformed(folder, kustomization, withComponents);
  }

  /** In the order of kustomize: patches, namespace, names, annotations. */
  private transformed(folder: string, kustomization: Item, objects: readonly ManifestObject[]): ManifestObject[] {
    const { namespace, namePrefix = '', nameSuffix = '', commonAnnotations, transformers, replacements } = kustomization;
    const isOpen = [transformers, replacements].some((items) => Array.isArray(items) && items.length > 0);
    const patches = this.patchesOf(folder, kustomization);
    return objects.map((item) => patches.reduce((one, patch) => patch(one), item)).map((item) => withMetadata(item, (metadata) => ({
      ...metadata,
      namespace: isOpen ? GIVEN_NAMESPACE : typeof namespace === 'string' && namespace !== '' ? namespace : metadata.namespace,
      ...typeof metadata.name === 'string' ? { name: `${String(namePrefix)}${metadata.name}${String(nameSuffix)}` } : {},
      ...isObject(commonAnnotations) ? { annotations: { ...mapOf(metadata.annotations), ...commonAnnotations } } : {},
    })));
  }

  private patchesOf(folder: string, kustomization: Item): ((item: ManifestObject) => ManifestObject)[] {
    const { patches, patchesStrategicMerge, patchesJson6902 } = kustomization;
    const listed = [...mapsIn(patches), ...mapsIn(patchesJson6902)]
      .map(({ target, path, patch }) => ({ target, contents: typeof patch === 'string' ? objectsInText(patch) : this.contentOf(folder, path) }));
    const strategic = textsIn(patchesStrategicMerge)
      .map((entry) => ({ target: undefined, contents: entry.includes('\n') ? objectsInText(entry) : this.contentOf(folder, entry) }));
    return [...listed, ...strategic]
      .flatMap(({ target, contents }) => contents.map((content) => (item: ManifestObject) => patched(item, target, content)));
  }

  private contentOf(folder: string, path: unknown): readonly unknown[] {
    return typeof path === 'string' ? this.files.get(resolve(folder, path))?.values ?? [] : [];
  }
}

/** All paths that a kustomization names. */
function pathsOf(kustomization: Item): string[] {
  const { resources, bases, components, patchesStrategicMerge, patches, patchesJson6902, generators, transformers } = kustomization;
  return [
    ...[resources, bases, components, patchesStrategicMerge, generators, transformers].flatMap(textsIn).filter((path) => !path.includes('\n')),
    ...[...mapsIn(patches), ...mapsIn(patchesJson6902)].flatMap(({ path }) => typeof path === 'string' ? [path] : []),
  ];
}

function fluxIn(value: unknown): FluxKustomization[] {
  const { apiVersion, kind, spec } = mapOf(value);
  const { path = '', targetNamespace, postBuild } = mapOf(spec);
  return kind !== 'Kustomization' || !String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/') ? [] : [{
    path: String(path).replace(/^\.?\/+|\/+$|^\.$/g, ''),
    namespace: typeof targetNamespace === 'string' ? targetNamespace : undefined,
    substitute: mapOf(mapOf(postBuild).substitute),
  }];
}

/** `${name}` and `${name:=default}` by what a Flux Kustomization has for it; what it takes from elsewhere stays. */
function substituted(value: unknown, variables: Item): unknown {
  return typeof value === 'string' ? value.replace(/\$\{(\w+)(?::?[=-]([^}]*))?\}/g, (whole, name: string) => Object.hasOwn(variables, name) ? String(variables[name]) : whole)
    : Array.isArray(value) ? value.map((item) => substituted(item, variables))
      : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substituted(item, variables)])) : value;
}

/** A patch by merging, or by operations (RFC 6902), if it is for this object. */
function patched(item: ManifestObject, target: unknown, patch: unknown): ManifestObject {
  const { kind, metadata } = item.object;
  const { name, namespace } = mapOf(metadata);
  const operations = Array.isArray(patch) ? mapsIn(patch) : undefined;
  const { kind: patchKind, metadata: patchMetadata } = mapOf(patch);
  const { name: patchName, namespace: patchNamespace } = mapOf(patchMetadata);
  const wanted: Item = isObject(target) ? target : { kind: patchKind, name: patchName, namespace: patchNamespace };
  const isMeant = matches(wanted.kind, kind) && matches(wanted.name, name)
    && (namespace === undefined || matches(wanted.namespace, namespace));
  if (!isMeant || kind !== 'ServiceAccount' || (target === undefined && patchKind === undefined)) {
    return item;
  }
  return withMetadata(item, (own) => operations === undefined ? merged(own, mapOf(patchMetadata)) : operations.reduce(operated, own));
}

/** Selectors are regular expressions of the whole. */
function matches(pattern: unknown, text: unknown): boolean {
  if (typeof pattern !== 'string' || pattern === '') {
    return true;
  }
  return pattern === text || (pattern.length < 200 && pattern.split('.*').length > 1
    && new RegExp(`^${pattern.split('.*').map((part) => part.replace(/[^\w-]/g, '\\$&')).join('.*')}$`).test(String(text)));
}

function merged(own: Item, patch: Item): Item {
  const annotations = Object.entries({ ...mapOf(own.annotations), ...mapOf(patch.annotations) }).filter(([, value]) => value !== null);
  return { ...own, annotations: Object.fromEntries(annotations) };
}

function operated(metadata: Item, { op, path, value }: Item): Item {
  const [, root, key, sub, ...deeper] = String(path).split('/').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (root !== 'metadata' || key === undefined || deeper.length > 0) {
    return metadata;
  }
  const changed = (map: Item, name: string) => {
    const { [name]: _, ...others } = map;
    return op === 'remove' ? others : ['add', 'replace'].includes(String(op)) ? { ...others, [name]: value } : map;
  };
  return sub === undefined ? changed(metadata, key) : { ...metadata, [key]: changed(mapOf(metadata[key]), sub) };
}

function withMetadata(item: ManifestObject, change: (metadata: Item) => Item): ManifestObject {
  return { ...item, object: { ...item.object, metadata: change(mapOf(item.object.metadata)) } };
}

function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).filter((item) => typeof item === 'string');
}

function mapsIn(value: unknown): Item[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}
