import { isLetByToken } from './becoming';
import { subjectsOf } from '../../compliance/subjects';
import type { TrustedSubject } from '../../compliance/subjects';
import { webIdentitiesOf } from '../../compliance/web-identity';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import { isKnown, plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole } from '../model/access-role';
import { clusterText } from '../model/known-clusters';

/** Who becomes a role, in words. */
export interface TrustedBy {
  /** `shop/api of cluster green`, `any service account of namespace shop of cluster green`. */
  readonly serviceAccounts: readonly string[];
  /** Those of them that become it by their token. */
  readonly byToken: readonly string[];
  /** Whoever else becomes it and is no role among the paths: ARNs, services, providers, and EKS for pods that get a target role. */
  readonly others: readonly string[];
}

/** Who becomes a role by its trust and by associations, but for the roles among the paths. */
export function trustedBy(model: AccessModel, role: AccessRole): TrustedBy {
  const byToken = role.ways.flatMap((way) => {
    const clusters = new Map(webIdentitiesOf(way.role).trusts.map(({ provider, issuers }) => [provider, clusterOfIssuers(model, issuers)]));
    const subjects = subjectsOf(way.role);
    const isLimited = (trust: { readonly number: number; readonly provider: string }) =>
      subjects.some(({ number, provider }) => number === trust.number && provider === trust.provider);
    return [
      ...subjects.filter(({ reach, namespace = '', name = '' }) => reach !== 'none' && (reach !== 'one' || isLetByToken(model, role, { namespace, name })))
        .map((subject) => subjectText(subject, clusters.get(subject.provider) ?? plain(subject.provider))),
      ...webIdentitiesOf(way.role).trusts.filter((trust) => !isLimited(trust))
        .map(({ provider }) => `any service account of cluster ${clusters.get(provider) ?? plain(provider)}`),
    ];
  });
  const others = role.ways.flatMap((way) => othersOf(model, way));
  return {
    serviceAccounts: distinct([...byToken, ...model.associatedWith(role).map(associatedText)]),
    byToken: distinct(byToken),
    others: distinct([...others, ...model.passedOnBy(role).map(passedOnText)]),
  };
}

/** The service account of an association: `shop/api of cluster green`. */
export function associatedText({ account: { namespace, name }, cluster }: GivenRole): string {
  return `${plain(namespace)}/${plain(name)}${cluster === undefined ? '' : ` of cluster ${clusterText(cluster)}`}`;
}

/** Who has the first role of an association with a target role: not the pod. */
export function passedOnText(given: GivenRole): string {
  return `EKS Pod Identity on behalf of ${associatedText(given)}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Service accounts that a trust names: `shop/api of cluster green`. */
export function subjectText({ namespace, name, reach, value }: Pick<TrustedSubject, 'namespace' | 'name' | 'reach' | 'value'>, cluster: string): string {
  const of = ` of cluster ${cluster}`;
  switch (reach) {
    case 'one': return `${namespace}/${name}${of}`;
    case 'a namespace': return `any service account of namespace ${namespace}${of}`;
    case 'namespaces': return `service accounts of any namespace (${value})${of}`;
    default: return `service accounts like ${value}${of}`;
  }
}

/** What the cluster of issuers is called. */
export function clusterOfIssuers(model: AccessModel, issuers: readonly string[]): string {
  const issuer = issuers.find(isKnown) ?? issuers[0] ?? '';
  return clusterText(model.clusters.ofIssuer(issuer) ?? { names: [], issuer });
}

function othersOf(model: AccessModel, { role, trust }: AccessRole['ways'][number]): string[] {
  const ofClusters = new Set(webIdentitiesOf(role).trusts.map(({ number }) => number));
  return trust.statements.filter(({ effect, number }) => effect !== 'Deny' && !ofClusters.has(number)).flatMap(({ principals, hasNotPrincipal }) =>
    hasNotPrincipal ? ['everyone but those whom its trust excepts'] : principals
      .filter(({ value }) => value !== POD_IDENTITY_SERVICE && model.rolesOfArn(value).length === 0)
      .map(({ value }) => value === '*' ? 'anyone' : plain(value)));
}
