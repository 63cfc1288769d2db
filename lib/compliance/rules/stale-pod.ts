import { DEFAULT_AUDIENCE } from '../../core/names';
import { shortHash } from '../../core/short-hash';
import { show } from '../../core/text';
import { isKnown } from '../../iam/partial-text';
import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LivePod, LiveServiceAccount } from '../../inventory/live/live-facts';
import { annotatedRole, audienceOf, detailOf, keyOf, liveMessage, podsText, restartOf, runningPods } from '../live-message';
import type { PlacedFinding, Rule } from '../rule';

export const STALE_POD: Rule = {
  id: 'StalePod',
  level: 'error',
  title: 'A pod is older than what gives its ServiceAccount a role',
  question: 'Does each running pod have what its ServiceAccount gives it: the token, and the role that is annotated now?',
  why: 'The webhook of EKS puts a role into a pod when the pod is made. A pod that was made before the annotation or association, or before its last change, keeps what it had: another role, or none.',
  fix: 'Restart the workload: kubectl -n <namespace> rollout restart deployment/<name>.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html',
  judgeLive: {
    needs: ['serviceAccounts', 'pods'],
    cluster: (cluster) => {
      const pods = runningPods(cluster);
      const associated = new Set(cluster.associations?.map(keyOf));
      const ofAnnotations = cluster.serviceAccounts!.filter((account) => !associated.has(keyOf(account)))
        .flatMap((account) => staleOf(cluster, account, pods.get(keyOf(account)) ?? []));
      return [...ofAnnotations, ...withoutAssociation(cluster, pods)];
    },
  },
};

function staleOf(cluster: LiveCluster, account: LiveServiceAccount, pods: readonly LivePod[]): PlacedFinding[] {
  const role = annotatedRole(account);
  const reached = role === undefined ? [] : pods.filter(({ skipsWebhook, hasPodIdentity }) => !skipsWebhook && !hasPodIdentity);
  const without = reached.filter((pod) => !pod.hasWebIdentity && !hasOwnToken(pod, account));
  const other = reached.filter((pod) => pod.hasWebIdentity && hasOtherRole(pod, role!));
  const stale = [...without, ...other];
  return stale.length === 0 ? ofAudience(cluster, account, reached) : [{
    at: account.at,
    detail: detailOf(cluster, keyOf(account)),
    ...liveMessage({
      cause: `${podsText(stale)} of the ServiceAccount ${keyOf(account)} ${stale.length === 1 ? 'was' : 'were'} made before its annotation ${without.length > 0 ? 'named a role' : 'named this role'}${datesOf(account, stale)}`,
      sees: without.length > 0 ? 'the application has no web identity, and takes the node\'s role or finds no credentials' : 'the application has the role that was annotated before',
      command: restartOf(stale[0]),
    }),
  }];
}

/** Pods with tokens for another audience than the one that is annotated. Which one a webhook takes without an annotation, its options tell. */
function ofAudience(cluster: LiveCluster, account: LiveServiceAccount, pods: readonly LivePod[]): PlacedFinding[] {
  const { audience } = account;
  const stale = audience === undefined || !isKnown(audience) ? []
    : pods.filter(({ tokenAudience = audience }) => tokenAudience !== audience);
  return stale.length === 0 ? [] : [{
    at: account.at,
    detail: detailOf(cluster, keyOf(account), 'audience'),
    ...liveMessage({
      cause: `${podsText(stale)} of the ServiceAccount ${keyOf(account)} ${stale.length === 1 ? 'was' : 'were'} made before its annotation named the audience ${show(audience!)}, and ${stale.length === 1 ? 'has a token' : 'have tokens'} for ${show(stale[0].tokenAudience!)}`,
      sees: 'the application gets InvalidIdentityToken or AccessDenied, if the role asks for the audience',
      command: restartOf(stale[0]),
    }),
  }];
}

/** Whether it projects its token by itself, and tells the SDK so in a file of settings, perhaps. */
function hasOwnToken({ ownAudiences }: LivePod, account: LiveServiceAccount): boolean {
  return [DEFAULT_AUDIENCE, audienceOf(account)].some((audience) => ownAudiences.includes(audience));
}

function hasOtherRole({ injectedRole }: LivePod, role: string): boolean {
  return injectedRole !== undefined && ('digest' in injectedRole ? injectedRole.digest !== shortHash(role) : !injectedRole.isAnnotated);
}

/** When it was annotated, where a file tells and it explains the pods. */
function datesOf({ annotatedAt }: LiveServiceAccount, pods: readonly LivePod[]): string {
  return annotatedAt !== undefined && pods.every(({ createdAt = Infinity }) => createdAt < annotatedAt)
    ? ` (${new Date(annotatedAt).toISOString().slice(0, 16)}Z)` : ', or while the webhook did not answer';
}

/** Pods that were made before their account's association. */
function withoutAssociation(cluster: LiveCluster, pods: ReadonlyMap<string, readonly LivePod[]>): PlacedFinding[] {
  return (cluster.associations ?? []).flatMap((association) => {
    const stale = (pods.get(keyOf(association)) ?? [])
      .filter((pod) => !pod.hasPodIdentity && !pod.skipsWebhook && !pod.isOnFargate && !pod.isForWindows);
    return stale.length === 0 ? [] : [{
      at: association.at,
      detail: detailOf(cluster, keyOf(association), 'association'),
      ...liveMessage({
        cause: `${podsText(stale)} of the ServiceAccount ${keyOf(association)} ${stale.length === 1 ? 'was' : 'were'} made before its EKS Pod Identity association`,
        sees: stale[0].hasWebIdentity ? 'the application has the role of the annotation' : 'the application takes the node\'s role or finds no credentials',
        command: restartOf(stale[0]),
      }),
    }];
  });
}
