import { dirname, resolve } from 'path';
import { parseIssuerUrl } from '../cluster/issuer-url';
import { partitionOfRegion } from '../core/partition';
import { list, show, suggestion } from '../core/text';
import type { ClusterEntry, CommonEntry, WorkloadEntry, WorkloadsFile } from './model';
import { bundlesOf } from './planned-bundles';
import { creationOf } from './planned-creation';
import type { FleetPlan, PlannedCluster, PlannedRole } from './planned-role';
import { WorkloadsFileError } from './problem';
import type { DataPath, Problem } from './problem';
import { prune } from './prune';
import { fillPattern, roleNameOf } from './role-names';
import { checkSchema } from './schema-check';
import { SourceFile } from './source';

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
  private readonly clusters = new Map<string, PlannedCluster>();
  private readonly roleNames = new Map<string, DataPath>();
  private readonly bindings = new Map<string, DataPath>();

  public constructor(private readonly source: SourceFile) {
    const wrong = checkSchema(source);
    this.problems.push(...wrong);
    this.data = prune(source.data, wrong.filter((problem) => problem.isWrong).map((problem) => problem.at)) ?? {};
  }

  public plan(): FleetPlan {
    this.readClusters();
    this.checkReferences(this.data.defaults?.clusters, ['defaults', 'clusters']);
    const roles = Object.entries(this.data.workloads ?? {}).flatMap(([key, entry]) => this.rolesOf(key, entry ?? {}));
    const stackRegions = this.stackRegions(roles);
    if (this.problems.length > 0) {
      throw new WorkloadsFileError(this.source.file, sorted(this.problems));
    }
    return {
      name: this.data.name ?? DEFAULT_NAME,
      outputDirectory: this.data.outputDirectory && resolve(dirname(this.source.file), this.data.outputDirectory),
      clusters: [...this.clusters.values()],
      roles,
      stackRegions,
      quotas: new Map(Object.entries(this.data.accounts ?? {}).map(([account, entry]) => [account, entry.quotas ?? {}])),
    };
  }

  private say(path: DataPath, message: string, atKey = false): void {
    this.problems.push(this.source.problem(path, message, atKey));
  }

  private readClusters(): void {
    const issuers = new Map<string, string>();
    for (const [name, cluster] of Object.entries(this.data.clusters ?? {})) {
      const at = ['clusters', name];
      const partition = cluster?.region === undefined ? undefined : partitionOfRegion(cluster.region);
      const issuer = cluster?.issuerUrl === undefined ? undefined : parseIssuerUrl(cluster.issuerUrl);
      if (issuer && !('problem' in issuer)) {
        this.checkIssuer(name, cluster, issuer, issuers);
      }
      this.clusters.set(name, { ...(cluster ?? {} as ClusterEntry), name, partition: partition?.name ?? 'aws' });
      if (cluster?.account !== undefined && this.data.accounts?.[cluster.account] === undefined && Object.keys(this.data.accounts ?? {}).length > 0) {
        const known = Object.keys(this.data.accounts ?? {});
        const near = known.find((account) => account.replace(/^0+/, '') === cluster.account.replace(/^0+/, ''));
        if (near !== undefined) {
          this.say([...at, 'account'], `must be the same text as under accounts, "${near}", got ${show(cluster.account)}`);
        }
      }
    }
  }

  private checkIssuer(name: string, cluster: ClusterEntry, issuer: { issuer: string; region: string }, seen: Map<string, string>): void {
    const at = ['clusters', name, 'issuerUrl'];
    if (cluster.region !== undefined && issuer.region !== cluster.region) {
      const other = partitionOfRegion(cluster.region)?.name !== partitionOfRegion(issuer.region)?.name ? ' and partition' : '';
      this.say(at, `must be of the cluster's own region${other} (${cluster.region}), got an issuer of ${issuer.region}`);
    }
    const twin = seen.get(issuer.issuer);
    if (twin !== undefined) {
      this.say(at, `must be the issuer of one cluster, but cluster ${show(twin)} has it as well: a copied line, or one cluster under two names`);
    }
    seen.set(issuer.issuer, name);
  }

  private checkReferences(names: readonly string[] | undefined, at: DataPath): PlannedCluster[] {
    return (names ?? []).flatMap((name, index) => {
      const cluster = this.clusters.get(name);
      if (name !== undefined && !cluster && !Object.hasOwn(this.rawClusters(), name)) {
        this.say([...at, index], `must be a cluster of this file, got ${show(name)}: ${suggestion(name, [...this.clusters.keys()])}`);
      }
      return cluster ? [cluster] : [];
    });
  }

  /** Clusters with errors of their own are known all the same. */
  private rawClusters(): object {
    const raw = (this.source.data as { clusters?: unknown })?.clusters;
    return typeof raw === 'object' && raw !== null ? raw : {};
  }

  private rolesOf(workload: string, own: WorkloadEntry): PlannedRole[] {
    const at: DataPath = ['workloads', workload];
    const defaults = this.data.defaults ?? {};
    const entry: WorkloadEntry & CommonEntry = {
      ...defaults, ...own,
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
    return accounts.map((account) => this.role(workload, entry, account, clusters.filter((cluster) => (own.account ?? cluster.account) === account), subjects));
  }

  private clustersOf(own: WorkloadEntry, at: DataPath): PlannedCluster[] {
    if (own.clusters !== undefined) {
      return this.checkReferences(own.clusters, [...at, 'clusters']);
    }
    const inherited = this.data.defaults?.clusters;
    if (inherited !== undefined) {
      return inherited.flatMap((name) => this.clusters.get(name) ?? []);
    }
    if (this.clusters.size > 1) {
      this.say(at, `must have "clusters" (of ${list([...this.clusters.keys()])}), since the file has several and no defaults.clusters`, true);
      return [];
    }
    return [...this.clusters.values()];
  }

  private subjectsOf(workload: string, entry: WorkloadEntry): { namespace: string; name: string }[] {
    const namespaces = (entry.namespaces ?? ['default']).filter((namespace) => namespace !== undefined);
    const names = entry.serviceAccounts ?? (entry.serviceAccountPatterns ? [] : [workload]);
    return names.filter((name) => name !== undefined).flatMap((text) => {
      const [name, namespace] = text.split('/').reverse();
      return namespace !== undefined ? [{ namespace, name }] : namespaces.map((each) => ({ namespace: each, name }));
    });
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
    } else {
      this.claim(this.roleNames, `${account} ${named.name.toLowerCase()}`, nameAt, !ownName, (place) =>
        `the role's name must be unique in account ${account}, whatever its case and path, but ${show(named.name)} is taken ${place}`);
    }
    for (const subject of subjects) {
      for (const cluster of clusters) {
        const key = `${account} ${cluster.name} ${subject.namespace}/${subject.name}`;
        this.claim(this.bindings, key, at, true, (place) =>
          `a service account must be bound to one role of a cluster, since it has one role-arn annotation, but ` +
          `${subject.namespace}/${subject.name} of ${cluster.name} is bound ${place}`);
      }
    }
    const parameter = entry.publishRoleArn?.parameter;
    const filled = parameter === undefined ? undefined : fillPattern(parameter, parts);
    if (filled && 'problem' in filled) {
      this.say(at, `publishRoleArn.parameter: ${filled.problem}`, true);
    }
    const place = { partition, account, regions: [...new Set(clusters.map((cluster) => cluster.region))] };
    return {
      workload, entry, account, partition, clusters, subjects,
      roleName: 'name' in named ? named.name : workload,
      path: entry.path ?? '/',
      bundles: bundlesOf(entry, place, this.source, at, (path, message) => this.say(path, message)),
      createdBy: creationOf(this.data.workloads[workload] ?? {}, this.data.defaults ?? {}, at, (path, message, atKey) => this.say(path, message, atKey)),
      permissionsBoundary: this.policyArn(entry.permissionsBoundary, account, partition, at),
      parameterName: filled && 'text' in filled ? filled.text : undefined,
    };
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
    this.clusters.forEach((cluster) => add(cluster.account, cluster.region));
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
