import { SERVICE_ACCOUNT_NAME } from '../core/names';
import type { TextFormat } from '../core/text-format';

/** Says in the cluster who made an object. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'cdk-irsa' };

const NAME = '(?=[^/]{1,63}$)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const LABEL_KEY: TextFormat = {
  pattern: `(?:(?=[^/]{1,253}/)${SERVICE_ACCOUNT_NAME.pattern}/)?${NAME}`,
  rule:
    "a label key: a name (at most 63 letters, digits and '-_.', beginning and ending with a letter or digit), with a lower-case domain and '/' in front if wanted",
  example: 'app.kubernetes.io/name',
};

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const LABEL_VALUE: TextFormat = {
  pattern: '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?',
  maxLength: 63,
  rule: "a label value (empty, or at most 63 letters, digits and '-_.', beginning and ending with a letter or digit)",
  example: 'cert-manager',
};

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set */
export const ANNOTATION_KEY: TextFormat = {
  pattern: `(?:(?=[^/]{1,253}/)${SERVICE_ACCOUNT_NAME.pattern.replace(/a-z/g, 'A-Za-z')}/)?${NAME}`,
  rule:
    "an annotation key: a name (at most 63 letters, digits and '-_.', beginning and ending with a letter or digit), with a domain and '/' in front if wanted",
  example: 'example.com/owner',
};

/** Secrets are named like service accounts. */
export const SECRET_NAME: TextFormat = { ...SERVICE_ACCOUNT_NAME, example: 'registry-credentials' };

/** A name that is a file's or folder's on every operating system. */
export const FILE_NAME: TextFormat = {
  pattern: '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?',
  maxLength: 100,
  rule: "a safe file name (letters, digits and '-_.', beginning with a letter or digit and not ending with '.', at most 100 characters)",
  example: 'production',
  also: (value) => /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(value) ? 'must not be a device name of Windows' : undefined,
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const PARAMETER_NAME: TextFormat = {
  pattern: '(?:[A-Za-z0-9_.-]+|(?:/[A-Za-z0-9_.-]+){1,15})',
  maxLength: 1_011,
  rule: "an SSM parameter name (letters, digits and '_.-', or up to 15 of such words with '/' before each, at most 1,011 characters)",
  example: '/irsa/production/cert-manager',
  also: (value) => /^\/?(aws|ssm)/i.test(value) ? "must not begin with 'aws' or 'ssm', which AWS keeps for itself" : undefined,
};

/** The name of an add-on, as EKS lists them. */
export const ADDON_NAME: TextFormat = {
  pattern: '[0-9A-Za-z][0-9A-Za-z_-]{0,99}',
  rule: 'the name of an add-on, as "aws eks describe-addon-versions" lists them',
  example: 'aws-ebs-csi-driver',
};

export const IMAGE: TextFormat = {
  pattern: '[A-Za-z0-9][A-Za-z0-9._:/@-]*',
  maxLength: 512,
  rule: 'a container image, such as public.ecr.aws/aws-cli/aws-cli:2.35.5',
  example: 'public.ecr.aws/aws-cli/aws-cli:2.35.5',
};

/** Namespaces that every cluster has. */
export const BUILT_IN_NAMESPACES: readonly string[] = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** With a namespace goes all that is in it: Argo CD and Flux leave it when it is no longer written. */
export const NEVER_PRUNED = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

export function namespaceObject(namespace: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...MANAGED_BY }, annotations: { ...NEVER_PRUNED } } };
}

/** The order of files, objects and entries: by code unit, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
