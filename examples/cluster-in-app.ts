// A cluster made in the same app. Its issuer is known only at deploy time, and still no Lambda function
// is needed for the role's trust. The service account is applied to the cluster by the deploy itself.
//
//   npx cdk synth --app "npx tsx --tsconfig examples/tsconfig.json examples/cluster-in-app.ts"
//
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Cluster, KubernetesVersion } from 'aws-cdk-lib/aws-eks-v2';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { ClusterIssuer, ServiceAccountRole, ServiceAccounts, ServiceAccountSubject } from 'cdk-irsa';

// `cdk init` puts this flag into cdk.json: the cluster's IAM OIDC provider is then CloudFormation's own
// resource. Without it CDK makes a Lambda function for the provider, and this library says so in a warning.
const app = new App({ context: { '@aws-cdk/aws-eks:useNativeOidcProvider': true } });
const stack = new Stack(app, 'ClusterInApp'); // deployed to the account and region of the CLI

const cluster = new Cluster(stack, 'Cluster', {
  version: KubernetesVersion.V1_34,
  // What applies manifests is CDK's kubectl function, and it needs a layer with kubectl. A placeholder:
  // take `new KubectlV34Layer(stack, 'Kubectl')` of the package @aws-cdk/lambda-layer-kubectl-v34, or a
  // layer of your own. With GitOps or Helm you need none: see two-clusters-one-role.ts and gitops/.
  kubectlProviderOptions: {
    kubectlLayer: LayerVersion.fromLayerVersionArn(stack, 'Kubectl', 'arn:aws:lambda:eu-central-1:111122223333:layer:kubectl-v34:1'),
  },
});

const role = new ServiceAccountRole(stack, 'Reports', {
  clusters: [ClusterIssuer.fromClusterV2(cluster, { clusterName: 'main' })],
  serviceAccounts: [ServiceAccountSubject.of('reports', 'reports')],
});

const bucket = new Bucket(stack, 'Figures', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
});
// A grant of CDK's goes to the role's default policy. It has wildcards that cdk-nag reports; the bundle
// `S3Bundle.read({ buckets: [bucket] })` names its actions, and brings the evidence for the one it needs.
bucket.grantRead(role);

// After the role and its policies, so that no pod meets a role that is not complete.
ServiceAccounts.applyToV2(cluster, role, { createNamespace: true });

new CfnOutput(stack, 'ReportsRoleArn', { value: role.roleArn });
