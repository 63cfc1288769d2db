import { dirname, join, resolve } from 'path';
import type { Claims } from './unique-names';
import type { EnvironmentSource } from '../file/environments';
import type { CommonEntry, WorkloadEntry, WorkloadsFile } from '../file/model';
import { acknowledgedBy } from './planned-acknowledgements';
import { boundaryOf } from './planned-boundary';
import { bundlesOf, placeOf } from './planned-bundles';
import { PlannedClusters } from './planned-clusters';
import { creationOf } from './planned-creation';
import type { FleetPlan, PlannedCluster, PlannedRole } from './fleet-plan';
import { subjectsOf } from './planned-subjects';
import { tagsOf } from './planned-tags';
import type { DataPath, Problem } from '../file/workloads-file-error';
import { prune } from '../file/prune';
import { fillPattern, roleNameOf } from './role-names';
import { checkSchema } from '../file/schema-check';
import { accountStack, stackOf, tooLong } from './stack-names';
import { stackRegionsOf } from './stack-regions';
import { partitionOfRegion } from '../../core/partition';
import { list, show } from '../../core/text';
import { explain } from '../../core/text-format';
import { PARAMETER_NAME } from '../../kubernetes/metadata';

const DEFAULT_NAME = 'irsa';

/** Settles one environment of a workloads file. Collects problems while it goes; what is wrong by the schema is left out of the later rules. */
export class Planner {
  public readonly problems: Problem[] = [];
  public readonly plan: Omit<FleetPlan, 'unusedClusters'>;
  private readonly data: WorkloadsFile;
  private readonly clusters: PlannedClusters;

  public constructor(private readonly source: EnvironmentSource, private readonly claims: Claims) {
    const wrong = checkSchema(source);
    this.problems.push(...wrong);
    this.data = prune(source.data, wrong.filter((problem) => problem.isWrong).map((problem) => problem.at)) ?? {};
    this.clusters = new PlannedClusters(source, this.data, (path, message) => this.say(path, message));
    this.clusters.references(this.data.defaults?.clusters, ['defaults', 'clusters']);
    const roles = Object.entries(this.data.workloads ?? {}).flatMap(([key, entry]) => this.rolesOf(key, entry ?? {}));
    this.plan = {
      name: this.name,
      environment: source.environment,
      outputDirectory: this.outputDirectory(),
      checkPodImage: this.data.checkPodImage,
      requirePermissionsBoundary: this.data.requirePermissionsBoundary ?? false,
      clusters: [...this.clusters.byName.values()],
      roles,
      stackRegions: stackRegionsOf(this.data, this.clusters.byName, roles, (...told) => this.say(...told)),
      quotas: new Map(Object.entries(this.data.accounts ?? {}).map(([account, entry]) => [account, entry.quotas ?? {}])),
    };
    this.checkStackNames();
    this.checkProviders();
  }

  /** The environment of the file, if it has any. */
  public get environment(): string | undefined {
    return this.source.environment;
  }

  private get name(): string {
    return this.data.name ?? DEFAULT_NAME;
  }

  private say(path: DataPath, message: string, atKey = false, isOfAll = false): void {
    this.problems.push({ ...this.source.problem(path, message, atKey), isOfAll });
  }

  private outputDirectory(): string | undefined {
    const folder = this.data.outputDirectory === undefined ? undefined : resolve(dirname(this.source.file), this.data.outputDirectory);
    if (folder !== undefined && folder === dirname(folder)) {
      this.say(['outputDirectory'], `must be a folder of its own, got the root ${show(folder)}`);
    }
    return folder === undefined || this.environment === undefined ? folder : join(folder, this.environment);
  }

