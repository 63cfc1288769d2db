import { dirname, resolve } from 'path';
import type { CommonEntry, WorkloadEntry, WorkloadsFile } from './model';
import { bundlesOf, placeOf } from './planned-bundles';
import { PlannedClusters } from './planned-clusters';
import { creationOf } from './planned-creation';
import type { FleetPlan, PlannedCluster, PlannedRole } from './planned-role';
import { WorkloadsFileError } from './problem';
import type { DataPath, Problem } from './problem';
import { prune } from './prune';
import { fillPattern, roleNameOf } from './role-names';
import { checkSchema } from './schema-check';
import { SourceFile } from './source';
import { partitionOfRegion } from '../core/partition';
import { list, show, suggestion } from '../core/text';
import { explain } from '../core/text-format';
import { PARAMETER_NAME } from '../kubernetes/metadata';

const DEFAULT_NAME = 'irsa';

/**
 * Reads a workloads file and settles everything that it asks for.
 *
 * @throws WorkloadsFileError with every error of the file
 */
export function planFleet(file: string): FleetPlan {
  return new Planner(SourceFile.read(file)).plan();
}

/** Collects problems while it goes; what is wrong by the schema is left out of the later rules. */
class Planner {
  private readonly problems: Problem[] = [];
  private readonly data: WorkloadsFile;
  private readonly clusters: PlannedClusters;
  private readonly roleNames = new Map<string, DataPath>();
  private readonly bindings = new Map<string, DataPath>();
  private readonly parameters = new Map<string, DataPath>();

  public constructor(private readonly source: SourceFile) {
    const wrong = checkSchema(source);
    this.problems.push(...wrong);
    this.data = prune(source.data, wrong.filter((problem) => problem.isWrong).map((problem) => problem.at)) ?? {};
    this.clusters = new PlannedClusters(source, this.data, (path, message) => this.say(path, message));
  }

  public plan(): FleetPlan {
    this.clusters.references(this.data.defaults?.clusters, ['defaults', 'clusters']);
    const roles = Object.entries(this.data.workloads ?? {}).flatMap(([key, entry]) => this.rolesOf(key, entry ?? {}));
    const folder = this.data.outputDirectory === undefined ? undefined : resolve(dirname(this.source.file), this.data.outputDirectory);
    if (folder !== undefined && folder === dirname(folder)) {
      this.say(['outputDirectory'], `must be a folder of its own, got the root ${show(folder)}`);
    }
    const stackRegions = this.stackRegions(roles);
    if (this.problems.length > 0) {
      throw new WorkloadsFileError(this.source.file, sorted(this.problems));
    }
    return {
      name: this.data.name ?? DEFAULT_NAME,
      outputDirectory: folder,
      clusters: [...this.clusters.byName.values()],
      roles,
      stackRegions,
      quotas: new Map(Object.entries(this.data.accounts ?? {}).map(([account, entry]) => [account, entry.quotas ?? {}])),
    };
  }

  private say(path: DataPath, message: string, atKey = false): void {
    this.problems.push(this.source.problem(path, message, atKey));
  }

  private rolesOf(workload: string, own: WorkloadEntry): PlannedRole[] {
    const at: DataPath = ['workloads', workload];
    const defaults = this.data.defaults ?? {};
    const entry: WorkloadEntry & CommonEntry = {
      ...defaults,
      ...own,
      tags: { ...defaults.tags, ...own.tags },
      kubernetes: { ...defaults.kubernetes, ...own.kubernetes },
      publishRoleArn: { ...defaults.publishRoleArn, ...own.publishRoleArn },
    };
    const clusters = this.clustersOf(own, at);
    const subjects = this.subjectsOf(workload, entry);
    const accounts = [...new Set(clusters.map((cluster) => own.account ?? cluster.account).filter((account) => account !== undefined))];
    if (accounts.length === 0) {
      // The clusters are wrong or missing, and said to be; the rest of the entry is judged all the same.
      bundlesOf(entry, undefined, this.source, at, (path, message) => this.say(path, message));
    }
    return accounts.map((account) =>
      this.role(workload, entry, account, clusters.filter((cluster) => (own.account ?? cluster.account) === account), subjects));
  }

