import { basename } from 'path';
import { applicationsOfSet } from './argo-sets';
import { mapsIn, textsIn } from './kustomize-patches';
import { addTo } from '../core/add-to';
import { isObject, mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** A folder of manifests that an Application deploys. */
export interface ArgoSource {
  /** In its repository. */
  readonly path: string;
  /** The folder of the file with the Application. */
  readonly writtenIn: string;
  /** Of objects that name none. */
  readonly namespace: unknown;
  /** What stands in place of, or beside, what its kustomization says. */
  readonly kustomize: Item;
  /** Whether it deploys the folders below as well, if there is no kustomization. */
  readonly isRecursive: boolean;
}

/** An object, and the folder of its file. */
interface InFolder {
  readonly object: unknown;
  readonly folder: string;
}

/** What the Applications and ApplicationSets among objects deploy, as far as paths tell. */
export class ArgoSources {
  private readonly byBasename = new Map<string, ArgoSource[]>();
  private readonly recursive: readonly ArgoSource[];

  /** @param folders all in which there are manifests */
  public constructor(objects: readonly InFolder[], folders: readonly string[]) {
    const found = objects.flatMap(({ object, folder }) => specsOf(object, folders).flatMap((spec) => sourcesOf(spec, folder)));
    // The same for each of many clusters is one.
    const all = [...new Map(found.map((source) => [JSON.stringify(source), source])).values()];
    this.recursive = all.filter(({ isRecursive }) => isRecursive);
    all.forEach((source) => addTo(this.byBasename, basename(source.path), [source]));
  }

  /** Those that deploy a folder itself. */
  public at(folder: string): readonly ArgoSource[] {
    return (this.byBasename.get(basename(folder)) ?? []).filter((source) => isAt(folder, source));
  }

  /** Those that deploy a folder without a kustomization: by its own path, or with all below a folder. */
  public above(folder: string): readonly ArgoSource[] {
    const below = this.recursive.filter((source) => {
      const end = `${folder}/`.indexOf(`/${source.path}/`);
      return end > 0 && isAt(folder.slice(0, end + source.path.length + 1), source) && !isAt(folder, source);
    });
    return [...this.at(folder), ...below];
  }
}

function specsOf(object: unknown, folders: readonly string[]): Item[] {
  const { apiVersion, kind, spec } = mapOf(object);
  return !String(apiVersion).startsWith('argoproj.io/') ? []
    : kind === 'Application' ? [mapOf(spec)] : kind === 'ApplicationSet' ? applicationsOfSet(mapOf(spec), folders) : [];
}

/** All sources of a specification: one, or several. */
export function sourceItems({ source, sources }: Item): Item[] {
  return [...isObject(source) ? [source] : [], ...mapsIn(sources)];
}

function sourcesOf(spec: Item, writtenIn: string): ArgoSource[] {
  const { namespace } = mapOf(spec.destination);
  return sourceItems(spec).flatMap(({ path, kustomize, directory }) => {
    const own = typeof path === 'string' ? path.replace(/^\.?\/+|\/+$|^\.$/g, '') : '';
    return own === '' || own.includes('{{') ? []
      : [{ path: own, writtenIn, namespace, kustomize: mapOf(kustomize), isRecursive: mapOf(directory).recurse === true }];
  });
}

/** Whether a folder is the one of a path. A path of one part is found in many repositories: it is meant for that of its Application. */
function isAt(folder: string, { path, writtenIn }: ArgoSource): boolean {
  const root = folder.slice(0, folder.length - path.length);
  return folder.endsWith(`/${path}`) && (path.includes('/') || `${writtenIn}/`.startsWith(root));
}

/** A kustomization as Argo CD edits it before it is built: a name or namespace in place of its own, the rest beside it. */
export function editedKustomization(kustomization: Item, edits: Item): Item {
  const { namespace, namePrefix, nameSuffix, commonAnnotations, patches, components } = edits;
  const set = Object.fromEntries(Object.entries({ namespace, namePrefix, nameSuffix }).filter(([, value]) => typeof value === 'string' && value !== ''));
  return {
    ...kustomization,
    ...set,
    ...isObject(commonAnnotations) ? { commonAnnotations: { ...mapOf(kustomization.commonAnnotations), ...commonAnnotations } } : {},
    ...Array.isArray(patches) ? { patches: [...mapsIn(kustomization.patches), ...mapsIn(patches)] } : {},
    ...Array.isArray(components) ? { components: [...textsIn(kustomization.components), ...textsIn(components)] } : {},
  };
}
