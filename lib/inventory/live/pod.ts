import type { InjectedRole, LiveNode, LivePod } from './live-facts';
import { mapsIn, momentOf, textIn } from './values';
import { POD_IDENTITY_AGENT } from '../../core/names';
import { mapOf } from '../../core/plain-object';
import { shortHash } from '../../core/short-hash';
import { WEBHOOK_PREFIX } from '../../core/webhook-annotations';

type Item = Record<string, unknown>;

/** What `cdk-irsa collect` keeps of a pod in place of its environment. */
const COLLECTED = 'cdkIrsa';

/** The volumes that the webhook adds. */
const [WEB_IDENTITY, POD_IDENTITY] = ['aws-iam-token', 'eks-pod-identity-token'];

const COMPUTE_TYPE = `${WEBHOOK_PREFIX}compute-type`;

/** A pod, as kubectl prints it: of its environment, the names of EKS's variables only. */
export function podOf(object: Item, at: string): LivePod | undefined {
  const { metadata, spec, status } = object;
  const { name, namespace, creationTimestamp, deletionTimestamp, labels: givenLabels } = mapOf(metadata);
  const { serviceAccountName, nodeName, hostNetwork, nodeSelector, os } = mapOf(spec);
  const labels = mapOf(givenLabels);
  const { phase } = mapOf(status);
  const environment = environmentOf(object);
  const workload = workloadOf(mapOf(metadata));
  return textIn(name) === undefined || isStatic(mapOf(metadata)) ? undefined : {
    at,
    namespace: textIn(namespace) ?? 'default',
    name: String(name),
    serviceAccount: textIn(serviceAccountName) ?? 'default',
    workload,
    createdAt: momentOf(creationTimestamp),
    node: textIn(nodeName),
    // One that is deleted runs until its time is over, and another takes its place.
    hasEnded: phase === 'Succeeded' || phase === 'Failed' || textIn(deletionTimestamp) !== undefined,
    isOnHostNetwork: hostNetwork === true,
    isOnFargate: textIn(labels[`${WEBHOOK_PREFIX}fargate-profile`]) !== undefined,
    isForWindows: [mapOf(os).name, mapOf(nodeSelector)['kubernetes.io/os'], mapOf(nodeSelector)['beta.kubernetes.io/os']].includes('windows'),
    skipsWebhook: Object.hasOwn(labels, `${WEBHOOK_PREFIX}skip-pod-identity-webhook`),
    ...environment,
    isRunningAgent: labels['app.kubernetes.io/name'] === POD_IDENTITY_AGENT && phase === 'Running' && !isUnready(mapOf(status)),
  };
}

/** Whether it runs and does not answer, such as one that crashes again and again. */
function isUnready({ conditions }: Item): boolean {
  return mapsIn(conditions).some(({ type, status }) => type === 'Ready' && status === 'False');
}

/** A node runs it by a file of its own: it has no ServiceAccount, and no webhook sees it. */
function isStatic({ ownerReferences, annotations }: Item): boolean {
  return Object.hasOwn(mapOf(annotations), 'kubernetes.io/config.mirror') || mapsIn(ownerReferences)[0]?.kind === 'Node';
}

/** A node, as kubectl prints it. */
export function nodeOf({ metadata, spec }: Item, at: string): LiveNode | undefined {
  const { name, labels: givenLabels } = mapOf(metadata);
  const labels = mapOf(givenLabels);
  return textIn(name) === undefined ? undefined : {
    at,
    name: String(name),
    isFargate: labels[COMPUTE_TYPE] === 'fargate' || String(name).startsWith('fargate-'),
    isAutoMode: labels[COMPUTE_TYPE] === 'auto' || /^eks:.*auto/.test(String(mapOf(spec).providerID)),
    isWindows: labels['kubernetes.io/os'] === 'windows',
  };
}

function environmentOf({ spec, [COLLECTED]: collected }: Item): Pick<LivePod, 'hasWebIdentity' | 'hasPodIdentity' | 'injectedRole' | 'tokenAudience' | 'ownAudiences'> {
  const { containers, initContainers, volumes } = mapOf(spec);
  const { role, hasWebIdentity, hasPodIdentity } = mapOf(collected);
  const all = [...mapsIn(containers), ...mapsIn(initContainers)];
  const variables = all.flatMap(({ env }) => mapsIn(env));
  const volumeNames = mapsIn(volumes).map(({ name }) => name);
  const has = (variable: string) => variables.some(({ name }) => name === variable);
  return {
    tokenAudience: audiencesIn(mapsIn(volumes).filter(({ name }) => name === WEB_IDENTITY))[0],
    ownAudiences: audiencesIn(mapsIn(volumes).filter(({ name }) => name !== WEB_IDENTITY && name !== POD_IDENTITY)),
    hasWebIdentity: hasWebIdentity === true || volumeNames.includes(WEB_IDENTITY) || has('AWS_WEB_IDENTITY_TOKEN_FILE'),
    hasPodIdentity: hasPodIdentity === true || volumeNames.includes(POD_IDENTITY) || has('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
    injectedRole: role === 'annotated' || role === 'other' ? { isAnnotated: role === 'annotated' } : injectedRoleIn(all.filter(hasInjectedToken).flatMap(({ env }) => mapsIn(env))),
  };
}

/** For whom the tokens are that volumes hold. */
function audiencesIn(volumes: readonly Item[]): string[] {
  return volumes.flatMap(({ projected }) => mapsIn(mapOf(projected).sources))
    .flatMap(({ serviceAccountToken }) => textIn(mapOf(serviceAccountToken).audience) ?? []);
}

/**
 * Whether its token may be the webhook's, which sets both variables, the role and the token's file, or none. It leaves a container alone
 * that has one of them, such as for a token in a volume of the pod's own, whichever role it asks for.
 */
function hasInjectedToken({ env, volumeMounts }: Item): boolean {
  const file = mapsIn(env).find(({ name }) => name === 'AWS_WEB_IDENTITY_TOKEN_FILE')?.value;
  return typeof file === 'string' && !mapsIn(volumeMounts).some(({ name, mountPath }) => name !== WEB_IDENTITY && typeof mountPath === 'string' && file.startsWith(`${mountPath.replace(/\/$/, '')}/`));
}

/** The webhook sets the variable as the ServiceAccount says, in each container that does not set it itself. */
function injectedRoleIn(variables: readonly Item[]): InjectedRole | undefined {
  const digests = new Set(variables.flatMap(({ name, value }) => name === 'AWS_ROLE_ARN' && typeof value === 'string' ? [shortHash(value)] : []));
  const [digest] = digests;
  return digests.size === 1 ? { digest } : undefined;
}

/** A Deployment's pods are owned by a ReplicaSet, which is named after it. */
function workloadOf({ ownerReferences, labels }: Item): string | undefined {
  const { kind, name } = mapsIn(ownerReferences)[0] ?? {};
  const hash = textIn(mapOf(labels)['pod-template-hash']);
  return typeof kind !== 'string' || typeof name !== 'string' ? undefined
    : kind === 'ReplicaSet' && hash !== undefined && name.endsWith(`-${hash}`) ? `deployment/${name.slice(0, -hash.length - 1)}` : `${kind.toLowerCase()}/${name}`;
}