  /** What a workload says, but wrongly: its default must not stand in, and make errors of its own. */
  private isLost(workload: string, key: keyof WorkloadEntry): boolean {
    const raw = (this.source.data as Partial<WorkloadsFile>).workloads?.[workload];
    return raw?.[key] !== undefined && this.data.workloads[workload]?.[key] === undefined;
  }

  private clustersOf(own: WorkloadEntry, at: DataPath): PlannedCluster[] {
    if (this.isLost(String(at[1]), 'clusters')) {
      return [];
    }
    if (own.clusters !== undefined) {
      return this.clusters.references(own.clusters, [...at, 'clusters']);
    }
    const inherited = this.data.defaults?.clusters;
    if (inherited !== undefined) {
      return inherited.flatMap((name) => this.clusters.byName.get(name) ?? []);
    }
    if (this.clusters.byName.size > 1) {
      this.say(at, `must have "clusters" (of ${list([...this.clusters.byName.keys()])}), since the file has several and no defaults.clusters`, true);
      return [];
    }
    return [...this.clusters.byName.values()];
  }

  private subjectsOf(workload: string, entry: WorkloadEntry): { namespace: string; name: string }[] {
    const namespaces = (entry.namespaces ?? ['default']).filter((namespace) => namespace !== undefined);
    const names = entry.serviceAccounts ?? (this.isLost(workload, 'serviceAccounts') || entry.serviceAccountPatterns ? [] : [workload]);
    const subjects = names.filter((name) => name !== undefined).flatMap((text) => {
      const [name, namespace] = text.split('/').reverse();
      return namespace !== undefined ? [{ namespace, name }] : namespaces.map((each) => ({ namespace: each, name }));
    });
    return [...new Map(subjects.map((subject) => [`${subject.namespace}/${subject.name}`, subject])).values()];
  }

  private role(
    workload: string, entry: WorkloadEntry & CommonEntry, account: string,
    clusters: readonly PlannedCluster[], subjects: readonly { namespace: string; name: string }[],
  ): PlannedRole {
    const at: DataPath = ['workloads', workload];
    const { partition } = clusters[0];
    const parts = {
      workload,
      clusters: clusters.map((cluster) => cluster.name),
      namespaces: [...subjects, ...entry.serviceAccountPatterns ?? []].map((subject) => subject.namespace),
      serviceAccounts: subjects.map((subject) => subject.name),
    };
    const named = roleNameOf(entry.roleName ?? '{workload}', parts);
    const ownName = (this.data.workloads[workload]?.roleName !== undefined);
    const nameAt = ownName ? [...at, 'roleName'] : at;
    if ('problem' in named) {
      this.say(nameAt, ownName ? named.problem : `the role's name ${named.problem}`, !ownName);
    } else if (!this.isLost(workload, 'roleName')) {
      this.claim(this.roleNames, `${account} ${named.name.toLowerCase()}`, nameAt, !ownName, (place) =>
        `the role's name must be unique in account ${account}, whatever its case and path, but ${show(named.name)} is taken ${place}`);
    }
    for (const subject of subjects) {
      for (const cluster of clusters) {
        const key = `${account} ${cluster.name} ${subject.namespace}/${subject.name}`;
        this.claim(this.bindings, key, at, true, (place) =>
          'a service account must be bound to one role of a cluster, since it has one role-arn annotation, but ' +
          `${subject.namespace}/${subject.name} of ${cluster.name} is bound ${place}`);
      }
    }
    this.checkPartition(clusters, account, at);
    const parameter = entry.publishRoleArn?.parameter;
    const filled = parameter === undefined ? undefined : fillPattern(parameter, parts);
    const wrong = filled && ('problem' in filled ? filled.problem : explain(PARAMETER_NAME, filled.text));
    if (wrong !== undefined) {
      this.say(at, `publishRoleArn.parameter ${wrong}`, true);
    } else if (filled && 'text' in filled) {
      this.claim(this.parameters, `${account} ${filled.text}`, at, true, (place) =>
        `publishRoleArn.parameter must be unique in account ${account}, but ${show(filled.text)} is taken ${place}`);
    }
    return {
      workload,
      entry,
      account,
      partition,
      clusters,
      subjects,
      roleName: 'name' in named ? named.name : workload,
      path: entry.path ?? '/',
      bundles: bundlesOf(entry, placeOf(account, clusters), this.source, at, (path, message) => this.say(path, message)),
      createdBy: creationOf(this.data.workloads[workload] ?? {}, this.data.defaults ?? {}, at,
        (path, message, atKey) => this.say(path, message, atKey)),
      permissionsBoundary: this.policyArn(entry.permissionsBoundary, account, partition, at),
      parameterName: filled && 'text' in filled ? filled.text : undefined,
    };
  }

