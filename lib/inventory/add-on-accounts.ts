import { unknownPart } from '../iam/partial-text';

/** The ServiceAccounts to which the add-ons of EKS give their role, as `namespace/name`. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  'amazon-cloudwatch-observability': 'amazon-cloudwatch/cloudwatch-agent',
  'aws-ebs-csi-driver': 'kube-system/ebs-csi-controller-sa',
  'aws-efs-csi-driver': 'kube-system/efs-csi-controller-sa',
  'aws-fsx-csi-driver': 'kube-system/fsx-csi-controller-sa',
  'aws-mountpoint-s3-csi-driver': 'kube-system/s3-csi-driver-sa',
  'aws-network-flow-monitoring-agent': 'amazon-network-flow-monitor/aws-network-flow-monitor-agent-service-account',
  'cert-manager': 'cert-manager/cert-manager',
  'external-dns': 'external-dns/external-dns',
  'vpc-cni': 'kube-system/aws-node',
};

/**
 * The ServiceAccount of an add-on; its parts are not known where the add-on is none that this list has.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
export function accountOfAddOn(addOn: string): { readonly namespace: string; readonly name: string } {
  const [namespace, name] = Object.hasOwn(ACCOUNTS, addOn) ? ACCOUNTS[addOn].split('/') : [unknownPart('namespace'), unknownPart('name')];
  return { namespace, name };
}

/** Whether a ServiceAccount is one to which an add-on of EKS gives its role. */
export function isOfAddOn(namespace: string, name: string): boolean {
  return Object.values(ACCOUNTS).includes(`${namespace}/${name}`);
}
