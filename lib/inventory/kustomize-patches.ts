import { isObject, mapOf } from '../core/plain-object';

type Item = Record<string, unknown>;

/** An object of a manifest, as kustomizations have made it so far. */
export interface ManifestObject {
  /** Tells which, whatever kustomizations make of it. */
  readonly id: number;
  readonly object: Item;
  /** The names that it had before: patches may use them, too. */
  readonly names?: readonly Item[];
}

/** A patch, and for what. */
export interface Patch {
  /** A selector; nothing for a patch that names its object itself. */
  readonly target?: Item;
  readonly content: unknown;
  /** What stands for the object of the patch, where that is not given. */
  readonly id?: number;
}

/** An object with a patch: by merging, or by operations (RFC 6902), if it is for this object; nothing if the patch deletes it. */
export function patched(item: ManifestObject, { target, content }: Patch): ManifestObject[] {
  if (!isFor(item, { target, content })) {
    return [item];
  }
  if (Array.isArray(content)) {
    return [{ ...item, object: mapsIn(content).reduce(operated, item.object) }];
  }
  const { $patch: directive, ...patch } = mapOf(content);
  return directive === 'delete' ? [] : [{ ...item, object: kept(item.object, merged(item.object, patch) as Item, target !== undefined) }];
}

/** Whether a patch is for an object: a selector has regular expressions of the whole. */
export function isFor({ object, names = [] }: ManifestObject, { target, content }: Patch): boolean {
  const { kind, metadata: own } = mapOf(content);
  const wanted: Item = target ?? { kind, name: mapOf(own).name, namespace: mapOf(own).namespace };
  return (target !== undefined || kind !== undefined) && isSelected({ object, names }, wanted);
}

/** Whether a selector takes an object, by its names now or before. */
export function isSelected({ object, names = [] }: Omit<ManifestObject, 'id'>, { kind, group, name, namespace, labelSelector, annotationSelector }: Item): boolean {
  const metadata = mapOf(object.metadata);
  const known = [metadata, ...names];
  return matches(kind, object.kind)
    && (group === undefined || matches(group, String(object.apiVersion).includes('/') ? String(object.apiVersion).replace(/\/.*$/s, '') : ''))
    && known.some((one) => matches(name, one.name))
    && known.some((one) => one.namespace === undefined || matches(namespace, one.namespace))
    && isLabelled(labelSelector, metadata.labels) && isLabelled(annotationSelector, metadata.annotations);
}

/** A merge does not rename what a selector found. */
function kept({ apiVersion, kind, metadata }: Item, object: Item, isSelectedByTarget: boolean): Item {
  const { name, namespace } = mapOf(metadata);
  return !isSelectedByTarget ? object
    : { ...object, apiVersion, kind, metadata: { ...mapOf(object.metadata), name, ...namespace === undefined ? {} : { namespace } } };
}

/** The most of repetitions in an expression, which take time by powers of a name's length. */
const MOST_REPETITIONS = 2;

function matches(pattern: unknown, text: unknown): boolean {
  if (typeof pattern !== 'string' || pattern === '') {
    return true;
  }
  const isPlain = pattern === text || /^[\w-]*$/.test(pattern);
  const isSafe = pattern.length < 200 && !/\)[*+?{]|\(\?|\\\d|\{/.test(pattern) && (pattern.match(/[*+?]/g) ?? []).length <= MOST_REPETITIONS;
  return isPlain || !isSafe ? pattern === text : expressionOf(pattern)?.test(String(text).slice(0, 253)) === true;
}

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined; // kustomize takes none either
  }
}

/** `app=api,tier!=web,team in (a, b),owner`. */
function isLabelled(selector: unknown, labels: unknown): boolean {
  const own = mapOf(labels);
  return typeof selector !== 'string' || selector.trim() === '' || selector.split(/,(?![^(]*\))/).every((part) => {
    const [, key, operator, value = ''] = /^\s*(!?[\w./-]+)\s*(==?|!=|in|notin)?\s*(.*?)\s*$/s.exec(part) ?? [];
    const values = value.replace(/^\(|\)$/g, '').split(',').map((item) => item.trim());
    const isOne = key !== undefined && values.includes(String(own[key] ?? ''));
    switch (operator) {
      case '=': case '==': case 'in': return isOne && Object.hasOwn(own, key);
      case '!=': case 'notin': return !isOne;
      default: return key?.startsWith('!') ? !Object.hasOwn(own, key.slice(1)) : key !== undefined && Object.hasOwn(own, key);
    }
  });
}

/** A strategic merge: maps key by key, where null takes away; other values and lists as a whole. */
function merged(own: unknown, patch: unknown): unknown {
  if (!isObject(patch)) {
    return patch;
  }
  const { $patch: directive, ...entries } = patch;
  const base = isObject(own) && directive !== 'replace' ? own : {};
  const result = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(entries)) {
    if (value === null) {
      result.delete(key);
    } else {
      result.set(key, merged(result.get(key), value));
    }
  }
  return Object.fromEntries(result);
}

function operated(object: Item, { op, path, value }: Item): Item {
  const keys = String(path).split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  return keys.length === 0 || keys.length > 20 || !['add', 'replace', 'remove'].includes(String(op)) ? object
    : changed(object, keys, op === 'remove' ? undefined : { value }) as Item;
}

function changed(own: unknown, [key, ...deeper]: readonly string[], to: { readonly value: unknown } | undefined): unknown {
  if (Array.isArray(own)) {
    const i = key === '-' ? own.length : Number(key);
    const values = to === undefined ? [] : [deeper.length === 0 ? to.value : changed(own[i], deeper, to)];
    return [...own.slice(0, i), ...values, ...own.slice(deeper.length === 0 && to !== undefined ? i : i + 1)];
  }
  const entries = Object.entries(mapOf(own)).filter(([name]) => name !== key);
  const inner = deeper.length === 0 ? to?.value : changed(Object.hasOwn(mapOf(own), key) ? mapOf(own)[key] : undefined, deeper, to);
  return Object.fromEntries(deeper.length === 0 && to === undefined ? entries : [...entries, [key, inner]]);
}

/** The texts of a list. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).filter((item) => typeof item === 'string');
}

/** The maps of a list. */
export function mapsIn(value: unknown): Item[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}