  /** An account is in one partition, and so is everything that its roles name. */
  private checkPartition(clusters: readonly PlannedCluster[], account: string, at: DataPath): void {
    const region = this.data.accounts?.[account]?.region;
    const own = region === undefined ? clusters[0].partition : partitionOfRegion(region)?.name;
    const other = clusters.find((cluster) => cluster.partition !== own);
    if (other) {
      this.say(at, `the clusters of a role must be in the partition of its account ${account}, "${own}", but ${other.name} is in "${other.partition}"`, true);
    }
  }

  private policyArn(policy: string | undefined, account: string, partition: string, at: DataPath): string | undefined {
    if (policy === undefined || !policy.startsWith('arn:')) {
      return policy && `arn:${partition}:iam::${account}:policy/${policy}`;
    }
    const [, own, , , owner] = policy.split(':');
    if (own !== partition || (owner !== 'aws' && owner !== account)) {
      this.say([...at, 'permissionsBoundary'],
        `the permissions boundary must be a policy of the role's own account (arn:${partition}:iam::${account}:policy/…), got ${show(policy)}`);
    }
    return policy;
  }

  private claim(taken: Map<string, DataPath>, key: string, at: DataPath, atKey: boolean, message: (place: string) => string): void {
    const first = taken.get(key);
    if (first) {
      this.say(at, message(`by ${first.slice(0, 2).join('.')} (${this.source.placeOf(first)})`), atKey);
    } else {
      taken.set(key, at);
    }
  }

  private stackRegions(roles: readonly PlannedRole[]): Map<string, string> {
    const regions = new Map<string, string>();
    const uses = new Map<string, Set<string>>();
    const add = (account: string, region: string | undefined) => region !== undefined && account !== undefined
      && uses.set(account, (uses.get(account) ?? new Set()).add(region));
    this.clusters.byName.forEach((cluster) => add(cluster.account, cluster.region));
    roles.forEach((role) => role.clusters.forEach((cluster) => add(role.account, cluster.region)));
    for (const [account, found] of uses) {
      const given = this.data.accounts?.[account]?.region;
      if (given === undefined && found.size > 1) {
        this.say(['clusters'], `account ${account} has clusters in ${list([...found].sort())}: say in which of them the stack of its roles stands, ` +
          `as accounts: { "${account}": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)`, true);
      }
      regions.set(account, given ?? [...found][0]);
    }
    for (const account of Object.keys(this.data.accounts ?? {})) {
      if (!uses.has(account)) {
        this.say(['accounts', account], `no cluster and no workload is in account ${account}: ${suggestion(account, [...uses.keys()])}`, true);
      }
    }
    return regions;
  }
}

function sorted(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter(({ line, column, message }) => {
      const key = `${line}:${column}:${message}`;
      return seen.has(key) ? false : seen.add(key);
    });
}
