import { ACCOUNTS, allow, attempts, AUD, equal, ISSUER, OWN, policyOf, PROVIDER, role, SOUND, SUB, template, tokens, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ROLE_ARN = `arn:aws:iam::${OWN}:role/web`;
const OTHER_ACCOUNT = '444455556666';
const LANGUAGE = { Transform: 'AWS::LanguageExtensions' };
const LIKE = (sub: unknown) => policyOf(tokens({ StringLike: { [SUB]: sub } as object }));
const inTrust = (document: unknown, more: object = {}) => template({ Role: role(document) }, more);
const policy = (action: unknown, resource: unknown = '*') => ({ PolicyName: 'own', PolicyDocument: policyOf(allow(action, resource)) });
const NARROW = policy('s3:GetObject', 'arn:aws:s3:::shop/*');
const yaml = (text: string, name = 'template.yaml') => ({ [name]: text.replace(/^\n/, '') });
const STATEMENT = (subject: string, operator = 'StringEquals') => `{Effect: Allow, Action: ${WITH_TOKEN}, Principal: {Federated: "${PROVIDER}"}, Condition: {${operator === 'StringEquals' ? `StringEquals: {"${SUB}": ${subject}, "${AUD}": sts.amazonaws.com}` : `${operator}: {"${SUB}": ${subject}}, StringEquals: {"${AUD}": sts.amazonaws.com}`}}}`;
const sub = (text: string, more: object = {}) => ({ 'Fn::Sub': Object.keys(more).length === 0 ? text : [text, more] });
const addOn = (properties: object) => ({ Type: 'AWS::EKS::Addon', Properties: { ClusterName: 'prod', ...properties } });
const getAtt = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const getTemplate = (body: unknown) => ({ 'template.json': { TemplateBody: body, StagesAvailable: ['Original', 'Processed'] } });

const iamRole = (trust: unknown, account = OWN, more: object = {}) => ({ Path: '/', RoleName: 'web', RoleId: 'AROAEXAMPLE', Arn: `arn:aws:iam::${account}:role/web`, CreateDate: '2026-01-01T00:00:00+00:00', AssumeRolePolicyDocument: trust, RolePolicyList: [], AttachedManagedPolicies: [], ...more });
const details = (...roles: object[]) => ({ UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] });
const inAccount = (statement: object, account: string) => JSON.parse(JSON.stringify(policyOf(statement)).replaceAll(`::${OWN}:`, `::${account}:`));
const account = (arn = ROLE_ARN, name = 'web') => ({ 'sa.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/role-arn: ${arn}\n` });
const API = equal(`${ACCOUNTS}shop:api`);
const event = { eventVersion: '1.08', eventSource: 'iam.amazonaws.com', eventName: 'CreateRole', requestParameters: { roleName: 'web' } };
const beside = (name: string, content: unknown) => ({ [name]: content, ...template({ Role: role(policyOf(SOUND)) }) });

/** Functions in unusual places, and files that were saved in unusual ways, with something in them. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'Fn::ForEach over a list of a parameter': template({ 'Fn::ForEach::Roles': ['Ns', { Ref: 'Namespaces' }, { 'Role&{Ns}': role(LIKE(sub(`${ACCOUNTS}\${Ns}:web`))) }] }, { ...LANGUAGE, Parameters: { Namespaces: { Type: 'CommaDelimitedList', Default: 'shop,*' } } }),
  'Fn::ForEach within Fn::ForEach': template({ 'Fn::ForEach::A': ['Ns', ['shop', 'mail'], { 'Fn::ForEach::B': ['Sa', ['web', '*'], { 'Role${Ns}${Sa}': role(LIKE(sub('system:serviceaccount:${Ns}${Sa}:x'))) }] }] }, LANGUAGE),
  'a loop that makes policies': template({ 'Role': role(policyOf(SOUND), { RoleName: 'web' }), 'Fn::ForEach::P': ['Action', ['s3:GetObject', 'iam:PassRole'], { 'Policy&{Action}': { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: 'web', ...policy(sub('${Action}')) } } }] }, LANGUAGE),
  'a variable of Fn::Sub that is a star': inTrust(LIKE(sub(`${ACCOUNTS}\${Ns}:web`, { Ns: '*' }))),
  'a variable of Fn::Sub that is chosen': inTrust(LIKE(sub(`${ACCOUNTS}\${Ns}:web`, { Ns: { 'Fn::If': ['Prod', 'shop', '*'] } })), { Parameters: { Stage: { Type: 'String' } }, Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } }),
  'a list that is split of a parameter': inTrust(LIKE({ 'Fn::Split': [',', { Ref: 'Subjects' }] }), { Parameters: { Subjects: { Type: 'String', Default: `${WEB},${ACCOUNTS}*:web` } } }),
  'a default of a mapping that is a star': inTrust(LIKE({ 'Fn::FindInMap': ['M', 'none', 'sub', { DefaultValue: `${ACCOUNTS}*:web` }] }), { ...LANGUAGE, Mappings: { M: { prod: { sub: WEB } } } }),
  'a policy by the name of its role in Fn::Sub': template({ Role: role(policyOf(SOUND), { RoleName: sub('${AWS::StackName}-web') }), Policy: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: sub('${AWS::StackName}-web'), ...policy('iam:PassRole') } } }),
  'roles of a policy in one of two cases': template({ Role: role(policyOf(SOUND)), Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: { 'Fn::If': ['C', [{ Ref: 'Role' }], []] }, PolicyDocument: policyOf(allow('*')) } } }, { Parameters: { P: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } }),
  'a list of policies in one of two cases': template({ Role: role(policyOf(SOUND), { ManagedPolicyArns: { 'Fn::If': ['C', [{ Ref: 'Wide' }], []] } }), Wide: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policyOf(allow('*')) } } }, { Parameters: { P: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } }),
  'a stack set with a default of a parameter': template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 'roles', PermissionModel: 'SELF_MANAGED', TemplateBody: JSON.stringify({ Parameters: { Ns: { Type: 'String', Default: '*' } }, Resources: { Role: role(LIKE(sub(`${ACCOUNTS}\${Ns}:web`))) } }) } } }),
  'a stack set whose parameter is a star': template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 'roles', PermissionModel: 'SELF_MANAGED', Parameters: [{ ParameterKey: 'Ns', ParameterValue: '*' }], TemplateBody: JSON.stringify({ Parameters: { Ns: { Type: 'String' } }, Resources: { Role: role(LIKE(sub(`${ACCOUNTS}\${Ns}:web`))) } }) } } }),
  'an add-on in a namespace of its own': template({ Role: role(policyOf(equal(`${ACCOUNTS}kube-system:ebs-csi-controller-sa`))), AddOn: addOn({ AddonName: 'aws-ebs-csi-driver', ServiceAccountRoleArn: getAtt('Role'), NamespaceConfig: { Namespace: 'storage' } }) }),
  'an association of another template’s role': { 'a.json': { Resources: { Role: role(policyOf(SOUND), { RoleName: 'web' }) } }, 'b.json': { Resources: { A: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'prod', Namespace: 'shop', ServiceAccount: 'web', RoleArn: ROLE_ARN } } } } },
  'what get-template prints, as text of YAML': getTemplate(`Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n        - ${STATEMENT(`!Sub "${ACCOUNTS}*:web"`, 'StringLike')}\n`),
  'what get-template prints, as a map': getTemplate({ Resources: { Role: role(policyOf(tokens())) } }),
  'what get-template prints, in YAML': yaml(`\nStagesAvailable:\n- Original\nTemplateBody: |\n  Resources:\n    Role:\n      Type: AWS::IAM::Role\n      Properties: {AssumeRolePolicyDocument: ${JSON.stringify(policyOf(tokens()))}}\n`),
  'a template of another end': { 'roles.template': JSON.stringify({ Resources: { Role: role(policyOf(tokens())) } }) },
  'names that are odd': { 'a b (1)/-rôle [x].json': { Resources: { Role: role(policyOf(tokens())) } } },
  'a file that begins with a dot': { '.roles.json': { Resources: { Role: role(policyOf(tokens())) } } },
  'a mark and ends of lines of Windows': { 'template.json': `\ufeff${JSON.stringify({ Resources: { Role: role(policyOf(tokens())) } }, undefined, 2).replaceAll('\n', '\r\n')}` },
  'tabs in JSON': { 'template.json': JSON.stringify({ Resources: { Role: role(policyOf(tokens())) } }, undefined, '\t') },
  'JSON in a file of YAML, with short forms': yaml(`{"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [${STATEMENT(`!Sub "${ACCOUNTS}*:web"`, 'StringLike')}]}}}}}`),
  'an anchor that another role overrides': yaml(`\nResources:\n  A:\n    Type: AWS::IAM::Role\n    Properties: &p\n      AssumeRolePolicyDocument: &t\n        Version: "2012-10-17"\n        Statement: [${STATEMENT(`"${WEB}"`)}]\n  B:\n    Type: AWS::IAM::Role\n    Properties:\n      <<: *p\n      AssumeRolePolicyDocument:\n        <<: *t\n        Statement: [${STATEMENT(`"${ACCOUNTS}*:web"`, 'StringLike')}]\n`),
  'a trust in a block of text': yaml(`\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: !Sub |-\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "${WITH_TOKEN}",\n          "Principal": {"Federated": "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${ISSUER}"},\n          "Condition": {"StringLike": {"${SUB}": "${ACCOUNTS}*:web"}, "StringEquals": {"${AUD}": "sts.amazonaws.com"}}}]}\n`),
  'details of two accounts in a list': { 'accounts.json': [details(iamRole(policyOf(SOUND))), details(iamRole(inAccount(tokens(), OTHER_ACCOUNT), OTHER_ACCOUNT))] },
  'a role of the account that an account names, beside its namesake': { 'accounts.json': [details(iamRole(policyOf(API))), details(iamRole(inAccount(SOUND, OTHER_ACCOUNT), OTHER_ACCOUNT))], ...account() },
  'roles that PowerShell prints': { 'roles.json': [{ Arn: ROLE_ARN, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policyOf(tokens()))), CreateDate: '/Date(1767225600000)/', Description: null, MaxSessionDuration: 3600, Path: '/', PermissionsBoundary: null, RoleId: 'AROAEXAMPLE', RoleName: 'web', Tags: [] }] },
  'a role in its own map, in YAML of blocks': { 'role.yaml': `Role:\n  Arn: ${ROLE_ARN}\n  AssumeRolePolicyDocument:\n    Statement:\n    - Action: ${WITH_TOKEN}\n      Condition:\n        StringLike:\n          ${SUB}: ${ACCOUNTS}*:web\n      Effect: Allow\n      Principal:\n        Federated: ${PROVIDER}\n    Version: '2012-10-17'\n  Path: /\n  RoleName: web\n` },
  'a policy in details, behind its role by a path': { 'account.json': { ...details(iamRole(policyOf(SOUND), OWN, { AttachedManagedPolicies: [{ PolicyName: 'team', PolicyArn: `arn:aws:iam::${OWN}:policy/teams/shop/team` }] })), Policies: [{ PolicyName: 'team', Path: '/teams/shop/', Arn: `arn:aws:iam::${OWN}:policy/teams/shop/team`, DefaultVersionId: 'v3', PolicyVersionList: [{ VersionId: 'v3', IsDefaultVersion: true, Document: policyOf(allow('iam:PassRole')) }, { VersionId: 'v2', IsDefaultVersion: false, Document: policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*')) }] }] } },
  'an administrator’s policy of another partition': { 'account.json': JSON.parse(JSON.stringify(details(iamRole(policyOf(SOUND), OWN, { AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: ADMINISTRATOR }] }))).replaceAll('arn:aws:', 'arn:aws-us-gov:')) },
}).concat(attempts('told', {
  'a role with plus signs for spaces': { 'role.json': { Role: iamRole(encodeURIComponent(JSON.stringify(policyOf(tokens()), undefined, 1)).replaceAll('%20', '+')) } },
  'resources that are all included': template({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://acme/roles.yaml' } } }),
  'a subject from Secrets Manager': inTrust(LIKE('{{resolve:ssm:/shop/subject}}')),
  'events of CloudTrail': beside('trail.json', { Records: [event] }),
  'events of CloudTrail, as the AWS CLI prints them': beside('events.json', { Events: [{ EventName: 'AssumeRoleWithWebIdentity', CloudTrailEvent: '{}' }] }),
  'items of AWS Config': beside('config.json', { baseConfigurationItems: [{ resourceType: 'AWS::IAM::Role', configuration: '{}' }] }),
  'findings of Security Hub': beside('hub.json', { Findings: [{ SchemaVersion: '2018-10-08', ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub', Title: 'IAM.1' }] }),
  'findings of Access Analyzer': beside('analyzer.json', { findings: [{ id: 'a', resourceType: 'AWS::IAM::Role', resource: ROLE_ARN, analyzedAt: '2026-01-01T00:00:00Z' }] }),
  'the log of a plan': beside('plan.json', '{"@level":"info","@message":"Terraform 1.9.0","@module":"terraform.ui","terraform":"1.9.0","type":"version","ui":"1.2"}\n{"@level":"info","type":"planned_change"}\n'),
  'the log of a plan of OpenTofu': beside('plan.json', '{"@level":"info","@message":"OpenTofu 1.8.0","tofu":"1.8.0","type":"version","ui":"1.2"}\n'),
  'a state of OpenTofu': beside('state.json', { version: 4, terraform_version: '1.8.2', serial: 7, lineage: 'x', outputs: {}, resources: [{ mode: 'managed', type: 'aws_iam_role', name: 'web', instances: [] }] }),
  'a plan of modules': beside('plan.json', { format_version: '1.2', terraform_version: '1.10.0', planned_values: { root_module: { child_modules: [{ address: 'module.irsa["web"]', resources: [{ type: 'aws_iam_role', values: { name: 'web' } }] }] } }, resource_changes: [] }),
  'a document of Terraform’s data': beside('data.tf.json', { data: { aws_iam_policy_document: { web: { statement: { actions: [WITH_TOKEN], principals: { type: 'Federated', identifiers: [PROVIDER] } } } } }, resource: { aws_iam_role: { web: { assume_role_policy: '${data.aws_iam_policy_document.web.json}' } } } }),
  'roles that Serverless makes': beside('serverless.yml', 'service: shop\nprovider: {name: aws}\nresources:\n  Resources:\n    Role:\n      Type: AWS::IAM::Role\n      Properties:\n        AssumeRolePolicyDocument: {Statement: []}\n'),
  'a program of Pulumi in YAML': beside('Pulumi.yaml', 'name: shop\nruntime: yaml\nresources:\n  role:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy: "{}"\n'),
  'an error between outputs': { 'role.json': `${JSON.stringify({ Role: iamRole(policyOf(SOUND)) })}\nAn error occurred (NoSuchEntity) when calling the GetRole operation: x\n` },
  'a key that is there twice': yaml(`\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: web\n      RoleName: api\n      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [${STATEMENT(`"${WEB}"`)}]}\n`),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'loops in outputs': template({ Role: role(policyOf(SOUND), { RoleName: 'web' }) }, { ...LANGUAGE, Outputs: { 'Fn::ForEach::O': ['Name', ['A', 'B'], { 'Out${Name}': { Value: { 'Fn::Length': ['a', 'b'] } } }] } }),
  'rules, hooks, modules and metadata': template({ Role: role(policyOf(SOUND)), Module: { Type: 'Acme::Platform::Role::MODULE', Properties: { AssumeRolePolicyDocument: policyOf(tokens()) } } }, { Rules: { R: { RuleCondition: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, Assertions: [{ Assert: { 'Fn::Contains': [['a'], 'a'] } }] } }, Hooks: { H: { Type: 'AWS::CodeDeploy::BlueGreen', Properties: {} } }, Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: [] } } }),
  'a policy of deletion by a function': template({ Role: { ...role(policyOf(SOUND)), DeletionPolicy: { 'Fn::If': ['C', 'Retain', 'Delete'] } } }, { ...LANGUAGE, Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } }),
  'a default of a mapping that is exact': inTrust(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::FindInMap': ['M', 'none', 'sub', { DefaultValue: WEB }] } } })), { ...LANGUAGE, Mappings: { M: { prod: { sub: WEB } } } }),
  'an add-on in a namespace of its own': template({ Role: role(policyOf(equal(`${ACCOUNTS}storage:ebs-csi-controller-sa`))), AddOn: addOn({ AddonName: 'aws-ebs-csi-driver', ServiceAccountRoleArn: getAtt('Role'), NamespaceConfig: { Namespace: 'storage' } }) }),
  'an add-on without a role, and one that is not known': template({ Role: role(policyOf(SOUND)), A: addOn({ AddonName: 'kube-proxy' }), B: addOn({ AddonName: 'acme_agent', ServiceAccountRoleArn: getAtt('Role') }) }),
  'a role whose policy another template attaches by its export': { 'a.json': { Resources: { Role: role(policyOf(SOUND), { RoleName: 'web' }) }, Outputs: { Name: { Value: { Ref: 'Role' }, Export: { Name: 'web-role' } } } }, 'b.json': { Resources: { Policy: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { 'Fn::ImportValue': 'web-role' }, ...NARROW } } } } },
  'what get-template prints': getTemplate(JSON.stringify({ Resources: { Role: role(policyOf(SOUND)) } })),
  'details of two accounts, of which each has its role': { 'accounts.json': [details(iamRole(policyOf(SOUND))), details(iamRole(inAccount(SOUND, OTHER_ACCOUNT), OTHER_ACCOUNT))] },
  'a role of the account that an account names, beside its namesake': { 'accounts.json': [details(iamRole(policyOf(SOUND))), details(iamRole(inAccount(API, OTHER_ACCOUNT), OTHER_ACCOUNT))], ...account() },
  'a role of another account that an account names': { 'accounts.json': [details(iamRole(policyOf(API))), details(iamRole(inAccount(SOUND, OTHER_ACCOUNT), OTHER_ACCOUNT))], ...account(`arn:aws:iam::${OTHER_ACCOUNT}:role/web`), 'api.yaml': account(ROLE_ARN, 'api')['sa.yaml'] },
  'what EKS prints of other things': { 'role.json': { Role: iamRole(policyOf(SOUND)) }, 'access.json': { accessEntries: [ROLE_ARN] }, 'nodes.json': { nodegroups: ['a'] }, 'fargate.json': { fargateProfileNames: [] }, 'versions.json': { addonVersions: [] }, 'identity.json': { UserId: 'x', Account: OWN, Arn: ROLE_ARN } },
  'an account’s aliases and summary': { 'role.json': { Role: iamRole(policyOf(SOUND)) }, 'aliases.json': { AccountAliases: ['acme'] }, 'summary.json': { SummaryMap: { Roles: 7 } }, 'names.json': ['web', 'api'] },
  'a function of SAM with policies of its own': template({ Fn: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'i.h', Runtime: 'nodejs22.x', InlineCode: 'x', Policies: [ADMINISTRATOR, { Statement: [allow('*')] }] } }, Role: role(policyOf(SOUND)) }, { Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'], Globals: { Function: { MemorySize: 128 } } }),
  'a template without roles, beside': { ...template({ Role: role(policyOf(SOUND)) }), 'b.json': { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } } },
  'short forms of all kinds': yaml(`\nConditions:\n  C: !And [!Equals [!Ref AWS::Region, eu-west-1], !Not [!Equals [a, b]]]\nResources:\n  Bucket: {Type: "AWS::S3::Bucket"}\n  Role:\n    Type: AWS::IAM::Role\n    Condition: C\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement: [${STATEMENT(`"${WEB}"`)}]\n      Policies:\n      - PolicyName: own\n        PolicyDocument:\n          Version: "2012-10-17"\n          Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: !Join ["", [!GetAtt Bucket.Arn, "/", !Select [0, !Split ["-", !Ref AWS::StackName]], "/*"]]\n          - !If [C, {Effect: Allow, Action: "s3:ListBucket", Resource: !GetAtt [Bucket, Arn]}, !Ref "AWS::NoValue"]\n`),
}).concat(attempts('noError', {
  'Fn::ForEach over a list of a parameter': template({ 'Fn::ForEach::Roles': ['Ns', { Ref: 'Namespaces' }, { 'Role&{Ns}': role(policyOf(equal(sub(`${ACCOUNTS}\${Ns}:web`) as never))) }] }, { ...LANGUAGE, Parameters: { Namespaces: { Type: 'CommaDelimitedList', Default: 'shop,mail' } } }),
  'a list that is split of a parameter': inTrust(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::Split': [',', { Ref: 'Subjects' }] } } })), { Parameters: { Subjects: { Type: 'String', Default: `${WEB},${ACCOUNTS}mail:web` } } }),
  'a subject that another stack exports': inTrust(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::ImportValue': 'subject' } } }))),
  'a namespace that a parameter of a stack set tells': template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 'roles', PermissionModel: 'SELF_MANAGED', Parameters: [{ ParameterKey: 'Ns', ParameterValue: 'shop' }], TemplateBody: JSON.stringify({ Parameters: { Ns: { Type: 'String' } }, Resources: { Role: role(policyOf(tokens({ StringEquals: { [SUB]: sub(`${ACCOUNTS}\${Ns}:web`) } }))) } }) } } }),
}));

export const ODD_FILES: readonly Attempt[] = [...SILENCES, ...ALARMS];
