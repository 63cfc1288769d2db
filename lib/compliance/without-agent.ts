import type { LiveCluster } from '../inventory/live/live-clusters';
import type { LivePod } from '../inventory/live/live-facts';

/** Whether a pod runs on Fargate, or waits for it. */
export function isOnFargate({ isOnFargate: isLabelled, node }: LivePod, { nodes = [] }: LiveCluster): boolean {
  return isLabelled || nodes.some((one) => one.name === node && one.isFargate);
}

/** Whether a pod runs on Windows, or asks for it. */
export function isOnWindows({ isForWindows, node }: LivePod, { nodes = [] }: LiveCluster): boolean {
  return isForWindows || nodes.some((one) => one.name === node && one.isWindows);
}

/** Whether a pod is where no agent of EKS Pod Identity can run. */
export function isBeyondAgents(pod: LivePod, cluster: LiveCluster): boolean {
  return isOnFargate(pod, cluster) || isOnWindows(pod, cluster);
}
