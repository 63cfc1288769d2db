import { ACCOUNTS, attempts, AUD, equal, ISSUER, OWN, policyOf, PROVIDER, providerOf, roleFile, SOUND, SUB, tokens, trustFile, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const OPEN = tokens();
const ORG = 'o-abcdefghij';
const VPC = 'vpc-0123456789abcdef0';
const refuse = (conditions: object, more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: WITH_TOKEN, Condition: conditions, ...more });
const refuseCallers = (conditions: object, more: object = {}) => refuse(conditions, { Action: 'sts:AssumeRole', ...more });
const ANYONE = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
const anyone = (condition: object, ...more: object[]) => trustFile(SOUND, { ...ANYONE, Condition: condition }, ...more);
const besides = (Principal: unknown, condition?: object, Action: unknown = 'sts:AssumeRole') =>
  trustFile(SOUND, { Effect: 'Allow', Action, Principal, ...condition === undefined ? {} : { Condition: condition } });
const federated = (issuer: string, conditions: object) => besides({ Federated: providerOf(issuer) }, conditions, WITH_TOKEN);
const TAG = (name: string) => `aws:RequestTag/${name}`;
const NAMESPACE = TAG('kubernetes-namespace');
const CLUSTER = `arn:aws:eks:eu-west-1:${OWN}:cluster/prod`;
const PODS = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } };
const pods = (condition: object, ...more: object[]) => trustFile({ ...PODS, Condition: condition }, ...more);
const refusePods = (condition: object, more: object = {}) =>
  ({ Effect: 'Deny', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'], Condition: condition, ...more });
const POOL = 'cognito-identity.amazonaws.com';
const OWN_POOL = 'eu-west-1:12345678-dead-beef-cafe-123456790abc';
const SAML = `arn:aws:iam::${OWN}:saml-provider/idp`;
const SIGN_IN = 'https://signin.aws.amazon.com/saml';

/** Trusts whose operators mean something else than they seem to. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a pattern of actions, without a subject': trustFile({ ...OPEN, Action: 'sts:*WebIdentity' }),
  'all actions but that of callers, without a subject': trustFile({ Effect: 'Allow', NotAction: 'sts:AssumeRole', Principal: { Federated: PROVIDER }, Condition: { StringEquals: { [AUD]: 'sts.amazonaws.com' } } }),
  'a deny by a pattern of providers, which no principal is': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB } }, { Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/*` } })),
  'a deny by a day that is past': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB }, DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  'a deny without TLS': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB }, Bool: { 'aws:SecureTransport': 'false' } })),
  'a deny of all values of a list that takes everyone': trustFile(OPEN, refuse({ StringNotLike: { [SUB]: [WEB, '*:*:*:*'] } })),
  'a deny that the audience must miss, too': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } })),
  'a deny of who has none of both, in one statement': trustFile(OPEN, refuse({ Null: { [SUB]: 'true', [AUD]: 'true' } })),
  'a deny whose subject is equal to itself': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: `\${${SUB}}` } })),
  'a subject equal to itself': trustFile(tokens({ StringEquals: { [SUB]: `\${${SUB}}` } })),
  'a subject that is not empty': trustFile(tokens({ StringNotEquals: { [SUB]: '' } })),
  'a subject of at least a colon': trustFile(tokens({ StringLike: { [SUB]: '*:?*' } })),
  'a subject by the prefix, and any behind it': trustFile(tokens({ StringLike: { [SUB]: 'system:serviceaccount?*' } })),
  'all values of a list with everyone, of a subject that is there': trustFile(tokens({ 'ForAllValues:StringLike': { [SUB]: [WEB, `${ACCOUNTS}*`] }, 'Null': { [SUB]: 'false' } })),
  'two statements, of which the second has the subject of the first negated': trustFile(SOUND, tokens({ StringNotEquals: { [SUB]: WEB } })),
  'addresses, if there is one': anyone({ IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } }),
  'a network, if there is one': anyone({ StringEqualsIfExists: { 'aws:SourceVpc': VPC } }),
  'an endpoint that is not another': anyone({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } }),
  'an organization of any id': anyone({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
  'everyone, with another network denied that has one': trustFile(SOUND, ANYONE, refuseCallers({ StringNotEquals: { 'aws:SourceVpc': VPC }, Null: { 'aws:SourceVpc': 'false' } })),
  'everyone, with another organization denied that has one': trustFile(SOUND, ANYONE, refuseCallers({ 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` } })),
  'everyone, with other organizations denied of which a list takes all': trustFile(SOUND, ANYONE, refuseCallers({ StringNotLike: { 'aws:PrincipalOrgID': [ORG, 'o-*'] }, Null: { 'aws:PrincipalOrgID': 'false' } })),
  'everyone, with other accounts denied without a second factor': trustFile(SOUND, ANYONE, refuseCallers({ StringNotEquals: { 'aws:PrincipalAccount': OWN }, BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
  'everyone, with other accounts denied for users': trustFile(SOUND, ANYONE, refuseCallers({ StringNotEquals: { 'aws:PrincipalAccount': OWN, 'aws:PrincipalType': 'AssumedRole' } })),
  'the own account in a list with everyone': besides({ AWS: [`arn:aws:iam::${OWN}:root`, '*'] }),
  'administrators of any account': anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*' } }),
  'an account whose number a session has': anyone({ StringLike: { 'aws:userid': `*:${OWN}*` } }),
  'an external id that is not empty': anyone({ StringNotEquals: { 'sts:ExternalId': '' } }),
  'an external id of some characters': anyone({ StringLike: { 'sts:ExternalId': '????????-????-????-????-????????????' } }),
  'an ARN that ends alike': anyone({ StringLike: { 'aws:PrincipalArn': '*:role/deploy' } }),
  'a number of an account that is more than nothing, if there is one': anyone({ NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '0' } }),
  'a caller who is not of a pattern of ARNs': anyone({ ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:user/*` } }),
  'any audience of a pool, and of everyone’s': besides({ Federated: POOL }, { 'StringNotEquals': { [`${POOL}:aud`]: 'eu-west-1:00000000-dead-beef-cafe-123456790abc' }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: 'authenticated' } }, WITH_TOKEN),
  'pools of a region': besides({ Federated: POOL }, { 'StringLike': { [`${POOL}:aud`]: 'eu-west-1:*' }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: 'authenticated' } }, WITH_TOKEN),
  'a workflow of GitHub by its name alone': federated('token.actions.githubusercontent.com', { StringLike: { 'token.actions.githubusercontent.com:job_workflow_ref': '*/deploy.yml@refs/heads/main', 'token.actions.githubusercontent.com:sub': 'repo:*' } }),
  'owners of GitHub that begin alike, with any of their ids': federated('token.actions.githubusercontent.com', { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme*@1234/infra@*:ref:refs/heads/main' } }),
  'an environment of GitHub’s, whoever owns it, denied to one': trustFile(SOUND,
    { Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: providerOf('token.actions.githubusercontent.com') }, Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } } },
    refuse({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:evil/*' } })),
}).concat(attempts('told', {
  'an empty subject in a list': trustFile(equal(WEB, '')),
  'a deny with a star that is a letter': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: [WEB, '*'] } })),
  'a number of an account, compared as a number': anyone({ NumericEquals: { 'aws:PrincipalAccount': OWN } }),
  'a principal of another partition': roleFile([], { AssumeRolePolicyDocument: policyOf(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws-cn:iam::${OWN}:role/deploy` } }) }),
  'guests and others of a pool': besides({ Federated: POOL }, { 'StringEquals': { [`${POOL}:aud`]: OWN_POOL }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: ['authenticated', 'unauthenticated'] } }, WITH_TOKEN),
  'guests of a pool by a pattern': besides({ Federated: POOL }, { 'StringEquals': { [`${POOL}:aud`]: OWN_POOL }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: '*authenticated' } }, WITH_TOKEN),
  'assertions for any application, by a list': besides({ Federated: SAML }, { StringLike: { 'SAML:aud': [SIGN_IN, '*'] } }, 'sts:AssumeRoleWithSAML'),
  'a tenant of Entra with the audience alone': federated('sts.windows.net/11111111-2222-3333-4444-555555555555/', { StringEquals: { 'sts.windows.net/11111111-2222-3333-4444-555555555555/:aud': 'sts.amazonaws.com' } }),
  'any project of an organization of CircleCI': federated('oidc.circleci.com/org/11111111-2222-3333-4444-555555555555', { StringEquals: { 'oidc.circleci.com/org/11111111-2222-3333-4444-555555555555:aud': '11111111-2222-3333-4444-555555555555' } }),
  'any workspace of Modal, whose issuer is everyone’s': federated('oidc.modal.com', { StringEquals: { 'oidc.modal.com:aud': 'oidc.modal.com' }, StringLike: { 'oidc.modal.com:sub': 'modal:*' } }),
  'any account of Codefresh, whose issuer is everyone’s': federated('oidc.codefresh.io', { StringLike: { 'oidc.codefresh.io:sub': 'account:*:pipeline:deploy:*' } }),
  'pods of a cluster’s ARN with a star that is a letter': pods({ StringEquals: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:cluster/*` } }),
  'pods without a condition, with any namespace denied that is none': pods({ StringLike: { 'aws:RequestTag/eks-cluster-arn': '*' } }, refusePods({ StringNotLike: { [NAMESPACE]: '*' } })),
  'pods, with other namespaces denied to another service': trustFile(PODS, refusePods({ StringNotEquals: { [NAMESPACE]: 'shop' } }, { Principal: { Service: 'ec2.amazonaws.com' } })),
  'pods, with other namespaces denied that have one': trustFile(PODS, refusePods({ StringNotEquals: { [NAMESPACE]: 'shop' }, Null: { [NAMESPACE]: 'false' } })),
  'pods, with tags of other namespaces denied, which may be off': trustFile(PODS, refusePods({ StringNotEqualsIfExists: { [NAMESPACE]: 'shop' } }, { Action: 'sts:TagSession' })),
  'pods of an account by a number': pods({ NumericEquals: { 'aws:SourceAccount': OWN } }),
  'pods of a namespace that is another’s variable': pods({ StringEquals: { [NAMESPACE]: '${aws:RequestTag/kubernetes-namespace}' } }),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a subject in capitals, whatever the case': trustFile(tokens({ StringEqualsIgnoreCase: { [SUB]: WEB.toUpperCase() } })),
  'two denies, each of one claim': trustFile({ Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: PROVIDER } }, refuse({ StringNotEquals: { [SUB]: WEB } }), refuse({ StringNotEquals: { [AUD]: 'sts.amazonaws.com' } })),
  'all others denied as callers of AWS': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB } }, { Principal: { AWS: '*' } })),
  'all others denied, but for another action': trustFile(SOUND, { Effect: 'Deny', Principal: '*', NotAction: [WITH_TOKEN, 'sts:TagSession'] }),
  'a source identity beside': trustFile(tokens({ StringEquals: { [SUB]: WEB } }, { Action: [WITH_TOKEN, 'sts:SetSourceIdentity'] })),
  'the own account by an ARN that begins with it': anyone({ StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:*` } }),
  'the own account by its number, in a list': anyone({ StringLike: { 'aws:PrincipalAccount': [OWN, '444455556666'] } }),
  'everyone, denied without the own network': trustFile(SOUND, ANYONE, refuseCallers({ StringNotEqualsIfExists: { 'aws:SourceVpc': VPC } })),
  'everyone, with others denied by the ARN': trustFile(SOUND, ANYONE, refuseCallers({ ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/deploy-*` } })),
  'everyone of the organization, by what must not be absent': anyone({ 'Null': { 'aws:PrincipalOrgPaths': 'false' }, 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` } }),
  'a role of another account, with an external id': besides({ AWS: 'arn:aws:iam::444455556666:role/partner' }, { StringEquals: { 'sts:ExternalId': '0c6b1d1e-2f7c-4a57' } }),
  'a project of CircleCI': federated('oidc.circleci.com/org/11111111-2222-3333-4444-555555555555', { StringLike: { 'oidc.circleci.com/org/11111111-2222-3333-4444-555555555555:sub': 'org/11111111-2222-3333-4444-555555555555/project/99999999-2222-3333-4444-555555555555/user/*' } }),
  'a workspace of Modal': federated('oidc.modal.com', { StringEquals: { 'oidc.modal.com:aud': 'oidc.modal.com' }, StringLike: { 'oidc.modal.com:sub': 'modal:workspace_id:ac-12345abcd:environment_name:main:*' } }),
  'assertions of the sign-in for one kind of people': besides({ Federated: SAML }, { StringEquals: { 'SAML:aud': SIGN_IN, 'SAML:eduPersonAffiliation': 'staff' } }, 'sts:AssumeRoleWithSAML'),
  'pods, with other namespaces denied': trustFile(PODS, refusePods({ StringNotEquals: { [NAMESPACE]: 'shop' } })),
  'pods, with other clusters denied to everyone': trustFile(PODS, refusePods({ ArnNotEquals: { 'aws:SourceArn': CLUSTER } }, { Principal: '*', Action: 'sts:AssumeRole' })),
  'pods of clusters of a scheme, by equals for ARNs': pods({ ArnEquals: { 'aws:SourceArn': `arn:aws:eks:eu-west-1:${OWN}:cluster/prod-*` } }),
  'pods of an account, whatever the case': pods({ StringEqualsIgnoreCase: { 'aws:SourceAccount': OWN, [NAMESPACE]: 'shop' } }),
  'pods of a namespace, with tags in a statement without conditions': trustFile({ ...PODS, Action: 'sts:AssumeRole', Condition: { StringEquals: { [NAMESPACE]: 'shop' } } }, { ...PODS, Action: 'sts:TagSession' }),
}).concat(attempts('noError', {
  'all others denied by any value': trustFile(OPEN, refuse({ 'ForAnyValue:StringNotEquals': { [SUB]: WEB } })),
  'all others denied by all values': trustFile(OPEN, refuse({ 'ForAllValues:StringNotEquals': { [SUB]: WEB } })),
  'all others denied by a pattern without a star': trustFile(OPEN, refuse({ StringNotLike: { [SUB]: [WEB, `${ACCOUNTS}shop:api`] } })),
  'all others denied, whatever the case': trustFile(OPEN, refuse({ StringNotEqualsIgnoreCase: { [SUB]: WEB } })),
  'all others denied, and all without a subject': trustFile(OPEN, refuse({ StringNotEquals: { [SUB]: WEB } }), refuse({ Null: { [SUB]: 'true' } })),
  'an owner of GitHub with any of its ids': federated('token.actions.githubusercontent.com', { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' }, StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme@*/infra@*:ref:refs/heads/main' } }),
  'instances, by the account of what asks, and nobody else': besides({ AWS: '*', Service: 'ec2.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': OWN } }),
  'an organization to the letter, with a star that is one': anyone({ StringEquals: { 'aws:PrincipalOrgID': [ORG, 'o-*'] } }),
  'a cluster of OpenShift': federated('rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh', {
    StringEquals: { 'rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh:sub': `${ACCOUNTS}openshift-image-registry:registry`, 'rh-oidc.s3.us-east-1.amazonaws.com/abcdefgh:aud': 'openshift' },
  }),
  'a subject of one account under two operators': trustFile({ ...SOUND, Condition: { 'StringEquals': { [AUD]: 'sts.amazonaws.com' }, 'ForAnyValue:StringEquals': { [SUB]: WEB }, 'StringLike': { [`${ISSUER}:SUB`]: `${ACCOUNTS}shop:w?b` } } }),
}));

export const TRUSTS_OF_OPERATORS: readonly Attempt[] = [...SILENCES, ...ALARMS];
