import { addTo } from '../../core/add-to';
import type { LiveAssociation } from '../../inventory/live/live-facts';
import { annotatedRole, detailOf, keyOf, liveMessage, runningPods, unannotateCommand } from '../live-message';
import type { Rule } from '../rule';
import { isBeyondAgents } from '../without-agent';

export const ANNOTATED_AND_ASSOCIATED: Rule = {
  id: 'AnnotatedAndAssociated',
  level: 'warning',
  title: 'A ServiceAccount has an annotation with a role and an EKS Pod Identity association',
  question: 'Does a ServiceAccount of a cluster have both an annotation with a role and an association?',
  why: 'The webhook asks for the association first, so that new pods never see the annotation, while older pods keep its role until they are restarted. With two roles, which one an application has depends on when its pod was made.',
  fix: 'Restart the pods, then take the annotation away: kubectl -n <namespace> annotate serviceaccount <name> eks.amazonaws.com/role-arn-.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html',
  judgeLive: {
    needs: ['serviceAccounts', 'associations'],
    cluster: (cluster) => {
      const associations = new Map<string, LiveAssociation[]>();
      cluster.associations!.forEach((association) => addTo(associations, keyOf(association), [association]));
      const pods = runningPods(cluster);
      return cluster.serviceAccounts!.flatMap((account) => {
        const role = annotatedRole(account);
        const [association] = associations.get(keyOf(account)) ?? [];
        const differs = association?.roleArn !== undefined && association.roleArn !== role;
        // Where no agent runs, the association is what is wrong, which other rules say.
        const running = pods.get(keyOf(account)) ?? [];
        const isBeyond = running.length > 0 && running.every((pod) => isBeyondAgents(pod, cluster));
        return role === undefined || association === undefined || isBeyond ? [] : [{
          at: account.at,
          detail: detailOf(cluster, keyOf(account)),
          level: differs ? 'error' as const : 'warning' as const,
          ...liveMessage({
            cause: `the ServiceAccount ${keyOf(account)} is annotated with ${role}, and its EKS Pod Identity association, which comes first, gives it ${association.roleArn === undefined ? 'a role' : differs ? association.roleArn : 'the same'}`,
            sees: 'the application has the association\'s role in new pods, and the annotation\'s in those that were made before it',
            command: unannotateCommand(account),
          }),
        }];
      });
    },
  },
};
