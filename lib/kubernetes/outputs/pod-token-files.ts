import type { KubernetesOutput } from '../kubernetes-output';
import { hasWebhook } from '../pod-token';
import { PodTokenVolume } from '../pod-token-volume';
import { annotatedIn, oneOf } from '../trusted-cluster';

/** `pod-tokens/<cluster>/<workload>.yaml`, or one file for each name of a service account: what pods mount in a cluster without a webhook. */
export const POD_TOKEN_FILES: KubernetesOutput = {
  place: { folder: 'pod-tokens', extension: '.yaml' },
  title: 'Pod tokens',
  start: (files) => ({
    addToCluster: ({ role, workload, createdBy: { _manifest, _helm, _existing } }, cluster) => {
      if (cluster.issuer === undefined || hasWebhook(cluster)) {
        return;
      }
      const { tokenExpiration, stsRegionalEndpoints } = _manifest ?? _helm ?? _existing ?? {};
      const patches = PodTokenVolume.of(role, { tokenExpiration, stsRegionalEndpoints });
      const names = [...new Set(annotatedIn(role, oneOf(cluster)).subjects.map(({ serviceAccountName }) => serviceAccountName))];
      names.forEach((name) => files.write(`${cluster.displayName}/${workload}${names.length === 1 ? '' : `/${name}`}`, role.node.path,
        (path) => patches._toYaml(path, oneOf(cluster), files.yaml, name)));
    },
  }),
};
