import { parseIssuerUrl } from './issuer-url';
import { show } from '../core/text';
import type { TextFormat } from '../core/text-format';

/** The issuer of a Kubernetes cluster that is none of EKS. */
export interface KubernetesIssuer {
  /** Host and path, as in condition keys and provider ARNs. */
  readonly issuer: string;
}

const EXAMPLE = 'https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com';
const MOST = 255;

/**
 * Reads the issuer URL of a cluster that is none of EKS, with or without its scheme; answers with what is wrong if it cannot be one in IAM.
 *
 * IAM compares the `iss` of a token with the provider's URL to the letter, and fetches the keys from it over the internet. What only looks
 * the same, or cannot be reached, would fail in the pod, as AccessDenied or InvalidIdentityToken.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function parseKubernetesIssuer(text: string): KubernetesIssuer | { readonly problem: string } {
  const problem = problemOfText(text) ?? problemOfHost(hostOf(text)) ?? problemOfPath(text);
  return problem === undefined ? { issuer: withoutScheme(text) } : { problem: `${problem.rule}, got ${show(text)}${problem.fix === undefined ? '' : `: ${problem.fix}`}` };
}

interface Problem {
  readonly rule: string;
  readonly fix?: string;
}

const withoutScheme = (text: string) => text.replace(/^https:\/\//, '');
const hostOf = (text: string) => withoutScheme(text).split('/')[0];

/** Marks that are in no issuer, each with what it is taken for. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/\?/, 'a query'], [/#/, 'a fragment'], [/@/, 'a user'], [/\\/, 'a backslash'], [/%/, 'percent-encoding'], [/[*$<>{}[\]]/, 'wildcards or placeholders'],
];

function problemOfText(text: string): Problem | undefined {
  if (text !== text.trim()) {
    return { rule: 'must not begin or end with white space' };
  }
  const arn = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(.+)$/.exec(text)?.[1];
  if (arn !== undefined) {
    return { rule: 'must be the issuer URL of a cluster', fix: `this is the ARN of the provider; write "https://${arn}"` };
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && scheme !== 'https') {
    return { rule: `must be an https URL (or have no scheme), not ${scheme}` };
  }
  const mark = MARKS.find(([pattern]) => pattern.test(text));
  if (mark) {
    return { rule: `must be a host and a path, without ${mark[1]}` };
  }
  if (!/^[\x21-\x7E]*$/.test(text)) {
    return { rule: 'must be a host and a path in ASCII, without spaces' };
  }
  return text.length > MOST ? { rule: `must be at most ${MOST} characters, which is what IAM takes, and it has ${text.length}` } : undefined;
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** Names that only the cluster's own network, or nobody, resolves. */
const INSIDE = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|svc|test|example|invalid|onion|arpa)$/;

function problemOfHost(host: string): Problem | undefined {
  if (/:/.test(host)) {
    return { rule: 'must have no port, since IAM takes none: serve the discovery document on port 443' };
  }
  if (host !== host.toLowerCase()) {
    return { rule: 'must have its host in lower case: IAM compares the issuer with that of the tokens to the letter', fix: `if the tokens have it so, write "${host.toLowerCase()}"` };
  }
  if (/^(?:\d+|0x[\da-f]+)(?:\.(?:\d+|0x[\da-f]+))*$/.test(host)) {
    return { rule: 'must have the name of a host, and no IP address' };
  }
  if (INSIDE.test(host)) {
    return {
      rule: 'must have a host that AWS can reach over the internet, where it fetches the keys of the tokens',
      fix: host.includes('kubernetes.default.svc') ? 'this is the issuer of a cluster that was given none: publish the discovery document at a public URL, and start the API server with --service-account-issuer=<that URL>' : undefined,
    };
  }
  const isHost = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`).test(host) && host.length <= 253;
  return isHost ? undefined : { rule: `must begin with the name of a host, such as in ${EXAMPLE}` };
}

function problemOfPath(text: string): Problem | undefined {
  const issuer = withoutScheme(text);
  const [host, ...segments] = issuer.split('/');
  if (/^oidc[.-]eks\./.test(host)) {
    const parsed = parseIssuerUrl(text);
    return { rule: 'must be none of EKS where the kind is kubernetes', fix: 'problem' in parsed ? parsed.problem : 'leave the kind out' };
  }
  const other = OTHERS.find(({ pattern }) => pattern.test(issuer));
  if (other) {
    return { rule: `must be the issuer of a Kubernetes cluster, and ${host} is that of ${other.name}, whose tokens are not for service accounts` };
  }
  if (issuer.includes('/.well-known')) {
    return { rule: 'must be the issuer itself, without the discovery document', fix: `write "https://${issuer.replace(/\/\.well-known.*$/, '')}"` };
  }
  // AKS is the one whose issuers end so.
  const isAks = host.endsWith('.oic.prod-aks.azure.com');
  if (isAks !== issuer.endsWith('/')) {
    const right = isAks ? `${issuer}/` : issuer.replace(/\/+$/, '');
    return isAks ? { rule: 'must end in "/", as the tokens of AKS have it', fix: `write "https://${right}"` }
      : { rule: 'must not end in "/": the tokens have the issuer as --service-account-issuer of the API server has it, and IAM compares it to the letter', fix: `write "https://${right}"` };
  }
  const names = isAks ? segments.slice(0, -1) : segments;
  const strange = names.find((segment) => !/^[A-Za-z0-9._~-]+$/.test(segment) || /^\.+$/.test(segment));
  return strange === undefined ? undefined
    : { rule: `must have a path of names with letters, digits, '.', '_', '~' and '-', and ${show(strange)} is none` };
}

/** Issuers that everybody knows, and that are of no cluster. */
const OTHERS: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /^token\.actions\.githubusercontent\.com(?:\/|$)/, name: 'GitHub Actions' },
  { pattern: /^gitlab\.com(?:\/|$)/, name: 'GitLab' },
  { pattern: /^app\.terraform\.io(?:\/|$)/, name: 'HCP Terraform' },
  { pattern: /^accounts\.google\.com(?:\/|$)/, name: 'Google' },
  { pattern: /^cognito-identity\.amazonaws\.com(?:\/|$)|^cognito-idp\./, name: 'Amazon Cognito' },
  { pattern: /^(?:agent\.buildkite\.com|oidc\.circleci\.com|api\.bitbucket\.org|oidc\.vercel\.com)(?:\/|$)/, name: 'a CI service' },
  { pattern: /^(?:sts\.windows\.net|login\.microsoftonline\.com)(?:\/|$)/, name: 'Microsoft Entra ID' },
  { pattern: /^[^/]+\.(?:okta|auth0)\.com(?:\/|$)/, name: 'an identity provider of persons' },
];

/** The same rule as a text format. */
export const KUBERNETES_ISSUER_URL: TextFormat = {
  pattern: `(?:https://)?${LABEL}(?:\\.${LABEL})+(?:/[A-Za-z0-9._~-]+)*/?`,
  maxLength: MOST,
  rule: `the issuer URL of a Kubernetes cluster, such as ${EXAMPLE}`,
  example: EXAMPLE,
  judge: (value) => {
    const parsed = parseKubernetesIssuer(value);
    return 'problem' in parsed ? parsed.problem : undefined;
  },
};
