// The families of bundles: a page of docs/bundles for each.

export interface BundleFamily {
  /** The name of its page. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** The beginnings of its bundles' ids, up to the dot. */
  readonly groups: readonly string[];
}

const CONTROLLERS = 'They are limited to the clusters\' own resources, by the value of a tag, or to given resources. ';

/** What is in none of the others. */
const SERVICES: BundleFamily = {
  name: 'services',
  title: 'AWS services',
  text: 'Permissions on given resources of a service, for applications of your own and for programs that use one service.',
  groups: [],
};

export const FAMILIES: readonly BundleFamily[] = [
  SERVICES,
  {
    name: 'data',
    title: 'Databases, streams and analytics',
    text: 'Items, records and queries of given tables, caches, streams, topics and workgroups, for applications of your own.',
    groups: [
      'dynamodb', 'dax', 'rds', 'elastiCache', 'memoryDb', 'timestream', 'kinesis', 'firehose', 'msk', 'openSearch', 'openSearchServerless', 'glue', 'athena',
      'redshiftData', 's3Tables',
    ],
  },
  {
    name: 'machine-learning',
    title: 'Machine learning',
    text: 'Models, endpoints and services for texts, images and speech. Calls that name no resource are limited to the regions of the workload.',
    groups: ['bedrock', 'sageMaker', 'textract', 'comprehend', 'rekognition', 'polly', 'translate', 'transcribe'],
  },
  { name: 'scaling', title: 'Scaling', text: `Controllers that add and remove nodes and pods. ${CONTROLLERS}Most need the cluster's name in EKS.`, groups: ['clusterAutoscaler', 'karpenter', 'nodeTerminationHandler', 'keda'] },
  { name: 'networking', title: 'Networking', text: `Load balancers, gateways and addresses. ${CONTROLLERS}Most need the cluster's name in EKS.`, groups: ['loadBalancerController', 'gatewayApi', 'vpcCni'] },
  {
    name: 'storage',
    title: 'Storage and backup',
    text: `Volumes, file systems, backups, and data in buckets. ${CONTROLLERS}Snapshots, encryption and the creation of file systems are parameters.`,
    groups: ['ebsCsi', 'efsCsi', 'fsxLustreCsi', 'fsxOpenZfsCsi', 'mountpointS3Csi', 'velero', 'objectStorage'],
  },
  { name: 'secrets', title: 'Secrets and certificates', text: 'Secrets and parameters that become Kubernetes objects or files, and certificates. For cert-manager with Route 53 see [AWS services](services.md#route53dns01).', groups: ['externalSecrets', 'secretsStoreCsi', 'privateCaIssuer'] },
  { name: 'observability', title: 'Observability', text: 'Logs, metrics and traces, to given log groups, namespaces and workspaces.', groups: ['prometheus', 'cloudwatchAgent', 'fluentBit', 'adot', 'xray', 'observability', 'grafana', 'yace'] },
  { name: 'aws-resources', title: 'AWS resources from Kubernetes', text: 'Controllers that create AWS resources: of given names, or in given roles, which have the permissions.', groups: ['crossplane', 'ack'] },
];

/** The family of a bundle. */
export function familyOf(id: string): BundleFamily {
  const [group] = id.split('.');
  return FAMILIES.find(({ groups }) => groups.includes(group)) ?? SERVICES;
}
