import type { ClusterIssuerOptions, CreateIssuerProps } from './cluster-issuer-options';
import { IssuerKind, PodTokens } from './kubernetes-issuer-options';
import { parseKubernetesIssuer } from './kubernetes-issuer-url';
import { Token } from '../core/cdk';
import { AUDIENCE, REGION } from '../core/names';
import { partitionOfRegion } from '../core/partition';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';
import { requireFormat } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

/** @see https://github.com/aws/amazon-eks-pod-identity-webhook#usage */
export const ANNOTATION_PREFIX_FORMAT: TextFormat = {
  pattern: '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*',
  maxLength: 253,
  rule: 'the prefix of annotations, a DNS subdomain without "/" (--annotation-prefix of the webhook)',
  example: 'irsa.example.com',
  hint: (value) => value.endsWith('/') ? `write ${show(value.slice(0, -1))}` : undefined,
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html */
export const THUMBPRINT: TextFormat = {
  pattern: '[0-9A-Fa-f]{40}',
  rule: 'a SHA-1 thumbprint, 40 hexadecimal digits',
  example: '9e99a48a9960b14926bb7f3b02e22da2b0ab7280',
  hint: (value) => /^(?:[0-9A-Fa-f]{2}:){19}[0-9A-Fa-f]{2}$/.test(value) ? `write it without colons, "${value.replace(/:/g, '')}"` : undefined,
};

/** Whether a text is the issuer of a cluster that is none of EKS. */
export function isOne(url: string): boolean {
  return !('problem' in parseKubernetesIssuer(url));
}

/** The issuer of a literal URL, with the partition of the region that was given. */
export function requireKubernetesIssuer(what: string, url: string, region: string | undefined) {
  const parsed = parseKubernetesIssuer(url);
  if ('problem' in parsed) {
    throw new Error(`${what} ${parsed.problem}`);
  }
  const known = region === undefined || Token.isUnresolved(region) ? undefined : region;
  const id = parsed.issuer.split('/').filter((part) => part !== '').pop();
  return { issuer: parsed.issuer, id, region: known, partition: known === undefined ? undefined : partitionOfRegion(known)?.name };
}

/** What is for clusters of one kind only. */
export function checkKubernetesOptions({ kind, region, podTokens, annotationPrefix }: ClusterIssuerOptions): void {
  if (kind !== IssuerKind.KUBERNETES) {
    const [name, value] = Object.entries({ region, podTokens, annotationPrefix }).find(([, given]) => given !== undefined)!;
    throw new Error(`${name} must be left out for an issuer of EKS, which ${name === 'region' ? 'names its region itself' : 'has the webhook'}, got ${show(value)}: it is for kind: IssuerKind.KUBERNETES`);
  }
  if (region !== undefined) {
    requireFormat(REGION, 'region', region);
  }
  if (annotationPrefix !== undefined) {
    requireFormat(ANNOTATION_PREFIX_FORMAT, 'annotationPrefix', annotationPrefix);
    if (podTokens === PodTokens.VOLUME) {
      throw new Error(`annotationPrefix must be left out with podTokens: PodTokens.VOLUME, where nothing reads annotations, got ${show(annotationPrefix)}`);
    }
  }
}

/** What IAM takes of a new provider. */
export function checkCreation({ kind, thumbprints = [], clientIds = [] }: CreateIssuerProps): void {
  const given = thumbprints.length > 0 ? 'thumbprints' : clientIds.length > 0 ? 'clientIds' : undefined;
  if (kind !== IssuerKind.KUBERNETES && given !== undefined) {
    throw new Error(`${given} must be left out for an issuer of EKS, got ${show(given === 'thumbprints' ? thumbprints : clientIds)}: ` +
      `${given === 'thumbprints' ? 'IAM knows the certificates of EKS' : 'its tokens have the audience alone'}; it is for kind: IssuerKind.KUBERNETES`);
  }
  thumbprints.forEach((thumbprint, index) => requireFormat(THUMBPRINT, `thumbprints[${index}]`, thumbprint));
  clientIds.forEach((clientId, index) => requireFormat(AUDIENCE, `clientIds[${index}]`, clientId));
  requireAtMost('thumbprints', thumbprints, Quotas.oidcThumbprints);
  requireAtMost('clientIds', clientIds, Quotas.oidcClientIds - 1);
}

function requireAtMost(name: string, values: readonly string[], most: number): void {
  if (values.length > most) {
    throw new Error(`${name} must be at most ${count(most, 'text')}, which is what IAM takes, got ${values.length}`);
  }
}
