import { isObject } from '../core/plain-object';
import { show, suggestion } from '../core/text';
import type { RequestPrincipal } from '../iam/access-request';
import { arnParts } from '../iam/arn';
import { unknownPart } from '../iam/partial-text';

/** Why a text or map names no principal: a sentence without its subject. */
export class PrincipalError extends Error {}

/** The providers of web identity that IAM knows without an ARN. */
const WEB_PROVIDERS = ['accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'];

const FORMS = 'write the ARN of a role, a role session (assumed-role), a user, an account\'s root, an OIDC or SAML provider, the name of a service (pods.eks.amazonaws.com), or *';
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.com(\.[a-z]+)?$/;
const MAP_KEYS = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

/**
 * The principal that an entry or an option names, as a text or as policies write it: `{ "Service": "pods.eks.amazonaws.com" }`.
 *
 * @param principalArn the entry's `aws:PrincipalArn`, which has the path of a role, as the ARN of a session does not
 * @throws `PrincipalError`
 */
export function requestedPrincipal(written: unknown, principalArn?: string): RequestPrincipal {
  if (typeof written === 'string') {
    return named(written, principalArn);
  }
  if (!isObject(written)) {
    throw new PrincipalError(`must be a principal, got ${show(written)}: ${FORMS}`);
  }
  const entries = Object.entries(written);
  const [[type, value] = ['', undefined]] = entries;
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length !== 1 || names.length !== 1) {
    throw new PrincipalError(`must be one principal, since a request has one, got ${show(written)}: write one entry for each`);
  }
  if (!MAP_KEYS.includes(type)) {
    throw new PrincipalError(`must be of a kind that policies know, got ${show(type)}: ${suggestion(type, MAP_KEYS)}`);
  }
  const [name] = names;
  if (typeof name !== 'string' || name === '') {
    throw new PrincipalError(`must name the principal in a text, got ${show(name)}`);
  }
  return ofType(type, name, principalArn);
}

function ofType(type: string, name: string, principalArn: string | undefined): RequestPrincipal {
  switch (type) {
    case 'AWS':
      return named(name, principalArn, ['roleSession', 'user', 'accountRoot', 'anonymous']);
    case 'Federated':
      return arnParts(name) === undefined ? { kind: 'webIdentity', provider: name } : named(name, principalArn, ['webIdentity', 'saml']);
    case 'Service':
      return named(name, principalArn, ['service']);
    default:
      return { kind: 'canonicalUser', id: name };
  }
}

function named(text: string, principalArn: string | undefined, kinds?: readonly RequestPrincipal['kind'][]): RequestPrincipal {
  const principal = text === '*' ? { kind: 'anonymous' } as const
    : WEB_PROVIDERS.includes(text) && !kinds?.includes('service') ? { kind: 'webIdentity', provider: text } as const
      : SERVICE.test(text) ? { kind: 'service', name: text } as const
        : ofArn(text, principalArn);
  if (principal === undefined || (kinds !== undefined && !kinds.includes(principal.kind))) {
    throw new PrincipalError(`must be a principal, got ${show(text)}: ${FORMS}`);
  }
  return principal;
}

function ofArn(text: string, principalArn: string | undefined): RequestPrincipal | undefined {
  const { partition, service, region, account = '', resource = '' } = arnParts(text) ?? {};
  const [type, ...names] = resource.split('/');
  if (partition === undefined || region !== '' || !/^\d{12}$/.test(account) || (names.length > 0 && names.some((name) => name === ''))) {
    return undefined;
  }
  const arn = `${service}:${type}`;
  if (/[*?]/.test(text)) {
    throw new PrincipalError(`must be one principal, without wildcards, got ${show(text)}`);
  }
  switch (arn) {
    case 'iam:root':
      return names.length === 0 ? { kind: 'accountRoot', arn: text } : undefined;
    case 'iam:user':
      return names.length > 0 ? { kind: 'user', arn: text } : undefined;
    case 'iam:oidc-provider':
      return names.length > 0 ? { kind: 'webIdentity', provider: text } : undefined;
    case 'iam:saml-provider':
      return names.length > 0 ? { kind: 'saml', provider: text } : undefined;
    case 'iam:role':
      return names.length > 0 ? roleSession(text) : undefined;
    case 'sts:assumed-role':
      return names.length === 2 ? { kind: 'roleSession', roleArn: roleOfSession(text, names[0], principalArn), sessionArn: text } : undefined;
    default:
      return undefined;
  }
}

/** A session of a role, of whose name nothing is known. */
export function roleSession(roleArn: string): RequestPrincipal {
  const { partition, account, resource } = arnParts(roleArn)!;
  const session = unknownPart('the name of the session');
  return { kind: 'roleSession', roleArn, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${resource.split('/').at(-1)}/${session}` };
}

/** The role has no path, unless the entry's `aws:PrincipalArn` says so: the ARN of a session has none. */
function roleOfSession(session: string, name: string, principalArn = ''): string {
  const { partition, account } = arnParts(session)!;
  const prefix = `arn:${partition}:iam::${account}:role/`;
  return principalArn.startsWith(prefix) && principalArn.endsWith(`/${name}`) ? principalArn : `${prefix}${name}`;
}
