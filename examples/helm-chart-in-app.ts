// A Helm chart that the deploy installs into an existing cluster, with the service account that the chart creates. The role has no
// name of its own, so its ARN is known only at deploy time: the chart's values hold it, and the chart waits for the role and its policies.
//
//   npx cdk synth --app "npx tsx --tsconfig examples/tsconfig.json examples/helm-chart-in-app.ts"
//
import { App, Stack } from 'aws-cdk-lib';
import { Cluster, KubectlProvider } from 'aws-cdk-lib/aws-eks-v2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ClusterIssuer, HelmValues, ServiceAccountRole, ServiceAccountSubject } from 'cdk-irsa';

const app = new App();
const stack = new Stack(app, 'HelmChartInApp', { env: { account: '111122223333', region: 'eu-central-1' } });

const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', {
  clusterName: 'production',
  // The kubectl function of the stack that made the cluster: it outputs cluster.kubectlProvider.serviceToken.
  kubectlProvider: KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
    serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:production-kubectl',
  }),
});

const role = new ServiceAccountRole(stack, 'Notifier', {
  clusters: [ClusterIssuer.fromIssuerUrl({
    clusterName: 'production',
    account: '111122223333',
    issuerUrl: 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213',
  })],
  serviceAccounts: [ServiceAccountSubject.of('alerts', 'notifier')],
});

// A grant goes to a policy resource beside the role. The chart waits for it as well.
new Topic(stack, 'Alerts', { enforceSSL: true }).grantPublish(role);

cluster.addHelmChart('NotifierChart', {
  chart: 'notifier',
  repository: 'https://charts.example.com',
  namespace: 'alerts',
  createNamespace: true,
  values: { replicas: 2, ...HelmValues.of(role).toObject() },
});
