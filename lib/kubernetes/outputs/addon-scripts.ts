import { addonScript } from '../addon-script';
import { AddonsByCluster } from '../cluster-addons';
import type { KubernetesOutput } from '../kubernetes-output';

/** `addons/<cluster>.sh`: commands of the AWS CLI that give add-ons of EKS their roles. */
export const ADDON_SCRIPTS: KubernetesOutput = {
  place: { folder: 'addons', extension: '.sh' },
  title: 'EKS add-ons',
  start: (files) => {
    const addons = new AddonsByCluster();
    return {
      addToCluster: (added, cluster) => addons.add(added, cluster),
      finish: () => addons.all.forEach((cluster) => files.write(cluster.displayName, `cluster ${cluster.displayName}`,
        (path) => addonScript(cluster, path, cluster.addons))),
    };
  },
};
