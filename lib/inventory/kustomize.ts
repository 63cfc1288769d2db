import { basename, dirname, resolve } from 'path';
import { ArgoSources, editedKustomization } from './argo-sources';
import { fluxKustomizations } from './flux';
import type { FluxKustomization } from './flux';
import { GIVEN_NAMESPACE } from './kubernetes-objects';
import { isFor, isSelected, mapsIn, patched, textsIn } from './kustomize-patches';
import type { ManifestObject, Patch } from './kustomize-patches';
import { objectsInText } from './manifest-text';
import { InputProblem } from './problem';
import { isObject, mapOf } from '../core/plain-object';
import { ROLE_ARN_ANNOTATION } from '../core/webhook-annotations';

/** The values that files hold, by their absolute paths. */
export type ManifestFiles = ReadonlyMap<string, { readonly values: readonly unknown[]; readonly objects: readonly ManifestObject[] }>;

type Item = Record<string, unknown>;

export function isKustomizationFile(path: string): boolean {
  return /^kustomization(\.ya?ml)?$/i.test(basename(path));
}

/** What kustomize, Flux and Argo CD make of the objects of files; each object as it is, if no kustomization takes it. */
export function kustomized(files: ManifestFiles): ManifestObject[] {
  return new Kustomize(files).run();
}

/** What changes no name, namespace or annotation. */
const HARMLESS_TRANSFORMERS = ['LabelTransformer', 'ImageTagTransformer', 'ReplicaCountTransformer', 'HashTransformer'];

/** Kustomizations that hold each other twice, level by level, would make more without end. */
const MOST_BUILDS = 20_000;
const MOST_OBJECTS = 200_000;

/** What stands for the value that a replacement puts there. */
const REPLACED = '{{ replacement }}';

class Kustomize {
  private readonly kustomizations = new Map<string, { readonly path: string; readonly item: Item }>();
  private readonly flux: readonly FluxKustomization[];
  private readonly argo: ArgoSources;
  /** Files and folders that a kustomization takes. */
  private readonly taken = new Set<string>();
  private readonly open = new Set<string>();
  private builds = 0;
  private objects = 0;

  public constructor(private readonly files: ManifestFiles) {
    for (const [path, { values }] of files) {
      if (isKustomizationFile(path) && isObject(values[0])) {
        this.kustomizations.set(dirname(path), { path, item: values[0] });
      }
    }
    this.flux = fluxKustomizations([...files.values()].flatMap(({ values }) => values));
    const folders = [...new Set([...files.keys()].map((path) => dirname(path)))];
    const objectsInFolders = [...files].flatMap(([path, { objects }]) => objects.map(({ object }) => ({ object, folder: dirname(path) })));
    this.argo = new ArgoSources(objectsInFolders, folders);
    const take = (folder: string, item: Item) => pathsOf(item).forEach((path) => this.taken.add(resolve(folder, path)));
    folders.forEach((folder) => this.argo.at(folder).forEach(({ kustomize }) => take(folder, kustomize)));
    this.kustomizations.forEach(({ item }, folder) => take(folder, item));
  }

  public run(): ManifestObject[] {
    const roots = [...this.kustomizations]
      .filter(([folder, { item: { kind } }]) => kind !== 'Component' && (!this.taken.has(folder) || this.argo.at(folder).length > 0))
      .map(([folder]) => folder);
    const ofRoots = roots.flatMap((folder) => this.deployedRoot(folder));
    const alone = [...this.files].filter(([path]) => !this.taken.has(path))
      .flatMap(([path, { objects }]) => this.deployedFile(dirname(path), [...objects]));
    return [...ofRoots, ...alone];
  }

  /** A kustomization as each Application builds it, else as Flux does. */
  private deployedRoot(folder: string): ManifestObject[] {
    const sources = this.argo.at(folder);
    if (sources.length > 0) {
      return sources.flatMap(({ kustomize, namespace }) =>
        this.build(folder, [], false, kustomize).map((item) => inDestination(item, namespace)));
    }
    const flux = this.fluxAt(folder);
    return flux.length === 0 ? this.build(folder, [], false)
      : flux.flatMap(({ path, components, apply }) => this.build(folder, [], false, folder.endsWith(`/${path}`) ? { components } : {}).flatMap(apply));
  }

