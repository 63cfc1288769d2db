import { ACK_SAMPLES } from './samples/ack';
import { ADOT_SAMPLES } from './samples/adot';
import { CLOUDWATCH_AGENT_SAMPLES } from './samples/cloudwatch-agent';
import { CLUSTER_AUTOSCALER_SAMPLES } from './samples/cluster-autoscaler';
import { CROSSPLANE_SAMPLES } from './samples/crossplane';
import { EBS_CSI_SAMPLES } from './samples/ebs-csi';
import { EFS_CSI_SAMPLES } from './samples/efs-csi';
import { EXTERNAL_SECRETS_SAMPLES } from './samples/external-secrets';
import { FLUENT_BIT_SAMPLES } from './samples/fluent-bit';
import { FSX_LUSTRE_CSI_SAMPLES } from './samples/fsx-lustre-csi';
import { FSX_OPENZFS_CSI_SAMPLES } from './samples/fsx-openzfs-csi';
import { GATEWAY_API_SAMPLES } from './samples/gateway-api';
import { GRAFANA_SAMPLES } from './samples/grafana';
import { KARPENTER_SAMPLES } from './samples/karpenter';
import { KEDA_SAMPLES } from './samples/keda';
import { LOAD_BALANCER_CONTROLLER_SAMPLES } from './samples/load-balancer-controller';
import { MOUNTPOINT_S3_CSI_SAMPLES } from './samples/mountpoint-s3-csi';
import { NODE_TERMINATION_HANDLER_SAMPLES } from './samples/node-termination-handler';
import { OBJECT_STORAGE_SAMPLES } from './samples/object-storage';
import { PRIVATE_CA_ISSUER_SAMPLES } from './samples/private-ca-issuer';
import { PROMETHEUS_SAMPLES } from './samples/prometheus';
import type { Sample } from './samples/sample';
import { SECRETS_STORE_CSI_SAMPLES } from './samples/secrets-store-csi';
import { VELERO_SAMPLES } from './samples/velero';
import { VPC_CNI_SAMPLES } from './samples/vpc-cni';
import { WORKLOAD_SAMPLES } from './samples/workloads';
import { XRAY_SAMPLES } from './samples/xray';

export { KEY } from './samples/sample';
export type { Sample } from './samples/sample';

/** Samples of every bundle; a file for those of the services, and one for each class of a controller. */
export const SAMPLES: readonly Sample[] = [
  ...WORKLOAD_SAMPLES,
  ...ADOT_SAMPLES,
  ...CLOUDWATCH_AGENT_SAMPLES,
  ...FLUENT_BIT_SAMPLES,
  ...GRAFANA_SAMPLES,
  ...PROMETHEUS_SAMPLES,
  ...XRAY_SAMPLES,
  ...CLUSTER_AUTOSCALER_SAMPLES,
  ...KARPENTER_SAMPLES,
  ...NODE_TERMINATION_HANDLER_SAMPLES,
  ...EXTERNAL_SECRETS_SAMPLES,
  ...KEDA_SAMPLES,
  ...OBJECT_STORAGE_SAMPLES,
  ...SECRETS_STORE_CSI_SAMPLES,
  ...VELERO_SAMPLES,
  ...LOAD_BALANCER_CONTROLLER_SAMPLES,
  ...ACK_SAMPLES,
  ...CROSSPLANE_SAMPLES,
  ...GATEWAY_API_SAMPLES,
  ...PRIVATE_CA_ISSUER_SAMPLES,
  ...VPC_CNI_SAMPLES,
  ...EBS_CSI_SAMPLES,
  ...EFS_CSI_SAMPLES,
  ...FSX_LUSTRE_CSI_SAMPLES,
  ...FSX_OPENZFS_CSI_SAMPLES,
  ...MOUNTPOINT_S3_CSI_SAMPLES,
];
