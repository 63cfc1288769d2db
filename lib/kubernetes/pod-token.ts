import { PodTokens } from '../cluster/kubernetes-issuer-options';
import type { RoleCluster } from '../role/role-clusters';

/** Whether a webhook puts tokens into the pods of a cluster. */
export function hasWebhook({ issuer }: RoleCluster): boolean {
  return issuer !== undefined && issuer.podTokens !== PodTokens.VOLUME;
}

/** Beside those of the webhook, so that a pod may have both. */
const FOLDER = '/var/run/secrets/amazonaws.com';
/** Where a pod without a webhook finds its token. */
export const VOLUME_TOKEN_FILE = `${FOLDER}/token`;
const VOLUME = 'aws-token';
const SECONDS = 86_400;

/** What a pod mounts by itself to get its token, as the webhook does it elsewhere. */
export interface PodToken {
  readonly roleArn: string;
  readonly audience: string;
  readonly seconds?: number | string;
  readonly stsRegionalEndpoints?: boolean;
}

/** The variables that SDKs read. */
export function tokenEnv({ roleArn, stsRegionalEndpoints }: PodToken) {
  return [
    { name: 'AWS_ROLE_ARN', value: roleArn },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: VOLUME_TOKEN_FILE },
    ...stsRegionalEndpoints === undefined ? [] : [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: stsRegionalEndpoints ? 'regional' : 'legacy' }],
  ];
}

export function tokenMount() {
  return { name: VOLUME, mountPath: FOLDER, readOnly: true };
}

/** Kubelet renews the token before it expires. */
export function tokenVolume({ audience, seconds = SECONDS }: PodToken) {
  return { name: VOLUME, projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds: seconds, path: 'token' } }] } };
}
