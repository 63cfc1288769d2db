import { CheckPod } from '../check-pod';
import type { KubernetesOutput } from '../kubernetes-output';
import { oneOf } from '../trusted-cluster';

/** `check-pods/<cluster>/<workload>.yaml`: pods that fail unless they become the role. */
export const CHECK_POD_FILES: KubernetesOutput = {
  place: { folder: 'check-pods', extension: '.yaml' },
  title: 'Check pods',
  start: (files) => ({
    addToCluster: ({ role, workload }, cluster) => files.write(`${cluster.displayName}/${workload}`, role.node.path,
      (path) => CheckPod.of(role, files.options.checkPod)._toYaml(path, oneOf(cluster), files.yaml)),
  }),
};
