import { existsSync } from 'fs';
import { basename, join } from 'path';
import { clustersOfIndex } from '../../access/model/known-clusters';
import type { KnownCluster } from '../../access/model/known-clusters';
import { readJsonValue } from '../../core/json';
import { TextError } from '../../core/placed-data';
import { findFiles } from '../../inventory/find-files';
import type { Found } from '../../inventory/find-files';
import { GivenParameters } from '../../inventory/given-parameters';
import type { Inventory } from '../../inventory/inventory';
import { problemOf } from '../../inventory/problem';
import { readInventory, readableSources } from '../../inventory/read-inventory';
import { readText } from '../../inventory/read-text';
import { problemLine } from '../audit/text-report';
import type { Console } from '../console';

/** What exists at the paths, and the clusters that an `index.json` there names. */
export interface ReadPaths {
  readonly inventory: Inventory;
  readonly clusters: readonly KnownCluster[];
}

/** Where an index stands in a folder: our own files, or an assembly that has them. */
const INDEXES = ['index.json', join('irsa', 'index.json')];

/**
 * Reads what is at the paths; nothing if something cannot be read, which is said on standard error.
 *
 * @param parameters values of the templates' parameters; what is wrong with shared ones is for the caller to say
 */
export function readPaths(
  paths: readonly string[], console: Console, parameters: ReadonlyMap<string, string> | GivenParameters = new Map(),
): ReadPaths | undefined {
  const found = findFiles(paths);
  const clusters = indexedClusters(found);
  const settings = parameters instanceof GivenParameters ? { sharedParameters: parameters } : { parameters };
  const inventory = readInventory(found.files.filter(({ path }) => !clusters.has(path)), settings);
  const problems = [
    ...found.problems, ...inventory.problems,
    ...inventory.parts.flatMap(({ file, problems: own }) => own.map((problem) => problemOf(file, problem))),
    ...inventory.parts.length > 0 ? [] : found.folders.map((file) => ({ file, message: `must hold ${readableSources()}, and holds none` })),
  ];
  inventory.notes.forEach((note) => console.err(`${problemLine({ ...note, message: `note: ${note.message}` })}\n`));
  problems.forEach((problem) => console.err(`${problemLine(problem)}\n`));
  return problems.length > 0 ? undefined : { inventory, clusters: [...clusters.values()].flat() };
}

/** The clusters that each `index.json` of ours names, by its path. */
export function indexedClusters({ files, folders }: Found): ReadonlyMap<string, readonly KnownCluster[]> {
  const clusters = new Map<string, readonly KnownCluster[]>();
  const indexes = [...files.map(({ path }) => path).filter((path) => basename(path) === 'index.json'), ...folders.flatMap((folder) => INDEXES.map((name) => join(folder, name)))];
  indexes.forEach((path) => {
    const known = clustersAt(path);
    if (known !== undefined) {
      clusters.set(path, known);
    }
  });
  return clusters;
}

function clustersAt(path: string): KnownCluster[] | undefined {
  try {
    return path === '-' || !existsSync(path) ? undefined : clustersOfIndex(readJsonValue(readText(path)));
  } catch (error) {
    if (error instanceof TextError) {
      return undefined; // it is read as what else it may be, and what is wrong with it is said there
    }
    throw error;
  }
}
