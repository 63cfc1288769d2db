/** A guardrail that is ready to be used by its name. */
export interface ReadyGuardrail {
  readonly id: string;
  /** What it keeps workloads from, to follow "nobody". */
  readonly title: string;
  readonly reason: string;
  readonly may: readonly string[];
  /** Nothing for any resource. */
  readonly on?: readonly string[];
  readonly onAll?: boolean;
  readonly except?: Readonly<Record<string, readonly string[]>>;
  /** Whether whoever uses it has to name the resources. */
  readonly needsOn?: boolean;
  /** Requests that it refuses; the ARNs are written without their partition. */
  readonly refuses: readonly (readonly [action: string, resource: string])[];
  /** The page that says why. */
  readonly source: string;
}

const IAM_ROLE = 'iam::111122223333:role/web';
const SCP_EXAMPLES = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html';

/** What security teams ask for first. */
export const READY_GUARDRAILS: readonly ReadyGuardrail[] = [
  {
    id: 'no-iam-changes',
    title: 'changes users, roles and policies of IAM',
    reason: 'who may change IAM may give themselves any permission',
    may: [
      'iam:Add*', 'iam:Attach*', 'iam:Change*', 'iam:Create*', 'iam:Deactivate*', 'iam:Delete*', 'iam:Detach*', 'iam:Disable*', 'iam:Enable*', 'iam:Put*',
      'iam:Remove*', 'iam:Reset*', 'iam:Resync*', 'iam:Set*', 'iam:Tag*', 'iam:Untag*', 'iam:Update*', 'iam:Upload*',
    ],
    except: {
      'iam:CreateServiceLinkedRole': ['arn:*:iam::*:role/aws-service-role/*'],
      'iam:DeleteServiceLinkedRole': ['arn:*:iam::*:role/aws-service-role/*'],
    },
    refuses: [['iam:PutRolePolicy', IAM_ROLE], ['iam:AttachRolePolicy', IAM_ROLE], ['iam:CreateAccessKey', 'iam::111122223333:user/admin'], ['iam:UpdateAssumeRolePolicy', IAM_ROLE]],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  {
    id: 'no-passing-of-roles',
    title: 'passes a role to a service of AWS',
    reason: 'who may pass a role to a service may act as this role',
    may: ['iam:PassRole'],
    refuses: [['iam:PassRole', 'iam::111122223333:role/admin']],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  {
    id: 'no-assuming-of-roles',
    title: 'assumes another role',
    reason: 'what another role may do is not seen in the policies of this one',
    may: ['sts:AssumeRole'],
    refuses: [['sts:AssumeRole', 'iam::444455556666:role/deployer']],
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html',
  },
  {
    id: 'no-reading-of-all-secrets',
    title: 'reads secrets of any name',
    reason: 'a workload needs its own secrets, and no others',
    may: ['secretsmanager:GetSecretValue'],
    on: ['arn:*:secretsmanager:*:*:secret:*'],
    onAll: true,
    refuses: [['secretsmanager:GetSecretValue', 'secretsmanager:eu-central-1:111122223333:secret:*']],
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  },
  {
    id: 'no-reading-of-all-parameters',
    title: 'reads parameters of any name from Parameter Store',
    reason: 'parameters may hold secrets, and a workload needs its own only',
    may: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    on: ['arn:*:ssm:*:*:parameter/*'],
    onAll: true,
    refuses: [['ssm:GetParameter', 'ssm:eu-central-1:111122223333:parameter/*']],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
  },
  {
    id: 'decrypting',
    title: 'decrypts with a key',
    reason: 'who decrypts with the key reads all that it protects',
    may: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:CreateGrant'],
    needsOn: true,
    refuses: [['kms:Decrypt', 'kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab']],
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html',
  },
  {
    id: 'no-public-buckets',
    title: 'makes buckets or objects public, or lets others into them',
    reason: 'who changes the access to a bucket may make it public',
    may: [
      's3:PutAccessPointPolicy', 's3:PutAccessPointPolicyForObjectLambda', 's3:PutAccessPointPublicAccessBlock', 's3:PutAccountPublicAccessBlock', 's3:PutBucketAcl',
      's3:PutBucketOwnershipControls', 's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock', 's3:PutMultiRegionAccessPointPolicy', 's3:PutObjectAcl', 's3:PutObjectVersionAcl',
      's3:DeleteBucketPolicy',
    ],
    refuses: [['s3:PutBucketPolicy', 's3:::acme-media'], ['s3:PutObjectAcl', 's3:::acme-media/logo.png'], ['s3:PutAccountPublicAccessBlock', '*']],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  {
    id: 'no-sharing-of-snapshots',
    title: 'shares snapshots and images with other accounts',
    reason: 'a snapshot that is shared is a copy of the data outside',
    may: ['ec2:ModifyImageAttribute', 'ec2:ModifySnapshotAttribute', 'rds:ModifyDBClusterSnapshotAttribute', 'rds:ModifyDBSnapshotAttribute', 'ram:AssociateResourceShare', 'ram:CreateResourceShare'],
    refuses: [['ec2:ModifySnapshotAttribute', 'ec2:eu-central-1::snapshot/snap-1'], ['rds:ModifyDBSnapshotAttribute', 'rds:eu-central-1:111122223333:snapshot:orders']],
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  },
  {
    id: 'keep-cloudtrail',
    title: 'turns off or narrows CloudTrail',
    reason: 'the trail is the record of what everybody did',
    may: [
      'cloudtrail:DeleteEventDataStore', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopEventDataStoreIngestion', 'cloudtrail:StopLogging',
      'cloudtrail:UpdateEventDataStore', 'cloudtrail:UpdateTrail',
    ],
    refuses: [['cloudtrail:StopLogging', 'cloudtrail:eu-central-1:111122223333:trail/audit'], ['cloudtrail:DeleteTrail', 'cloudtrail:eu-central-1:111122223333:trail/audit']],
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  },
  {
    id: 'keep-guardduty',
    title: 'turns off or blinds GuardDuty',
    reason: 'GuardDuty is to find what nobody should be able to hide',
    may: [
      'guardduty:CreateFilter', 'guardduty:CreateIPSet', 'guardduty:DeleteDetector', 'guardduty:DeleteMembers', 'guardduty:DeletePublishingDestination',
      'guardduty:DisableOrganizationAdminAccount', 'guardduty:DisassociateFromAdministratorAccount', 'guardduty:DisassociateFromMasterAccount', 'guardduty:DisassociateMembers',
      'guardduty:StopMonitoringMembers', 'guardduty:UpdateDetector', 'guardduty:UpdateFilter', 'guardduty:UpdateIPSet',
    ],
    refuses: [['guardduty:DeleteDetector', 'guardduty:eu-central-1:111122223333:detector/1'], ['guardduty:UpdateDetector', 'guardduty:eu-central-1:111122223333:detector/1']],
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html',
  },
  {
    id: 'keep-config',
    title: 'turns off AWS Config',
    reason: 'AWS Config records how resources were changed',
    may: [
      'config:DeleteConfigRule', 'config:DeleteConfigurationRecorder', 'config:DeleteDeliveryChannel', 'config:DeleteOrganizationConfigRule', 'config:DeleteRetentionConfiguration',
      'config:PutConfigurationRecorder', 'config:StopConfigurationRecorder',
    ],
    refuses: [['config:StopConfigurationRecorder', 'config:eu-central-1:111122223333:configuration-recorder/default/1'], ['config:DeleteConfigRule', 'config:eu-central-1:111122223333:config-rule/1']],
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html',
  },
  {
    id: 'keep-security-hub',
    title: 'turns off Security Hub',
    reason: 'Security Hub is where findings are seen',
    may: [
      'securityhub:BatchDisableStandards', 'securityhub:DeleteMembers', 'securityhub:DisableImportFindingsForProduct', 'securityhub:DisableSecurityHub',
      'securityhub:DisassociateFromAdministratorAccount', 'securityhub:DisassociateMembers',
    ],
    refuses: [['securityhub:DisableSecurityHub', 'securityhub:eu-central-1:111122223333:hub/default']],
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-disable.html',
  },
  {
    id: 'keep-keys',
    title: 'deletes or disables keys of KMS, or changes their policies',
    reason: 'without the key the data is lost, and its policy says who may use it',
    may: ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
    refuses: [['kms:ScheduleKeyDeletion', 'kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab']],
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  },
  {
    id: 'stay-in-organization',
    title: 'takes the account out of its organization, or closes it',
    reason: 'outside the organization its controls no longer hold',
    may: ['account:CloseAccount', 'organizations:CloseAccount', 'organizations:DeleteOrganization', 'organizations:LeaveOrganization', 'organizations:RemoveAccountFromOrganization'],
    refuses: [['organizations:LeaveOrganization', '*']],
    source: SCP_EXAMPLES,
  },
  {
    id: 'no-shells',
    title: 'opens shells on instances and containers, or runs commands there',
    reason: 'a shell on an instance has the permissions of the instance',
    may: ['ec2-instance-connect:OpenTunnel', 'ec2-instance-connect:SendSSHPublicKey', 'ecs:ExecuteCommand', 'ssm:ResumeSession', 'ssm:SendCommand', 'ssm:StartSession'],
    refuses: [['ssm:StartSession', 'ec2:eu-central-1:111122223333:instance/i-1'], ['ssm:SendCommand', 'ec2:eu-central-1:111122223333:instance/i-1']],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started-restrict-access.html',
  },
  {
    id: 'no-cluster-access-changes',
    title: 'changes who may do what in EKS clusters, or which roles pods get',
    reason: 'who changes the access to a cluster may become any of its workloads',
    may: [
      'eks:AssociateAccessPolicy', 'eks:AssociateIdentityProviderConfig', 'eks:CreateAccessEntry', 'eks:CreatePodIdentityAssociation', 'eks:UpdateAccessEntry',
      'eks:UpdateClusterConfig', 'eks:UpdatePodIdentityAssociation',
    ],
    refuses: [['eks:CreateAccessEntry', 'eks:eu-central-1:111122223333:cluster/prod'], ['eks:CreatePodIdentityAssociation', 'eks:eu-central-1:111122223333:cluster/prod']],
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html',
  },
];

export const READY_IDS: readonly string[] = READY_GUARDRAILS.map(({ id }) => id);

/** The ready guardrail of a name. */
export function readyGuardrail(id: string): ReadyGuardrail | undefined {
  return READY_GUARDRAILS.find((one) => one.id === id);
}
