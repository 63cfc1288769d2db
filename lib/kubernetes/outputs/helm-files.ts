import { annotatedSubjects } from '../exact-subjects';
import { HelmValues } from '../helm-values';
import type { KubernetesOutput } from '../kubernetes-output';
import { oneOf } from '../trusted-cluster';

/** `helm/<cluster>/<workload>.yaml`, or one file for each name of a service account: values for the chart that creates it. */
export const HELM_FILES: KubernetesOutput = {
  place: { folder: 'helm', extension: '.yaml' },
  title: 'Helm values',
  start: (files) => ({
    addToCluster: ({ role, workload, createdBy: { _helm: options } }, cluster) => {
      if (!options) {
        return;
      }
      const subjects = options.serviceAccount ? [options.serviceAccount] : annotatedSubjects(role);
      const byName = new Map(subjects.map((subject) => [subject.serviceAccountName, subject]));
      for (const [name, serviceAccount] of byName) {
        files.write(`${cluster.displayName}/${workload}${byName.size === 1 ? '' : `/${name}`}`, role.node.path,
          (path) => HelmValues.of(role, { ...options, serviceAccount })._toYaml(path, oneOf(cluster), files.yaml));
      }
    },
  }),
};
