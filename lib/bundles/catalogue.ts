/**
 * The catalogue: a line for each file with bundles, in the order of the documentation. The package exports their classes and options,
 * `workloads.yaml` reaches their definitions.
 */

// Services.
export * from './services/route53';
export * from './services/secrets-manager';
export * from './services/parameter-store';
export * from './services/kms';
export * from './services/s3';
export * from './services/ses';
export * from './services/sqs';
export * from './services/sns';
export * from './services/cloudwatch';
export * from './services/dynamodb';
export * from './services/rds';
export * from './services/ecr';
export * from './services/bedrock';
export * from './services/lambda';
export * from './services/kinesis';
export * from './services/sts';

// Scaling.
export * from './controllers/cluster-autoscaler';
export * from './controllers/karpenter';
export * from './controllers/node-termination-handler';
export * from './controllers/keda';

// Networking.
export * from './controllers/load-balancer-controller';
export * from './controllers/gateway-api';
export * from './controllers/vpc-cni';

// Storage and backup.
export * from './controllers/ebs-csi';
export * from './controllers/efs-csi';
export * from './controllers/fsx-lustre-csi';
export * from './controllers/fsx-openzfs-csi';
export * from './controllers/mountpoint-s3-csi';
export * from './controllers/velero';
export * from './controllers/object-storage';

// Secrets and certificates.
export * from './controllers/external-secrets';
export * from './controllers/secrets-store-csi';
export * from './controllers/private-ca-issuer';

// Observability.
export * from './services/prometheus';
export * from './controllers/cloudwatch-agent';
export * from './controllers/fluent-bit';
export * from './controllers/adot';
export * from './services/xray';
export * from './controllers/grafana';

// Controllers of AWS resources.
export * from './controllers/crossplane';
export * from './controllers/ack';
