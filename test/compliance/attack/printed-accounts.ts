import { allow, attempts, like, managed, OWN, policyOf, roleFile, SOUND, tokens } from './attempt';
import type { Attempt } from './attempt';

const ARN = `arn:aws:iam::${OWN}:role/web`;
const POLICY = `arn:aws:iam::${OWN}:policy/team`;
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const READER = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
/** Values one behind the other, as commands of a loop print them. */
const printed = (...values: unknown[]) => values.map((value) => JSON.stringify(value, undefined, 4)).join('\n');

const role = (more: object = {}) => ({ Path: '/', RoleName: 'web', RoleId: 'AROAEXAMPLE0000000001', Arn: ARN, CreateDate: '2026-01-01T00:00:00+00:00', AssumeRolePolicyDocument: policyOf(SOUND), MaxSessionDuration: 3600, ...more });
const getRole = (more: object = {}) => ({ Role: role({ RoleLastUsed: {}, ...more }) });
const getRolePolicy = (...statements: unknown[]) => ({ RoleName: 'web', PolicyName: 'own', PolicyDocument: policyOf(...statements) });
const attached = (...arns: string[]) => ({ AttachedPolicies: arns.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn })) });
const getPolicy = (more: object = {}) => ({ Policy: { PolicyName: 'team', PolicyId: 'ANPAEXAMPLE', Arn: POLICY, Path: '/', DefaultVersionId: 'v2', AttachmentCount: 1, IsAttachable: true, ...more } });
const getPolicyVersion = (statements: unknown[], more: object = {}) => ({ PolicyVersion: { Document: policyOf(...statements), VersionId: 'v2', IsDefaultVersion: true, CreateDate: '2026-01-01T00:00:00+00:00', ...more } });
const PASS = allow('iam:PassRole');
const NARROW = allow('s3:GetObject', 'arn:aws:s3:::shop/*');

const yaml = (trust: unknown) => `Role:\n  Arn: ${ARN}\n  AssumeRolePolicyDocument: ${JSON.stringify(trust)}\n  CreateDate: '2026-01-01T00:00:00+00:00'\n  Path: /\n  RoleName: web\n`;

