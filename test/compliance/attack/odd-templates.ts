import { ACCOUNTS, allow, attempts, AUD, equal, OWN, policyOf, PROVIDER, role, SOUND, SUB, template, tokens, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const policy = (action: unknown, resource: unknown = '*', condition?: object) => ({ PolicyName: 'own', PolicyDocument: policyOf(allow(action, resource, condition)) });
const inTemplate = (properties: object, more: object = {}, resources: object = {}) => template({ Role: role(policyOf(SOUND), properties), ...resources }, more);
const inTrust = (document: unknown, more: object = {}) => template({ Role: role(document) }, more);
const LIKE = (sub: unknown) => policyOf(tokens({ StringLike: { [SUB]: sub } as object }));
const param = (more: object, name = 'P') => ({ Parameters: { [name]: { Type: 'String', ...more } } });
const LANGUAGE = { Transform: 'AWS::LanguageExtensions' };
const AWS_POLICY = (name: unknown) => ({ 'Fn::Join': ['', ['arn:aws:iam::aws:policy/', name]] });
const TRUST_TEXT = JSON.stringify(policyOf(SOUND));
const yaml = (text: string) => ({ 'template.yaml': text.replace(/^\n/, '') });
const STATEMENT = `{Effect: Allow, Action: ${WITH_TOKEN}, Principal: {Federated: "${PROVIDER}"}`;

/** Templates that hide something, by what the first ones did not try. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a policy of AWS by its tail, of allowed values': inTemplate({ ManagedPolicyArns: [AWS_POLICY({ Ref: 'P' })] }, param({ AllowedValues: ['AmazonS3ReadOnlyAccess', 'AdministratorAccess'] })),
  'a policy of AWS by a tail in a mapping': inTemplate({ ManagedPolicyArns: [{ 'Fn::Sub': ['arn:${AWS::Partition}:iam::aws:policy/${Name}', { Name: { 'Fn::FindInMap': ['M', 'a', 'b'] } }] }] }, { Mappings: { M: { a: { b: 'IAMFullAccess' } } } }),
  'policies split out of a text': inTemplate({ ManagedPolicyArns: { 'Fn::Split': [',', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess,arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess' }] } }),
  'a resource of a default that is a part': inTemplate({ Policies: [policy('sts:AssumeRole', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${P}:role/*' })] }, param({ Default: '*' })),
  'an action joined of two parts': inTemplate({ Policies: [policy({ 'Fn::Join': [':', ['iam', { 'Fn::Select': ['0', ['PutRolePolicy', 'GetRole']] }]] })] }),
  'a loop in a loop': template({ 'Fn::ForEach::A': ['A', ['x'], { 'Fn::ForEach::B': ['B', ['shop', 's*'], { 'Role${A}&{B}': role(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${B}:web` })) }] }] }, LANGUAGE),
  'a statement in a case within a case': inTrust(policyOf(SOUND, { 'Fn::If': ['A', { 'Fn::If': ['B', tokens(), { Ref: 'AWS::NoValue' }] }, { Ref: 'AWS::NoValue' }] }), { Conditions: { A: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, B: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, OWN] }] } } }),
  'a trust with a key of an object’s own': { 'template.json': JSON.stringify({ Resources: { __proto__x: role(policyOf(tokens())) } }).replace('__proto__x', '__proto__') },
  'a role that is called as a function is': template({ constructor: role(policyOf(tokens())) }),
  'a policy of a role, by the name that the role is given': inTemplate({ RoleName: { 'Fn::Sub': 'web-${AWS::Region}' } }, {}, { P: { Type: 'AWS::IAM::Policy', Properties: { ...policy('iam:PassRole'), Roles: [{ 'Fn::Sub': 'web-${AWS::Region}' }] } } }),
  'a policy attached twice, once to nobody': inTemplate({}, {}, { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policyOf(allow('iam:*')), Roles: [{ Ref: 'AWS::NoValue' }, { Ref: 'Role' }] } } }),
  'a list of roles by Fn::Split': inTemplate({ RoleName: 'web' }, {}, { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policyOf(allow('sts:AssumeRole')), Roles: { 'Fn::Split': [',', 'api,web'] } } } }),
  'anchors and merges in YAML': yaml(`
x: &s ${STATEMENT}, Condition: &c {StringLike: {"${SUB}": "${ACCOUNTS}*:web"}}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [*s]}
`),
  'a text over lines in YAML': yaml(`
Resources:
  Role:
    Type: "AWS::IAM::Role"
    Properties:
      AssumeRolePolicyDocument: !Sub |
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${WITH_TOKEN}","Principal":{"Federated":"arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${PROVIDER.split(':oidc-provider/')[1]}"},
        "Condition":{"StringEquals":{"${AUD}":"sts.amazonaws.com"}}}]}
`),
  'a condition that an intrinsic function makes': yaml(`
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
        - ${STATEMENT}, Condition: {StringLike: {"${SUB}": !Join [":", ["system:serviceaccount", "*", "web"]], "${AUD}": "sts.amazonaws.com"}}}
`),
  'an escape of YAML': yaml(`
Resources: {Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [${STATEMENT}, Condition: {StringLike: {"${SUB}": "system:serviceaccount:\\x2a:web"}}}]}}}}
`),
  'two documents in one file': yaml(`
Resources: {A: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${TRUST_TEXT}}}}
---
Resources: {B: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${JSON.stringify(policyOf(tokens()))}}}}
`),
  'a trust by base64 and back': inTrust({ 'Fn::ToJsonString': { Version: '2012-10-17', Statement: [{ ...tokens(), Condition: { StringLike: { [SUB]: { 'Fn::Join': ['', [ACCOUNTS, '*:', 'web']] } } } }] } }, LANGUAGE),
  'an ARN of a role that is cut out of another': inTemplate({ RoleName: 'web' }, {}, { P: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': 'Role.Arn' }] }] }, ...policy('iam:*') } } }),
}).concat(attempts('told', {
  'a loop over a parameter’s default': template({ 'Fn::ForEach::A': ['A', { Ref: 'P' }, { 'Role${A}': role(policyOf(SOUND), { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/${A}' }] }) }] }, { ...LANGUAGE, ...param({ Type: 'CommaDelimitedList', Default: 'IAMFullAccess' }) }),
  'actions by a parameter’s default': inTemplate({ Policies: [policy({ Ref: 'P' })] }, param({ Type: 'CommaDelimitedList', Default: 's3:GetObject,iam:PassRole' })),
  'a policy of AWS by its tail': inTemplate({ ManagedPolicyArns: [AWS_POLICY({ Ref: 'P' })] }, param({})),
  'a boundary that only the deployment knows': inTemplate({ PermissionsBoundary: { Ref: 'P' }, Policies: [policy('iam:PutRolePolicy')] }, param({})),
  'a macro over the whole template': inTemplate({}, { Transform: ['AWS::LanguageExtensions', 'Company::Roles'] }),
  'resources that are included': { 'template.json': { Resources: { 'Role': role(policyOf(SOUND)), 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/roles.yaml' } } } } },
  'a loop over what only the deployment knows': template({ 'Fn::ForEach::A': ['A', { Ref: 'P' }, { 'Role${A}': role(LIKE({ 'Fn::Sub': `${ACCOUNTS}\${A}:web` })) }] }, { ...LANGUAGE, ...param({ Type: 'CommaDelimitedList' }) }),
  'a secret as a subject': inTrust(LIKE('{{resolve:ssm:/shop/subject}}')),
  'a policy that a parameter store has': inTemplate({ ManagedPolicyArns: ['{{resolve:ssm:/shop/policy:3}}'] }),
  'a trust of a parameter': inTrust({ Ref: 'P' }, param({})),
  'a list of conditions that is imported': inTrust(policyOf({ ...tokens(), Condition: { 'Fn::ImportValue': 'conditions' } })),
}));

const SUBJECT_BY_PARAMETERS = { 'Fn::Sub': `${ACCOUNTS}\${Namespace}:\${Name}` };
const BOTH = { Parameters: { Namespace: { Type: 'String', Default: 'shop' }, Name: { Type: 'String', AllowedPattern: '[a-z-]+', Default: 'web' } } };

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a policy of AWS by its tail, of allowed values that are narrow': inTemplate({ ManagedPolicyArns: [AWS_POLICY({ Ref: 'P' })] }, param({ AllowedValues: ['AmazonS3ReadOnlyAccess', 'AmazonSQSReadOnlyAccess'] })),
  'a loop over names': template({ 'Fn::ForEach::A': ['A', ['web', 'api'], { 'Role${A}': role(policyOf(tokens({ StringEquals: { [SUB]: { 'Fn::Sub': `${ACCOUNTS}shop:\${A}` } as never } })), { Policies: [policy('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::shop-${A}/*' })] }) }] }, LANGUAGE),
  'a queue, a bucket and a topic of the template': inTemplate({ Policies: [policy(['sqs:*', 'sns:*'], [{ 'Fn::GetAtt': ['Q', 'Arn'] }, { Ref: 'T' }])] }, {}, { Q: { Type: 'AWS::SQS::Queue' }, T: { Type: 'AWS::SNS::Topic' } }),
  'roles of a suffix by reference': inTemplate({ Policies: [policy('sts:AssumeRole', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::*:role/shop-reader-${AWS::Region}' })] }),
  'a boundary of the account by Fn::Sub': inTemplate({ PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/workloads' }, Policies: [policy('s3:GetObject', 'arn:aws:s3:::shop/*')] }),
  'a condition that never holds, on a policy': inTemplate({}, { Conditions: { Never: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Equals': ['a', 'b'] }] } } }, { P: { Type: 'AWS::IAM::Policy', Condition: 'Never', Properties: { ...policy('iam:*'), Roles: [{ Ref: 'Role' }] } } }),
  'equal subjects in two cases': inTrust(policyOf({ 'Fn::If': ['A', equal(WEB), equal(WEB)] }), { Conditions: { A: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } }),
}).concat(attempts('noError', {
  'a resource that is cut out of an import': inTemplate({ Policies: [policy('iam:PassRole', { 'Fn::Select': [0, { 'Fn::Split': ['|', { 'Fn::ImportValue': 'roles' }] }] })] }),
  'names by parameters with defaults': inTrust(policyOf(tokens({ StringEquals: { [SUB]: SUBJECT_BY_PARAMETERS as never } })), BOTH),
}));

export const ODD_TEMPLATES: readonly Attempt[] = [...SILENCES, ...ALARMS];
