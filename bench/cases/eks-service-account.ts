import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksV2 from 'aws-cdk-lib/aws-eks-v2';
import { OpenIdConnectProvider, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import type { BenchCase } from './bench-case';
import { inStacks, statementsOf, workloadsOf } from '../workload';
import type { ClusterFacts } from '../workload';

/** Four resources each. */
const PER_STACK = 100;

/** The service account of `aws-eks`, with its role and its manifest, in an imported cluster. */
export const EKS_SERVICE_ACCOUNT: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack }) => inStacks(app, workloadsOf(count, perStack), importCluster, (_, workload, cluster) => {
    const account = cluster.addServiceAccount(workload.name, { name: workload.name, namespace: workload.namespace });
    statementsOf(workload).forEach((statement) => account.addToPrincipalPolicy(new PolicyStatement(statement)));
  }),
};

/** The same of `aws-eks-v2`. */
export const EKS_V2_SERVICE_ACCOUNT: BenchCase = {
  perStack: PER_STACK,
  build: ({ app, count, perStack }) => inStacks(app, workloadsOf(count, perStack), importClusterV2, (_, workload, cluster) => {
    const account = cluster.addServiceAccount(workload.name, { name: workload.name, namespace: workload.namespace });
    statementsOf(workload).forEach((statement) => account.addToPrincipalPolicy(new PolicyStatement(statement)));
  }),
};

/** With a kubectl provider that is there, so that the stack holds none of its own. */
function importCluster(stack: Stack, { name, account, region, providerArn }: ClusterFacts): eks.ICluster {
  const roleArn = `arn:aws:iam::${account}:role/kubectl`;
  return eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: name,
    kubectlRoleArn: roleArn,
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      functionArn: `arn:aws:lambda:${region}:${account}:function:kubectl`,
      kubectlRoleArn: roleArn,
      handlerRole: Role.fromRoleArn(stack, 'KubectlRole', roleArn),
    }),
    openIdConnectProvider: OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', providerArn),
  });
}

function importClusterV2(stack: Stack, { name, account, region, providerArn }: ClusterFacts): eksV2.ICluster {
  return eksV2.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: name,
    kubectlProvider: eksV2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      serviceToken: `arn:aws:lambda:${region}:${account}:function:kubectl`,
      role: Role.fromRoleArn(stack, 'KubectlRole', `arn:aws:iam::${account}:role/kubectl`),
    }),
    openIdConnectProvider: OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', providerArn),
  });
}
