import type { RoleCluster } from '../../role/role-clusters';
import { AnnotateCommands } from '../annotate-commands';
import { annotateScript } from '../annotate-script';
import { annotatedSubjects } from '../exact-subjects';
import type { AddedRole, KubernetesOutput, OutputFiles, OutputWriter } from '../kubernetes-output';
import { compare } from '../metadata';
import { hasWebhook } from '../pod-token';
import { oneOf } from '../trusted-cluster';

/** `annotate/<cluster>.sh`: commands for the service accounts of a cluster that exist already. */
export const ANNOTATE_SCRIPTS: KubernetesOutput = {
  place: { folder: 'annotate', extension: '.sh' },
  title: 'Annotations',
  start: (files) => new Scripts(files),
};

class Scripts implements OutputWriter {
  private readonly byCluster = new Map<string, { readonly key: string; readonly commands: string[] }[]>();

  public constructor(private readonly files: OutputFiles) {}

  public addToCluster({ role, createdBy: { _existing: options } }: AddedRole, cluster: RoleCluster): void {
    // In a cluster without a webhook, or of EKS Pod Identity alone, there may be nothing to annotate.
    if (options && (hasWebhook(cluster) || Object.keys(options.annotations ?? {}).length > 0)) {
      const commands = AnnotateCommands.of(role, options).toCommands(oneOf(cluster));
      const known = this.byCluster.get(cluster.displayName) ?? [];
      known.push({ key: annotatedSubjects(role, cluster)[0].toString(), commands });
      this.byCluster.set(cluster.displayName, known);
    }
  }

  public finish(): void {
    for (const [clusterName, roles] of this.byCluster) {
      const commands = roles.sort((a, b) => compare(a.key, b.key)).flatMap((item) => item.commands);
      this.files.write(clusterName, `cluster ${clusterName}`, (path) => annotateScript(clusterName, path, commands));
    }
  }
}
