import { DEFAULT_AUDIENCE, SUBJECT_PREFIX } from '../core/names';
import { isKnown } from '../iam/partial-text';

/** What puts tokens into the pods of a cluster, as far as its issuer says it. */
type Platform = 'eks' | 'openshift' | 'other';

const OPENSHIFT = /^rh-oidc[.-]|(^|\.)openshiftapps\.com(\/|$)/;

/** An issuer that is known only at deploy time is taken for one of EKS. */
export function platformOf(issuers: readonly string[]): Platform {
  return !issuers.some(isKnown) || issuers.some((issuer) => /^(https?:\/\/)?oidc[.-]eks\./.test(issuer)) ? 'eks'
    : issuers.some((issuer) => OPENSHIFT.test(issuer)) ? 'openshift' : 'other';
}

/** The audiences that the pods of a platform have by default, beside those that the check was told of; nothing where each cluster has its own. */
export function defaultAudiences(issuers: readonly string[]): readonly string[] | undefined {
  return { eks: [], openshift: ['openshift', DEFAULT_AUDIENCE], other: undefined }[platformOf(issuers)];
}

/** Why an audience is none of tokens for AWS, wherever the cluster is: it is that of the API server, or a subject. */
export function whyNotForAws(audience: string, issuers: readonly string[]): string | undefined {
  const isOfApiServer = /^(https:\/\/)?kubernetes(\.default)?(\.svc(\.default|\.[a-z0-9.-]+)?)?\/?$/.test(audience)
    || issuers.some((issuer) => isKnown(issuer) && audience === `https://${issuer}`);
  return isOfApiServer ? 'which those have that every pod sends to the API server'
    : audience.startsWith(SUBJECT_PREFIX) ? 'which is a subject (sub)' : undefined;
}

/** Which audience to ask for, to follow "add a condition on its aud"; nothing for EKS, which has one. */
export function audienceToAskFor(issuers: readonly string[], subjects: readonly string[]): string | undefined {
  const platform = platformOf(issuers);
  const ofOperators = subjects.filter((subject) => subject.startsWith(`${SUBJECT_PREFIX}openshift-`)).length;
  return platform === 'eks' ? undefined
    : platform === 'openshift' && ofOperators > 0 && ofOperators === subjects.length ? '"openshift", which tokens of OpenShift\'s operators have (sts.amazonaws.com would lock them out)'
      : platform === 'openshift' ? `"${DEFAULT_AUDIENCE}", which OpenShift's webhook puts into the tokens of workloads ("openshift" is for its own operators)`
        : 'that of the tokens in the pods, a client id of the provider ("amazonaws.com" with kops, "openshift" for OpenShift\'s operators)';
}
