import type { LivePod, LiveServiceAccount } from '../../inventory/live/live-facts';
import { annotatedRole, commandOf, detailOf, keyOf, liveMessage, podsText, runningPods } from '../live-message';
import type { Rule } from '../rule';

export const UNUSED_ANNOTATION: Rule = {
  id: 'UnusedAnnotation',
  level: 'warning',
  title: 'Pods run as the ServiceAccount default, and the annotated one beside it is used by none',
  question: 'Is there an annotated ServiceAccount that no running pod uses, beside pods that run as default?',
  why: 'A workload that names no serviceAccountName runs as default. The role waits at a ServiceAccount that no pod has.',
  fix: 'Set spec.template.spec.serviceAccountName of the workload: kubectl -n <namespace> set serviceaccount deployment <name> <account>.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html',
  judgeLive: {
    needs: ['serviceAccounts', 'pods'],
    cluster: (cluster) => {
      const pods = runningPods(cluster);
      const usedByJobs = new Set(cluster.pods!.filter(({ hasEnded, workload = '' }) => hasEnded && workload.startsWith('job/')).map(keyOf));
      const isUsed = (key: string) => pods.has(key) || usedByJobs.has(key);
      const annotated = new Set(cluster.serviceAccounts!.filter((account) => annotatedRole(account) !== undefined).map(keyOf));
      return cluster.serviceAccounts!.filter((account) => annotated.has(keyOf(account)) && account.name !== 'default' && !isUsed(keyOf(account)))
        .flatMap((account) => {
          const otherwise = `${account.namespace}/default`;
          const found = annotated.has(otherwise) ? [] : meantFor(account, pods.get(otherwise) ?? []);
          return found.length === 0 ? [] : [{ at: account.at, detail: detailOf(cluster, keyOf(account)), ...faultOf(account, found) }];
        });
    },
  },
};

/** The pods that are named after the account; all, if none is. */
function meantFor({ name }: LiveServiceAccount, pods: readonly LivePod[]): readonly LivePod[] {
  const named = pods.filter((pod) => (pod.workload ?? pod.name).includes(name));
  return named.length > 0 ? named : pods;
}

function faultOf(account: LiveServiceAccount, pods: readonly LivePod[]): ReturnType<typeof liveMessage> {
  const [{ workload = `pod/${pods[0].name}` }] = pods;
  const [kind, name] = workload.split('/');
  return liveMessage({
    cause: `no pod uses the ServiceAccount ${keyOf(account)}, which is annotated with a role, and ${podsText(pods)} of its namespace ${pods.length === 1 ? 'runs' : 'run'} as default`,
    sees: 'the application takes the node\'s role or finds no credentials',
    command: commandOf('kubectl', '-n', account.namespace, 'set', 'serviceaccount', kind, name, account.name),
  });
}
