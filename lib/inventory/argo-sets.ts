import { mapsIn, textsIn } from './kustomize-patches';
import { isObject, mapOf } from '../core/plain-object';
import { globMatches } from '../iam/glob';

type Item = Record<string, unknown>;

/** What a generator gives to a template, by the names that it has there. */
type Parameters = Readonly<Record<string, string>>;

/** A matrix of generators would make more without end. */
const MOST_APPLICATIONS = 2_000;
const MOST_SEGMENTS = 20;
const MOST_CHARACTERS = 20_000_000;
/** What is longer is no part of a name. */
const MOST_OF_VALUE = 1_000;

/**
 * The specifications of the Applications that an ApplicationSet makes. What only a cluster or a host of repositories tells stays as it is
 * written: `{{name}}`.
 *
 * @param folders in which the directories of a git generator are looked for
 */
export function applicationsOfSet({ generators, template }: Item, folders: readonly string[] = []): Item[] {
  const { spec } = mapOf(template);
  const most = Math.min(MOST_APPLICATIONS, Math.ceil(MOST_CHARACTERS / (JSON.stringify(spec) ?? '').length));
  const all = mapsIn(generators).flatMap((generator) => parametersOf(generator, folders)).slice(0, most);
  return [...all.length === 0 ? [{}] : all].map((parameters) => mapOf(filled(spec, parameters)));
}

function parametersOf({ list, git, matrix, merge }: Item, folders: readonly string[]): Parameters[] {
  if (isObject(list) && Array.isArray(list.elements)) {
    return mapsIn(list.elements).map((element) => flattened(element));
  }
  if (isObject(git) && Array.isArray(git.directories)) {
    return directoriesOf(mapsIn(git.directories), folders).map((path) => ({ ...flattened(mapOf(git.values), 'values.'), ...ofPath(path) }));
  }
  if (isObject(merge)) {
    return merged(mapsIn(merge.generators).map((generator) => parametersOf(generator, folders)), textsIn(merge.mergeKeys));
  }
  const [one, other] = mapsIn(mapOf(matrix).generators).map((generator) => parametersOf(generator, folders));
  const ones = one?.slice(0, Math.ceil(MOST_APPLICATIONS / Math.max(other?.length ?? 1, 1)));
  return ones === undefined || other === undefined ? [{}]
    : ones.flatMap((first) => other.slice(0, MOST_APPLICATIONS).map((second) => ({ ...first, ...second })));
}

/** What the first generator gives, with that of the others over it which has the same values of the keys. */
function merged([base = [], ...others]: readonly (readonly Parameters[])[], keys: readonly string[]): Parameters[] {
  // What of a generator is not known might be over any of it.
  const isKnown = [base, ...others].flat().every((parameters) => keys.every((key) => Object.hasOwn(parameters, key)));
  const keyOf = (parameters: Parameters) => JSON.stringify(keys.map((key) => parameters[key]));
  const over = others.map((all) => new Map(all.map((parameters) => [keyOf(parameters), parameters])));
  return keys.length === 0 || !isKnown ? [{}]
    : base.map((parameters) => Object.assign({}, parameters, ...over.map((byKey) => byKey.get(keyOf(parameters)) ?? {})) as Parameters);
}

function flattened(value: Item, prefix = ''): Parameters {
  return Object.assign({}, ...Object.entries(value).map(([key, item]): Parameters =>
    isObject(item) ? flattened(item, `${prefix}${key}.`) : ['string', 'number', 'boolean'].includes(typeof item) ? { [`${prefix}${key}`]: String(item) } : {})) as Parameters;
}

/** The folders that the patterns of a repository's directories take, as paths in it: where the repository begins is not known. */
function directoriesOf(directories: readonly Item[], folders: readonly string[]): string[] {
  const patterns = (isExclusion: boolean) => directories.filter(({ exclude }) => (exclude === true) === isExclusion)
    .flatMap(({ path }) => typeof path === 'string' ? [path.replace(/^\.?\/+|\/+$/g, '').split('/')] : []);
  const found = patterns(false).filter(isAnchored).flatMap((pattern) => folders.flatMap((folder) => tailOf(folder, pattern) ?? []));
  return [...new Set(found)].filter((path) => !patterns(true).some((pattern) => tailOf(`/${path}`, pattern) === path));
}

/** Whether a pattern tells where it begins. */
function isAnchored([first, ...others]: readonly string[]): boolean {
  return !/[*?[]/.test(first) && first !== '' && others.length < MOST_SEGMENTS && !others.includes('**');
}

/** The end of a folder that a pattern takes, segment by segment. */
function tailOf(folder: string, pattern: readonly string[]): string | undefined {
  const tail = folder.split(/[\\/]/).slice(-pattern.length);
  return tail.length === pattern.length && pattern.every((part, i) => globMatches(part, tail[i])) ? tail.join('/') : undefined;
}

/** In both languages of templates. */
function ofPath(path: string): Parameters {
  const segments = path.split('/');
  const basename = segments.at(-1)!;
  const named = { 'path.basename': basename, 'path.basenameNormalized': basename.toLowerCase().replace(/[^a-z0-9.-]+/g, '-') };
  return { path, 'path.path': path, ...named, ...Object.fromEntries(segments.map((segment, i) => [`path[${i}]`, segment])) };
}

function filled(value: unknown, parameters: Parameters): unknown {
  return typeof value === 'string'
    ? value.replace(/\{\{-?\s*(?:\.([\w.]+)|([\w.[\]-]+)|index\s+\.path\.segments\s+(\d+))\s*-?\}\}/g, (whole, ofGo?: string, plain?: string, segment?: string) => {
      const name = ofGo ?? plain ?? `path[${segment}]`;
      return Object.hasOwn(parameters, name) && parameters[name].length <= MOST_OF_VALUE ? parameters[name] : whole;
    })
    : Array.isArray(value) ? value.map((item) => filled(item, parameters))
      : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, parameters)])) : value;
}

/** Whether a template leaves no text of a value open. */
export function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? !/\{\{/.test(value)
    : Array.isArray(value) ? value.every(isFilled) : !isObject(value) || Object.values(value).every(isFilled);
}
