import type { GivenCollectOptions } from './collect-options';

const OF_CLUSTERS = ['eks:DescribeCluster', 'eks:DescribePodIdentityAssociation', 'eks:ListAddons', 'eks:ListPodIdentityAssociations'];
const OF_ACCOUNT = ['iam:GetAccountAuthorizationDetails', 'iam:GetOpenIDConnectProvider', 'iam:ListOpenIDConnectProviders'];

/** The policy of IAM that the script needs. Lists are of no resource, so that their statement has `*`. */
export function readPolicy(without: NonNullable<GivenCollectOptions['without']> = []): object {
  const statement = (sid: string, actions: readonly string[], resource: string | readonly string[]) =>
    ({ Sid: sid, Effect: 'Allow', Action: actions, Resource: resource });
  return {
    Version: '2012-10-17',
    Statement: [
      ...without.includes('clusters') ? [] : [
        statement('ListClusters', ['eks:ListClusters'], '*'),
        statement('ReadClusters', OF_CLUSTERS, ['arn:*:eks:*:*:cluster/*', 'arn:*:eks:*:*:podidentityassociation/*']),
      ],
      ...without.includes('account') ? [] : [statement('ReadRolesAndProviders', OF_ACCOUNT, '*')],
    ],
  };
}

/** What whoever runs the script must be allowed in each cluster. */
export const CLUSTER_ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: cdk-irsa-collect
rules:
  - apiGroups: [""]
    resources: [nodes, pods, serviceaccounts]
    verbs: [list]
`;
