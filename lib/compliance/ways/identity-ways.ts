import { reference, wayOf, ways } from './way';
import type { Way } from './way';

const IAM = reference('awsidentityandaccessmanagementiam');
const SSO = reference('awsiamidentitycenter');
const [ROLE, USER, GROUP, POLICY, SAML, OIDC] = ['role', 'user', 'group', 'policy', 'saml-provider', 'oidc-provider'].map((type) => `iam::*:${type}/*`);
const ORGANIZATION = '*';

/** Ways through IAM, IAM Identity Center and what gives roles for certificates and tokens: who is whom, and what they may do. */
export const IDENTITY_WAYS: readonly Way[] = [
  ...ways(GROUP, IAM, {
    'iam:AddUserToGroup': 'gives any user what a group may do',
    'iam:AttachGroupPolicy': 'gives the users of a group any managed policy',
  }, { evenNamed: true }),
  ...ways(ROLE, IAM, { 'iam:AttachRolePolicy': 'gives a role any managed policy' }, { evenNamed: true }),
  ...ways(USER, IAM, {
    'iam:AttachUserPolicy': 'gives a user any managed policy',
    'iam:CreateAccessKey': 'makes credentials of a user',
    'iam:CreateLoginProfile': 'gives a user a password',
  }, { evenNamed: true }),
  ...ways(POLICY, IAM, { 'iam:CreatePolicyVersion': 'rewrites a policy for everyone who has it' }, { evenNamed: true }),
  ...ways(ROLE, IAM, { 'iam:DeleteRolePermissionsBoundary': 'takes the boundary of a role away' }, { evenNamed: true }),
  ...ways(USER, IAM, { 'iam:DeleteUserPermissionsBoundary': 'takes the boundary of a user away' }, { evenNamed: true }),
  ...ways(GROUP, IAM, { 'iam:PutGroupPolicy': 'gives the users of a group any permission' }, { evenNamed: true }),
  ...ways(ROLE, IAM, {
    'iam:PutRolePermissionsBoundary': 'gives a role another boundary',
    'iam:PutRolePolicy': 'gives a role any permission',
  }, { evenNamed: true }),
  ...ways(USER, IAM, {
    'iam:PutUserPermissionsBoundary': 'gives a user another boundary',
    'iam:PutUserPolicy': 'gives a user any permission',
  }, { evenNamed: true }),
  ...ways(POLICY, IAM, { 'iam:SetDefaultPolicyVersion': 'brings back any earlier version of a policy' }, { evenNamed: true }),
  ...ways(ROLE, IAM, { 'iam:UpdateAssumeRolePolicy': 'decides who may become a role' }, { evenNamed: true }),
  ...ways(ROLE, IAM, {
    'iam:DeleteRolePolicy': 'takes away what a policy of its own role denies',
    'iam:DetachRolePolicy': 'takes away what a policy of its own role denies',
  }, { level: 'warning' }).map((way) => ({ ...way, isOf: 'own denies' as const })),
  ...ways(ROLE, IAM, { 'iam:TagRole': 'gives its own role a tag that its policies read' }, { level: 'warning' }).map((way) => ({ ...way, isOf: 'own tags' as const })),
  ...ways(ROLE, IAM, { 'iam:UntagRole': 'takes a tag from its own role by which its policies limit it' }, { level: 'warning' }).map((way) => ({ ...way, isOf: 'own limiting tags' as const })),
  ...ways(USER, IAM, { 'iam:UpdateLoginProfile': 'changes the password of a user' }, { evenNamed: true }),
  ...ways(SAML, IAM, { 'iam:UpdateSAMLProvider': 'decides whose assertions the account takes' }, { evenNamed: true }),

  ...ways(USER, IAM, {
    'iam:CreateServiceSpecificCredential': 'makes credentials of a user for a service',
    'iam:ResetServiceSpecificCredential': 'makes a new password of a user for a service',
    'iam:UpdateServiceSpecificCredential': 'switches credentials of a user for a service on again',
    'iam:UploadSSHPublicKey': 'gives a user a key for CodeCommit',
    'iam:UpdateSSHPublicKey': 'switches a key of a user for CodeCommit on again',
    'iam:UploadSigningCertificate': 'gives a user a certificate',
    'iam:UpdateSigningCertificate': 'switches a certificate of a user on again',
    'iam:UpdateAccessKey': 'switches access keys of a user on again',
    'iam:DeactivateMFADevice': 'takes the second factor of a user away',
    'iam:EnableMFADevice': 'gives a user another second factor',
    'iam:ResyncMFADevice': 'changes the second factor of a user',
  }, { level: 'warning' }),
  ...ways(OIDC, IAM, {
    'iam:CreateOpenIDConnectProvider': 'decides whose tokens the account takes',
    'iam:UpdateOpenIDConnectProviderThumbprint': 'decides whose tokens the account takes',
    'iam:AddClientIDToOpenIDConnectProvider': 'decides for which audiences the account takes tokens',
  }, { level: 'warning' }),
  ...ways(SAML, IAM, { 'iam:CreateSAMLProvider': 'decides whose assertions the account takes' }, { level: 'warning' }),
  ...ways('iam::*:role/aws-service-role/*', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html', {
    'iam:CreateServiceLinkedRole': 'lets any service of AWS act in the account',
  }, { level: 'warning' }),

  ...ways('sso:::permissionSet/*/*', SSO, {
    'sso:CreateAccountAssignment': 'gives any person any permission set in any account',
    'sso:PutInlinePolicyToPermissionSet': 'gives everyone with a permission set any permission',
    'sso:AttachManagedPolicyToPermissionSet': 'gives everyone with a permission set any managed policy',
    'sso:AttachCustomerManagedPolicyReferenceToPermissionSet': 'gives everyone with a permission set any policy of their accounts',
    'sso:PutPermissionsBoundaryToPermissionSet': 'gives a permission set another boundary',
    'sso:DeletePermissionsBoundaryFromPermissionSet': 'takes the boundary of a permission set away',
  }),
  ...ways('identitystore:::group/*', reference('awsidentitystore'), {
    'identitystore:CreateGroupMembership': 'gives any person what a group of IAM Identity Center may do',
  }),
  ...ways(ORGANIZATION, reference('awsiamidentitycenterdirectory'), {
    'sso-directory:AddMemberToGroup': 'gives any person what a group of IAM Identity Center may do',
    'sso-directory:UpdatePassword': 'changes the password of any person',
  }),
  ...ways('identitystore:::user/*', reference('awsidentitystore'), {
    'identitystore:UpdateUser': 'gives any person another mail address, by which passwords are reset',
  }, { level: 'warning' }),
  ...ways('sso:::instance/*', SSO, {
    'sso:CreateInstanceAccessControlAttributeConfiguration': 'decides which attributes people have, by which policies tell them apart',
    'sso:UpdateInstanceAccessControlAttributeConfiguration': 'decides which attributes people have, by which policies tell them apart',
  }, { level: 'warning' }),
  ...ways('sso::*:application/*/*', SSO, { 'sso:PutApplicationGrant': 'decides whose tokens an application of IAM Identity Center takes' }, { level: 'warning' }),
  ...ways(ORGANIZATION, SSO, {
    'sso:PutPermissionsPolicy': 'gives everyone with a permission set any permission',
  }),
  ...ways(ORGANIZATION, SSO, { 'sso:UpdateSSOConfiguration': 'decides where people of IAM Identity Center come from' }, { level: 'warning' }),
  ...ways('sso::*:trustedTokenIssuer/*/*', SSO, {
    'sso:UpdateTrustedTokenIssuer': 'decides whose tokens stand for people of IAM Identity Center',
  }, { level: 'warning' }),
  ...ways(ORGANIZATION, reference('awsiamidentitycenterdirectory'), {
    'sso-directory:CreateBearerToken': 'makes a token by which people and groups of IAM Identity Center are written',
    'sso-directory:CreateExternalIdPConfigurationForDirectory': 'decides whose assertions stand for people of IAM Identity Center',
    'sso-directory:UpdateExternalIdPConfigurationForDirectory': 'decides whose assertions stand for people of IAM Identity Center',
  }, { level: 'warning' }),
  ...ways('rolesanywhere:*:*:trust-anchor/*', reference('awsidentityandaccessmanagementrolesanywhere'), {
    'rolesanywhere:UpdateTrustAnchor': 'decides whose certificates become the roles of a trust anchor',
  }),
  ...ways(ORGANIZATION, reference('awsidentityandaccessmanagementrolesanywhere'), {
    'rolesanywhere:CreateTrustAnchor': 'decides whose certificates become roles that trust IAM Roles Anywhere',
  }, { level: 'warning' }),
  ...ways('cognito-idp:*:*:userpool/*', reference('amazoncognitouserpools'), {
    'cognito-idp:AdminAddUserToGroup': 'gives any user of a pool the role of a group',
    'cognito-idp:AdminSetUserPassword': 'changes the password of any user of a pool',
    'cognito-idp:AdminLinkProviderForUser': 'lets another identity log in as any user of a pool',
    'cognito-idp:AdminUpdateUserAttributes': 'gives any user of a pool other attributes, by which roles are chosen',
    'cognito-idp:CreateIdentityProvider': 'decides whose assertions stand for users of a pool',
    'cognito-idp:UpdateIdentityProvider': 'decides whose assertions stand for users of a pool',
  }, { level: 'warning' }),
  ...ways('cognito-identity:*:*:identitypool/*', reference('amazoncognitoidentity'), {
    'cognito-identity:GetOpenIdTokenForDeveloperIdentity': 'makes tokens of anybody, by which the roles of an identity pool are had',
    'cognito-identity:UpdateIdentityPool': 'decides whose tokens become the roles of an identity pool',
  }, { level: 'warning' }),
  ...ways(ORGANIZATION, reference('amazoncognitoidentity'), {
    'cognito-identity:SetPrincipalTagAttributeMap': 'decides which tags sessions of an identity pool have, by which policies tell them apart',
  }, { level: 'warning' }),
  ...ways('acm-pca:*:*:certificate-authority/*', reference('awsprivatecertificateauthority'), {
    'acm-pca:IssueCertificate': 'makes certificates of anybody, by which roles are had that trust IAM Roles Anywhere',
  }, { level: 'warning' }),
  ...ways('iot:*:*:policy/*', reference('awsiot'), {
    'iot:CreatePolicyVersion': 'rewrites what devices may do, such as which roles they have',
    'iot:SetDefaultPolicyVersion': 'brings back what devices were allowed before',
  }, { level: 'warning' }),
  ...ways('iot:*:*:rolealias/*', reference('awsiot'), { 'iot:UpdateRoleAlias': 'gives devices another role' }, { level: 'warning' }),
  wayOf([{ action: 'iam:CreateVirtualMFADevice', on: 'iam::*:mfa/*' }, { action: 'iam:EnableMFADevice', on: USER }], IAM, 'gives a user another second factor', 'warning'),
];
