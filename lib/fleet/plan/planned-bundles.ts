import { basename, dirname, extname, isAbsolute, relative, resolve } from 'path';
import type { PlaceholderValues } from './placeholder-values';
import type { KnownCluster } from './planned-clusters';
import type { Workload } from './workload';
import type { BundleDefinition } from '../../bundles/definition';
import { definitionOf } from '../../bundles/definition-of';
import { BundleParameterError } from '../../bundles/parameter-error';
import type { IPolicyBundle } from '../../bundles/policy-bundle';
import type { Place } from '../../bundles/resources/place';
import { parseArn } from '../../core/arn';
import { REGION } from '../../core/names';
import { partitionOfRegion } from '../../core/partition';
import { own } from '../../core/plain-object';
import { show } from '../../core/text';
import type { DataPath } from '../file/data-path';
import type { PolicyFileEntry } from '../file/entries/permission-keys';
import { isFile } from '../file/entries/session-policy-entry';
import type { BundleEntry } from '../file/types/bundle-type';
import type { Incomplete } from '../file/types/incomplete';

/** The place of a workload whose clusters are not known. */
const NOWHERE = { partition: 'aws', account: '000000000000', regions: ['us-east-1'], clusterNames: ['unknown'] } satisfies Place;

/** Where a role of these clusters is. */
export function bundlePlace(account: string, clusters: readonly KnownCluster[], values: PlaceholderValues): Place {
  const names = clusters.flatMap((cluster) => cluster.clusterName ?? []);
  return {
    partition: clusters[0].partition,
    account,
    regions: [...new Set(clusters.map((cluster) => cluster.region ?? NOWHERE.regions[0]))],
    clusterNames: names.length === clusters.length ? [...new Set(names)] : undefined,
    placeholders: values,
  };
}

/**
 * The bundles of a workload: from the catalogue, and from its own policy files. Without a place
 * they are checked all the same, but for what depends on it.
 */
export function bundlesOf(workload: Workload, place: Place | undefined): IPolicyBundle[] {
  if (place) {
    (workload.own.bundles ?? []).forEach((given, index) => checkBundle(workload, given ?? {}, place, ['bundles', index]));
  }
  const { bundles } = workload.own;
  return [...fromCatalogue(workload, bundles, ['bundles'], place ?? NOWHERE), ...fromFiles(workload, place ?? NOWHERE)];
}

/** A bundle of a session policy, or a policy file of it, and which of its entries that is. */
export interface SessionBundle {
  readonly index: number;
  readonly bundle: IPolicyBundle;
}

/** The bundles and policy files of a session policy, as far as they are right. */
export function sessionBundlesOf(workload: Workload, place: Place): SessionBundle[] {
  const at = ['podIdentity', 'sessionPolicy'];
  return (workload.own.podIdentity?.sessionPolicy ?? []).flatMap((part, index): SessionBundle[] => {
    if (part === undefined) {
      return [];
    }
    if (isFile(part)) {
      const words = { id: '', path: `${at.join('.')}[${index}].file`, policy: `${at.join('.')}[${index}]` };
      return fromFile(workload, part, { at: [...at, index], name: 'session-policy', words, place }).map((bundle) => ({ index, bundle }));
    }
    checkBundle(workload, part, place, [...at, index]);
    return fromEntry(workload, part as BundleEntry, [...at, index], place).map((bundle) => ({ index, bundle }));
  });
}

/** Where the bundles of a workload are written, in the order of `bundlesOf`; of a file without errors, each has its place. */
export function bundlePlaces(workload: Workload): string[] {
  const { bundles = [], policies = [] } = workload.own;
  return [...bundles.map((_, index) => workload.linkTo('bundles', index)), ...policies.map((_, index) => workload.linkTo('policies', index))];
}

function fromCatalogue(
  workload: Workload, bundles: Incomplete<readonly BundleEntry[]> | undefined, at: DataPath, place: Place): IPolicyBundle[] {
  return (bundles ?? []).flatMap((given, index) => fromEntry(workload, given, [...at, index], place));
}

function fromEntry(workload: Workload, given: Incomplete<BundleEntry> | undefined, at: DataPath, place: Place): IPolicyBundle[] {
  const definition = definitionOf(given?.id);
  // What is wrong with the id or a parameter was reported when the file was read.
  if (!given || !definition || !isComplete(definition, given, workload.rawAt(at))) {
    return [];
  }
  try {
    return [definition.create(given, place)];
  } catch (error) {
    const { path = [], problem = (error as Error).message } = error instanceof BundleParameterError ? error : {};
    workload.report([...at, ...path], problem);
    return [];
  }
}

