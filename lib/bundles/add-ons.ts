import { own } from '../core/plain-object';

/** How an add-on of EKS gets the role of its pods: by IRSA (`ServiceAccountRoleArn`), or by an association of its own. */
type AddOnWay = 'irsa' | 'podIdentity';

/** An add-on of EKS that takes a role. */
export interface AddOn {
  readonly name: string;
  /** Where EKS installs it, unless it is given another namespace when it is installed. */
  readonly namespace: string;
  /** The service accounts to which it gives a role; by IRSA all of them get the same. */
  readonly serviceAccounts: readonly string[];
  /** The ways that are documented. */
  readonly ways: readonly AddOnWay[];
  /** The first version with EKS Pod Identity, where it came later. */
  readonly podIdentitySince?: string;
  /** The bundles for it, by their ids, or by their groups where all of a group are. */
  readonly bundles: readonly string[];
  /** The page that names them. */
  readonly source: string;
}

/** An add-on of EKS to which no role can be given. */
export interface AddOnWithoutRole {
  readonly name: string;
  /** Why: what follows "takes no role, since". */
  readonly because: string;
  readonly source: string;
}

const guide = (page: string) => `https://docs.aws.amazon.com/eks/latest/userguide/${page}`;
const available = (anchor: string) => guide(`workloads-add-ons-available-eks.html#${anchor}`);
const community = (anchor: string) => guide(`community-addons.html#${anchor}`);
const BOTH: readonly AddOnWay[] = ['irsa', 'podIdentity'];

/** In the order of the alphabet. The versions with EKS Pod Identity are those of https://docs.aws.amazon.com/eks/latest/userguide/retreive-iam-info.html, if nothing else is said. */
export const ADD_ONS: readonly AddOn[] = [
  {
    name: 'adot',
    namespace: 'opentelemetry-operator-system',
    serviceAccounts: ['adot-col-container-logs', 'adot-col-otlp-ingest', 'adot-col-prom-metrics'],
    // By IRSA each collector takes its role in the configuration of the add-on.
    ways: ['podIdentity'],
    podIdentitySince: 'v0.94.1-eksbuild.1',
    bundles: ['adot'],
    source: 'https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html',
  },
  {
    name: 'amazon-cloudwatch-observability',
    namespace: 'amazon-cloudwatch',
    serviceAccounts: ['cloudwatch-agent'],
    ways: BOTH,
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
    podIdentitySince: 'v3.1.0-eksbuild.1',
    bundles: ['cloudwatchAgent.observability'],
    source: available('amazon-cloudwatch-observability'),
  },
  {
    name: 'aws-ebs-csi-driver',
    namespace: 'kube-system',
    serviceAccounts: ['ebs-csi-controller-sa'],
    ways: BOTH,
    podIdentitySince: 'v1.26.0-eksbuild.1',
    bundles: ['ebsCsi'],
    source: available('add-ons-aws-ebs-csi-driver'),
  },
  {
    name: 'aws-efs-csi-driver',
    namespace: 'kube-system',
    serviceAccounts: ['efs-csi-controller-sa', 'efs-csi-node-sa'],
    ways: BOTH,
    podIdentitySince: 'v2.0.5-eksbuild.1',
    bundles: ['efsCsi'],
    source: 'https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md',
  },
  {
    name: 'aws-fsx-csi-driver',
    namespace: 'kube-system',
    serviceAccounts: ['fsx-csi-controller-sa'],
    ways: BOTH,
    bundles: ['fsxLustreCsi'],
    source: available('add-ons-aws-fsx-csi-driver'),
  },
  {
    name: 'aws-mountpoint-s3-csi-driver',
    namespace: 'kube-system',
    serviceAccounts: ['s3-csi-driver-sa'],
    ways: BOTH,
    // https://github.com/awslabs/mountpoint-s3-csi-driver#readme
    podIdentitySince: 'v2.0.0-eksbuild.1',
    bundles: ['mountpointS3Csi'],
    source: available('mountpoint-for-s3-add-on'),
  },
  {
    name: 'aws-network-flow-monitoring-agent',
    namespace: 'amazon-network-flow-monitor',
    serviceAccounts: ['aws-network-flow-monitor-agent-service-account'],
    ways: BOTH,
    bundles: [],
    source: 'https://github.com/aws/network-flow-monitor-agent#iam-policy',
  },
  {
    name: 'aws-privateca-connector-for-kubernetes',
    namespace: 'aws-privateca-issuer',
    serviceAccounts: ['aws-privateca-issuer'],
    ways: ['podIdentity'],
    bundles: ['privateCaIssuer'],
    source: available('add-ons-aws-privateca-connector'),
  },
  {
    name: 'external-dns',
    namespace: 'external-dns',
    serviceAccounts: ['external-dns'],
    ways: BOTH,
    bundles: ['route53.externalDns'],
    source: community('external-dns'),
  },
  {
    name: 'fluent-bit',
    namespace: 'fluent-bit',
    serviceAccounts: ['fluent-bit'],
    ways: BOTH,
    bundles: ['fluentBit'],
    source: community('fluent-bit'),
  },
  {
    name: 'vpc-cni',
    namespace: 'kube-system',
    serviceAccounts: ['aws-node'],
    ways: BOTH,
    podIdentitySince: 'v1.15.5-eksbuild.1',
    bundles: ['vpcCni'],
    source: available('add-ons-vpc-cni'),
  },
];

