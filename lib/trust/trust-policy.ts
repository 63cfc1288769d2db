import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { ServiceAccountSubject } from './service-account-subject';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { CompositePrincipal, Token, WebIdentityPrincipal } from '../core/cdk';

/**
 * The principal of a role for service accounts: for each cluster one statement that asks for the
 * exact subjects, and one more for patterns, since `StringLike` in the same statement would ask for
 * both at once. Every statement has `sub` and `aud`; `aud` is always `StringEquals`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustedPrincipal(clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]): IPrincipal {
  const exact = unique(subjects.filter((subject) => !subject.isPattern));
  const patterns = unique(subjects.filter((subject) => subject.isPattern));
  const principals = clusters.flatMap((cluster) => [
    ...(exact.length > 0 ? [
      new WebIdentityPrincipal(cluster.providerArn, {
        StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience, [`${cluster.issuer}:sub`]: oneOrMany(exact) },
      }),
    ] : []),
    ...(patterns.length > 0 ? [
      new WebIdentityPrincipal(cluster.providerArn, {
        StringEquals: { [`${cluster.issuer}:aud`]: cluster.audience },
        StringLike: { [`${cluster.issuer}:sub`]: oneOrMany(patterns) },
      }),
    ] : []),
  ]);
  return principals.length === 1 ? principals[0] : new CompositePrincipal(...principals);
}

/** How large a trust policy is at most, by IAM's count. */
export interface TrustSize {
  readonly statements: number;
  readonly characters: number;
}

const AROUND = '{"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{":aud":},"StringLike":{":sub":}},"Effect":"Allow","Principal":{"Federated":}},';

/**
 * An upper bound for what `trustedPrincipal` makes, a few characters too high: to have CDK render each trust policy only to
 * count it takes longer than all other checks. Nothing if a part is known only at deploy time.
 */
export function trustSize(clusters: readonly ClusterIssuer[], subjects: readonly ServiceAccountSubject[]): TrustSize | undefined {
  const texts = clusters.flatMap(({ providerArn, issuer, audience }) => [providerArn, issuer, audience]);
  if ([...texts, ...subjects.map(({ subject }) => subject)].some((text) => Token.isUnresolved(text))) {
    return undefined;
  }
  const kinds = [false, true]
    .map((isPattern) => unique(subjects.filter((subject) => subject.isPattern === isPattern)))
    .filter((kind) => kind.length > 0);
  const sizes = clusters.flatMap(({ issuer, audience, providerArn }) =>
    kinds.map((kind) => AROUND.length + JSON.stringify([issuer, issuer, audience, providerArn, ...kind]).length));
  return { statements: sizes.length, characters: sizes.reduce((sum, size) => sum + size, '{"Statement":[],"Version":"2012-10-17"}'.length) };
}

/** Whether the trust must be rendered as a JSON string: a condition key with a deploy-time part cannot be an object's key. */
export function needsStringTrust(clusters: readonly ClusterIssuer[]): boolean {
  return clusters.some((cluster) => !cluster.isLiteral);
}

/** Sorted, so that the order in which workloads list their accounts changes nothing. */
function unique(subjects: readonly ServiceAccountSubject[]): string[] {
  return [...new Set(subjects.map((subject) => subject.subject))].sort();
}

function oneOrMany(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}
