/** Where the workload of a bundle usually runs, by its own documentation and chart. */
export interface UsualNames {
  readonly namespace: string;
  readonly serviceAccount: string;
}

const inKubeSystem = (serviceAccount: string): UsualNames => ({ namespace: 'kube-system', serviceAccount });

/** By the id of a bundle, or by its group where all of the group are for one workload. */
const USUAL: Readonly<Record<string, UsualNames>> = {
  'cloudwatchAgent': { namespace: 'amazon-cloudwatch', serviceAccount: 'cloudwatch-agent' },
  'clusterAutoscaler': inKubeSystem('cluster-autoscaler'),
  'ebsCsi': inKubeSystem('ebs-csi-controller-sa'),
  'efsCsi': inKubeSystem('efs-csi-controller-sa'),
  'externalSecrets': { namespace: 'external-secrets', serviceAccount: 'external-secrets' },
  'fsxLustreCsi': inKubeSystem('fsx-csi-controller-sa'),
  'karpenter': inKubeSystem('karpenter'),
  'keda': { namespace: 'keda', serviceAccount: 'keda-operator' },
  'loadBalancerController': inKubeSystem('aws-load-balancer-controller'),
  'mountpointS3Csi': inKubeSystem('s3-csi-driver-sa'),
  'route53.dns01': { namespace: 'cert-manager', serviceAccount: 'cert-manager' },
  'route53.externalDns': { namespace: 'external-dns', serviceAccount: 'external-dns' },
  'velero': { namespace: 'velero', serviceAccount: 'velero-server' },
  'vpcCni': inKubeSystem('aws-node'),
};

/** Where the workload of a bundle usually runs; nothing for bundles that are not for one workload, such as those of services. */
export function usualNames(bundleId: string): UsualNames | undefined {
  const [group] = bundleId.split('.');
  return [bundleId, group].filter((key) => Object.hasOwn(USUAL, key)).map((key) => USUAL[key]).at(0);
}