function fromFiles(workload: Workload, place: Place): IPolicyBundle[] {
  return (workload.own.policies ?? []).flatMap((policy, index) => {
    if (policy?.file === undefined) {
      return [];
    }
    const words = { id: `the name of policies[${index}] (by default that of its file)`, path: `policies[${index}].file`, policy: `policies[${index}]` };
    const name = policy.name ?? basename(policy.file, extname(policy.file)).replace(/[^\w+=,.@-]/g, '-');
    return fromFile(workload, policy, { at: ['policies', index], name, words, place });
  });
}

/** Where a policy file is named, and what it is called. */
interface NamedFile {
  readonly at: DataPath;
  readonly name: string;
  /** For messages. */
  readonly words: { readonly id: string; readonly path: string; readonly policy: string };
  readonly place: Place;
}

function fromFile(workload: Workload, policy: Incomplete<PolicyFileEntry>, { at, name, words, place }: NamedFile): IPolicyBundle[] {
  /* eslint-disable @typescript-eslint/no-require-imports -- `import` would load them for files without policies */
  const { CustomBundle } = require('../../bundles/custom') as typeof import('../../bundles/custom');
  const { EvidenceError } = require('../../bundles/custom-evidence') as typeof import('../../bundles/custom-evidence');
  /* eslint-enable @typescript-eslint/no-require-imports */
  if (policy.file === undefined) {
    return [];
  }
  try {
    const path = fromHere(resolve(dirname(workload.context.source.fileAt([...workload.path, ...at])), policy.file));
    const evidence = policy.evidence?.flatMap((item) => item?.wildcard === undefined || item.reason === undefined ? []
      : [{ ...item, wildcard: item.wildcard, reason: item.reason, actions: item.actions?.flatMap((action) => action ?? []) }]);
    const knownActions = policy.knownActions?.flatMap((action) => action ?? []);
    return [CustomBundle._fromFile(name, { path, evidence, knownActions }, words, place)];
  } catch (error) {
    const { message } = error as Error;
    const isRight = isWhole(policy.evidence, own(workload.rawAt(at), 'evidence'));
    if (error instanceof EvidenceError && isRight) {
      error.problems.forEach(({ path: part, problem }) => workload.report([...at, 'evidence', ...part], problem));
    } else if (isRight || !(error instanceof EvidenceError || message.includes('must have evidence'))) {
      // Evidence that is wrong is reported where it is.
      workload.report([...at, 'file'], message);
    }
    return [];
  }
}

/** A path as the workloads file itself is named in messages: from the working directory, if it is below. */
function fromHere(path: string): string {
  const found = relative(process.cwd(), path);
  return found.startsWith('..') || isAbsolute(found) ? path : found;
}

type EvidenceEntries = readonly ({
  readonly wildcard?: string; readonly reason?: string; readonly actions?: readonly (string | undefined)[];
} | undefined)[];

/** Whether nothing of a list's evidence is missing that was written. */
function isWhole(evidence: EvidenceEntries | undefined, raw: unknown): boolean {
  return evidence === undefined ? raw === undefined : evidence.every((item, index) =>
    item?.wildcard !== undefined && item.reason !== undefined && (item.actions !== undefined ? !item.actions.includes(undefined) : own(own(raw, index), 'actions') === undefined));
}

/** An ARN or a region of another partition is well-formed, and never matches; nor do some of another account. */
function checkBundle(workload: Workload, given: Readonly<Record<string, unknown>>, place: Place, at: DataPath): void {
  const definition = definitionOf(given.id);
  for (const [name, value] of Object.entries(given)) {
    const { type, ofOwnAccount } = definition?.parameters[name] ?? {};
    const isRegion = type !== undefined && type.kind !== 'flag' && type.format === REGION;
    (Array.isArray(value) ? value : [value]).forEach((item, index) => {
      const fields = typeof item === 'string' && item.startsWith('arn:') ? parseArn(item) : undefined;
      const partition = isRegion && typeof item === 'string' ? partitionOfRegion(item)?.name : fields?.partition;
      const path = [...at, name, ...(Array.isArray(value) ? [index] : [])];
      if (partition !== undefined && partition !== place.partition) {
        workload.report(path, `must be in the role's partition "${place.partition}", got ${show(item)}`);
      } else if (ofOwnAccount !== undefined && fields && fields.account !== place.account) {
        workload.report(path, `must be in the role's own account ${place.account}, since ${ofOwnAccount}, got ${show(item)}`);
      }
    });
  }
}

/** Whether nothing is missing, and nothing that was written (`raw`) was wrong: a default must not stand in for it. */
function isComplete(definition: BundleDefinition, given: Readonly<Record<string, unknown>>, raw: unknown): boolean {
  if (Object.keys(raw ?? {}).some((key) => Object.hasOwn(definition.parameters, key) && given[key] === undefined)) {
    return false;
  }
  if (definition.oneOf && definition.oneOf.every((name) => given[name] === undefined)) {
    return false;
  }
  return Object.entries(definition.parameters).every(([name, parameter]) => {
    const value = given[name];
    return value === undefined ? !parameter.required : !Array.isArray(value) || !value.includes(undefined);
  });
}
