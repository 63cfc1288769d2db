import type { RoleCluster } from '../../role/role-clusters';
import { annotatedSubjects } from '../exact-subjects';
import type { AddedRole, KubernetesOutput, OutputFiles, OutputWriter } from '../kubernetes-output';
import { requireLiteral } from '../literal-check';
import { compare, namespaceObject } from '../metadata';
import { namespacesToMake, serviceAccountObject } from '../service-account-object';

/** `manifests/<cluster>/<namespace>.yaml`: the ServiceAccounts of a namespace, of all roles. */
export const MANIFEST_FILES: KubernetesOutput = {
  place: { folder: 'manifests', extension: '.yaml' },
  title: 'Manifests',
  start: (files) => new Manifests(files),
};

interface NamespaceFile {
  readonly cluster: string;
  readonly namespace: string;
  createNamespace: boolean;
  readonly accounts: { readonly name: string; readonly object: object }[];
}

class Manifests implements OutputWriter {
  private readonly namespaces = new Map<string, NamespaceFile>();

  public constructor(private readonly files: OutputFiles) {}

  public addToCluster({ role, createdBy: { _manifest: options } }: AddedRole, cluster: RoleCluster): void {
    if (!options) {
      return;
    }
    const subjects = annotatedSubjects(role, cluster);
    const create = namespacesToMake(subjects, options);
    const arn = role.literalRoleArn();
    for (const subject of subjects) {
      const object = serviceAccountObject(subject, arn, cluster.issuer, options);
      requireLiteral(role, `the ServiceAccount ${subject.toString()}`, object);
      const file = this.fileOf(cluster.displayName, subject.namespace);
      file.createNamespace ||= create.includes(subject.namespace);
      file.accounts.push({ name: subject.serviceAccountName, object });
    }
  }

  public finish(): void {
    for (const { cluster, namespace, createNamespace, accounts } of this.namespaces.values()) {
      const objects = accounts.sort((a, b) => compare(a.name, b.name)).map(({ object }) => object);
      this.files.write(`${cluster}/${namespace}`, `namespace ${namespace}`, (path) => this.files.yaml.file(
        [`Service accounts of namespace ${namespace} in cluster ${cluster}: kubectl apply --filename ${path}`],
        [...(createNamespace ? [namespaceObject(namespace)] : []), ...objects]));
    }
  }

  private fileOf(cluster: string, namespace: string): NamespaceFile {
    const key = `${cluster}/${namespace}`;
    const file = this.namespaces.get(key) ?? { cluster, namespace, createNamespace: false, accounts: [] };
    this.namespaces.set(key, file);
    return file;
  }
}
