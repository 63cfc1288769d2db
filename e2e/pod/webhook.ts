import type { AssociatedPodProps, PodProps } from './pod';
import type { Gateway } from '../gateway/gateway';
import { associationOf, POD_AUDIENCE } from '../gateway/pod-identity';
import type { EksCluster } from '../gateway/pod-identity';

/** A service account, with the role of its annotation, if it has one. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly roleArn?: string;
}

/** Where pods run: the cluster, and where they keep their tokens. */
export interface Nodes {
  readonly gateway: Gateway;
  readonly cluster: EksCluster;
  readonly folder: string;
}

/**
 * What EKS's webhook makes of a pod as it starts: it asks for an association before it looks at the annotation, and gives nothing
 * where there is neither.
 *
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook
 */
export async function started(nodes: Nodes, account: Account): Promise<PodProps | AssociatedPodProps | undefined> {
  const { namespace, name, roleArn } = account;
  return await associationOf(nodes.cluster, { namespace, serviceAccount: name }) ? associated(nodes, account)
    : roleArn === undefined ? undefined : { ...common(nodes), roleArn, token: nodes.cluster.issuer.token({ sub: subOf(account) }) };
}

/** A pod whose environment names the agent, whether or not there is an association. */
export function associated(nodes: Nodes, account: Pick<Account, 'namespace' | 'name'>): AssociatedPodProps {
  const token = nodes.cluster.issuer.token({ sub: subOf(account), aud: POD_AUDIENCE });
  return { ...common(nodes), agentUrl: nodes.gateway.agentOf(nodes.cluster), token };
}

function common({ gateway, cluster, folder }: Nodes) {
  return { gatewayUrl: gateway.url, region: cluster.place.region, folder };
}

function subOf({ namespace, name }: Pick<Account, 'namespace' | 'name'>): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
