// Blue and green: one role that the pods of two clusters become. A cluster is replaced by changing the
// list of clusters; the role, its name and its ARN stay. The files for both clusters, and an index of
// the roles for other programs, are written to cdk.out/irsa. cdk-nag judges the app at each synth.
//
//   npx cdk synth --app "npx tsx --tsconfig examples/tsconfig.json examples/two-clusters-one-role.ts"
//
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { ClusterIssuer, KubernetesFiles, RoleArnOutput, ServiceAccountRole, ServiceAccountSubject, SqsBundle } from 'cdk-irsa';
import { AwsSolutionsChecks } from 'cdk-nag';

const account = '444455556666';
const app = new App();
const stack = new Stack(app, 'TwoClustersOneRole', { env: { account, region: 'us-east-1' } });

const blue = ClusterIssuer.fromIssuerUrl({
  account,
  clusterName: 'blue',
  issuerUrl: 'https://oidc.eks.us-east-1.amazonaws.com/id/A81D3C5E7F924B06D3E5F7192B4C6D80',
});
const green = ClusterIssuer.fromIssuerUrl({
  account,
  clusterName: 'green',
  issuerUrl: 'https://oidc.eks.us-east-1.amazonaws.com/id/0B2D4F6183A5C7E9FB1D3F5072946B8C',
});

const ordersKey = new Key(stack, 'OrdersKey', { enableKeyRotation: true });
const undelivered = new Queue(stack, 'Undelivered', { encryptionMasterKey: ordersKey, enforceSSL: true });
const orders = new Queue(stack, 'Orders', {
  encryptionMasterKey: ordersKey,
  enforceSSL: true,
  deadLetterQueue: { queue: undelivered, maxReceiveCount: 5 },
});

const shipping = new ServiceAccountRole(stack, 'Shipping', {
  clusters: [blue, green],
  serviceAccounts: [ServiceAccountSubject.of('shop', 'shipping')],
  bundles: [SqsBundle.consume({ queues: [orders] })], // the queue's key is included
  roleName: 'shipping', // so that the ARN is known before the deploy, and stands in the files
  path: '/shop/',
  maxSessionDuration: Duration.hours(4),
});

const files = new KubernetesFiles(stack, 'KubernetesFiles');
files.addRole(shipping, { workload: 'shipping', indexFields: { owner: 'team-logistics' } });

// For whoever looks the ARN up in the account.
RoleArnOutput.toParameter(stack, 'ShippingRoleArn', shipping, { parameterName: '/irsa/shop/shipping' });

Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