  /** The objects of a file that no kustomization takes. */
  private deployedFile(folder: string, objects: ManifestObject[]): ManifestObject[] {
    const sources = this.argo.above(folder);
    const flux = sources.length > 0 ? [] : this.fluxAt(folder);
    return sources.length === 0 ? flux.length === 0 ? objects : flux.flatMap(({ apply }) => objects.flatMap(apply))
      : sources.flatMap(({ namespace }) => objects.map((item) => inDestination(item, namespace)));
  }

  /** What of Flux deploys a folder: a folder without a kustomization with all below it. */
  private fluxAt(folder: string): readonly FluxKustomization[] {
    const own = this.flux.filter(({ path }) => path === '' || `${folder}/`.endsWith(`/${path}/`) || `${folder}/`.includes(`/${path}/`));
    const [first] = own.length > 1 ? own.filter(({ path }) => path !== '') : own;
    return own.filter(({ path }) => path === first?.path);
  }

  /**
   * @param isMissing whether there are objects that no file gives
   * @param edits what an Application of Argo CD changes of the kustomization
   */
  private build(folder: string, from: readonly ManifestObject[], isMissing: boolean, edits: Item = {}): ManifestObject[] {
    const written = this.kustomizations.get(folder)?.item;
    const kustomization = written === undefined ? undefined : editedKustomization(written, edits);
    if (kustomization === undefined || this.open.has(folder)) {
      return [...from];
    }
    this.requireFew(folder, from.length);
    this.open.add(folder);
    const listed = [...textsIn(kustomization.resources), ...textsIn(kustomization.bases)].map((entry) => resolve(folder, entry));
    const entries = [...new Set(listed)];
    const objectsAt = (path: string) => this.kustomizations.has(path) ? this.build(path, [], false) : this.files.get(path)?.objects ?? [];
    const own = entries.flatMap(objectsAt);
    const lacks = isMissing || mapsIn(kustomization.helmCharts).length > 0
      || entries.some((path) => !this.kustomizations.has(path) && !this.files.has(path));
    const withComponents = textsIn(kustomization.components)
      .reduce((all, entry) => this.build(resolve(folder, entry), all, lacks), [...from, ...own]);
    this.open.delete(folder);
    return this.transformed(folder, kustomization, withComponents, lacks);
  }

  private requireFew(folder: string, objects: number): void {
    this.builds++;
    this.objects += objects;
    if (this.builds > MOST_BUILDS || this.objects > MOST_OBJECTS) {
      throw new InputProblem(`kustomizations such as that in ${basename(folder)} hold each other too often: the objects are judged as they stand`);
    }
  }

  /** In the order of kustomize: patches, namespace, names, annotations; what replacements and other transformers change is not known. */
  private transformed(folder: string, kustomization: Item, objects: readonly ManifestObject[], lacks: boolean): ManifestObject[] {
    const { namespace, namePrefix = '', nameSuffix = '', commonAnnotations, transformers, replacements } = kustomization;
    const isOpen = textsIn(transformers).some((entry) => !this.isHarmless(folder, entry));
    const replaces = mapsIn(replacements).flatMap((item) => this.targetsOf(folder, item));
    return this.withPatches(objects, this.patchesOf(folder, kustomization), lacks).map((item) => withMetadata(item, (metadata) => ({
      ...metadata,
      namespace: isOpen ? GIVEN_NAMESPACE : typeof namespace === 'string' && namespace !== '' ? namespace : metadata.namespace,
      ...typeof metadata.name === 'string' ? { name: `${String(namePrefix)}${metadata.name}${String(nameSuffix)}` } : {},
      ...isObject(commonAnnotations) ? { annotations: { ...mapOf(metadata.annotations), ...commonAnnotations } } : {},
    }))).map((item) => replaces.reduce(replaced, item));
  }

  /** A patch of a ServiceAccount that no file gives tells that it is there: kustomize takes no patch for nothing. */
  private withPatches(objects: readonly ManifestObject[], patches: readonly Patch[], lacks: boolean): ManifestObject[] {
    return patches.reduce((items: readonly ManifestObject[], patch) => {
      const { kind, metadata } = mapOf(patch.content);
      const stands = lacks && patch.id !== undefined && patch.target === undefined && kind === 'ServiceAccount'
        && typeof mapOf(metadata).name === 'string' && !items.some((item) => isFor(item, patch));
      return [...items.flatMap((item) => patched(item, patch)), ...stands ? [{ id: patch.id, object: mapOf(patch.content) }] : []];
    }, objects) as ManifestObject[];
  }

