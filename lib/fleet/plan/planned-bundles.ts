import { basename, dirname, extname, resolve } from 'path';
import type { WorkloadEntry } from '../file/model';
import type { PlannedCluster } from './fleet-plan';
import type { DataPath } from '../file/workloads-file-error';
import { own } from '../file/prune';
import type { Source } from '../file/source';
import { CATALOGUE } from '../../bundles/catalogue';
import { CustomBundle } from '../../bundles/custom';
import type { BundleDefinition } from '../../bundles/definition';
import type { Place } from '../../bundles/resources/place';
import type { IPolicyBundle } from '../../bundles/policy-bundle';
import { parseArn } from '../../core/arn';
import { REGION } from '../../core/names';
import { partitionOfRegion } from '../../core/partition';
import { show } from '../../core/text';

type Say = (path: DataPath, message: string) => void;

/** Stands in for the place of a workload whose clusters are not known. */
const NOWHERE: Place = { partition: 'aws', account: '000000000000', regions: ['us-east-1'], clusterNames: ['unknown'] };

/** Where a role of these clusters lives. */
export function placeOf(account: string, clusters: readonly PlannedCluster[]): Place {
  const names = clusters.flatMap((cluster) => cluster.clusterName ?? []);
  return {
    partition: clusters[0].partition,
    account,
    regions: [...new Set(clusters.map((cluster) => cluster.region))],
    clusterNames: names.length === clusters.length ? [...new Set(names)] : undefined,
  };
}

/**
 * The bundles of a workload: from the catalogue, and from its own policy files. Without a place
 * they are checked all the same, but for what depends on it.
 */
export function bundlesOf(entry: WorkloadEntry, place: Place | undefined, source: Source, at: DataPath, say: Say): IPolicyBundle[] {
  if (place) {
    checkPlaces(entry, place, at, say);
  }
  checkReasons(entry, at, say);
  return [...fromCatalogue(entry, place ?? NOWHERE, source, at, say), ...fromFiles(entry, source, at, say)];
}

function checkPlaces(entry: WorkloadEntry, place: Place, at: DataPath, say: Say): void {
  (entry.bundles ?? []).forEach((given, index) => checkBundle(given ?? {}, place, [...at, 'bundles', index], say));
  checkManagedPolicies(entry, place, at, say);
}

function checkReasons(entry: WorkloadEntry, at: DataPath, say: Say): void {
  (entry.managedPolicies ?? []).forEach((policy, index) => {
    if (policy?.arn !== undefined && parseArn(policy.arn)?.account === 'aws' && policy.reason === undefined) {
      say([...at, 'managedPolicies', index],
        `must have "reason", since AWS manages the policy ${show(policy.arn)} and may widen it: why is it no broader than needed?`);
    }
  });
}

function checkManagedPolicies(entry: WorkloadEntry, place: Place, at: DataPath, say: Say): void {
  for (const [index, policy] of (entry.managedPolicies ?? []).entries()) {
    const fields = policy?.arn === undefined ? undefined : parseArn(policy.arn);
    const path = [...at, 'managedPolicies', index];
    if (fields && fields.partition !== place.partition) {
      say([...path, 'arn'], `must be in the role's partition "${place.partition}", got ${show(policy.arn)}`);
    } else if (fields && fields.account !== 'aws' && fields.account !== place.account) {
      say([...path, 'arn'], `must be a policy of the role's own account ${place.account}, or one that AWS manages, got ${show(policy.arn)}`);
    }
  }
}

function fromCatalogue(entry: WorkloadEntry, place: Place, source: Source, at: DataPath, say: Say): IPolicyBundle[] {
  return (entry.bundles ?? []).flatMap((given, index) => {
    const path = [...at, 'bundles', index];
    const definition = CATALOGUE.find((candidate) => candidate.id === given?.id);
    if (!definition) {
      return []; // the schema says so
    }
    if (!isComplete(definition, given, own(own(own(own(source.data, 'workloads'), String(at[1])), 'bundles'), index))) {
      return []; // the schema says what is wrong
    }
    try {
      return [definition.create(given, place)];
    } catch (error) {
      say(path, (error as Error).message);
      return [];
    }
  });
}

function fromFiles(entry: WorkloadEntry, source: Source, at: DataPath, say: Say): IPolicyBundle[] {
  return (entry.policies ?? []).flatMap((policy, index) => {
    if (policy?.file === undefined) {
      return [];
    }
    try {
      const name = policy.name ?? basename(policy.file, extname(policy.file)).replace(/[^\w+=,.@-]/g, '-');
      const path = resolve(dirname(source.file), policy.file);
      const evidence = policy.evidence?.filter((item) => item?.reason !== undefined);
      const words = { id: `the name of policies[${index}] (by default that of its file)`, path: `policies[${index}].file`, policy: `policies[${index}]` };
      return [CustomBundle._fromFile(name, { path, evidence }, words)];
    } catch (error) {
      say([...at, 'policies', index, 'file'], (error as Error).message);
      return [];
    }
  });
}

/** An ARN or a region of another partition is well-formed, and never matches; nor do some of another account. */
function checkBundle(given: Readonly<Record<string, unknown>>, place: Place, at: DataPath, say: Say): void {
  const definition = CATALOGUE.find((candidate) => candidate.id === given.id);
  for (const [name, value] of Object.entries(given)) {
    const { type, ofOwnAccount } = definition?.parameters[name] ?? {};
    const isRegion = type !== undefined && type.kind !== 'flag' && type.format === REGION;
    (Array.isArray(value) ? value : [value]).forEach((item, index) => {
      const fields = typeof item === 'string' && item.startsWith('arn:') ? parseArn(item) : undefined;
      const partition = isRegion && typeof item === 'string' ? partitionOfRegion(item)?.name : fields?.partition;
      const path = [...at, name, ...(Array.isArray(value) ? [index] : [])];
      if (partition !== undefined && partition !== place.partition) {
        say(path, `must be in the role's partition "${place.partition}", got ${show(item)}`);
      } else if (ofOwnAccount !== undefined && fields && fields.account !== place.account) {
        say(path, `must be in the role's own account ${place.account}, since ${ofOwnAccount}, got ${show(item)}`);
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
