import { partitionOfRegion } from './partition';
import type { TextFormat } from './text-format';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const WILDCARD = /[*?]/;

function lowerCaseHint(value: string, most: number): string | undefined {
  if (WILDCARD.test(value)) {
    return undefined; // without its wildcards it would be another name
  }
  const fixed = value.toLowerCase().replace(/[_\s]+/g, '-').replace(/[^-a-z0-9.]/g, '').replace(/^[-.]+|[-.]+$/g, '').replace(/\.{2,}/g, '.');
  return fixed !== value && fixed.length <= most && new RegExp(`^${LABEL}(\\.${LABEL})*$`).test(fixed) ? `perhaps "${fixed}"` : undefined;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const NAMESPACE: TextFormat = {
  pattern: LABEL,
  maxLength: 63,
  rule: "an RFC 1123 label (a-z, 0-9 and '-', beginning and ending with a letter or digit, at most 63 characters)",
  example: 'cert-manager',
  hint: (value) => WILDCARD.test(value) ? 'a namespace has no wildcards: name each one' : lowerCaseHint(value, 63),
};

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const SERVICE_ACCOUNT_NAME: TextFormat = {
  pattern: `${LABEL}(?:\\.${LABEL})*`,
  maxLength: 253,
  rule:
    "an RFC 1123 subdomain (labels of a-z, 0-9 and '-', each beginning and ending with a letter or digit, joined by '.', at most 253 characters)",
  example: 'cert-manager',
  hint: (value) => lowerCaseHint(value, 253),
};

export const SERVICE_ACCOUNT_PATTERN: TextFormat = {
  pattern: '[-a-z0-9.*?]*[a-z0-9][-a-z0-9.*?]*',
  maxLength: 253,
  rule: "a service account's name with the wildcards '*' and '?' and at least one letter or digit",
  example: 'provider-aws-*',
  hint: (value) => /^[*?]+$/.test(value) ? 'this would trust every service account of the namespace' : undefined,
  also: (value) => /[*?]/.test(value) ? undefined : "must have a wildcard ('*' or '?'), else name the service account exactly",
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLE_NAME: TextFormat = {
  pattern: '[\\w+=,.@-]+',
  maxLength: 64,
  rule: 'an IAM role name (letters, digits and _+=,.@-, at most 64 characters)',
  example: 'cert-manager',
  hint: (value) => value.includes('/') ? "a path is given apart, as 'path'" : undefined,
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const IAM_PATH: TextFormat = {
  pattern: '/|/[\\u0021-\\u007E]+/',
  maxLength: 512,
  rule: "an IAM path (begins and ends with '/', no spaces, at most 512 characters)",
  example: '/k8s-main/',
  hint: (value) => {
    const bare = value.replace(/^\/+|\/+$/g, '');
    return bare.length <= 510 && /^[\w+=,.@-]+(\/[\w+=,.@-]+)*$/.test(bare) ? `perhaps "/${bare}/"` : undefined;
  },
};

/** CloudFormation and the SDKs accept these characters in a role's description. */
export const ROLE_DESCRIPTION: TextFormat = {
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
  maxLength: 1_000,
  rule: 'printable Latin-1 text of at most 1,000 characters',
  example: 'DNS-01 challenges of cert-manager',
};

/** Letters, digits and spaces of any script; a pattern that all readers of JSON Schema know cannot say so. */
function notInTags(value: string): string | undefined {
  // No literal: V8 would look up the Unicode classes when the file is loaded, which takes longer than most files do.
  return new RegExp('^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$', 'u').test(value) ? undefined : 'must be letters, digits, spaces and _.:/=+-@';
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
export const TAG_KEY: TextFormat = {
  pattern: '[A-Za-z0-9\\u00C0-\\uFFFD _.:/=+\\-@]+',
  maxLength: 128,
  rule: 'a tag key (1 to 128 letters, digits, spaces and _.:/=+-@)',
  example: 'owner',
  also: (value) => notInTags(value) ?? (/^aws:/i.test(value) ? "must not begin with 'aws:', which AWS keeps for itself" : undefined),
};

export const TAG_VALUE: TextFormat = {
  pattern: '[A-Za-z0-9\\u00C0-\\uFFFD _.:/=+\\-@]*',
  maxLength: 256,
  rule: 'a tag value (at most 256 letters, digits, spaces and _.:/=+-@)',
  example: 'platform-team',
  also: notInTags,
};

export const ACCOUNT: TextFormat = {
  pattern: '\\d{12}',
  rule: 'an AWS account id (12 digits, in quotes in YAML)',
  example: '111122223333',
  hint: (value) => /^\d{4}-\d{4}-\d{4}$/.test(value) ? `write it without hyphens, "${value.replace(/-/g, '')}"` : undefined,
};

export const REGION: TextFormat = {
  pattern: '[a-z]{2,4}(?:-[a-z]+){1,2}-\\d',
  rule: 'an AWS region',
  example: 'eu-central-1',
  hint: regionHint,
  also: (value) => partitionOfRegion(value) ? undefined : 'must be a region of a partition known to AWS',
};

/** What a text that is no region was perhaps meant to be. */
function regionHint(value: string): string | undefined {
  if (/^[a-z]{2}-[a-z]+-\d[a-z]$/.test(value)) {
    return `this is an availability zone of "${value.slice(0, -1)}"`;
  }
  const near = value.trim().toLowerCase().replace(/[_ ]/g, '-').replace(/^([a-z]{2})(?=[a-z]{4})/, '$1-').replace(/([a-z])(\d)$/, '$1-$2');
  return near !== value && new RegExp(`^(?:${REGION.pattern})$`).test(near) && partitionOfRegion(near) ? `perhaps "${near}"` : undefined;
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const CLUSTER_NAME: TextFormat = {
  pattern: '[0-9A-Za-z][A-Za-z0-9_-]{0,99}',
  rule: "the name of a cluster in EKS (1 to 100 letters, digits, '-' and '_', beginning with a letter or digit)",
  example: 'production',
  hint: (value) => {
    const name = /^arn:[^:]+:eks:[^:]*:\d*:cluster\/([\w-]+)$/.exec(value)?.[1];
    return name ? `this is the cluster's ARN; write its name, "${name}"` : undefined;
  },
};

/** The audience of the tokens that EKS puts into pods, in every partition. */
export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** The add-on that EKS Pod Identity needs, and what its pods are labelled with. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

/** What the `sub` of a service account's token begins with; its namespace and its name follow, with a colon between them. */
export const SUBJECT_PREFIX = 'system:serviceaccount:';

/** The service that becomes a role for EKS Pod Identity. */
export const POD_IDENTITY_SERVICE = 'pods.eks.amazonaws.com';

/**
 * The tags that EKS Pod Identity gives a session, all at once, unless its association disables them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const POD_SESSION_TAGS: readonly string[] = [
  'kubernetes-namespace', 'kubernetes-service-account', 'kubernetes-pod-name', 'kubernetes-pod-uid', 'eks-cluster-arn', 'eks-cluster-name',
];

/** The audience of a projected token: any text. */
export const AUDIENCE: TextFormat = {
  pattern: '[\\u0021-\\u0023\\u0025-\\u0029\\u002B-\\u003E\\u0040-\\u007E]+',
  maxLength: 255,
  rule: "an audience (printable characters without spaces and without '*', '?' and '$', at most 255)",
  example: DEFAULT_AUDIENCE,
};

/** The id of a bundle: it names an inline policy of the role, with room for a counter. */
export const BUNDLE_ID: TextFormat = {
  pattern: '[\\w+=,.@-]+',
  maxLength: 100,
  rule: 'the id of a bundle (letters, digits and _+=,.@-, at most 100 characters)',
  example: 'web.tables',
};
