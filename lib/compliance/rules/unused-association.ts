import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LiveAssociation } from '../../inventory/live/live-facts';
import { deleteAssociation, detailOf, keyOf, liveMessage } from '../live-message';
import type { Rule } from '../rule';

export const UNUSED_ASSOCIATION: Rule = {
  id: 'UnusedAssociation',
  level: 'warning',
  title: 'An EKS Pod Identity association is for a ServiceAccount that its cluster does not have',
  question: 'Does the cluster have the ServiceAccount of each association?',
  why: 'EKS takes an association for any name. If one letter differs, the pods that are meant get no credentials; and whoever may create a ServiceAccount of the name that is written, or its namespace, gets the role.',
  fix: 'Create the association for the ServiceAccount that exists, and delete this one; or deploy what it is for.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html',
  judgeLive: {
    needs: ['allServiceAccounts', 'associations'],
    cluster: (cluster) => {
      const accounts = new Set(cluster.serviceAccounts!.map(keyOf));
      return cluster.associations!.filter((association) => !accounts.has(keyOf(association))).map((association) => ({
        at: association.at,
        detail: detailOf(cluster, keyOf(association)),
        ...liveMessage({
          cause: `the EKS Pod Identity association ${association.id} is for the ServiceAccount ${keyOf(association)}, and the cluster ${cluster.name} has no ${missingPart(cluster, association)}`,
          sees: `no application has its role, and whoever may create that ${missingPart(cluster, association).split(' ')[0]} gets it`,
          command: deleteAssociation(association, cluster),
        }),
      }));
    },
  },
};

/** Every namespace has a ServiceAccount, which Kubernetes makes with it. */
function missingPart({ serviceAccounts = [] }: LiveCluster, { namespace }: LiveAssociation): string {
  return serviceAccounts.some((account) => account.namespace === namespace) ? 'ServiceAccount of that name' : `namespace ${namespace}`;
}
