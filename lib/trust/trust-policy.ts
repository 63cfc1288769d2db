/* eslint-disable @typescript-eslint/no-require-imports -- `import` would load the file for roles without EKS Pod Identity */
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { oneOrMany } from './one-or-many';
import type { PodIdentityTrust, PodIdentityTrustOptions } from './pod-identity-trust';
import type { ServiceAccountSubject } from './service-account-subject';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { CompositePrincipal, Token, WebIdentityPrincipal } from '../core/cdk';

/** The service accounts of a cluster that become the role with the tokens of its issuer. */
export interface IssuerTrust {
  readonly cluster: ClusterIssuer;
  readonly subjects: readonly ServiceAccountSubject[];
}

/** Who may become a role. */
export interface Trusted {
  readonly issuers: readonly IssuerTrust[];
  readonly podIdentity: readonly PodIdentityTrust[];
  readonly podIdentityOptions?: PodIdentityTrustOptions;
}

/**
 * The principal of a role for service accounts: for each issuer one statement that asks for the
 * exact subjects, and one more for patterns, since `StringLike` in the same statement would ask for
 * both at once. Every statement has `sub` and `aud`; `aud` is always `StringEquals`. Then those of EKS Pod Identity.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustedPrincipal({ issuers, podIdentity, podIdentityOptions }: Trusted): IPrincipal {
  const principals: IPrincipal[] = [
    ...issuers.flatMap(issuerPrincipals),
    ...podIdentity.length === 0 ? [] : podIdentityTrust().podIdentityPrincipals(podIdentity, podIdentityOptions),
  ];
  return principals.length === 1 ? principals[0] : new CompositePrincipal(...principals);
}

function issuerPrincipals({ cluster, subjects }: IssuerTrust): IPrincipal[] {
  const exact = unique(subjects.filter((subject) => !subject.isPattern));
  const patterns = unique(subjects.filter((subject) => subject.isPattern));
  return [
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
  ];
}

function podIdentityTrust(): typeof import('./pod-identity-trust') {
  return require('./pod-identity-trust');
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
export function trustSize({ issuers, podIdentity, podIdentityOptions }: Trusted): TrustSize | undefined {
  const ofPods = podIdentity.length === 0 ? [] : podIdentityTrust().podIdentitySizes(podIdentity, podIdentityOptions);
  const texts = issuers.flatMap(({ cluster: { providerArn, issuer, audience }, subjects }) =>
    [providerArn, issuer, audience, ...subjects.map(({ subject }) => subject)]);
  if (ofPods === undefined || texts.some((text) => Token.isUnresolved(text))) {
    return undefined;
  }
  const sizes = [...issuers.flatMap(issuerSizes), ...ofPods];
  return { statements: sizes.length, characters: sizes.reduce((sum, size) => sum + size, '{"Statement":[],"Version":"2012-10-17"}'.length) };
}

function issuerSizes({ cluster: { issuer, audience, providerArn }, subjects }: IssuerTrust): number[] {
  return [false, true]
    .map((isPattern) => unique(subjects.filter((subject) => subject.isPattern === isPattern)))
    .filter((kind) => kind.length > 0)
    .map((kind) => AROUND.length + JSON.stringify([issuer, issuer, audience, providerArn, ...kind]).length);
}

/** Whether the trust must be rendered as a JSON string: a condition key with a deploy-time part cannot be an object's key. */
export function needsStringTrust({ issuers }: Trusted): boolean {
  return issuers.some(({ cluster }) => !cluster.isLiteral);
}

/** Sorted, so that the order in which workloads list their accounts changes nothing. */
function unique(subjects: readonly ServiceAccountSubject[]): string[] {
  return [...new Set(subjects.map((subject) => subject.subject))].sort();
}
