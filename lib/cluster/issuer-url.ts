import { partitionOfRegion } from '../core/partition';
import { show } from '../core/text';
import type { TextFormat } from '../core/text-format';

/** The parts of an EKS cluster's issuer. */
export interface ParsedIssuer {
  /** Host and path, as in condition keys and provider ARNs: `oidc.eks.<region>.<suffix>/id/<id>`. */
  readonly issuer: string;
  readonly region: string;
  readonly partition: string;
  /** 32 hexadecimal digits. */
  readonly id: string;
}

const EXAMPLE = 'https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';

/**
 * Reads an EKS issuer URL, with or without its scheme; answers with what is wrong if it is none.
 *
 * The `iss` of a projected token is always `https://oidc.eks.<region>.<suffix>/id/<id>`: IAM compares
 * it to the letter, so anything else would only ever fail in the pod, as AccessDenied.
 */
export function parseIssuerUrl(text: string): ParsedIssuer | { readonly problem: string } {
  const wrong = (rule: string) => ({ problem: `${rule}, got ${show(text)}` });
  if (text !== text.trim()) {
    return wrong('must not begin or end with white space');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && scheme !== 'https') {
    return wrong(`must be an https URL (or have no scheme), not ${scheme}`);
  }
  const issuer = text.replace(/^https:\/\//, '');
  const [host, ...segments] = issuer.split('/');

  const dualStack = /^oidc-eks\.([a-z0-9-]+)\.(.+)$/.exec(host);
  if (dualStack) {
    const partition = partitionOfRegion(dualStack[1]);
    const right = partition && `oidc.eks.${dualStack[1]}.${partition.dnsSuffix}`;
    return wrong(
      `must be the issuer of the cluster's tokens; ${host} is the dual-stack address, which no token names as its issuer` +
        (right ? `: write "https://${[right, ...segments].join('/')}"` : ''));
  }
  const match = /^oidc\.eks\.([a-z0-9-]+)\.(.+)$/.exec(host);
  if (!match) {
    const { problem } = wrong(
      `must be the issuer URL of an EKS cluster, such as ${EXAMPLE} (aws eks describe-cluster --query cluster.identity.oidc.issuer)`);
    const meant = meantBy(text);
    return { problem: meant === undefined ? problem : `${problem}: ${meant}` };
  }
  const [, region, suffix] = match;
  const partition = partitionOfRegion(region);
  if (!partition) {
    return wrong(`must name a region after "oidc.eks.", ${show(region)} is none`);
  }
  if (suffix !== partition.dnsSuffix) {
    return wrong(`must end its host in "${partition.dnsSuffix}", as region ${region} is in partition ${partition.name}`);
  }
  const [folder, id, ...rest] = segments;
  if (folder !== 'id' || id === undefined || rest.length > 0) {
    return wrong('must have the path "/id/<32 hexadecimal digits>" and nothing behind it');
  }
  if (!/^[0-9A-F]{32}$/.test(id)) {
    const upper = id.toUpperCase();
    return wrong(/^[0-9A-F]{32}$/.test(upper)
      ? `must have its id in upper case, as EKS writes it and IAM compares it: "${upper}"`
      : `must end in the cluster's id, 32 hexadecimal digits (0-9, A-F), ${show(id)} is not (${id.length} characters)`);
  }
  return { issuer, region, partition: partition.name, id };
}

/** What is written instead of an issuer, and what to write. */
function meantBy(text: string): string | undefined {
  const [, issuer] = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(oidc\.eks\..*)$/.exec(text) ?? [];
  if (issuer !== undefined) {
    return `this is the ARN of the provider; write "https://${issuer}"`;
  }
  return /^(?:https:\/\/)?[0-9A-Fa-f]{32}\.[a-z0-9]+\.[a-z0-9-]+\.eks\.amazonaws\.com/.test(text)
    ? 'this is the address of the cluster\'s API server, which signs no tokens under that name' : undefined;
}

/** The same rule as a text format, for the schema of `workloads.yaml`. */
export const ISSUER_URL: TextFormat = {
  pattern: '(?:https://)?oidc\\.eks\\.[a-z0-9-]+\\.[a-z0-9.-]+/id/[0-9A-F]{32}',
  rule: `the issuer URL of an EKS cluster, such as ${EXAMPLE}`,
  example: EXAMPLE,
  judge: (value) => {
    const parsed = parseIssuerUrl(value);
    return 'problem' in parsed ? parsed.problem : undefined;
  },
};
