import { detailOf, keyOf, liveMessage, podsText, runningPods } from './live-message';
import type { LiveJudge } from './rule';
import type { LiveCluster } from '../inventory/live/live-clusters';
import type { LiveAssociation, LivePod } from '../inventory/live/live-facts';

/** How a rule judges pods that have an EKS Pod Identity association, where they cannot use it as they are. */
export interface AssociatedPodsJudge {
  readonly isMeant: (pod: LivePod, cluster: LiveCluster) => boolean;
  /** What is wrong with them, behind their names. */
  readonly cause: string;
  readonly sees: string;
  readonly command: (association: LiveAssociation, pod: LivePod, cluster: LiveCluster) => string;
}

export function judgeAssociatedPods({ isMeant, cause, sees, command }: AssociatedPodsJudge): LiveJudge {
  return {
    needs: ['associations', 'pods'],
    cluster: (cluster) => {
      const pods = runningPods(cluster);
      return cluster.associations!.flatMap((association) => {
        const found = (pods.get(keyOf(association)) ?? []).filter((pod) => isMeant(pod, cluster));
        return found.length === 0 ? [] : [{
          at: association.at,
          detail: detailOf(cluster, keyOf(association)),
          ...liveMessage({
            cause: `${podsText(found)} of the ServiceAccount ${keyOf(association)}, which has an EKS Pod Identity association, ${found.length === 1 ? 'is' : 'are'} ${cause}`,
            sees,
            command: command(association, found[0], cluster),
          }),
        }];
      });
    },
  };
}
