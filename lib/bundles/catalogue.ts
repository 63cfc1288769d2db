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
export * from './services/firehose';
export * from './services/event-bridge';
export * from './services/scheduler';
export * from './services/step-functions';
export * from './services/elasti-cache';
export * from './services/memory-db';
export * from './services/msk';
export * from './services/open-search';
export * from './services/open-search-serverless';
export * from './services/code-artifact';
export * from './services/sage-maker';
export * from './services/glue';
export * from './services/athena';
export * from './services/redshift-data';
export * from './services/timestream';
export * from './services/app-config';
export * from './services/cloud-map';
export * from './services/cognito';
export * from './services/iot';
export * from './services/location';
export * from './services/textract';
export * from './services/comprehend';
export * from './services/rekognition';
export * from './services/polly';
export * from './services/translate';
export * from './services/transcribe';
export * from './services/cloud-front';
export * from './services/media-convert';
export * from './services/sms';
export * from './services/s3-access-point';
export * from './services/s3-tables';
export * from './services/dax';
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
export * from './services/observability';
export * from './controllers/yace';
export * from './controllers/grafana';

// Controllers of AWS resources.
export * from './controllers/crossplane';
export * from './controllers/ack';
