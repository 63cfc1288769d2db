import type { RuleFinding } from './rule';
import { addTo } from '../core/add-to';
import { shellWord } from '../core/escape';
import { DEFAULT_AUDIENCE } from '../core/names';
import { list } from '../core/text';
import { ROLE_ARN_ANNOTATION } from '../core/webhook-annotations';
import { arnParts } from '../iam/arn';
import { isKnown, plain } from '../iam/partial-text';
import type { LiveCluster } from '../inventory/live/live-clusters';
import type { LiveAssociation, LivePod, LiveServiceAccount } from '../inventory/live/live-facts';

/** What is wrong with something that is live. */
export interface LiveFault {
  /** What is wrong, and why: a sentence without its end. */
  readonly cause: string;
  /** What the application sees until it is mended: a clause with a subject. */
  readonly sees: string;
  /** One command. */
  readonly command: string;
}

/** As a finding says it. */
export function liveMessage({ cause, sees, command }: LiveFault): Pick<RuleFinding, 'message' | 'command'> {
  return { message: `${plain(cause)}; meanwhile ${sees}`, command: plain(command) };
}

/** A command of which each word is quoted where a shell needs that: names in files may be anything. */
export function commandOf(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** `shop/web` of the cluster `prod`, by which a finding is told from that on another cluster. */
export function detailOf({ name }: LiveCluster, ...parts: readonly string[]): string {
  return [name, ...parts].join('/');
}

/** `namespace/name` of a ServiceAccount, or of the one that a pod or an association is for. */
export function keyOf(item: LiveServiceAccount | LivePod | LiveAssociation): string {
  return `${item.namespace}/${'serviceAccount' in item ? item.serviceAccount : item.name}`;
}

/** The pods that run, by their ServiceAccounts. */
export function runningPods({ pods = [] }: LiveCluster): Map<string, LivePod[]> {
  const found = new Map<string, LivePod[]>();
  for (const pod of pods.filter(({ hasEnded }) => !hasEnded)) {
    addTo(found, keyOf(pod), [pod]);
  }
  return found;
}

/** `the pod web-1`, `the pods web-1, web-2 and 8 more`. */
export function podsText(pods: readonly LivePod[]): string {
  const names = pods.slice(0, 2).map(({ name }) => name);
  return `the ${pods.length === 1 ? 'pod' : 'pods'} ${list(pods.length > 2 ? [...names, `${pods.length - 2} more`] : names)}`;
}

/** Restarts what makes a pod; a pod that nothing makes is deleted. */
export function restartOf({ namespace, name, workload = '' }: LivePod): string {
  return /^(deployment|daemonset|statefulset)\//.test(workload) ? commandOf('kubectl', '-n', namespace, 'rollout', 'restart', workload)
    : commandOf('kubectl', '-n', namespace, 'delete', 'pod', name);
}

/** The ARN with which a ServiceAccount is annotated, if it is one. */
export function annotatedRole({ roleArn }: LiveServiceAccount): string | undefined {
  const { service, resource = '' } = arnParts(roleArn ?? '') ?? {};
  return roleArn !== undefined && isKnown(roleArn) && service === 'iam' && resource.startsWith('role/') ? roleArn : undefined;
}

/** For whom its tokens are. */
export function audienceOf({ audience = DEFAULT_AUDIENCE }: LiveServiceAccount): string {
  return audience;
}

/** Takes the annotation with the role away. */
export function unannotateCommand({ namespace, name }: LiveServiceAccount): string {
  return commandOf('kubectl', '-n', namespace, 'annotate', 'serviceaccount', name, `${ROLE_ARN_ANNOTATION}-`);
}

/** The region of a cluster as an option of the AWS CLI. */
export function regionOption({ described, associations = [] }: LiveCluster): string[] {
  const region = described?.region ?? arnParts(associations[0]?.clusterArn ?? '')?.region;
  return region === undefined || region === '' ? [] : ['--region', region];
}

/** Takes an association away. */
export function deleteAssociation({ clusterName, id }: LiveAssociation, cluster: LiveCluster): string {
  return commandOf('aws', 'eks', 'delete-pod-identity-association', '--cluster-name', clusterName, '--association-id', id, ...regionOption(cluster));
}

/** Annotates the ServiceAccount of an association with its role, or takes the association away from one that is annotated. */
export function useAnnotation(association: LiveAssociation, _: LivePod, cluster: LiveCluster): string {
  const { namespace, serviceAccount, roleArn = '<role ARN>' } = association;
  const isAnnotated = (account: LiveServiceAccount) => keyOf(account) === keyOf(association) && annotatedRole(account) !== undefined;
  return cluster.serviceAccounts?.some(isAnnotated) === true ? deleteAssociation(association, cluster) : commandOf('kubectl', '-n', namespace, 'annotate', '--overwrite', 'serviceaccount', serviceAccount, `${ROLE_ARN_ANNOTATION}=${roleArn}`);
}
