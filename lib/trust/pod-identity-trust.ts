import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { oneOrMany } from './one-or-many';
import type { ServiceAccountSubject } from './service-account-subject';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { addTo } from '../core/add-to';
import { ServicePrincipal, Token } from '../core/cdk';
import { POD_IDENTITY_SERVICE } from '../core/names';

/** The service accounts of a cluster that become the role by EKS Pod Identity. */
export interface PodIdentityTrust {
  readonly cluster: PodIdentityCluster;
  readonly subjects: readonly ServiceAccountSubject[];
}

/** How EKS asks for the pods of a role. */
export interface PodIdentityTrustOptions {
  /** Whether its associations leave the session tags out. */
  readonly disableSessionTags?: boolean;
}

type Condition = Record<string, Record<string, string | string[]>>;

const NAMESPACE = 'aws:RequestTag/kubernetes-namespace';
const SERVICE_ACCOUNT = 'aws:RequestTag/kubernetes-service-account';

/**
 * The principals of EKS Pod Identity: EKS, as it asks for exactly these service accounts of exactly these clusters. What is one
 * set of service accounts of several clusters, or one set of names in several namespaces, shares a statement.
 *
 * EKS checks the trust when an association is created, and says nowhere that it needs less without session tags:
 * `sts:TagSession` is always allowed.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityPrincipals(trusts: readonly PodIdentityTrust[], options: PodIdentityTrustOptions = {}): IPrincipal[] {
  return conditionsOf(trusts, options).map((condition) =>
    new ServicePrincipal(POD_IDENTITY_SERVICE).withConditions(condition).withSessionTags());
}

const AROUND = `{"Action":["sts:AssumeRole","sts:TagSession"],"Condition":,"Effect":"Allow","Principal":{"Service":"${POD_IDENTITY_SERVICE}"}},`;

/** The sizes of their statements, a few characters too high; nothing if a part is known only at deploy time. */
export function podIdentitySizes(trusts: readonly PodIdentityTrust[], options: PodIdentityTrustOptions = {}): number[] | undefined {
  const texts = conditionsOf(trusts, options).map((condition) => JSON.stringify(condition));
  return texts.some((text) => Token.isUnresolved(text)) ? undefined : texts.map((text) => AROUND.length + text.length);
}

function conditionsOf(trusts: readonly PodIdentityTrust[], { disableSessionTags }: PodIdentityTrustOptions): Condition[] {
  return disableSessionTags
    ? [withSource(trusts, {})]
    : bySubjects(trusts).flatMap((group) => subjectConditions(group[0].subjects).map((condition) => withSource(group, condition)));
}

/** Clusters with one set of service accounts together. */
export function bySubjects(trusts: readonly PodIdentityTrust[]): PodIdentityTrust[][] {
  return grouped(trusts, ({ subjects }) => [...new Set(subjects.map(({ subject, isPattern }) => `${subject} ${isPattern}`))].sort().join());
}

/** Namespaces with the same names share a statement: with all lists in one, each namespace would have the names of the others. */
export function subjectConditions(subjects: readonly ServiceAccountSubject[]): Condition[] {
  return [false, true].flatMap((isPattern) => {
    const namespaces = grouped(subjects.filter((subject) => subject.isPattern === isPattern), ({ namespace }) => namespace)
      .map((same) => ({ namespace: same[0].namespace, names: sorted(same.map(({ serviceAccountName }) => serviceAccountName)) }))
      .sort((a, b) => a.namespace < b.namespace ? -1 : 1);
    return grouped(namespaces, ({ names }) => names.join()).map((same): Condition => {
      const [namespace, names] = [oneOrMany(same.map((item) => item.namespace)), oneOrMany(same[0].names)];
      return isPattern
        ? { StringEquals: { [NAMESPACE]: namespace }, StringLike: { [SERVICE_ACCOUNT]: names } }
        : { StringEquals: { [NAMESPACE]: namespace, [SERVICE_ACCOUNT]: names } };
    });
  });
}

/** `StringEquals` for the ARN too: a deploy-time value with a `*` matches nothing then. */
function withSource(trusts: readonly PodIdentityTrust[], condition: Condition): Condition {
  const source = {
    'aws:SourceAccount': oneOrMany(sorted(trusts.map(({ cluster }) => cluster.account))),
    'aws:SourceArn': oneOrMany(sorted(trusts.map(({ cluster }) => cluster.clusterArn))),
  };
  return { ...condition, StringEquals: { ...condition.StringEquals, ...source } };
}

/** In the order in which the groups first appear. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  items.forEach((item) => addTo(groups, keyOf(item), [item]));
  return [...groups.values()];
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
