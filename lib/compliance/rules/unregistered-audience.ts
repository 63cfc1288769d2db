import { list, show } from '../../core/text';
import { isKnown } from '../../iam/partial-text';
import type { LiveCluster } from '../../inventory/live/live-clusters';
import type { LiveState } from '../../inventory/live/live-state';
import { annotatedRole, audienceOf, commandOf, detailOf, keyOf, liveMessage } from '../live-message';
import { accountOfRole } from '../role-accounts';
import type { PlacedFinding, Rule } from '../rule';

export const UNREGISTERED_AUDIENCE: Rule = {
  id: 'UnregisteredAudience',
  level: 'error',
  title: 'The audience of the tokens is not among the client ids of the OIDC provider',
  question: "Is the audience of the ServiceAccount's tokens among the client ids of the provider?",
  why: 'STS refuses a token whose audience the provider of the cluster does not list, whatever the trust of the role says.',
  fix: 'Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn <arn> --client-id sts.amazonaws.com.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
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
    const provider = role === undefined ? undefined : accountOfRole(role, state)?.providers?.find((one) => one.issuer === issuer);
    const audience = audienceOf(account);
    return provider?.clientIds === undefined || !isKnown(audience) || provider.clientIds.includes(audience) ? [] : [{
      at: account.at,
      detail: detailOf(cluster, keyOf(account)),
      ...liveMessage({
        cause: `the ServiceAccount ${keyOf(account)} has tokens for the audience ${show(audience)}, and ${provider.arn} takes ${provider.clientIds.length === 0 ? 'none' : list(provider.clientIds.map(show))}`,
        sees: `the application gets InvalidIdentityToken, ${show('Incorrect token audience')}`,
        command: commandOf('aws', 'iam', 'add-client-id-to-open-id-connect-provider', '--open-id-connect-provider-arn', provider.arn!, '--client-id', audience),
      }),
    }];
  });
}
