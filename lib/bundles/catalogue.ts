import { CLOUDWATCH_BUNDLES } from './services/cloudwatch';
import { ACK_BUNDLES } from './controllers/ack';
import { ADOT_BUNDLES } from './controllers/adot';
import { CLOUDWATCH_AGENT_BUNDLES } from './controllers/cloudwatch-agent';
import { CLUSTER_AUTOSCALER_BUNDLES } from './controllers/cluster-autoscaler';
import { CROSSPLANE_BUNDLES } from './controllers/crossplane';
import { EBS_CSI_BUNDLES } from './controllers/ebs-csi';
import { EFS_CSI_BUNDLES } from './controllers/efs-csi';
import { EXTERNAL_SECRETS_BUNDLES } from './controllers/external-secrets';
import { FLUENT_BIT_BUNDLES } from './controllers/fluent-bit';
import { FSX_LUSTRE_CSI_BUNDLES } from './controllers/fsx-lustre-csi';
import { FSX_OPENZFS_CSI_BUNDLES } from './controllers/fsx-openzfs-csi';
import { GATEWAY_API_BUNDLES } from './controllers/gateway-api';
import { GRAFANA_BUNDLES } from './controllers/grafana';
import { KARPENTER_BUNDLES } from './controllers/karpenter';
import { KEDA_BUNDLES } from './controllers/keda';
import { LOAD_BALANCER_CONTROLLER_BUNDLES } from './controllers/load-balancer-controller';
import { MOUNTPOINT_S3_CSI_BUNDLES } from './controllers/mountpoint-s3-csi';
import { NODE_TERMINATION_HANDLER_BUNDLES } from './controllers/node-termination-handler';
import { OBJECT_STORAGE_BUNDLES } from './controllers/object-storage';
import { PRIVATE_CA_ISSUER_BUNDLES } from './controllers/private-ca-issuer';
import { PROMETHEUS_BUNDLES } from './services/prometheus';
import { SECRETS_STORE_CSI_BUNDLES } from './controllers/secrets-store-csi';
import { VELERO_BUNDLES } from './controllers/velero';
import { VPC_CNI_BUNDLES } from './controllers/vpc-cni';
import { XRAY_BUNDLES } from './services/xray';
import type { BundleDefinition } from './definition';
import { KMS_BUNDLES } from './services/kms';
import { PARAMETER_STORE_BUNDLES } from './services/parameter-store';
import { ROUTE53_BUNDLES } from './services/route53';
import { S3_BUNDLES } from './services/s3';
import { SECRETS_MANAGER_BUNDLES } from './services/secrets-manager';
import { SES_BUNDLES } from './services/ses';
import { SNS_BUNDLES } from './services/sns';
import { SQS_BUNDLES } from './services/sqs';
import { STS_BUNDLES } from './services/sts';

/** Every bundle that `workloads.yaml` can name. */
export const CATALOGUE: readonly BundleDefinition[] = [
  // Services.
  ...ROUTE53_BUNDLES,
  ...SECRETS_MANAGER_BUNDLES,
  ...PARAMETER_STORE_BUNDLES,
  ...KMS_BUNDLES,
  ...S3_BUNDLES,
  ...SES_BUNDLES,
  ...SQS_BUNDLES,
  ...SNS_BUNDLES,
  ...CLOUDWATCH_BUNDLES,
  ...STS_BUNDLES,
  // Scaling.
  ...CLUSTER_AUTOSCALER_BUNDLES,
  ...KARPENTER_BUNDLES,
  ...NODE_TERMINATION_HANDLER_BUNDLES,
  ...KEDA_BUNDLES,
  // Networking.
  ...LOAD_BALANCER_CONTROLLER_BUNDLES,
  ...GATEWAY_API_BUNDLES,
  ...VPC_CNI_BUNDLES,
  // Storage and backup.
  ...EBS_CSI_BUNDLES,
  ...EFS_CSI_BUNDLES,
  ...FSX_LUSTRE_CSI_BUNDLES,
  ...FSX_OPENZFS_CSI_BUNDLES,
  ...MOUNTPOINT_S3_CSI_BUNDLES,
  ...VELERO_BUNDLES,
  ...OBJECT_STORAGE_BUNDLES,
  // Secrets and certificates.
  ...EXTERNAL_SECRETS_BUNDLES,
  ...SECRETS_STORE_CSI_BUNDLES,
  ...PRIVATE_CA_ISSUER_BUNDLES,
  // Observability.
  ...PROMETHEUS_BUNDLES,
  ...CLOUDWATCH_AGENT_BUNDLES,
  ...FLUENT_BIT_BUNDLES,
  ...ADOT_BUNDLES,
  ...XRAY_BUNDLES,
  ...GRAFANA_BUNDLES,
  // Controllers of AWS resources.
  ...CROSSPLANE_BUNDLES,
  ...ACK_BUNDLES,
];

/** The definition with an id; nothing if there is none. */
export function bundleDefinition(id: string): BundleDefinition | undefined {
  return CATALOGUE.find((definition) => definition.id === id);
}
