import { CheckPod } from '../check-pod';
import type { KubernetesOutput } from '../kubernetes-output';

/** `check-pods/<cluster>/<workload>.yaml`: pods that fail unless they become the role. */
export const CHECK_POD_FILES: KubernetesOutput = {
  place: { folder: 'check-pods', extension: '.yaml' },
  title: 'Check pods',
  start: (files) => ({
    addToCluster: ({ role, workload }, cluster) => files.write(`${cluster.clusterName}/${workload}`, role.node.path,
      (path) => CheckPod.of(role, files.options.checkPod)._toYaml(path, cluster, files.yaml)),
  }),
};
