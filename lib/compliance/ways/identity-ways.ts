import { perhaps, reference, wayOf, ways } from './way';
import type { Way } from './way';

const IAM = reference('awsidentityandaccessmanagementiam');
const SSO = reference('awsiamidentitycenter');
const [ROLE, USER, GROUP, POLICY, SAML, OIDC] = ['role', 'user', 'group', 'policy', 'saml-provider', 'oidc-provider'].map((type) => `iam::*:${type}/*`);
const ORGANIZATION = '*';
const ORGANIZATIONS = reference('awsorganizations');
const CONTROLS = reference('awscontroltower');
const MEMBER = 'account::*:account/o-*/*';
const ROOT_MAIL = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_update_primary_email.html';
const OF_ORGANIZATION = 'makes it the administrator of an account of the organization';
const CONTROL_TOWER = 'https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html';
/** With which the names of regions go on. */
const DIRECTIONS = ['north', 'south', 'east', 'west', 'central', 'northeast', 'northwest', 'southeast', 'southwest', 'gov-east', 'gov-west'];
/** A qualifier of the CDK has up to ten characters. */
const QUALIFIERS = Array.from({ length: 10 }, (_, i) => '?'.repeat(i + 1));
const BOOTSTRAP = 'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html';

/** Ways through IAM, IAM Identity Center, STS and Organizations, and what gives roles for certificates and tokens: who is whom, and what they may do. */
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

  // What limits the accounts of an organization, and who governs them.
  ...perhaps('organizations::*:policy/o-*/*/p-*', ORGANIZATIONS, {
    'organizations:AttachPolicy': 'allows accounts of the organization what lists of theirs do not allow',
    'organizations:DetachPolicy': 'takes away what limits the accounts of the organization',
    'organizations:UpdatePolicy': 'rewrites what limits the accounts of the organization',
    'organizations:DeletePolicy': 'takes away what limits the accounts of the organization',
  }),
  ...perhaps('organizations::*:account/o-*/*', ORGANIZATIONS, {
    'organizations:RegisterDelegatedAdministrator': 'lets any account of the organization administer a service for all',
    'organizations:MoveAccount': 'takes an account out of what limits it',
    'organizations:RemoveAccountFromOrganization': 'takes an account out of what limits it',
  }),
  ...perhaps('*', ORGANIZATIONS, {
    'organizations:LeaveOrganization': 'takes the account out of what limits it',
  }),
  ...perhaps('organizations::*:resourcepolicy/o-*/rp-*', ORGANIZATIONS, {
    'organizations:PutResourcePolicy': 'lets accounts of the organization govern it',
  }),
  ...perhaps('organizations::*:root/o-*/r-*', ORGANIZATIONS, {
    'organizations:DisablePolicyType': 'switches off what limits the accounts of the organization',
  }),
  ...perhaps('*', IAM, {
    'iam:EnableOrganizationsRootCredentialsManagement': 'lets the management account act as root of the others',
    'iam:EnableOrganizationsRootSessions': 'lets the management account act as root of the others',
  }),
  ...perhaps('*', ORGANIZATIONS, { 'organizations:EnableAWSServiceAccess': 'lets any service of AWS act in all accounts of the organization' }),
  ...perhaps('organizations::*:handshake/o-*/*/h-*', ORGANIZATIONS, { 'organizations:AcceptHandshake': 'lets another organization govern the account' }),
  ...perhaps('controltower:*:*:enabledcontrol/*', CONTROLS, {
    'controltower:DisableControl': 'switches off what limits accounts of the organization',
    'controltower:UpdateEnabledControl': 'rewrites what limits accounts of the organization',
  }),
  ...perhaps('controltower:*:*:enabledbaseline/*', CONTROLS, { 'controltower:DisableBaseline': 'switches off what limits accounts of the organization' }),
  ...perhaps('controltower:*:*:landingzone/*', CONTROLS, {
    'controltower:UpdateLandingZone': 'rewrites what limits accounts of the organization',
    'controltower:DeleteLandingZone': 'takes away what limits accounts of the organization',
  }),
  wayOf([{ action: 'account:StartPrimaryEmailUpdate', on: MEMBER }, { action: 'account:AcceptPrimaryEmailUpdate', on: MEMBER }],
    ROOT_MAIL, 'gives the root user of a member account another mail address, by which its password is reset'),
  ...ways('iam::*:root', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html', {
    'sts:AssumeRoot': 'makes credentials of the root user of a member account',
  }, { evenNamed: true }),

  // Roles that tools call the same everywhere: whoever writes such a name down knows what the role may do.
  byName('OrganizationAccountAccessRole', 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html', OF_ORGANIZATION),
  byName('AWSControlTowerExecution', CONTROL_TOWER, OF_ORGANIZATION),
  byName('aws-controltower-AdministratorExecutionRole', CONTROL_TOWER, OF_ORGANIZATION),
  byName('AWSAFTExecution', 'https://docs.aws.amazon.com/controltower/latest/userguide/aft-required-roles.html', OF_ORGANIZATION),
  byName('AWSCloudFormationStackSetExecutionRole', 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html',
    'becomes the role that makes what stack sets make in an account, by default its administrator'),
  {
    ...byName('cdk-*-deploy-role-*', BOOTSTRAP,
      'becomes the role by which the CDK deploys, and has CloudFormation make stacks with another, by default an administrator', bootstrapped('deploy')),
    tag: { key: 'aws-cdk:bootstrap-role', value: 'deploy' },
  },
  byName('cdk-*-cfn-exec-role-*', BOOTSTRAP,
    'has CloudFormation make stacks with the role that makes those of the CDK, by default an administrator', bootstrapped('cfn-exec'), 'iam:PassRole'),
];

/** The way by a role that tools call the same everywhere. */
function byName(name: string, source: string, gives: string, names: readonly string[] = [name], action = 'sts:AssumeRole'): Way {
  return { ...wayOf([{ action, on: `iam::*:role/${name}` }], source, gives, 'warning'), names };
}

/** What `cdk bootstrap` calls a role: by a qualifier, and the account and region that it is for. */
function bootstrapped(role: string): string[] {
  return QUALIFIERS.flatMap((qualifier) => DIRECTIONS.map((direction) => `cdk-${qualifier}-${role}-role-<account>-??-${direction}-?`));
}
