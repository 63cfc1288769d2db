import { Token, Tokenization } from 'aws-cdk-lib/core';
import { ANNOTATION_KEY, compare } from './metadata';
import { ANNOTATION_OPTIONS } from './option-kinds';
import type { ServiceAccountAnnotationOptions } from './service-account-annotations';
import { IssuerKind, PodTokens } from '../cluster/kubernetes-issuer-options';
import { requireProps } from '../core/kinds';
import { DEFAULT_AUDIENCE } from '../core/names';
import { nearest, show } from '../core/text';
import { CARRIED_TEXT, requireFormat } from '../core/text-format';
import {
  AUDIENCE_ANNOTATION, ROLE_ARN_ANNOTATION, STS_REGIONAL_ENDPOINTS_ANNOTATION, TOKEN_EXPIRATION_ANNOTATION, WEBHOOK_PREFIX,
} from '../core/webhook-annotations';

/** Where the webhook's annotations come from. */
const OWN: { readonly [key: string]: string } = {
  [ROLE_ARN_ANNOTATION]: "it is written, with the role's ARN",
  [AUDIENCE_ANNOTATION]: 'it is written from the audience of the ClusterIssuer',
  [STS_REGIONAL_ENDPOINTS_ANNOTATION]: 'use stsRegionalEndpoints',
  [TOKEN_EXPIRATION_ANNOTATION]: 'use tokenExpiration',
  [`${WEBHOOK_PREFIX}skip-containers`]: 'the webhook reads it from pods, not from service accounts',
};

const SECONDS = { minimum: 600, maximum: 86_400 };
const ANNOTATION_BYTES = 256 * 1024;

/** What is wrong with the options by themselves. */
export function checkAnnotationOptions(options: ServiceAccountAnnotationOptions): void {
  requireProps('a service account', options, ANNOTATION_OPTIONS);
  const annotations = options.annotations ?? {};
  for (const [key, value] of Object.entries(annotations)) {
    requireFormat(ANNOTATION_KEY, 'a key of annotations', key);
    refuseOwn(key);
    requireFormat(CARRIED_TEXT, `annotations[${show(key)}]`, value);
  }
  const bytes = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > ANNOTATION_BYTES) {
    throw new Error(`annotations must be at most ${ANNOTATION_BYTES.toLocaleString('en-US')} bytes together, got ${bytes.toLocaleString('en-US')}`);
  }
  const expiration = options.tokenExpiration;
  if (expiration && !expiration.isUnresolved()) {
    const seconds = expiration.toMilliseconds() / 1000;
    if (!Number.isInteger(seconds) || seconds < SECONDS.minimum || seconds > SECONDS.maximum) {
      throw new Error(`tokenExpiration must be whole seconds from 10 minutes to 24 hours, got "${expiration.toHumanString()}"`);
    }
  }
}

/**
 * The annotations of a service account, the webhook's first; without an issuer, in a cluster of EKS Pod Identity alone, only the
 * user's own. The ARN and the audience may be deploy-time values.
 */
export function annotationsOf(
  roleArn: string, issuer: IssuedTokens | undefined, options: ServiceAccountAnnotationOptions): { [key: string]: string } {
  const own = issuer === undefined || issuer.podTokens === PodTokens.VOLUME ? {} : webhookAnnotations(roleArn, issuer, options);
  const others = Object.entries(options.annotations ?? {}).sort(([a], [b]) => compare(a, b));
  const twin = others.find(([key]) => Object.hasOwn(own, key));
  if (twin) {
    throw new Error(`a key of annotations must not be one of the webhook's own, got ${show(twin[0])}: it is written, with the prefix of the cluster's webhook`);
  }
  return { ...own, ...Object.fromEntries(others) };
}

/** The annotation that has the role's ARN, whatever its prefix; nothing where there is no webhook. */
export function roleArnKey(issuer: IssuedTokens | undefined): string | undefined {
  return issuer === undefined || issuer.podTokens === PodTokens.VOLUME ? undefined : keyOf(ROLE_ARN_ANNOTATION, issuer);
}

function keyOf(annotation: string, { annotationPrefix }: IssuedTokens): string {
  return annotationPrefix === undefined ? annotation : `${annotationPrefix}/${annotation.slice(WEBHOOK_PREFIX.length)}`;
}

/** What the annotations take of a cluster's issuer. */
export interface IssuedTokens {
  readonly audience: string;
  readonly kind?: IssuerKind;
  readonly podTokens?: PodTokens;
  readonly annotationPrefix?: string;
}

/** The webhook of a cluster that is none of EKS may have another default audience, so that it is written always. */
function webhookAnnotations(
  roleArn: string, issuer: IssuedTokens, { stsRegionalEndpoints, tokenExpiration }: ServiceAccountAnnotationOptions,
): { [key: string]: string } {
  const { audience, kind } = issuer;
  const named = (annotation: string, value: string) => ({ [keyOf(annotation, issuer)]: value });
  return {
    ...named(ROLE_ARN_ANNOTATION, roleArn),
    ...(audience !== DEFAULT_AUDIENCE || kind === IssuerKind.KUBERNETES ? named(AUDIENCE_ANNOTATION, audience) : {}),
    ...(stsRegionalEndpoints !== undefined ? named(STS_REGIONAL_ENDPOINTS_ANNOTATION, String(stsRegionalEndpoints)) : {}),
    ...(tokenExpiration ? named(TOKEN_EXPIRATION_ANNOTATION, Tokenization.stringifyNumber(tokenExpiration.toSeconds())) : {}),
  };
}

/** The webhook ignores a misspelt annotation in silence, and one that contradicts the role would break it. */
function refuseOwn(key: string): void {
  if (Token.isUnresolved(key) || !key.toLowerCase().startsWith(WEBHOOK_PREFIX)) {
    return;
  }
  const meant = nearest(key.slice(WEBHOOK_PREFIX.length), Object.keys(OWN).map((own) => own.slice(WEBHOOK_PREFIX.length)));
  if (meant !== undefined) {
    const own = WEBHOOK_PREFIX + meant;
    throw new Error(own === key
      ? `a key of annotations must not be one of the webhook's own, got ${show(key)}: ${OWN[own]}`
      : `a key of annotations must be one that is read by something, got ${show(key)}: did you mean "${own}"? ${OWN[own]}`);
  }
}
