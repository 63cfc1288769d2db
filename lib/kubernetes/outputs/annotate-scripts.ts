import type { ClusterIssuer } from '../../cluster/cluster-issuer';
import { AnnotateCommands } from '../annotate-commands';
import { annotateScript } from '../annotate-script';
import { annotatedSubjects } from '../exact-subjects';
import type { AddedRole, KubernetesOutput, OutputFiles, OutputWriter } from '../kubernetes-output';
import { compare } from '../metadata';

/** `annotate/<cluster>.sh`: commands for the service accounts of a cluster that exist already. */
export const ANNOTATE_SCRIPTS: KubernetesOutput = {
  place: { folder: 'annotate', extension: '.sh' },
  title: 'Annotations',
  start: (files) => new Scripts(files),
};

class Scripts implements OutputWriter {
  private readonly byCluster = new Map<string, { readonly key: string; readonly commands: string[] }[]>();

  public constructor(private readonly files: OutputFiles) {}

  public addToCluster({ role, createdBy: { _existing: options } }: AddedRole, cluster: ClusterIssuer): void {
    if (options) {
      const commands = AnnotateCommands.of(role, options).toCommands(cluster);
      const known = this.byCluster.get(cluster.clusterName) ?? [];
      known.push({ key: annotatedSubjects(role)[0].toString(), commands });
      this.byCluster.set(cluster.clusterName, known);
    }
  }

  public finish(): void {
    for (const [clusterName, roles] of this.byCluster) {
      const commands = roles.sort((a, b) => compare(a.key, b.key)).flatMap((item) => item.commands);
      this.files.write(clusterName, `cluster ${clusterName}`, (path) => annotateScript(clusterName, path, commands));
    }
  }
}
