import { perhaps, reference } from './way';
import type { Way } from './way';

const SSO = reference('awsiamidentitycenter');
const DIRECTORY = reference('awsiamidentitycenterdirectory');
const COGNITO = reference('amazoncognitouserpools');
const QUICKSIGHT = reference('amazonquicksight');
const WORKMAIL = reference('amazonworkmail');
const IOT = reference('awsiot');
const DEADLINE = reference('awsdeadlinecloud');
const ANYWHERE = reference('awsidentityandaccessmanagementrolesanywhere');
const ANY = '*';

/** Ways by who people, devices and programs are taken for: in directories, in IAM Identity Center, and in programs that AWS runs. */
export const PEOPLE_WAYS: readonly Way[] = [
  ...perhaps('sso::*:trustedTokenIssuer/*/*', SSO, { 'sso:CreateTrustedTokenIssuer': 'decides whose tokens stand for people of IAM Identity Center' }),
  ...perhaps('sso::*:application/*/*', SSO, {
    'sso:CreateApplicationAssignment': 'lets any person use an application of IAM Identity Center',
    'sso:PutApplicationAssignmentConfiguration': 'lets everyone use an application of IAM Identity Center',
    'sso:PutApplicationAuthenticationMethod': 'decides who gets the tokens of people for an application of IAM Identity Center',
    'sso:PutApplicationAccessScope': 'decides what an application of IAM Identity Center may do for people',
  }),
  ...perhaps(ANY, SSO, {
    'sso:AssociateProfile': 'gives any person what a profile of IAM Identity Center may do',
    'sso:CreateTrust': 'decides whose people IAM Identity Center takes',
    'sso:UpdateTrust': 'decides whose people IAM Identity Center takes',
    'sso:ImportApplicationInstanceServiceProviderMetadata': 'decides to which address assertions of people are sent',
    'sso:UpdateApplicationInstanceServiceProviderConfiguration': 'decides to which address assertions of people are sent',
    'sso:UpdateApplicationInstanceResponseConfiguration': 'decides what assertions say of people',
    'sso:UpdateApplicationInstanceResponseSchemaConfiguration': 'decides what assertions say of people',
    'sso:PutMfaDeviceManagementForDirectory': 'decides whether people need a second factor',
  }),
  ...perhaps('sso::*:application/*/*', reference('awsiamidentitycenteroidcservice'), {
    'sso-oauth:CreateTokenWithIAM': 'makes tokens of people for any application of IAM Identity Center',
  }),
  ...perhaps(ANY, DIRECTORY, {
    'sso-directory:UpdateUser': 'gives any person another mail address, by which passwords are reset',
    'sso-directory:UpdateUserName': 'gives any person another name, by which others tell people apart',
    'sso-directory:EnableUser': 'lets any person log in again',
    'sso-directory:UpdateMfaDeviceForUser': 'changes the second factor of any person',
    'sso-directory:DeleteMfaDeviceForUser': 'takes the second factor of any person away',
    'sso-directory:CompleteVirtualMfaDeviceRegistration': 'gives any person another second factor',
    'sso-directory:CompleteWebAuthnDeviceRegistration': 'gives any person another second factor',
    'sso-directory:ImportExternalIdPCertificate': 'decides whose assertions stand for people of IAM Identity Center',
    'sso-directory:EnableExternalIdPConfigurationForDirectory': 'decides whose assertions stand for people of IAM Identity Center',
    'sso-directory:CreateProvisioningTenant': 'lets another directory write people and groups of IAM Identity Center',
  }),
  ...perhaps('rolesanywhere:*:*:profile/*', ANYWHERE, {
    'rolesanywhere:PutAttributeMapping': 'decides which tags sessions of certificates have, by which policies tell them apart',
    'rolesanywhere:DeleteAttributeMapping': 'decides which tags sessions of certificates have, by which policies tell them apart',
    'rolesanywhere:EnableProfile': 'lets certificates become the roles of a profile again',
  }),
  ...perhaps('rolesanywhere:*:*:crl/*', ANYWHERE, {
    'rolesanywhere:DisableCrl': 'lets certificates that were revoked become roles again',
    'rolesanywhere:UpdateCrl': 'lets certificates that were revoked become roles again',
    'rolesanywhere:DeleteCrl': 'lets certificates that were revoked become roles again',
  }),
  ...perhaps('rolesanywhere:*:*:trust-anchor/*', ANYWHERE, {
    'rolesanywhere:EnableTrustAnchor': 'lets certificates of a trust anchor become roles again',
  }),
  ...perhaps('cognito-idp:*:*:userpool/*', COGNITO, {
    'cognito-idp:UpdateUserPool': 'decides how users of a pool log in, and what their tokens say',
    'cognito-idp:UpdateUserPoolClient': 'decides how users log in by a client of a pool',
    'cognito-idp:AddUserPoolClientSecret': 'makes a secret of a client of a pool',
    'cognito-idp:SetUserPoolMfaConfig': 'decides whether users of a pool need a second factor',
    'cognito-idp:AdminSetUserMFAPreference': 'takes the second factor of any user of a pool away',
    'cognito-idp:AdminSetUserSettings': 'changes the second factor of any user of a pool',
  }),
  ...perhaps('ds:*:*:directory/*', reference('awsdirectoryservice'), {
    'ds:CreateTrust': 'decides whose people a directory takes',
    'ds:UpdateTrust': 'decides whose people a directory takes',
    'ds:RegisterCertificate': 'decides whose certificates stand for people of a directory',
  }),
  ...perhaps('pca-connector-ad:*:*:connector/~/template/*', reference('awsprivatecaconnectorforactivedirectory'), {
    'pca-connector-ad:CreateTemplateGroupAccessControlEntry': 'decides who gets the certificates of a directory',
    'pca-connector-ad:UpdateTemplateGroupAccessControlEntry': 'decides who gets the certificates of a directory',
    'pca-connector-ad:UpdateTemplate': 'decides for what the certificates of a directory are good',
  }),
  ...perhaps('quicksight:*:*:user/*', QUICKSIGHT, {
    'quicksight:UpdateUser': 'makes any person an administrator of QuickSight',
    'quicksight:RegisterUser': 'makes an administrator of QuickSight',
    'quicksight:CreateAdmin': 'makes an administrator of QuickSight',
    'quicksight:UpdateUserCustomPermission': 'decides what any person may do in QuickSight',
  }),
  ...perhaps('quicksight:*:*:group/*', QUICKSIGHT, { 'quicksight:CreateGroupMembership': 'gives any person what a group of QuickSight may see' }),
  ...perhaps(ANY, QUICKSIGHT, {
    'quicksight:CreateRoleMembership': 'makes any group administrators of QuickSight',
    'quicksight:UpdateRoleCustomPermission': 'decides what people may do in QuickSight',
    'quicksight:GenerateEmbedUrlForRegisteredUserWithIdentity': 'opens QuickSight as any of its users',
  }),
  ...perhaps('quicksight::*:assignment/*', QUICKSIGHT, {
    'quicksight:CreateIAMPolicyAssignment': 'gives people of QuickSight any policy of the account',
    'quicksight:UpdateIAMPolicyAssignment': 'gives people of QuickSight any policy of the account',
  }),
  ...perhaps('connect:*:*:instance/~/agent/*', reference('amazonconnect'), {
    'connect:UpdateUserSecurityProfiles': 'makes any user an administrator of Amazon Connect',
    'connect:CreateUser': 'makes an administrator of Amazon Connect',
  }),
  ...perhaps('connect:*:*:instance/~/security-profile/*', reference('amazonconnect'), {
    'connect:UpdateSecurityProfile': 'decides what people may do in Amazon Connect',
  }),
  ...perhaps('transfer:*:*:server/*', reference('awstransferfamily'), { 'transfer:UpdateServer': 'decides who logs in to a server, with the roles of its users' }),
  ...perhaps('appstream:*:*:app-block-builder/*', reference('amazonappstream2.0'), {
    'appstream:CreateAppBlockBuilderStreamingURL': 'opens a machine on which programs are packed, with its role',
  }),
  ...perhaps('appstream:*:*:stack/*', reference('amazonappstream2.0'), { 'appstream:BatchAssociateUserStack': 'lets any person use the programs of a stack' }),
  ...perhaps('workspaces:*:*:directory/*', reference('amazonworkspaces'), {
    'workspaces:ModifySamlProperties': 'decides by which log-in page people open desktops',
    'workspaces:ModifyCertificateBasedAuthProperties': 'decides whose certificates log people in to desktops',
  }),
  ...perhaps('workspaces-web:*:*:identityProvider/~/*', reference('amazonworkspacessecurebrowser'), {
    'workspaces-web:UpdateIdentityProvider': 'decides whose assertions open a portal',
  }),
  ...perhaps('workspaces-web:*:*:portal/*', reference('amazonworkspacessecurebrowser'), {
    'workspaces-web:CreateIdentityProvider': 'decides whose assertions open a portal',
  }),
  ...perhaps('workmail:*:*:organization/*', WORKMAIL, {
    'workmail:CreateImpersonationRole': 'makes a role that reads and writes the mail of any person',
    'workmail:UpdateImpersonationRole': 'decides whose mail a role reads and writes',
    'workmail:PutMailboxPermissions': 'gives anybody the mail of any person',
    'workmail:AssociateMemberToGroup': 'sends the mail of a group to anybody',
    'workmail:PutIdentityProviderConfiguration': 'decides how people log in to their mail',
  }),
  ...perhaps(ANY, reference('amazonworkdocs'), {
    'workdocs:UpdateUser': 'makes any person an administrator of WorkDocs',
    'workdocs:UpdateUserAdministrativeSettings': 'makes any person an administrator of WorkDocs',
    'workdocs:AddUserToGroup': 'makes any person an administrator of WorkDocs',
  }),
  ...perhaps('wickr:*:*:network/*', reference('awswickr'), {
    'wickr:CreateAdminSession': 'opens a network of Wickr as its administrator',
    'wickr:RegisterOidcConfig': 'decides whose tokens log in to a network of Wickr',
  }),
  ...perhaps('codewhisperer:*:*:profile/*', reference('amazonq'), { 'q:CreateScimAccessToken': 'makes a token by which people and groups are written' }),
  ...perhaps('grafana:*:*:/workspaces/*', reference('amazonmanagedgrafana'), {
    'grafana:UpdateWorkspaceAuthentication': 'decides whose assertions log in to a workspace',
  }),
  ...perhaps(ANY, reference('amazonopensearchserverless'), {
    'aoss:UpdateSecurityConfig': 'decides whose assertions log in to collections',
    'aoss:UpdateSecurityPolicy': 'opens collections to everyone on the internet, or another key to what they hold',
  }),
  ...perhaps(ANY, reference('amazondatazone'), { 'datazone:CreateProjectMembership': 'gives anybody what a project may see' }),
  ...perhaps('deadline:*:*:farm/*', DEADLINE, { 'deadline:AssociateMemberToFarm': 'makes any person the owner of a farm' }),
  ...perhaps('deadline:*:*:farm/*/fleet/*', DEADLINE, { 'deadline:AssociateMemberToFleet': 'makes any person the owner of a fleet' }),
  ...perhaps('deadline:*:*:farm/*/queue/*', DEADLINE, { 'deadline:AssociateMemberToQueue': 'makes any person the owner of a queue' }),
  ...perhaps('deadline:*:*:farm/*/queue/*/job/*', DEADLINE, { 'deadline:AssociateMemberToJob': 'makes any person the owner of a job' }),
  ...perhaps('codecatalyst:*:*:/identity-center-applications/*', reference('amazoncodecatalyst'), {
    'codecatalyst:CreateSpaceAdminRoleAssignment': 'makes any person the administrator of a space',
  }),
  ...perhaps('elasticmapreduce:*:*:studio/*', reference('amazonelasticmapreduce'), {
    'elasticmapreduce:CreateStudioSessionMapping': 'decides what any person may do in a studio, with its role',
    'elasticmapreduce:UpdateStudioSessionMapping': 'decides what any person may do in a studio, with its role',
  }),
  ...perhaps('verifiedpermissions::*:policy-store/*', reference('amazonverifiedpermissions'), {
    'verifiedpermissions:CreatePolicy': 'decides what users of a program may do',
    'verifiedpermissions:UpdatePolicy': 'decides what users of a program may do',
    'verifiedpermissions:UpdatePolicyTemplate': 'decides what users of a program may do',
    'verifiedpermissions:CreateIdentitySource': 'decides whose tokens stand for users of a program',
    'verifiedpermissions:UpdateIdentitySource': 'decides whose tokens stand for users of a program',
  }),
  ...perhaps('mpa:*:*:approval-team/*', reference('multi-partyapproval'), { 'mpa:UpdateApprovalTeam': 'decides who has to approve what several people must approve' }),
  ...perhaps('ec2:*:*:verified-access-endpoint/*', reference('amazonec2'), { 'ec2:ModifyVerifiedAccessEndpointPolicy': 'decides who comes to a program behind Verified Access' }),
  ...perhaps('ec2:*:*:verified-access-group/*', reference('amazonec2'), { 'ec2:ModifyVerifiedAccessGroupPolicy': 'decides who comes to programs behind Verified Access' }),
  ...perhaps('ec2:*:*:verified-access-trust-provider/*', reference('amazonec2'), {
    'ec2:ModifyVerifiedAccessTrustProvider': 'decides whose tokens stand for people who come through Verified Access',
  }),
  ...perhaps(ANY, reference('awslakeformation'), {
    'lakeformation:AddLFTagsToResource': 'gives data of the lake tags by which others may read it',
  }),
  ...perhaps('monitron:*:*:project/*', reference('amazonmonitron'), {
    'monitron:AssociateProjectAdminUser': 'makes any person the administrator of a project',
    'monitron:CreateProjectUserAssociation': 'lets any person use a project',
    'monitron:CreateUserAccessRoleAssociation': 'decides what any person may do in a project',
  }),
  ...perhaps('aidevops:*:*:agentspace/*', reference('awsdevopsagentservice'), {
    'aidevops:CreateAccessToken': 'makes a token of a space of agents',
    'aidevops:RotateAccessToken': 'makes a token of a space of agents',
    'aidevops:GetAccessToken': 'reads the token of a space of agents',
  }),
  ...perhaps('repostspace:*:*:space/*', reference('awsrepostprivate'), { 'repostspace:RegisterAdmin': 'makes any person the administrator of a space' }),
  ...perhaps('scn:*:*:instance/*', reference('awssupplychain'), { 'scn:AssignAdminPermissionsToUser': 'makes any person an administrator of Supply Chain' }),

  ...perhaps('iot:*:*:cert/*', IOT, {
    'iot:AttachPolicy': 'gives any device what a policy allows devices',
    'iot:AttachPrincipalPolicy': 'gives any device what a policy allows devices',
    'iot:UpdateCertificate': 'lets certificates of devices that were revoked log in again',
  }),
  ...perhaps('iot:*:*:authorizer/*', IOT, {
    'iot:CreateAuthorizer': 'decides whose tokens log in as devices',
    'iot:UpdateAuthorizer': 'decides whose tokens log in as devices',
    'iot:SetDefaultAuthorizer': 'decides whose tokens log in as devices',
  }),
  ...perhaps(ANY, IOT, {
    'iot:RegisterCACertificate': 'decides whose certificates log in as devices',
    'iot:OpenTunnel': 'opens a way to log in to any device',
  }),
  ...perhaps('iot:*:*:tunnel/*', IOT, { 'iot:RotateTunnelAccessToken': 'takes over what was opened to log in to a device' }),
  ...perhaps('iot:*:*:provisioningtemplate/*', IOT, {
    'iot:CreateProvisioningClaim': 'makes credentials by which devices are added, with what a template gives them',
    'iot:CreateProvisioningTemplateVersion': 'decides what new devices may do',
    'iot:UpdateProvisioningTemplate': 'decides what new devices may do',
  }),
];
