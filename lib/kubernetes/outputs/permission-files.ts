import { markdownText } from '../../core/escape';
import type { RoleCluster } from '../../role/role-clusters';
import type { IServiceAccountRole } from '../../role/service-account-role-ref';
import { createdTargets } from '../../role/target-arn';
import { annotatedSubjects } from '../exact-subjects';
import { GENERATED } from '../generated-header';
import type { AddedRole, KubernetesOutput, OutputFiles, OutputWriter } from '../kubernetes-output';
import { compare } from '../metadata';

/** `permissions/<cluster>/<namespace>.md`: what the service accounts of a namespace may do, in words, where somebody tells. */
export const PERMISSION_FILES: KubernetesOutput = {
  place: { folder: 'permissions', extension: '.md' },
  title: 'Permissions',
  start: (files) => new Permissions(files),
};

interface Account {
  readonly name: string;
  readonly role: IServiceAccountRole;
}

const item = (line: string) => `- ${markdownText(line)}`;

class Permissions implements OutputWriter {
  private readonly namespaces = new Map<string, { readonly cluster: string; readonly namespace: string; readonly accounts: Account[] }>();

  public constructor(private readonly files: OutputFiles) {}

  public addToCluster({ role }: AddedRole, cluster: RoleCluster): void {
    const isTold = this.files.options.permissionsOf !== undefined;
    for (const { namespace, serviceAccountName } of isTold ? annotatedSubjects(role, cluster) : []) {
      const key = `${cluster.displayName}/${namespace}`;
      const file = this.namespaces.get(key) ?? { cluster: cluster.displayName, namespace, accounts: [] };
      this.namespaces.set(key, file);
      file.accounts.push({ name: serviceAccountName, role });
    }
  }

  public finish(): void {
    const { permissionsOf } = this.files.options;
    for (const { cluster, namespace, accounts } of permissionsOf === undefined ? [] : this.namespaces.values()) {
      const sections = [...accounts].sort((a, b) => compare(a.name, b.name)).flatMap(({ name, role }) => [
        '', `## ${markdownText(name)}`, '', `Role \`${role.literalRoleArn()}\``, '', ...permissionsOf!(role).map(item),
        ...createdTargets(role).flatMap((target) => ['', `Through it, role \`${target.literalRoleArn()}\``, '', ...permissionsOf!(target).map(item)]),
      ]);
      this.files.write(`${cluster}/${namespace}`, `namespace ${namespace}`, () => [
        `<!-- ${GENERATED} -->`, '', `# Permissions of namespace ${markdownText(namespace)} in cluster ${markdownText(cluster)}`, '',
        'What each service account may do in AWS by the role that it is given, one line for each permission.', ...sections, '',
      ].join('\n'));
    }
  }
}
