import { show } from '../../core/text';
import { arnParts } from '../../iam/arn';
import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LiveState } from '../../inventory/live/live-state';
import { annotatedRole, audienceOf, commandOf, detailOf, keyOf, liveMessage } from '../live-message';
import { accountOfRole } from '../role-accounts';
import type { PlacedFinding, Rule } from '../rule';

export const MISSING_PROVIDER: Rule = {
  id: 'MissingProvider',
  level: 'error',
  title: "The role's account has no OIDC provider for the cluster's issuer",
  question: "Does the account of an annotated role have an OIDC provider for the issuer of the ServiceAccount's cluster?",
  why: 'STS looks for the issuer of a token among the OIDC providers of the role\'s own account. One in the cluster\'s account does not help a role of another.',
  fix: 'Create it there: aws iam create-open-id-connect-provider --url <issuer> --client-id-list sts.amazonaws.com.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html',
  judgeLive: {
    needs: ['cluster', 'serviceAccounts'],
    needsOfAccounts: ['providers'],
    cluster: judgeCluster,
  },
};

function judgeCluster(cluster: LiveCluster, state: LiveState): PlacedFinding[] {
  const issuer = cluster.described?.issuer;
  return issuer === undefined ? [] : cluster.serviceAccounts!.flatMap((account) => {
    const role = annotatedRole(account);
    const providers = role === undefined ? undefined : accountOfRole(role, state)?.providers;
    return providers === undefined || providers.some((provider) => provider.issuer === issuer) ? [] : [{
      at: account.at,
      detail: detailOf(cluster, keyOf(account)),
      ...liveMessage({
        cause: `the ServiceAccount ${keyOf(account)} names ${role}, and the account ${arnParts(role!)!.account} has no OIDC provider for ${issuer}`,
        sees: `the application gets InvalidIdentityToken, ${show('No OpenIDConnect provider found in your account')}`,
        command: commandOf('aws', 'iam', 'create-open-id-connect-provider', '--url', `https://${issuer}`, '--client-id-list', audienceOf(account)),
      }),
    }];
  });
}
