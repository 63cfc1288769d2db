import { isByCluster } from '../../role/role-clusters';
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
      const own = annotatedSubjects(role, cluster);
      const { serviceAccount: only } = options;
      // Of a role whose service accounts differ by cluster, a cluster may be without it.
      const isElsewhere = only !== undefined && isByCluster(role) && !own.some(({ subject }) => subject === only.subject);
      const subjects = isElsewhere ? [] : only === undefined ? own : [only];
      const byName = new Map(subjects.map((subject) => [subject.serviceAccountName, subject]));
      for (const [name, serviceAccount] of byName) {
        files.write(`${cluster.displayName}/${workload}${byName.size === 1 ? '' : `/${name}`}`, role.node.path,
          (path) => HelmValues.of(role, { ...options, serviceAccount })._toYaml(path, oneOf(cluster), files.yaml));
      }
    },
  }),
};
