import { arnParts } from '../../iam/arn';
import type { PrincipalSet } from '../../iam/decide/question';
import { TextSet } from '../../iam/language/text-set';
import type { Principal } from '../../iam/policy-statement';

const EVERYONE: readonly PrincipalSet['kind'][] = ['roleSession', 'user', 'accountRoot', 'webIdentity', 'service'];

/** How the ARNs of principals end, by their kind. */
const RESOURCES: Readonly<Record<string, string>> = { roleSession: 'role/*', user: 'user/*', accountRoot: 'root' };

/** Whom an entry of `Principal` may mean, by kinds of principals. */
export function principalSets(
  { type, value }: Principal, { everyone = EVERYONE, partition = '*' }: { readonly everyone?: readonly PrincipalSet['kind'][]; readonly partition?: string } = {},
): PrincipalSet[] {
  if (value === '*' && (type === '*' || type === 'AWS')) {
    return everyone.map((kind) => ({ kind, ...partition === '*' || !Object.hasOwn(RESOURCES, kind) ? {} : { identifiers: TextSet.of([`arn:${partition}:iam::*:${RESOURCES[kind]}`], 'arn') } }));
  }
  const identifiers = value === '*' ? {} : { identifiers: TextSet.equals(value) };
  switch (type) {
    case 'Federated': return [{ kind: value.includes(':saml-provider/') ? 'saml' : 'webIdentity', ...identifiers }];
    case 'Service': return [{ kind: 'service', ...identifiers }];
    case 'CanonicalUser': return [{ kind: 'canonicalUser', ...identifiers }];
    default: return ofAccount(value, partition);
  }
}

function ofAccount(value: string, own: string): PrincipalSet[] {
  const { partition = own, service, account, resource = '' } = arnParts(value) ?? {};
  if (/^\d{12}$/.test(value) || resource === 'root') {
    const start = `arn:${partition}:iam::${account ?? value}`;
    return [{ kind: 'roleSession', identifiers: TextSet.of([`${start}:role/*`], 'arn') }, { kind: 'user', identifiers: TextSet.of([`${start}:user/*`], 'arn') }];
  }
  const [, name] = service === 'sts' ? /^assumed-role\/([^/]+)\//.exec(resource) ?? [] : [];
  const start = `arn:${partition}:iam::${account}:role`;
  return name !== undefined ? [{ kind: 'roleSession', identifiers: TextSet.of([`${start}/${name}`, `${start}/*/${name}`], 'arn') }]
    : [{ kind: resource.startsWith('user/') ? 'user' : 'roleSession', identifiers: TextSet.equals(value) }];
}

/** Of many sessions or users, those that are not among the paths: of these it is not known that their own policies do not allow it. */
export function withoutKnown(set: PrincipalSet, arns: readonly string[]): PrincipalSet {
  const { kind, identifiers = TextSet.every } = set;
  const type = kind === 'roleSession' ? ':role/' : kind === 'user' ? ':user/' : undefined;
  const known = type === undefined ? [] : arns.filter((arn) => arn.includes(type));
  return known.length === 0 || identifiers.listed?.length === 1 ? set : { kind, identifiers: identifiers.but(TextSet.equals(...known)) };
}
