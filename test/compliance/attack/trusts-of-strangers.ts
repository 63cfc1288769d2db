import { ACCOUNTS, AUD, attempts, equal, ISSUER, like, OWN, policyOf, PROVIDER, providerOf, SOUND, SUB, tokens, trustFile, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const OTHER = ISSUER.replace('4F0C', 'A81D');
const ORG = 'o-abcdefghij';
const anyone = (condition: object, more: object = {}) => trustFile(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' }, Condition: condition, ...more });
const OPEN_TO_ALL = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' };
const refuse = (condition: object | undefined, more: object = {}) => ({ Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*', ...condition === undefined ? {} : { Condition: condition }, ...more });
const principal = (Principal: unknown, condition?: object, Action: unknown = 'sts:AssumeRole') =>
  trustFile(SOUND, { Effect: 'Allow', Action, Principal, ...condition === undefined ? {} : { Condition: condition } });
const federated = (issuer: string, conditions?: object) => principal({ Federated: issuer.startsWith('cognito') || issuer.startsWith('accounts.google') ? issuer : providerOf(issuer) }, conditions, WITH_TOKEN);
const GITHUB = 'token.actions.githubusercontent.com';
const github = (conditions: object) => federated(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, ...conditions });
const ofCluster = (issuer: string, conditions: object) => trustFile({ Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: providerOf(issuer) }, Condition: conditions });
const AKS = 'eastus.oic.prod-aks.azure.com/0f1e2d3c-0000-4000-8000-000000000000/9a8b7c6d-0000-4000-8000-000000000000';
const GKE = 'container.googleapis.com/v1/projects/shop/locations/europe-west1/clusters/prod';
const POOL = 'eu-west-1:12345678-dead-beef-cafe-123456790abc';
const COGNITO = 'cognito-identity.amazonaws.com';
const escaped = (document: object) => JSON.stringify(document).replace(/\*/g, '\\u002a');
const PODS = 'pods.eks.amazonaws.com';
const pods = (condition?: object, more: object = {}) =>
  trustFile({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: PODS }, ...condition === undefined ? {} : { Condition: condition }, ...more });
const TAG = (name: string) => `aws:RequestTag/${name}`;

/** Trusts that let in whom nobody meant, by what the first ones did not try. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'everyone in a list beside the own account': principal({ AWS: [`arn:aws:iam::${OWN}:root`, '*'] }),
  'since a day that is past': anyone({ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }),
  'a second factor that is young': anyone({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
  'whoever is of an organization': anyone({ Null: { 'aws:PrincipalOrgID': 'false' } }),
  'whoever has no temporary credentials': anyone({ Null: { 'aws:TokenIssueTime': 'true' } }),
  'everyone but the principals of an account': anyone({ StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::666666666666:*' } }),
  'whoever comes by TLS': anyone({ Bool: { 'aws:SecureTransport': 'true' } }),
  'sessions of a name, by the id of the caller': anyone({ StringLike: { 'aws:userid': '*:web' } }),
  'an organization, of which there may be none': anyone({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': ORG } }),
  'the paths of any organization': anyone({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/*' } }),
  'an identity that the caller gives itself': anyone({ StringEquals: { 'sts:SourceIdentity': 'alice' } }),
  'an account of a service, if there is one': anyone({ StringEqualsIfExists: { 'aws:SourceAccount': OWN } }),
  'accounts of a list with a star': anyone({ StringLike: { 'aws:PrincipalAccount': [OWN, '*'] } }),
  'a name of a user by a variable': anyone({ StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }),
  'half of the internet': anyone({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }),
  'an external id that is optional': anyone({ StringEqualsIfExists: { 'sts:ExternalId': '0c6b1d1e-2f7c-4a57' } }),
  'an external id of a pattern': anyone({ StringLike: { 'sts:ExternalId': 'shop-*' } }),
  'tags that are all of some, of which there may be none': anyone({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }),
  'everyone but one organization that is denied': trustFile(SOUND, OPEN_TO_ALL, refuse({ StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } })),
  'everyone, with those denied who have an organization that is another': trustFile(SOUND, OPEN_TO_ALL, refuse({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': ORG } })),
  'everyone, with a tag denied': trustFile(SOUND, OPEN_TO_ALL, refuse({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, { Action: 'sts:TagSession' })),
  'everyone, with old callers denied': trustFile(SOUND, OPEN_TO_ALL, refuse({ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } })),
  'everyone but a service': trustFile(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { Service: 'ec2.amazonaws.com' } }),
  'all actions but one, for everyone': trustFile(SOUND, { Effect: 'Allow', NotAction: 'sts:TagSession', Principal: '*' }),
  'a cluster and everyone, with a subject that may be absent': trustFile({
    Effect: 'Allow',
    Action: ['sts:AssumeRole', WITH_TOKEN],
    Principal: { Federated: PROVIDER, AWS: '*' },
    Condition: { StringEqualsIfExists: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } },
  }),
  'a cluster and everyone, with a subject that is none of another': trustFile({
    Effect: 'Allow',
    Action: 'sts:*',
    Principal: { Federated: PROVIDER, AWS: '*' },
    Condition: { StringNotLike: { [SUB]: `${ACCOUNTS}kube-system:*` }, StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  }),
  'the audience of another cluster': trustFile({ ...tokens(), Condition: { StringEquals: { [SUB]: WEB, [`${OTHER}:aud`]: 'sts.amazonaws.com' } } }),
  'subjects that are not one, whatever the case': trustFile(tokens({ StringNotEqualsIgnoreCase: { [SUB]: WEB } })),
  'a namespace of at least one letter in a list': trustFile(like(WEB, `${ACCOUNTS}?*:web`)),
  'a namespace with a star within': trustFile(like(`${ACCOUNTS}s*p:web`)),
  'namespaces by their last letter': trustFile(like(`${ACCOUNTS}shop-?:web`)),
  'a subject by a question mark for each letter of the namespace': trustFile(like(`${ACCOUNTS}????:web`)),
  'a star that is written in JSON’s way': { 'trust.json': escaped(policyOf(like(`${ACCOUNTS}*:web`))) },
  'an operator that is written in JSON’s way': { 'trust.json': JSON.stringify(policyOf(like(`${ACCOUNTS}*:web`))).replace('StringLike', '\\u0053tringLike') },
  'a cluster of the dual-stack issuer without a subject': ofCluster('oidc-eks.eu-west-1.api.aws/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213', { StringEquals: { 'oidc-eks.eu-west-1.api.aws/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213:aud': 'sts.amazonaws.com' } }),
  'a cluster of one’s own with any namespace': ofCluster('oidc.k3s.example.com', { StringLike: { 'oidc.k3s.example.com:sub': `${ACCOUNTS}*:web` }, StringEquals: { 'oidc.k3s.example.com:aud': 'sts.amazonaws.com' } }),
  'a cluster of Azure with the audience alone': ofCluster(AKS, { StringEquals: { [`${AKS}:aud`]: 'api://AzureADTokenExchange' } }),
  'a cluster of Google with all of a namespace': ofCluster(GKE, { StringLike: { [`${GKE}:sub`]: `${ACCOUNTS}shop:*` }, StringEquals: { [`${GKE}:aud`]: 'sts.amazonaws.com' } }),
  'an owner of any name in GitHub': github({ StringLike: { [`${GITHUB}:repository_owner`]: '*' } }),
  'owners whose names only begin and end alike': github({ StringLike: { [`${GITHUB}:sub`]: 'repo:ac*e/infra:*' } }),
  'owners of one letter more': github({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme?/infra:*' } }),
  'a repository of GitHub that is not another': github({ StringNotLike: { [`${GITHUB}:sub`]: 'repo:evil/*' } }),
  'a branch of GitHub': github({ StringEquals: { [`${GITHUB}:ref`]: 'refs/heads/main' } }),
  'any address of Google’s mail': federated('accounts.google.com', { StringLike: { 'accounts.google.com:email': '*@gmail.com' } }),
  'pools of Cognito by a list with a star': federated(COGNITO, { 'StringLike': { [`${COGNITO}:aud`]: [POOL, 'eu-west-1:*'] }, 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } }),
  'any identity provider at all': principal({ Federated: '*' }, { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, WITH_TOKEN),
  'a SAML provider without actions of its own': principal({ Federated: `arn:aws:iam::${OWN}:saml-provider/idp` }, { StringLike: { 'SAML:aud': '*' } }, 'sts:AssumeRoleWithSAML'),
}).concat(attempts('told', {
  'guests of a pool of Cognito': federated(COGNITO, { 'StringEquals': { [`${COGNITO}:aud`]: POOL }, 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' } }),
  'a service of a star': principal({ Service: '*' }),
  'the root of any account': principal({ AWS: 'arn:aws:iam::*:root' }),
  'a subject of a class of letters, as a shell has it': trustFile(like(`${ACCOUNTS}[a-z]*:web`)),
  'a subject with a letter of another alphabet': trustFile(equal(`${ACCOUNTS}sh\u043Ep:web`)),
  'a subject with a space that nobody sees': trustFile(equal(`${ACCOUNTS}shop\u200B:web`)),
  'two lists of statements': { 'trust.json': JSON.stringify(policyOf(tokens())).replace('"Version"', `"Statement":[${JSON.stringify(SOUND)}],"Version"`) },
  'an effect in small letters': trustFile({ ...tokens(), Effect: 'allow' }),
  'a number as a subject': trustFile(tokens({ StringEquals: { [SUB]: 7 } })),
  'an issuer with a slash behind it': ofCluster(`${ISSUER}/`, { StringEquals: { [`${ISSUER}/:sub`]: WEB, [`${ISSUER}/:aud`]: 'sts.amazonaws.com' } }),
  'all of GitHub Enterprise': federated('ghes.example.com/_services/token', { StringEquals: { 'ghes.example.com/_services/token:aud': 'sts.amazonaws.com' } }),
  'a forge of one’s own with the audience alone': federated('gitlab.example.com', { StringEquals: { 'gitlab.example.com:aud': 'https://gitlab.example.com' } }),
  'a SAML provider of another account': principal({ Federated: 'arn:aws:iam::444455556666:saml-provider/idp' }, { StringEquals: { 'SAML:iss': 'https://idp.example.com' } }, 'sts:AssumeRoleWithSAML'),
  'accounts of pods that begin alike': pods({ StringLike: { 'aws:SourceAccount': '1*' } }),
  'pods of all namespaces but one': pods({ StringNotEquals: { [TAG('kubernetes-namespace')]: 'kube-system' } }),
  'pods of a cluster of at least one letter': pods({ StringLike: { [TAG('eks-cluster-name')]: '?*' } }),
  'pods with an external id of their own': pods({ StringEquals: { 'sts:ExternalId': 'web' } }),
  'pods by tags of a principal, which a service has not': pods({ StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'shop' } }),
  'pods of keys that are all of some': pods({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace', 'kubernetes-service-account'] } }),
  'pods until a day that is far': pods({ DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } }),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'sessions of one role by its id': anyone({ StringLike: { 'aws:userid': 'AROAEXAMPLE0000000001:*' } }),
  'everyone, with who is not of the account denied': trustFile(SOUND, OPEN_TO_ALL, refuse({ StringNotEquals: { 'aws:PrincipalAccount': OWN } })),
  'everyone, with who is neither of the account nor the organization denied': trustFile(SOUND, OPEN_TO_ALL, refuse({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalAccount': OWN } })),
  'everyone, with who has no organization denied, and who has another': trustFile(SOUND, OPEN_TO_ALL, refuse({ Null: { 'aws:PrincipalOrgID': 'true' } }), refuse({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': ORG } }, { Action: 'sts:assumerole*' })),
  'a subject whatever the case': trustFile(tokens({ StringEqualsIgnoreCase: { [SUB]: WEB } })),
  'all values of a subject that is there': trustFile(tokens({ 'ForAllValues:StringEquals': { [SUB]: WEB }, 'Null': { [SUB]: 'false' } })),
  'tags of a session beside': trustFile(tokens({ StringEquals: { [SUB]: WEB } }, { Action: [WITH_TOKEN, 'sts:TagSession'] })),
  'a cluster and the own organization': trustFile(SOUND, { ...OPEN_TO_ALL, Condition: { StringEquals: { 'aws:PrincipalOrgID': ORG }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*' } } }),
  'all of GitHub, with all but one owner denied': trustFile(SOUND,
    { Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: providerOf(GITHUB) }, Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } } },
    { Effect: 'Deny', Action: WITH_TOKEN, Principal: { Federated: providerOf(GITHUB) }, Condition: { StringNotLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } } }),
  'an owner of GitHub by its id': github({ StringEquals: { [`${GITHUB}:repository_owner_id`]: '1234567' }, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }),
  'a network of the own': anyone({ StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }),
  'a pod by its tags, whatever the case of the keys': pods({ StringEquals: { 'AWS:requesttag/Kubernetes-Namespace': 'shop', 'aws:sourceaccount': OWN } }),
}).concat(attempts('noError', {
  'a repository of GitHub under ForAllValues, though each token has one': github({ 'ForAllValues:StringLike': { [`${GITHUB}:sub`]: 'repo:acme/infra:*' } }),
  'an audience by a pattern without a star': trustFile(tokens({ StringEquals: { [SUB]: WEB, [AUD]: undefined as never }, StringLike: { [AUD]: 'sts.amazonaws.com' } })),
  'all actions of STS for one account': trustFile(tokens({ StringEquals: { [SUB]: WEB } }, { Action: 'sts:*' })),
  'a deny of everyone but the account': trustFile(SOUND, OPEN_TO_ALL, { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: `arn:aws:iam::${OWN}:root` } }),
  'a workload of SPIFFE': federated('oidc-discovery.example.org', { StringEquals: { 'oidc-discovery.example.org:sub': 'spiffe://example.org/ns/shop/sa/web', 'oidc-discovery.example.org:aud': 'sts.amazonaws.com' } }),
  'pods without a condition, as Terraform’s module makes them': pods(),
}));

export const TRUSTS_OF_STRANGERS: readonly Attempt[] = [...SILENCES, ...ALARMS];
