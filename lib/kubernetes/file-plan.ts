import { posix } from 'node:path';
import { annotatedSubjects } from './exact-subjects';
import type { AddedRole, FilesOptions, KubernetesOutput, OutputWriter } from './kubernetes-output';
import { compare, FILE_NAME } from './metadata';
import { OUTPUTS, pathIn } from './outputs';
import { YamlWriter } from './yaml-text';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { shellWord } from '../core/escape';
import { show } from '../core/text';
import { explain } from '../core/text-format';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** The text of every file for a set of roles, or the problems that prevent it. */
export class FilePlan {
  /** By path, relative to the directory, with `/`. */
  public readonly files = new Map<string, string>();
  public readonly problems: string[] = [];
  private readonly owners = new Map<string, string>();
  private readonly clusters = new Map<string, ClusterIssuer>();
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
    role.clusters.forEach((cluster) => this.checkCluster(cluster));
    // A role whose subjects are all patterns, or annotated with another role, is in the index only.
    if (annotatedSubjects(role).length > 0) {
      for (const cluster of role.clusters) {
        this.bind(role, cluster);
        this.writers.forEach((writer) => writer.addToCluster?.(added, cluster));
      }
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
  private checkCluster(cluster: ClusterIssuer): void {
    const { clusterName } = cluster;
    const key = clusterName.toLowerCase();
    const known = this.clusters.get(key);
    if (known === undefined) {
      const problem = explain(FILE_NAME, clusterName);
      if (problem !== undefined) {
        throw new Error(`clusterName names a folder, and ${problem}: give the ClusterIssuer a clusterName`);
      }
      this.clusters.set(key, cluster);
    } else if (identity(known) !== identity(cluster) || known.clusterName !== clusterName) {
      throw new Error(
        `clusters must have different names, whatever their case, since the names are folders; got ${show(known.clusterName)} for ` +
        `${known.toString()} and ${show(clusterName)} for ${cluster.toString()}: give one ClusterIssuer another clusterName, or share one`);
    }
  }

  /** A service account has one role-arn annotation. */
  private bind(role: IServiceAccountRole, cluster: ClusterIssuer): void {
    for (const subject of annotatedSubjects(role)) {
      const key = `${identity(cluster)} ${subject.subject}`;
      const other = this.bindings.get(key);
      if (other) {
        throw new Error(
          `a service account must be bound to one role of a cluster, but ${subject.toString()} of ${cluster.clusterName} is bound to ` +
          `${show(other.node.path)} and ${show(role.node.path)}`);
      }
      this.bindings.set(key, role);
    }
  }
}

/** One cluster may be named by several `ClusterIssuer`s, such as one for each account. */
function identity(cluster: ClusterIssuer): string {
  return cluster.isLiteral ? cluster.issuer : cluster._cluster?.node.path ?? cluster.providerArn;
}
