import type { AddonCommand } from '../addon-script';
import { AddonsByCluster } from '../cluster-addons';
import type { ClusterAddons } from '../cluster-addons';
import type { KubernetesOutput } from '../kubernetes-output';

/** `eksctl/<cluster>.yaml`: the same for eksctl. */
export const EKSCTL_FILES: KubernetesOutput = {
  place: { folder: 'eksctl', extension: '.yaml' },
  title: 'Config files of eksctl',
  start: (files) => {
    const addons = new AddonsByCluster();
    return {
      addToCluster: (added, cluster) => addons.add(added, cluster),
      finish: () => addons.all.forEach((cluster) => files.write(cluster.displayName, `cluster ${cluster.displayName}`, (path) => files.yaml.file([
        'Gives add-ons of EKS their roles; deploy the roles first. With "create" in place of "update" it installs them.',
        `eksctl update addon --config-file ${path}`,
        ...cluster.addons.some(isBoth) ? ['eksctl takes one way for an add-on: with identity both, the role goes by EKS Pod Identity alone.'] : [],
      ], [configOf(cluster)]))),
    };
  },
};

function configOf({ clusterName, region, addons }: ClusterAddons): object {
  return {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name: clusterName, region },
    addons: addons.map(({ addonName, namespace, serviceAccountRoleArn, associations }) => ({
      name: addonName,
      namespaceConfig: namespace === undefined ? undefined : { namespace },
      ...associations.length === 0 ? { serviceAccountRoleARN: serviceAccountRoleArn } : {
        podIdentityAssociations: associations.map((own) => (
          { namespace: own.namespace, serviceAccountName: own.serviceAccount, roleARN: own.roleArn })),
      },
    })),
  };
}

function isBoth({ serviceAccountRoleArn, associations }: AddonCommand): boolean {
  return serviceAccountRoleArn !== undefined && associations.length > 0;
}