  private patchesOf(folder: string, kustomization: Item): Patch[] {
    const { patches, patchesStrategicMerge, patchesJson6902 } = kustomization;
    const id = this.files.get(this.kustomizations.get(folder)!.path)?.objects[0]?.id;
    const inText = (text: string): Patch[] => objectsInText(text).map((content) => ({ content, id }));
    const listed = [...mapsIn(patches), ...mapsIn(patchesJson6902)].flatMap(({ target, path, patch }) =>
      (typeof patch === 'string' ? inText(patch) : this.patchesAt(folder, path)).map((one) => isObject(target) ? { ...one, target } : one));
    const strategic = textsIn(patchesStrategicMerge).flatMap((entry) => entry.includes('\n') ? inText(entry) : this.patchesAt(folder, entry));
    return [...listed, ...strategic];
  }

  private patchesAt(folder: string, path: unknown): Patch[] {
    const { values = [], objects = [] } = (typeof path === 'string' ? this.files.get(resolve(folder, path)) : undefined) ?? {};
    return values.map((content) => ({ content, id: objects.find(({ object }) => object === content)?.id }));
  }

  private isHarmless(folder: string, entry: string): boolean {
    const values = entry.includes('\n') ? objectsInText(entry) : this.files.get(resolve(folder, entry))?.values ?? [];
    return values.length > 0 && values.every((value) => HARMLESS_TRANSFORMERS.includes(String(mapOf(value).kind)));
  }

  /** What a replacement changes; all that matters, where a file tells that is not given. */
  private targetsOf(folder: string, { path, ...inline }: Item): Item[] {
    const values = typeof path !== 'string' ? [inline] : this.files.get(resolve(folder, path))?.values.flatMap((value) => Array.isArray(value) ? mapsIn(value) : [mapOf(value)]);
    return values?.flatMap(({ targets }) => mapsIn(targets)) ?? [{ select: {}, fieldPaths: ['metadata.namespace', 'metadata.name', ROLE_ARN_ANNOTATION] }];
  }
}

/** An object that names no namespace is in that of the Application's destination. */
function inDestination(item: ManifestObject, namespace: unknown): ManifestObject {
  const { namespace: own } = mapOf(item.object.metadata);
  return typeof namespace !== 'string' || namespace === '' || (own !== undefined && own !== null && own !== '') ? item
    : { ...item, object: { ...item.object, metadata: { ...mapOf(item.object.metadata), namespace } } };
}

function replaced(item: ManifestObject, { select, reject, fieldPaths }: Item): ManifestObject {
  const paths = textsIn(fieldPaths);
  const isMeant = isSelected(item, mapOf(select)) && !mapsIn(reject).some((other) => isSelected(item, other));
  const annotation = paths.some((path) => path.includes(ROLE_ARN_ANNOTATION)) ? { [ROLE_ARN_ANNOTATION]: REPLACED } : {};
  return !isMeant ? item : withMetadata(item, (metadata) => ({
    ...metadata,
    ...paths.includes('metadata.namespace') ? { namespace: REPLACED } : {},
    ...paths.includes('metadata.name') ? { name: REPLACED } : {},
    annotations: { ...mapOf(metadata.annotations), ...annotation },
  }));
}

/** All paths that a kustomization names. */
function pathsOf(kustomization: Item): string[] {
  const { resources, bases, components, patchesStrategicMerge, generators, transformers } = kustomization;
  const { patches, patchesJson6902, replacements } = kustomization;
  return [
    ...[resources, bases, components, patchesStrategicMerge, generators, transformers].flatMap(textsIn).filter((path) => !path.includes('\n')),
    ...[patches, patchesJson6902, replacements].flatMap(mapsIn).flatMap(({ path }) => typeof path === 'string' ? [path] : []),
  ];
}

function withMetadata(item: ManifestObject, change: (metadata: Item) => Item): ManifestObject {
  const { name, namespace, ...others } = mapOf(item.object.metadata);
  const object = { ...item.object, metadata: change({ ...others, name, namespace }) };
  return { ...item, names: [...item.names ?? [], { name, namespace }], object };
}
