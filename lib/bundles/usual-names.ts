/** Where the workload of a bundle usually runs, by its own documentation and chart. */
export interface UsualNames {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The chart's values, the manifest or the page that names the service account. */
  readonly source: string;
  /** What names the namespace, if `source` does not. */
  readonly namespaceSource?: string;
}

const github = (repository: string, tag: string, path: string) => `https://github.com/${repository}/blob/${tag}/${path}`;
const addOns = (anchor: string) => `https://docs.aws.amazon.com/eks/latest/userguide/${anchor}`;

const ackController = (service: string, version: string): UsualNames => ({
  namespace: 'ack-system',
  serviceAccount: `ack-${service}-controller`,
  source: github(`aws-controllers-k8s/${service}-controller`, version, 'helm/values.yaml'),
  namespaceSource: 'https://aws-controllers-k8s.github.io/docs/getting-started',
});

/** By the id of a bundle, or by its group where all of the group are for one workload. */
const USUAL: Readonly<Record<string, UsualNames>> = {
  'ack.dynamoDb': ackController('dynamodb', 'v1.9.2'),
  'ack.ecr': ackController('ecr', 'v1.8.1'),
  'ack.elastiCache': ackController('elasticache', 'v1.8.0'),
  'ack.rds': ackController('rds', 'v1.11.1'),
  'ack.s3': ackController('s3', 'v1.10.0'),
  'ack.secretsManager': ackController('secretsmanager', 'v1.4.1'),
  'ack.sns': ackController('sns', 'v1.6.0'),
  'ack.sqs': ackController('sqs', 'v1.6.1'),
  'cloudwatchAgent': {
    namespace: 'amazon-cloudwatch',
    serviceAccount: 'cloudwatch-agent',
    source: github('aws-observability/helm-charts', '71a298f', 'charts/amazon-cloudwatch-observability/templates/_helpers.tpl'),
    namespaceSource: addOns('workloads-add-ons-available-eks.html#amazon-cloudwatch-observability'),
  },
  'clusterAutoscaler': {
    namespace: 'kube-system',
    serviceAccount: 'cluster-autoscaler',
    source: github('kubernetes/autoscaler', 'cluster-autoscaler-1.36.0', 'cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml'),
  },
  'ebsCsi': {
    namespace: 'kube-system',
    serviceAccount: 'ebs-csi-controller-sa',
    source: github('kubernetes-sigs/aws-ebs-csi-driver', 'helm-chart-aws-ebs-csi-driver-2.64.0', 'charts/aws-ebs-csi-driver/values.yaml'),
    namespaceSource: github('kubernetes-sigs/aws-ebs-csi-driver', 'helm-chart-aws-ebs-csi-driver-2.64.0', 'docs/install.md'),
  },
  'efsCsi': {
    namespace: 'kube-system',
    serviceAccount: 'efs-csi-controller-sa',
    source: github('kubernetes-sigs/aws-efs-csi-driver', 'helm-chart-aws-efs-csi-driver-4.4.1', 'charts/aws-efs-csi-driver/values.yaml'),
    namespaceSource: github('kubernetes-sigs/aws-efs-csi-driver', 'helm-chart-aws-efs-csi-driver-4.4.1', 'docs/iam-policy-create.md'),
  },
  'externalSecrets': {
    namespace: 'external-secrets',
    serviceAccount: 'external-secrets',
    source: github('external-secrets/external-secrets', 'v2.9.0', 'deploy/charts/external-secrets/values.yaml'),
    namespaceSource: github('external-secrets/external-secrets', 'v2.9.0', 'docs/introduction/getting-started.md'),
  },
  'fsxLustreCsi': {
    namespace: 'kube-system',
    serviceAccount: 'fsx-csi-controller-sa',
    source: github('kubernetes-sigs/aws-fsx-csi-driver', 'v1.9.0', 'charts/aws-fsx-csi-driver/values.yaml'),
    namespaceSource: github('kubernetes-sigs/aws-fsx-csi-driver', 'v1.9.0', 'docs/install.md'),
  },
  'fsxOpenZfsCsi': {
    namespace: 'kube-system',
    serviceAccount: 'fsx-openzfs-csi-controller-sa',
    source: github('kubernetes-sigs/aws-fsx-openzfs-csi-driver', 'v1.2.0', 'charts/aws-fsx-openzfs-csi-driver/values.yaml'),
    namespaceSource: github('kubernetes-sigs/aws-fsx-openzfs-csi-driver', 'v1.2.0', 'docs/install.md'),
  },
  'gatewayApi': {
    namespace: 'aws-application-networking-system',
    serviceAccount: 'gateway-api-controller',
    source: github('aws/aws-application-networking-k8s', 'v2.1.3', 'helm/values.yaml'),
    namespaceSource: github('aws/aws-application-networking-k8s', 'v2.1.3', 'docs/guides/deploy.md'),
  },
  'karpenter': {
    namespace: 'kube-system',
    serviceAccount: 'karpenter',
    source: github('aws/karpenter-provider-aws', 'v1.14.1', 'website/content/en/docs/getting-started/getting-started-with-karpenter/scripts/step02-create-cluster.sh'),
    namespaceSource: github('aws/karpenter-provider-aws', 'v1.14.1', 'website/content/en/docs/getting-started/getting-started-with-karpenter/_index.md'),
  },
  'keda': {
    namespace: 'keda',
    serviceAccount: 'keda-operator',
    source: github('kedacore/charts', 'v2.20.2', 'keda/values.yaml'),
    namespaceSource: github('kedacore/charts', 'v2.20.2', 'keda/README.md'),
  },
  'loadBalancerController': {
    namespace: 'kube-system',
    serviceAccount: 'aws-load-balancer-controller',
    source: github('kubernetes-sigs/aws-load-balancer-controller', 'v3.5.0', 'docs/deploy/installation.md'),
  },
  'mountpointS3Csi': {
    namespace: 'kube-system',
    serviceAccount: 's3-csi-driver-sa',
    source: github('awslabs/mountpoint-s3-csi-driver', 'v2.7.0', 'charts/aws-mountpoint-s3-csi-driver/values.yaml'),
    namespaceSource: github('awslabs/mountpoint-s3-csi-driver', 'v2.7.0', 'docs/INSTALL.md'),
  },
  'nodeTerminationHandler': {
    namespace: 'kube-system',
    serviceAccount: 'aws-node-termination-handler',
    source: github('aws/aws-node-termination-handler', 'v1.25.6', 'config/helm/aws-node-termination-handler/templates/_helpers.tpl'),
    namespaceSource: github('aws/aws-node-termination-handler', 'v1.25.6', 'README.md'),
  },
  'privateCaIssuer': {
    namespace: 'aws-privateca-issuer',
    serviceAccount: 'aws-privateca-issuer',
    source: addOns('workloads-add-ons-available-eks.html#add-ons-aws-privateca-connector'),
  },
  'route53.dns01': {
    namespace: 'cert-manager',
    serviceAccount: 'cert-manager',
    source: github('cert-manager/cert-manager', 'v1.21.1', 'deploy/charts/cert-manager/templates/_helpers.tpl'),
    namespaceSource: github('cert-manager/cert-manager', 'v1.21.1', 'deploy/charts/cert-manager/README.template.md'),
  },
  'route53.externalDns': {
    namespace: 'external-dns',
    serviceAccount: 'external-dns',
    source: addOns('community-addons.html#external-dns'),
  },
  'velero': {
    namespace: 'velero',
    serviceAccount: 'velero-server',
    source: github('vmware-tanzu/helm-charts', 'velero-12.1.0', 'charts/velero/templates/_helpers.tpl'),
    namespaceSource: 'https://velero.io/docs/v1.18/namespace',
  },
  'vpcCni': {
    namespace: 'kube-system',
    serviceAccount: 'aws-node',
    source: github('aws/amazon-vpc-cni-k8s', 'v1.23.0', 'config/master/aws-k8s-cni.yaml'),
  },
};

/** Where the workload of a bundle usually runs; nothing for bundles that are not for one workload, such as those of services. */
export function usualNames(bundleId: string): UsualNames | undefined {
  const [group] = bundleId.split('.');
  return [bundleId, group].filter((key) => Object.hasOwn(USUAL, key)).map((key) => USUAL[key]).at(0);
}
