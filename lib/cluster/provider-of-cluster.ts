import type { ICluster } from 'aws-cdk-lib/aws-eks';
import type { ICluster as IClusterV2 } from 'aws-cdk-lib/aws-eks-v2';
import { show } from '../core/text';

/** The provider that CDK has for a cluster; it is created when it is first asked for. */
export function providerOfCluster(cluster: ICluster | IClusterV2) {
  try {
    return cluster.openIdConnectProvider;
  } catch (error) {
    throw new Error(
      `cluster ${show(cluster.node.path)} must know its OIDC provider; give fromClusterAttributes its openIdConnectProvider, ` +
      `or use ClusterIssuer.fromIssuerUrl (${(error as Error).message})`);
  }
}
