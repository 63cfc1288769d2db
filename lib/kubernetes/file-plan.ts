import { AnnotateCommands } from './annotate-commands';
import { annotateScript } from './annotate-script';
import { CheckPod } from './check-pod';
import type { CheckPodOptions } from './check-pod';
import { yamlFile } from './generated-text';
import { HelmValues } from './helm-values';
import { compare, FILE_NAME, namespaceObject } from './metadata';
import { RoleIndex } from './role-index';
import type { RoleIndexOptions } from './role-index';
import type { ServiceAccountCreation } from './service-account-creation';
import { namespacesToMake, serviceAccountObject } from './service-account-object';
import { exactSubjects, requireLiteral } from './trusted';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { show } from '../core/text';
import { explain } from '../core/text-format';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

export interface PlannedRole {
  readonly role: IServiceAccountRole;
  readonly workload: string;
  readonly createdBy: ServiceAccountCreation;
  readonly index: RoleIndexOptions;
}

interface NamespaceFile {
  readonly cluster: string;
  readonly namespace: string;
  createNamespace: boolean;
  readonly accounts: { readonly name: string; readonly object: object }[];
}

/** The text of every file for a set of roles, or what stands in the way. */
export class FilePlan {
  /** By path, relative to the directory, with `/`. */
  public readonly files = new Map<string, string>();
  public readonly problems: string[] = [];
  private readonly owners = new Map<string, string>();
  private readonly clusters = new Map<string, ClusterIssuer>();
  private readonly bindings = new Map<string, IServiceAccountRole>();
  private readonly namespaces = new Map<string, NamespaceFile>();
  private readonly commands = new Map<string, { readonly key: string; readonly commands: string[] }[]>();
  private readonly index = new RoleIndex();

  public constructor(roles: readonly PlannedRole[], private readonly checkPod: CheckPodOptions, environment?: string) {
    this.index._environment = environment;
    for (const planned of roles) {
      try {
        this.addRole(planned);
      } catch (error) {
        this.problems.push((error as Error).message);
      }
    }
    this.writeManifests();
    this.writeScripts();
    this.write('index.json', 'the index', this.index.toJson());
  }

  private addRole(planned: PlannedRole): void {
    const { role, workload, index } = planned;
    this.index.addRole(role, { ...index, workload });
    for (const cluster of role.clusters) {
      this.checkCluster(cluster);
    }
    // A role whose subjects are all patterns is in the index only.
    if (exactSubjects(role).length > 0) {
      for (const cluster of role.clusters) {
        this.addToCluster(planned, cluster);
      }
    }
  }

  private addToCluster({ role, workload, createdBy }: PlannedRole, cluster: ClusterIssuer): void {
    this.bind(role, cluster);
    this.addManifests(role, cluster, createdBy);
    this.addHelm(role, cluster, workload, createdBy);
    if (createdBy._existing) {
      const commands = AnnotateCommands.of(role, createdBy._existing).toCommands(cluster);
      const known = this.commands.get(cluster.clusterName) ?? [];
      known.push({ key: exactSubjects(role)[0].toString(), commands });
      this.commands.set(cluster.clusterName, known);
    }
    const file = `check-pods/${cluster.clusterName}/${workload}.yaml`;
    this.write(file, role.node.path, CheckPod.of(role, this.checkPod)._toYaml(file, cluster));
  }

  private addManifests(role: IServiceAccountRole, cluster: ClusterIssuer, { _manifest: options }: ServiceAccountCreation): void {
    if (!options) {
      return;
    }
    const subjects = exactSubjects(role);
    const create = namespacesToMake(subjects, options);
    const arn = role.literalRoleArn();
    for (const subject of subjects) {
      const { namespace, serviceAccountName: name } = subject;
      const key = `${cluster.clusterName}/${namespace}`;
      const file = this.namespaces.get(key) ?? { cluster: cluster.clusterName, namespace, createNamespace: false, accounts: [] };
      const object = serviceAccountObject(subject, arn, cluster.audience, options);
      requireLiteral(role, `the ServiceAccount ${subject.toString()}`, object);
      file.createNamespace ||= create.includes(namespace);
      file.accounts.push({ name, object });
      this.namespaces.set(key, file);
    }
  }

  private addHelm(role: IServiceAccountRole, cluster: ClusterIssuer, workload: string, { _helm: options }: ServiceAccountCreation): void {
    if (!options) {
      return;
    }
    const subjects = options.serviceAccount ? [options.serviceAccount] : exactSubjects(role);
    const byName = new Map(subjects.map((subject) => [subject.serviceAccountName, subject]));
    for (const [name, serviceAccount] of byName) {
      const file = `helm/${cluster.clusterName}/${workload}${byName.size === 1 ? '' : `/${name}`}.yaml`;
      this.write(file, role.node.path, HelmValues.of(role, { ...options, serviceAccount })._toYaml(file, cluster));
    }
  }

  private writeManifests(): void {
    for (const { cluster, namespace, createNamespace, accounts } of this.namespaces.values()) {
      const file = `manifests/${cluster}/${namespace}.yaml`;
      const objects = accounts.sort((a, b) => compare(a.name, b.name)).map(({ object }) => object);
      this.write(file, `namespace ${namespace}`, yamlFile(
        [`Service accounts of namespace ${namespace} in cluster ${cluster}: kubectl apply --filename ${file}`],
        [...(createNamespace ? [namespaceObject(namespace)] : []), ...objects]));
    }
  }

  private writeScripts(): void {
    for (const [clusterName, roles] of this.commands) {
      const commands = roles.sort((a, b) => compare(a.key, b.key)).flatMap((item) => item.commands);
      const file = `annotate/${clusterName}.sh`;
      this.write(file, `cluster ${clusterName}`, annotateScript(clusterName, file, commands));
    }
  }

  private write(file: string, owner: string, text: string): void {
    const key = file.toLowerCase();
    const other = this.owners.get(key);
    if (other !== undefined) {
      throw new Error(
        `workloads must have different names in a cluster, whatever their case, but ${show(other)} and ${show(owner)} both write ${show(file)}: ` +
        'give one another workload');
    }
    this.owners.set(key, owner);
    this.files.set(file, text);
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
    for (const subject of exactSubjects(role)) {
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
