// One role for one service account of an existing cluster: it may read the objects of one bucket.
//
//   npx cdk synth --app "npx tsx --tsconfig examples/tsconfig.json examples/one-role.ts"
//
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ClusterIssuer, S3Bundle, ServiceAccountRole, ServiceAccountSubject } from 'cdk-irsa';

const app = new App();
const stack = new Stack(app, 'OneRole', { env: { account: '111122223333', region: 'eu-central-1' } });

const production = ClusterIssuer.fromIssuerUrl({
  account: '111122223333', // where the cluster's IAM OIDC provider is registered
  issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
});
new ServiceAccountRole(stack, 'Thumbnailer', {
  clusters: [production],
  serviceAccounts: [ServiceAccountSubject.of('media', 'thumbnailer')],
  bundles: [S3Bundle.read({ buckets: [Bucket.fromBucketName(stack, 'Media', 'acme-media')] })],
  roleName: 'thumbnailer',
});
