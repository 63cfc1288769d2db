import { POD_IDENTITY_AGENT as AGENT } from '../../core/names';
import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LivePod } from '../../inventory/live/live-facts';
import { commandOf, detailOf, keyOf, liveMessage, regionOption, runningPods } from '../live-message';
import type { PlacedFinding, Rule } from '../rule';

export const ASSOCIATION_WITHOUT_AGENT: Rule = {
  id: 'AssociationWithoutAgent',
  level: 'error',
  title: 'EKS Pod Identity associations in a cluster, or on a node, without the agent',
  question: 'Do the cluster and each node with pods of an association have an agent that runs?',
  why: 'The agent on the node hands out the credentials of an association. EKS brings it with Auto Mode only; elsewhere it is an add-on, whose pods must run on each node.',
  fix: 'Install it: aws eks create-addon --cluster-name <cluster> --addon-name eks-pod-identity-agent.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html',
  judgeLive: {
    needs: ['associations', 'addOns', 'pods', 'nodes'],
    cluster: (cluster) => {
      const { associations = [], nodes = [], pods = [] } = cluster;
      const onNodes = nodes.filter(({ isFargate, isAutoMode, isWindows }) => !isFargate && !isAutoMode && !isWindows);
      if (associations.length === 0 || onNodes.length === 0) {
        return []; // nothing runs, or nowhere that an agent could
      }
      const agents = pods.filter(({ isRunningAgent }) => isRunningAgent);
      return agents.length === 0 && (!cluster.addOns!.includes(AGENT) || cluster.agentFailure !== undefined) ? [inCluster(cluster)]
        : onNodesWithout(cluster, new Set(onNodes.map(({ name }) => name)), new Set(agents.map(({ node }) => node)));
    },
  },
};

function inCluster(cluster: LiveCluster): PlacedFinding {
  const { associations = [], agentFailure } = cluster;
  const words = ['--cluster-name', cluster.name, '--addon-name', AGENT];
  return {
    at: associations[0].at,
    detail: detailOf(cluster),
    ...liveMessage({
      cause: `the cluster ${cluster.name} has EKS Pod Identity associations (such as of ${keyOf(associations[0])}), and ${agentFailure === undefined ? `neither the add-on ${AGENT} nor pods of it` : `the add-on ${AGENT} is ${agentFailure}, with no pod that runs`}`,
      sees: 'the application gets no answer of 169.254.170.23, and no credentials',
      command: commandOf('aws', 'eks', ...agentFailure === undefined ? ['create-addon', ...words] : ['update-addon', ...words, '--resolve-conflicts', 'OVERWRITE'], ...regionOption(cluster)),
    }),
  };
}

/** Pods with an association, on nodes on which no agent runs. */
function onNodesWithout(cluster: LiveCluster, nodes: ReadonlySet<string>, withAgent: ReadonlySet<string | undefined>): PlacedFinding[] {
  const pods = runningPods(cluster);
  const stranded = cluster.associations!.flatMap((association) => pods.get(keyOf(association)) ?? [])
    .filter(({ node }) => node !== undefined && nodes.has(node) && !withAgent.has(node));
  const byNode = new Map<string, LivePod>(stranded.map((pod) => [pod.node!, pod]));
  return [...byNode].map(([node, pod]) => ({
    at: cluster.nodes!.find(({ name }) => name === node)!.at,
    detail: detailOf(cluster, node),
    ...liveMessage({
      cause: `no pod of ${AGENT} runs on the node ${node}, and the pod ${pod.namespace}/${pod.name} there has its role by EKS Pod Identity`,
      sees: 'the application gets no answer of 169.254.170.23, and no credentials',
      command: commandOf('kubectl', '-n', 'kube-system', 'rollout', 'restart', `daemonset/${AGENT}`),
    }),
  }));
}
