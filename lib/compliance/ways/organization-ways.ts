import { perhaps, reference, wayOf, ways } from './way';
import type { Way } from './way';

const ORGANIZATIONS = reference('awsorganizations');
const CONTROL_TOWER = reference('awscontroltower');
const IAM = reference('awsidentityandaccessmanagementiam');
const MEMBER = 'account::*:account/o-*/*';
const ROOT_MAIL = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_update_primary_email.html';

/** Ways by what limits the accounts of an organization, and by who governs them. */
export const ORGANIZATION_WAYS: readonly Way[] = [
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
  ...perhaps('controltower:*:*:enabledcontrol/*', CONTROL_TOWER, {
    'controltower:DisableControl': 'switches off what limits accounts of the organization',
    'controltower:UpdateEnabledControl': 'rewrites what limits accounts of the organization',
  }),
  ...perhaps('controltower:*:*:enabledbaseline/*', CONTROL_TOWER, { 'controltower:DisableBaseline': 'switches off what limits accounts of the organization' }),
  ...perhaps('controltower:*:*:landingzone/*', CONTROL_TOWER, {
    'controltower:UpdateLandingZone': 'rewrites what limits accounts of the organization',
    'controltower:DeleteLandingZone': 'takes away what limits accounts of the organization',
  }),
  wayOf([{ action: 'account:StartPrimaryEmailUpdate', on: MEMBER }, { action: 'account:AcceptPrimaryEmailUpdate', on: MEMBER }],
    ROOT_MAIL, 'gives the root user of a member account another mail address, by which its password is reset'),
  ...ways('iam::*:root', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html', {
    'sts:AssumeRoot': 'makes credentials of the root user of a member account',
  }, { evenNamed: true }),
];