/** What the AWS CLI prints of an account, in other forms than one, with something in it. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'the role in YAML': { 'role.yaml': yaml(policyOf(tokens())) },
  'roles in a stream of YAML': { 'roles.yaml': `- Roles:\n  - Arn: ${ARN}\n    RoleName: web\n    Path: /\n    AssumeRolePolicyDocument: ${JSON.stringify(policyOf(like('system:serviceaccount:*:web')))}\n` },
  'details by --query, as a list': { 'roles.json': [role({ RolePolicyList: [{ PolicyName: 'own', PolicyDocument: policyOf(PASS) }], AttachedManagedPolicies: [] })] },
  'a trust by --query': { 'trust.json': policyOf(tokens()) },
  'a role and its inline policy, in files of their own': { 'role.json': getRole(), 'policy.json': getRolePolicy(PASS) },
  'a role and its inline policy, one behind the other': { 'role.json': printed(getRole(), { PolicyNames: ['own'] }, getRolePolicy(PASS)) },
  'all roles and an inline policy': { 'roles.json': { Roles: [role()] }, 'policies/own.json': getRolePolicy(allow('s3:*')) },
  'an inline policy as the API encodes it': { 'role.json': getRole(), 'policy.json': { ...getRolePolicy(), PolicyDocument: encodeURIComponent(JSON.stringify(policyOf(PASS))) } },
  'an inline policy in YAML': { 'role.yaml': yaml(policyOf(SOUND)), 'policy.yaml': `PolicyDocument: ${JSON.stringify(policyOf(PASS))}\nPolicyName: own\nRoleName: web\n` },
  'two inline policies in a list': { 'role.json': getRole(), 'policies.json': [getRolePolicy(NARROW), { ...getRolePolicy(PASS), PolicyName: 'second' }] },
  'an administrator’s policy behind its role': { 'role.json': printed(getRole(), attached(ADMINISTRATOR)) },
  'a policy of the account behind its role': { 'role.json': printed(getRole(), attached(POLICY), getPolicy(), getPolicyVersion([PASS])) },
  'a policy of the account in files of its own': { 'role.json': printed(getRole(), attached(POLICY)), 'policy.json': printed(getPolicy(), getPolicyVersion([PASS])) },
  'a policy of the account, attached in details of another day': { ...roleFile([], { AttachedManagedPolicies: [{ PolicyName: 'team', PolicyArn: POLICY }] }), 'policy.json': printed(getPolicy(), getPolicyVersion([allow('s3:*')])) },
  'a boundary, which is in a file of its own and limits nothing': {
    'role.json': printed(getRole({ PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: POLICY } }), getRolePolicy(allow('iam:PutRolePolicy', `arn:aws:iam::${OWN}:role/*`))), 'limit.json': printed(getPolicy(), getPolicyVersion([allow('*')])),
  },
}).concat(attempts('told', {
  'an inline policy of a role that is not there': { 'policy.json': getRolePolicy(PASS) },
  'what is attached, alone': { 'attached.json': attached(ADMINISTRATOR) },
  'a version of a policy, alone': { 'version.json': getPolicyVersion([PASS]) },
  'a page of what is attached': { 'role.json': printed(getRole(), { ...attached(READER), IsTruncated: true, Marker: 'x' }) },
  'roles by --query under other names': { 'roles.json': [{ Name: 'web', Trust: policyOf(tokens()) }] },
  'a role of Cloud Control': { 'role.json': { TypeName: 'AWS::IAM::Role', ResourceDescription: { Identifier: 'web', Properties: JSON.stringify({ RoleName: 'web', AssumeRolePolicyDocument: policyOf(tokens()) }) } } },
  'a role of AWS Config': { 'items.json': { configurationItems: [{ resourceType: 'AWS::IAM::Role', configuration: { roleName: 'web', assumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policyOf(tokens()))) } }] } },
  'a role in text': { 'role.json': `ROLE\t${ARN}\t2026-01-01T00:00:00+00:00\tweb\nASSUMEROLEPOLICYDOCUMENT\t2012-10-17\n` },
  'a source of Terraform in JSON': { 'main.tf.json': { terraform: { required_version: '>= 1.5' }, resource: { aws_iam_role: { web: { name: 'web', assume_role_policy: JSON.stringify(policyOf(tokens())) } } } } },
  'a preview of Pulumi': { 'preview.json': { config: {}, steps: [{ op: 'create', urn: 'urn:pulumi:dev::shop::aws:iam/role:Role::web', newState: { type: 'aws:iam/role:Role', inputs: { assumeRolePolicy: JSON.stringify(policyOf(tokens())) } } }] } },
  'what kubectl describes': { 'sa.yaml': `Name:                web\nNamespace:           shop\nLabels:              <none>\nAnnotations:         eks.amazonaws.com/role-arn: ${ARN}\nImage pull secrets:  <none>\nMountable secrets:   <none>\nTokens:              <none>\nEvents:              <none>\n` },
}));

/** The same forms, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a sound role in YAML': { 'role.yaml': yaml(policyOf(SOUND)) },
  'a role with a narrow inline policy': { 'role.json': printed(getRole(), getRolePolicy(NARROW)) },
  'a role with a narrow inline policy, in files of their own': { 'role.json': getRole(), 'policy.json': getRolePolicy(NARROW) },
  'what reads, attached behind its role': { 'role.json': printed(getRole(), attached(READER)) },
  'a narrow policy of the account': { 'role.json': printed(getRole(), attached(POLICY), getPolicy(), getPolicyVersion([NARROW])) },
  'an earlier version of a policy, which counts no more': { 'role.json': printed(getRole(), attached(POLICY), getPolicy(), getPolicyVersion([PASS], { VersionId: 'v1', IsDefaultVersion: false }), getPolicyVersion([NARROW])) },
  'a wide policy, within a boundary in a file of its own': {
    'role.json': printed(getRole({ PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: POLICY } }), getRolePolicy(allow('*'))), 'limit.json': printed(getPolicy(), getPolicyVersion([NARROW])),
  },
  'a wide inline policy of a role that is not of pods': { 'role.json': getRole({ AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }) }), 'policy.json': getRolePolicy(allow('*')) },
  'an administrator’s policy behind another role of the same loop': {
    'roles.json': printed(getRole(), attached(READER), getRole({ RoleName: 'node', Arn: `arn:aws:iam::${OWN}:role/node`, AssumeRolePolicyDocument: policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }) }), attached(ADMINISTRATOR)),
  },
  'the same policy twice, in details and by itself': { ...roleFile([NARROW]), 'policy.json': getRolePolicy(NARROW) },
  'names of policies and tags, which say nothing': { 'role.json': printed(getRole(), { PolicyNames: ['own'], IsTruncated: false }, { Tags: [], IsTruncated: false }) },
  'details with policies of all accounts': roleFile([], {}, [managed('unused', allow('*'))]),
  'a policy of permissions in a folder': { 'role.json': getRole(), 'policies/ci.json': policyOf(allow('sts:AssumeRole', `arn:aws:iam::${OWN}:role/deploy`)) },
});

export const PRINTED_ACCOUNTS: readonly Attempt[] = [...SILENCES, ...ALARMS];