const NEEDS_NONE = 'it calls nothing of AWS';

/** In the order of the alphabet. */
export const ADD_ONS_WITHOUT_ROLE: readonly AddOnWithoutRole[] = [
  { name: 'aws-guardduty-agent', because: NEEDS_NONE, source: available('add-ons-guard-duty') },
  {
    name: 'aws-secrets-store-csi-driver-provider',
    because: 'it reads secrets as the pods that mount them: give the role to their service accounts',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_ascp_irsa.html',
  },
  {
    name: 'cert-manager',
    because: 'EKS refuses an association through it and does not annotate its service account: write createdBy: existing, by which the account cert-manager/cert-manager gets the role',
    source: 'https://github.com/aws/containers-roadmap/issues/2712',
  },
  { name: 'coredns', because: NEEDS_NONE, source: available('add-ons-coredns') },
  { name: 'eks-node-monitoring-agent', because: NEEDS_NONE, source: available('add-ons-eks-node-monitoring-agent') },
  { name: 'eks-pod-identity-agent', because: "it uses the node's", source: available('add-ons-pod-id') },
  { name: 'kube-proxy', because: NEEDS_NONE, source: available('add-ons-kube-proxy') },
  { name: 'kube-state-metrics', because: NEEDS_NONE, source: community('kube-state-metrics') },
  { name: 'metrics-server', because: NEEDS_NONE, source: community('kubernetes-metrics-server') },
  { name: 'prometheus-node-exporter', because: NEEDS_NONE, source: community('prometheus-node-exporter') },
  { name: 'snapshot-controller', because: NEEDS_NONE, source: available('addons-csi-snapshot-controller') },
];

const BY_NAME = Object.fromEntries(ADD_ONS.map((addOn) => [addOn.name, addOn]));
const WITHOUT_ROLE = Object.fromEntries(ADD_ONS_WITHOUT_ROLE.map((addOn) => [addOn.name, addOn]));
const BY_BUNDLE = Object.fromEntries(ADD_ONS.flatMap((addOn) => addOn.bundles.map((bundle) => [bundle, addOn])));

/** An add-on by its name in EKS, if it takes a role and is known. */
export function addOnNamed(name: string): AddOn | undefined {
  return own(BY_NAME, name) as AddOn | undefined;
}

/** The same for one that takes none. */
export function addOnWithoutRole(name: string): AddOnWithoutRole | undefined {
  return own(WITHOUT_ROLE, name) as AddOnWithoutRole | undefined;
}

/** The add-on that a bundle is for. */
export function addOnOfBundle(bundleId: string): AddOn | undefined {
  const [group] = bundleId.split('.');
  return (own(BY_BUNDLE, bundleId) ?? own(BY_BUNDLE, group)) as AddOn | undefined;
}

/** Its service accounts, as `namespace/name`. */
export function accountsOfAddOn({ namespace, serviceAccounts }: Pick<AddOn, 'namespace' | 'serviceAccounts'>): string[] {
  return serviceAccounts.map((name) => `${namespace}/${name}`);
}