  private rolesOf(workload: string, own: WorkloadEntry): PlannedRole[] {
    const at: DataPath = ['workloads', workload];
    const defaults = this.data.defaults ?? {};
    const entry: WorkloadEntry & CommonEntry = {
      ...defaults,
      ...own,
      tags: tagsOf(own, defaults, at, this.source, (path, message) => this.say(path, message, true)),
      kubernetes: { ...defaults.kubernetes, ...own.kubernetes },
      publishRoleArn: { ...defaults.publishRoleArn, ...own.publishRoleArn },
    };
    const clusters = this.clustersOf(own, at);
    const subjects = subjectsOf(workload, entry, this.isLost(workload, 'serviceAccounts'), (message) => this.say(at, message, true));
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

  /** Where the role stands; by its own entry alone. */
  private stackOf(
    { stack }: WorkloadEntry, account: string, namespaces: readonly string[], at: DataPath,
  ): string {
    const placed = stackOf({ name: this.name, account, stacks: this.data.stacks ?? 'single', stack, namespaces });
    if ('problem' in placed && !this.isLost(String(at[1]), 'stack')) {
      this.say(at, placed.problem, true);
    }
    return 'stack' in placed ? placed.stack : accountStack(this.name, account);
  }

  /** An account has one provider for an issuer, whichever environment makes it. */
  private checkProviders(): void {
    for (const { name, account, issuerUrl, createProvider } of this.clusters.byName.values()) {
      if (createProvider && account !== undefined && issuerUrl !== undefined) {
        this.claim(`provider ${account} ${withoutScheme(issuerUrl)}`, ['clusters', name, 'createProvider'], true, (place) =>
          `the OIDC provider of an issuer must be made once in account ${account}, but it is made ${place} as well: leave createProvider out in one`);
      }
    }
  }

  private checkStackNames(): void {
    const problem = tooLong(this.plan.roles.map(({ stack }) => stack), this.environment);
    if (problem !== undefined) {
      this.say(['name'], problem);
    }
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
      environments: this.environment === undefined ? [] : [this.environment],
      namespaces: [...subjects, ...entry.serviceAccountPatterns ?? []].map((subject) => subject.namespace),
      serviceAccounts: subjects.map((subject) => subject.name),
    };
    const named = roleNameOf(entry.roleName ?? '{workload}', parts);
    const ownName = (this.data.workloads[workload]?.roleName !== undefined);
    const nameAt = ownName ? [...at, 'roleName'] : at;
    if (this.lacksEnvironment(entry.roleName, ownName ? nameAt : ['defaults', 'roleName'])) {
      // said
    } else if ('problem' in named) {
      this.say(nameAt, ownName ? named.problem : `the role's name ${named.problem}`, !ownName);
    } else if (!this.isLost(workload, 'roleName')) {
      this.claim(`role ${account} ${named.name.toLowerCase()}`, nameAt, !ownName, (place) =>
        `the role's name must be unique in account ${account}, whatever its case and path, but ${show(named.name)} is taken ${place}` +
        (place.includes(' in environment ') ? ': give it a roleName with {environment}' : ''));
    }
    for (const subject of subjects) {
      for (const cluster of clusters) {
        // By the issuer: environments may know one cluster by two names.
        const issuer = cluster.issuerUrl === undefined ? cluster.name : withoutScheme(cluster.issuerUrl);
        this.claim(`binding ${issuer} ${subject.namespace}/${subject.name}`, at, true, (place) =>
          'a service account must be bound to one role of a cluster, since it has one role-arn annotation, but ' +
          `${subject.namespace}/${subject.name} of ${cluster.name} is bound ${place}`);
      }
    }
    this.checkPartition(clusters, account, at);
    const parameter = entry.publishRoleArn?.parameter;
    const filled = parameter === undefined ? undefined : fillPattern(parameter, parts);
    const isStray = this.lacksEnvironment(parameter, [...(this.data.workloads[workload]?.publishRoleArn?.parameter ? at : ['defaults']), 'publishRoleArn', 'parameter']);
    const wrong = !isStray && filled && ('problem' in filled ? filled.problem : explain(PARAMETER_NAME, filled.text));
    if (wrong) {
      this.say(at, `publishRoleArn.parameter ${wrong}`, true);
    } else if (filled && 'text' in filled) {
      this.claim(`parameter ${account} ${filled.text}`, at, true, (place) =>
        `publishRoleArn.parameter must be unique in account ${account}, but ${show(filled.text)} is taken ${place}`);
    }
    return {
      workload,
      place: this.source.linkTo(at),
      entry,
      account,
      partition,
      clusters,
      subjects,
      stack: this.stackOf(entry, account, parts.namespaces, at),
      roleName: 'name' in named ? named.name : workload,
      path: entry.path ?? '/',
      bundles: bundlesOf(entry, placeOf(account, clusters), this.source, at, (path, message) => this.say(path, message)),
      createdBy: creationOf(this.data.workloads[workload] ?? {}, this.data.defaults ?? {}, at,
        (path, message, atKey) => this.say(path, message, atKey)),
      permissionsBoundary: boundaryOf(entry.permissionsBoundary, account, partition, (message) => this.say([...at, 'permissionsBoundary'], message)),
      parameterName: filled && 'text' in filled ? filled.text : undefined,
      acknowledged: acknowledgedBy(entry, this.source, at, (path, message) => this.say(path, message)),
    };
  }

  private lacksEnvironment(pattern: string | undefined, at: DataPath): boolean {
    const lacks = this.environment === undefined && pattern?.includes('{environment}') === true;
    if (lacks) {
      this.say(at, `must not hold {environment}, since the file has no "environments", got ${show(pattern)}`);
    }
    return lacks;
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

  private claim(key: string, at: DataPath, atKey: boolean, message: (place: string) => string): void {
    const place = this.claims.take(key, this.source, at);
    if (place !== undefined) {
      this.say(at, message(place), atKey);
    }
  }
}

function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, '');
}
