import { posix } from 'node:path';
import { annotatedSubjects } from './exact-subjects';
import type { AddedRole, FilesOptions, KubernetesOutput, OutputWriter } from './kubernetes-output';
import { compare, FILE_NAME } from './metadata';
import { OUTPUTS, pathIn } from './outputs';
import { oneOf } from './trusted-cluster';
import { YamlWriter } from './yaml-text';
import { shellWord } from '../core/escape';
import { show } from '../core/text';
import { explain } from '../core/text-format';
import { roleClusters } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** The text of every file for a set of roles, or the problems that prevent it. */
export class FilePlan {
  /** By path, relative to the directory, with `/`. */
  public readonly files = new Map<string, string>();
  public readonly problems: string[] = [];
  private readonly owners = new Map<string, string>();
  private readonly clusters = new Map<string, RoleCluster>();
  private readonly bindings = new Map<string, IServiceAccountRole>();
  private readonly writers: readonly OutputWriter[];

  public constructor(roles: readonly AddedRole[], options: FilesOptions) {
    const yaml = new YamlWriter();
    this.writers = OUTPUTS.map((output) => output.start({
      options,
      yaml,
      write: (name, owner, text) => this.write(output, name, owner, (file) => text(shellWord(posix.join(options.folder ?? '', file)))),
      paths: () => [...this.files.keys()].sort(compare),
    }));
    roles.forEach((added) => this.collect(() => this.addRole(added)));
    [...this.writers].reverse().forEach((writer) => this.collect(() => writer.finish?.()));
  }

  private collect(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.problems.push((error as Error).message);
    }
  }

  private addRole(added: AddedRole): void {
    const { role } = added;
    this.writers.forEach((writer) => writer.addRole?.(added));
    const clusters = roleClusters(role);
    clusters.forEach((cluster) => this.checkCluster(cluster));
    // A role whose subjects are all patterns, or annotated with another role, is in the index only.
    for (const cluster of clusters.filter((one) => annotatedSubjects(role, one).length > 0)) {
      this.bind(role, cluster);
      this.writers.forEach((writer) => writer.addToCluster?.(added, cluster));
    }
  }

  private write(output: KubernetesOutput, name: string | undefined, owner: string, text: (path: string) => string): void {
    const file = pathIn(output, name);
    const key = file.toLowerCase();
    const other = this.owners.get(key);
    if (other !== undefined) {
      throw new Error(
        `workloads must have different names in a cluster, whatever their case, but ${show(other)} and ${show(owner)} both write ${show(file)}: ` +
        'give one another workload');
    }
    this.owners.set(key, owner);
    this.files.set(file, text(file));
  }

  /** Cluster names are folders. */
  private checkCluster(cluster: RoleCluster): void {
    const { displayName } = cluster;
    const key = displayName.toLowerCase();
    const known = this.clusters.get(key);
    if (known === undefined) {
      const problem = explain(FILE_NAME, displayName);
      if (problem !== undefined) {
        throw new Error(cluster.issuer ? `clusterName names a folder, and ${problem}: give the ClusterIssuer a clusterName`
          : `displayName names a folder, and ${problem}: give the PodIdentityCluster a displayName`);
      }
      this.clusters.set(key, cluster);
    } else if (isOther(known, cluster) || known.displayName !== displayName) {
      throw new Error(
        `clusters must have different names, whatever their case, since the names are folders; got ${show(known.displayName)} for ` +
        `${oneOf(known).toString()} and ${show(displayName)} for ${oneOf(cluster).toString()}: give one ` +
        `${cluster.issuer ? 'ClusterIssuer another clusterName' : 'PodIdentityCluster another displayName'}, or share one`);
    } else {
      this.clusters.set(key, { ...cluster, issuer: known.issuer ?? cluster.issuer, podIdentity: known.podIdentity ?? cluster.podIdentity });
    }
  }

  /** A service account has one role-arn annotation, and one association. */
  private bind(role: IServiceAccountRole, cluster: RoleCluster): void {
    const names = [cluster.displayName, ...identitiesOf(cluster)].filter((name) => name !== undefined);
    for (const subject of annotatedSubjects(role, cluster)) {
      const keys = names.map((name) => `${name} ${subject.subject}`);
      const other = keys.map((key) => this.bindings.get(key)).find((bound) => bound !== undefined);
      if (other) {
        throw new Error(
          `a service account must be bound to one role of a cluster, but ${subject.toString()} of ${cluster.displayName} is bound to ` +
          `${show(other.node.path)} and ${show(role.node.path)}`);
      }
      keys.forEach((key) => this.bindings.set(key, role));
    }
  }
}

/** One cluster may be named by several `ClusterIssuer`s, such as one for each account: what they have in common. */
function identitiesOf({ issuer, podIdentity }: RoleCluster): [string | undefined, string | undefined] {
  return [issuer?.isLiteral ? issuer.issuer : issuer?._cluster?.node.path ?? issuer?.providerArn, podIdentity?.clusterArn];
}

function isOther(known: RoleCluster, cluster: RoleCluster): boolean {
  const others = identitiesOf(cluster);
  return identitiesOf(known).some((one, index) => one !== undefined && others[index] !== undefined && one !== others[index]);
}
