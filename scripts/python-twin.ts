// The TypeScript twin of examples/python/app.py, statement by statement: scripts/check-python.ts compares what both synthesise.
import { join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  ClusterIssuer, KarpenterBundle, KarpenterVersion, KubernetesFiles, Route53Bundle, S3Bundle, ServiceAccountCreation, ServiceAccountFleet,
  ServiceAccountRole, ServiceAccountSubject,
} from '../lib/index';

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Roles', { env: { account: '111122223333', region: 'eu-central-1' } });

const production = ClusterIssuer.fromIssuerUrl({
  account: '111122223333',
  issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
  clusterName: 'production',
});

const certManager = new ServiceAccountRole(stack, 'CertManager', {
  clusters: [production],
  serviceAccounts: [ServiceAccountSubject.of('cert-manager', 'cert-manager')],
  bundles: [Route53Bundle.dns01({ hostedZones: [HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ')] })],
  roleName: 'cert-manager',
});

const karpenter = new ServiceAccountRole(stack, 'Karpenter', {
  clusters: [production],
  serviceAccounts: [ServiceAccountSubject.of('kube-system', 'karpenter')],
  bundles: [KarpenterBundle.controller({
    clusterNames: ['production'],
    nodeRoles: [Role.fromRoleArn(stack, 'NodeRole', 'arn:aws:iam::111122223333:role/karpenter-node')],
    interruptionQueues: [Queue.fromQueueArn(stack, 'Interruptions', 'arn:aws:sqs:eu-central-1:111122223333:karpenter')],
    version: KarpenterVersion.of('1.9'),
  })],
  roleName: 'karpenter',
});

const bucket = new Bucket(stack, 'Uploads', { enforceSSL: true });
const uploads = new ServiceAccountRole(stack, 'UploadsRole', {
  clusters: [production],
  serviceAccounts: [ServiceAccountSubject.of('media', 'uploads')],
  bundles: [S3Bundle.readWrite({ buckets: [bucket], prefix: 'incoming/' })],
  roleName: 'uploads',
});

const files = new KubernetesFiles(app, 'Files');
files.addRole(certManager, { createdBy: ServiceAccountCreation.helm() });
files.addRole(karpenter, { createdBy: ServiceAccountCreation.helm() });
files.addRole(uploads);

const fleet = ServiceAccountFleet.fromFile(new Stage(app, 'Platform'), 'Fleet', join(__dirname, '..', 'examples', 'python', 'workloads.yaml'));
console.log(fleet.role('thumbnailer').literalRoleArn());

app.synth();
