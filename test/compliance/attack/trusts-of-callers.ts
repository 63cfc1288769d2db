import { attempts, OWN, policyOf, roleFile, SOUND, trustFile, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const OTHER = '444455556666';
const ORG = 'o-abcdefghij';
const VPC = 'vpc-0123456789abcdef0';
const [WITH_SAML, ASSUME] = ['sts:AssumeRoleWithSAML', 'sts:AssumeRole'];
const ANYONE = { Effect: 'Allow', Action: ASSUME, Principal: { AWS: '*' } };
const anyone = (condition: object, ...more: object[]) => trustFile(SOUND, { ...ANYONE, Condition: condition }, ...more);
const refuse = (condition: object, more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: ASSUME, Condition: condition, ...more });
const besides = (Principal: unknown, condition?: object, Action: unknown = ASSUME) =>
  trustFile(SOUND, { Effect: 'Allow', Action, Principal, ...condition === undefined ? {} : { Condition: condition } });
const SAML = `arn:aws:iam::${OWN}:saml-provider/idp`;
const SIGN_IN = 'https://signin.aws.amazon.com/saml';
const saml = (condition: object, Principal: unknown = { Federated: SAML }) => besides(Principal, condition, WITH_SAML);
const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;

/** Trusts of callers of AWS, and of people, whom nobody meant. */
const STRANGERS: readonly Attempt[] = attempts('error', {
  'sessions of Cognito in any account': anyone({ StringEquals: { 'aws:FederatedProvider': 'cognito-identity.amazonaws.com' } }),
  'sessions of Google or of an own provider': anyone({ StringLike: { 'aws:FederatedProvider': [SAML, 'accounts.google.com'] } }),
  'a function of that name in any account': anyone({ ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:*:function:deploy' } }),
  'an instance of any account': anyone({ ArnLike: { 'ec2:SourceInstanceArn': 'arn:aws:ec2:*:*:instance/*' } }),
  'a private range that any network may have': anyone({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }),
  'a private address that any instance may have': anyone({ StringEquals: { 'aws:Ec2InstanceSourcePrivateIPv4': '10.1.2.3' } }),
  'the account of the role itself': anyone({ StringEquals: { 'aws:ResourceAccount': OWN } }),
  'the account of the role itself, wherever that is': JSON.parse(JSON.stringify(anyone({ StringEquals: { 'aws:ResourceAccount': OWN } })).replaceAll(OWN, '777788889999')),
  'the organization of the role itself': anyone({ StringEquals: { 'aws:ResourceOrgID': ORG } }),
  'an own role, or one of that name anywhere': anyone({ ArnLike: { 'aws:PrincipalArn': [ROLE('deploy'), 'arn:aws:iam::*:role/ci'] } }),
  'accounts other than the role’s': anyone({ StringNotEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }),
  'whoever has temporary credentials, for all actions': trustFile(SOUND, { ...ANYONE, Action: 'sts:*', Condition: { Null: { 'aws:TokenIssueTime': 'false' } } }),
  'everyone, with other organizations denied but for a name of a role': trustFile(SOUND, ANYONE, refuse({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG }, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/trusted-*' } })),
  'everyone, with all others denied to tag the session': trustFile(SOUND, ANYONE, { Effect: 'Deny', NotPrincipal: { AWS: [`arn:aws:iam::${OWN}:root`] }, Action: 'sts:TagSession' }),
  'everyone, with others denied by a list that takes all': trustFile(SOUND, ANYONE, refuse({ ArnNotLike: { 'aws:PrincipalArn': [ROLE('*'), 'arn:aws:*::*:*'] } })),
  'any provider of SAML': saml({ StringEquals: { 'SAML:aud': SIGN_IN } }, { Federated: '*' }),
  'anyone with an assertion': saml({ StringEquals: { 'SAML:aud': SIGN_IN } }, '*'),
  'providers of SAML by a pattern': saml({ StringEquals: { 'SAML:aud': SIGN_IN } }, { Federated: `arn:aws:iam::${OWN}:saml-provider/*` }),
  'everything but a provider of SAML': trustFile(SOUND, { Effect: 'Allow', Action: WITH_SAML, NotPrincipal: { Federated: SAML }, Condition: { StringEquals: { 'SAML:aud': SIGN_IN } } }),
  'assertions by who issues them all': saml({ StringEquals: { 'SAML:iss': 'https://idp.acme.com/saml' } }),
  'assertions by the provider itself': saml({ StringEquals: { 'SAML:doc': `${OWN}/idp` } }),
  'assertions of a kind of name': saml({ StringEquals: { 'SAML:sub_type': 'persistent' } }),
  'assertions that are not for one application': saml({ StringNotEquals: { 'SAML:aud': 'https://other.acme.com/saml' } }),
}).concat(attempts('told', {
  'a canonical user': besides({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }),
  'a session that is written as of IAM': besides({ AWS: `arn:aws:iam::${OWN}:assumed-role/Admin/alice` }),
  'roles of a permission set by a star': besides({ AWS: ROLE('aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*') }),
  'an account of eleven digits': besides({ AWS: '44445555666' }),
  'a user without a name': besides({ AWS: `arn:aws:iam::${OWN}:user` }),
  'an instance profile': besides({ AWS: `arn:aws:iam::${OWN}:instance-profile/node` }),
  'a service of one region of EKS': besides({ Service: 'pods.eks.eu-west-1.amazonaws.com' }),
}));

/** The same, for those who are meant. */
const MEANT: readonly Attempt[] = attempts('quiet', {
  'functions of the own account': anyone({ ArnLike: { 'lambda:SourceFunctionArn': `arn:aws:lambda:*:${OWN}:function:*` } }),
  'one function': anyone({ ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:eu-west-1:${OWN}:function:deploy` } }),
  'instances of the own account': anyone({ ArnLike: { 'ec2:SourceInstanceArn': `arn:aws:ec2:*:${OWN}:instance/*` } }),
  'instances of a network': anyone({ StringEquals: { 'aws:Ec2InstanceSourceVpc': VPC } }),
  'a private range of an own network': anyone({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': VPC } }),
  'sessions of an own provider by a pattern': anyone({ StringLike: { 'aws:FederatedProvider': `arn:aws:iam::${OWN}:saml-provider/*` } }),
  'the role’s own account, by a variable': anyone({ StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }),
  'the role’s own organization, by a variable': anyone({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }),
  'two roles by their ids': anyone({ StringLike: { 'aws:userid': ['AROAEXAMPLE0000000001:*', 'AROAEXAMPLE0000000002:deploy'] } }),
  'everyone, with whoever is neither of the organization nor AWS denied': trustFile(SOUND, ANYONE, refuse({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })),
  'everyone may tag a session, which gives nobody one': trustFile(SOUND, { ...ANYONE, Action: ['sts:TagSession', 'sts:SetSourceIdentity'] }),
  'a permission set of the own account': anyone({ ArnLike: { 'aws:PrincipalArn': ROLE('aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*') } }),
  'a permission set by its name': besides({ AWS: ROLE('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef') }),
  'the role itself': roleFile([], { AssumeRolePolicyDocument: policyOf(SOUND, { Effect: 'Allow', Action: ASSUME, Principal: { AWS: ROLE('web') } }) }),
  'a federated user': besides({ AWS: `arn:aws:sts::${OWN}:federated-user/bob` }),
  'another account’s users with a second factor': besides({ AWS: OTHER }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
  'another account of the organization': besides({ AWS: `arn:aws:iam::${OTHER}:root` }, { StringEquals: { 'aws:PrincipalOrgID': ORG } }),
  'another account’s principals of a tag': besides({ AWS: `arn:aws:iam::${OTHER}:root` }, { StringEquals: { 'aws:PrincipalTag/team': 'shop' } }),
  'another account’s roles of a path': besides({ AWS: `arn:aws:iam::${OTHER}:root` }, { ArnLike: { 'aws:PrincipalArn': ROLE('ci/*', OTHER) } }),
  'IAM Roles Anywhere for a trust anchor': besides({ Service: 'rolesanywhere.amazonaws.com' }, { ArnEquals: { 'aws:SourceArn': `arn:aws:rolesanywhere:eu-west-1:${OWN}:trust-anchor/0f1e2d3c-0000-4000-8000-000000000000` }, StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'web' } }, [ASSUME, 'sts:TagSession', 'sts:SetSourceIdentity']),
  'services with the account of what they act for': besides({ Service: ['events.amazonaws.com', 'scheduler.amazonaws.com'] }, { StringEquals: { 'aws:SourceAccount': OWN }, ArnLike: { 'aws:SourceArn': `arn:aws:scheduler:*:${OWN}:schedule-group/*` } }),
  'services without it, of which others judge': besides({ Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com', 'spotfleet.amazonaws.com'] }),
  'assertions of sign-ins in any region': besides({ Federated: SAML }, { StringLike: { 'SAML:aud': 'https://*.signin.aws.amazon.com/saml' } }, [WITH_SAML, 'sts:TagSession']),
  'assertions of sign-ins in two regions': saml({ StringEquals: { 'SAML:aud': ['https://eu-west-1.signin.aws.amazon.com/saml', SIGN_IN] } }),
  'assertions for the sign-in, of one issuer and kind': saml({ StringEquals: { 'SAML:aud': SIGN_IN, 'SAML:iss': 'https://idp.acme.com/saml', 'SAML:sub_type': 'persistent' } }),
  'assertions for one person': saml({ StringEquals: { 'SAML:sub': 'alice@acme.com' } }),
}).concat(attempts('noError', {
  'functions of the own account, to the letter': anyone({ StringEquals: { 'lambda:SourceFunctionArn': [`arn:aws:lambda:eu-west-1:${OWN}:function:deploy`, 'arn:aws:lambda:*:*:function:*'] } }),
  'a session’s ARN, which no caller’s role is': anyone({ ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${OWN}:assumed-role/Admin/*` } }),
  'a token of people beside': besides({ Federated: SAML }, { StringEquals: { 'SAML:aud': SIGN_IN } }, [WITH_SAML, WITH_TOKEN]),
}));

export const TRUSTS_OF_CALLERS: readonly Attempt[] = [...STRANGERS, ...MEANT];
