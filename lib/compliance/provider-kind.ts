import type { ClaimTest } from './token-claims';
import { DEFAULT_AUDIENCE, SUBJECT_PREFIX } from '../core/names';
import { hasWildcard } from '../iam/glob';
import { asksForPresence } from '../iam/operator';
import { isKnown } from '../iam/partial-text';

/** Whose tokens a provider stands for, as far as anyone can tell. */
export type ProviderKind = 'service accounts' | 'something else' | 'unknown';

const EKS = /^(https?:\/\/)?oidc[.-]eks\./;

/** EKS, OpenShift on AWS, GKE, AKS, and discovery documents in S3, as kops and ccoctl make them. */
const CLUSTERS = [
  EKS, /^rh-oidc\./, /(^|\.)openshiftapps\.com(\/|$)/, /^container\.googleapis\.com\//, /\.oic\.prod-aks\.azure\.com(\/|$)/,
  /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?(\/|$)/,
];

/** Providers of other things, which other tools judge. */
const OTHERS = [
  /^(vs)?token\.actions\./, /^cognito-identity\./, /^accounts\.google\.com$/, /^graph\.facebook\.com$/, /^www\.amazon\.com$/, /^github\.com\//, /^gitlab\.com$/,
  /^app\.terraform\.io$/, /^agent\..*buildkite\./, /^oidc\.circleci\.com\//, /^api\.bitbucket\.org\//, /^oidc\.vercel\.com(\/|$)/, /^oidc\.codefresh\.io$/, /^scalr\.io$/, /^proidc\.upbound\.io$/, /^oidc\.modal\.com$/, /\.spacelift\.io$/,
  /^idcs-/, /^sts\.windows\.net\//, /^login\.microsoftonline\.com\//, /\.okta\.com(\/|$)/, /\.auth0\.com\/?$/, /^SAML$/i,
];

/**
 * Whether a provider is a cluster's. An address says so, or the subjects that are asked for, or the issuer that the
 * conditions name. Where nothing is known of it, the audience that EKS uses says so; and a trust that asks for nothing
 * deserves to be judged, whoever the provider is.
 */
export function kindOf(provider: string, issuers: readonly string[], tests: readonly ClaimTest[], isWhole: boolean): ProviderKind {
  const claims = tests.filter(({ issuer }) => !/^(aws|sts)$/i.test(issuer));
  // A test that holds where the claim is missing says nothing of whose tokens are meant.
  const strong = claims.filter(({ asks }) => asks !== 'weak');
  const named = [...issuers, ...(issuers.some(isKnown) ? claims : strong).map(({ issuer }) => issuer)];
  const looks = (of: readonly ClaimTest[]) => of.filter(({ claim, operator }) => claim === 'sub' && !asksForPresence(operator) && !operator.negated)
    .flatMap(({ values }) => values).map(looksOf);
  const subjects = looks(claims);
  // Under another claim, too: only a cluster's tokens have such subjects.
  const namesAccounts = claims.some(({ values }) => values.some((value) => value.startsWith(SUBJECT_PREFIX)));
  const isOfOthers = (names: readonly string[]) => names.some((name) => OTHERS.some((other) => other.test(name)));
  if (!namesAccounts && issuers.some(isKnown) && isOfOthers(issuers)) {
    return 'something else';
  }
  if (namesAccounts || subjects.includes('a service account') || named.some((issuer) => EKS.test(issuer) || issuer.includes('OpenIdConnectIssuerUrl'))) {
    return 'service accounts';
  }
  if (provider.includes(':saml-provider/') || isOfOthers(issuers.some(isKnown) ? [provider] : [provider, ...named]) || looks(strong).includes('something else')) {
    return 'something else';
  }
  if (named.some((issuer) => CLUSTERS.some((cluster) => cluster.test(issuer)))) {
    return 'service accounts';
  }
  if (isWhole && claims.length === 0 && !hasWildcard(provider)) {
    return 'service accounts';
  }
  const isForSts = tests.some(({ claim, values }) => claim === 'aud' && values.includes(DEFAULT_AUDIENCE));
  if (named.some(isKnown) || hasWildcard(provider)) {
    // For whom a token is does not tell who has it.
    return isForSts || !claims.filter(({ claim }) => claim !== 'aud').some(namesSomebody) ? 'unknown' : 'something else';
  }
  return isForSts || subjects.includes('anything') || (isWhole && claims.length === 0) ? 'service accounts' : 'unknown';
}

/** Whether a test keeps out tokens of an issuer: it asks for a value of a claim, and not for anything. */
function namesSomebody({ asks, values }: ClaimTest): boolean {
  return asks !== 'weak' && values.every((value) => /[^*?:]/.test(value));
}

/** What a subject begins with, up to a wildcard, a policy variable, or a part that is not known. */
function looksOf(subject: string): 'a service account' | 'something else' | 'anything' | 'unknown' {
  const head = /^[^*?$\uE000]*/.exec(subject)![0];
  if (head === '') {
    return /^[*?]/.test(subject) ? 'anything' : 'unknown';
  }
  return head.includes(SUBJECT_PREFIX.slice(0, -1)) || SUBJECT_PREFIX.startsWith(head) ? 'a service account' : 'something else';
}
