import { ACCOUNTS, attempts, AUD, equal, ISSUER, like, OWN, policyOf, PROVIDER, providerOf, role, roleFile, SOUND, SUB, template, tokens, WEB, WITH_TOKEN } from './attempt';
import type { Attempt } from './attempt';

const STS = 'sts.amazonaws.com';
const GITHUB = 'token.actions.githubusercontent.com';
const NONE = { Ref: 'AWS::NoValue' };
const inTrust = (document: unknown, more: object = {}, resources: object = {}) => template({ Role: role(document), ...resources }, more);
const bySubject = (sub: unknown, operator = 'StringLike') => policyOf(operator === 'StringLike' ? tokens({ StringLike: { [SUB]: sub } as object }) : tokens({ StringEquals: { [SUB]: sub as never } }));
const param = (more: object) => ({ Parameters: { P: { Type: 'String', ...more } } });
const PROD = { Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
const namespaceOf = { 'Fn::Sub': `${ACCOUNTS}\${P}:web` };
const OTHER = ISSUER.replace('eu-west-1', 'eu-central-1').replace('4F0C', 'A81D');
const yaml = (text: string) => ({ 'template.yaml': text.replace(/^\n/, '') });
const IN_YAML = (document: string) => yaml(`
Parameters:
  Namespace: {Type: String, Default: shop}
Resources:
  Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: prod, RoleArn: "arn:aws:iam::${OWN}:role/eks", ResourcesVpcConfig: {SubnetIds: [a, b]}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:${document}
`);
const STATEMENT = (condition: string) => `
        Version: 2012-10-17
        Statement:
          Effect: Allow
          Action: ${WITH_TOKEN}
          Principal: {Federated: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${ISSUER}"}
          Condition:${condition}`;
const github = (claims: object) => ({ Effect: 'Allow', Action: WITH_TOKEN, Principal: { Federated: { Ref: 'GitHub' } }, Condition: { StringLike: { [`${GITHUB}:aud`]: STS, ...claims } } });
const OWN_PROVIDER = { GitHub: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${GITHUB}`, ClientIdList: [STS] } } };
const CDK_PROVIDER = { GitHub: { Type: 'Custom::AWSCDKOpenIdConnectProvider', Properties: { ServiceToken: 'arn', Url: `https://${GITHUB}`, ClientIDList: [STS] } } };
const byText = (condition: string) => ({
  'Fn::Sub': [
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${WITH_TOKEN}","Principal":{"Federated":"arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/\${Issuer}"},"Condition":${condition}}]}`,
    { Issuer: { 'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::GetAtt': 'Cluster.OpenIdConnectIssuerUrl' }] }] } },
  ],
});
const EKS = { Cluster: { Type: 'AWS::EKS::Cluster', Properties: { Name: 'prod' } } };
const twice = (first: object, second: object) => JSON.stringify(policyOf({ ...SOUND, Condition: first })).replace('"Condition":', `"Condition":${JSON.stringify(second)},"Condition":`);
const EXACT = { StringEquals: { [AUD]: STS, [SUB]: WEB } };
const LAX = { StringEquals: { [AUD]: STS } };

/** What hides in a template, or in the text of a policy. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a subject that is no value': inTrust(bySubject(NONE, 'StringEquals')),
  'an operator that is no value': inTrust(policyOf({ ...tokens(), Condition: { StringEquals: { [AUD]: STS }, StringLike: NONE } })),
  'a namespace of allowed values with a star': inTrust(bySubject(namespaceOf), param({ AllowedValues: ['shop', '*'] })),
  'a list that is split out of a text': inTrust(bySubject({ 'Fn::Split': [',', `${WEB},${ACCOUNTS}s*:web`] })),
  'a subject that is selected': inTrust(bySubject({ 'Fn::Select': [1, [WEB, `${ACCOUNTS}*:*`]] })),
  'a subject by the account': inTrust(bySubject({ 'Fn::FindInMap': ['M', { Ref: 'AWS::AccountId' }, 'sub'] }), { Mappings: { M: { [OWN]: { sub: WEB }, 444455556666: { sub: `${ACCOUNTS}*:web` } } } }),
  'a subject of a namespace that is a parameter': IN_YAML(STATEMENT(`
            StringEquals: {"${AUD}": ${STS}}
            StringLike: {"${SUB}": !Sub "${ACCOUNTS}\${Namespace}:*"}`)),
  'a subject that is joined': IN_YAML(STATEMENT(`
            StringEquals: {"${AUD}": ${STS}}
            StringLike:
              "${SUB}": !Join ["", ["${ACCOUNTS}", "*", ":web"]]`)),
  'a whole principal in one of two ways': inTrust(policyOf(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { 'Fn::If': ['Prod', { AWS: `arn:aws:iam::${OWN}:root` }, '*'] } }), PROD),
  'a subject of a cluster of the template': inTrust(byText('{"StringEquals":{"${Issuer}:aud":"sts.amazonaws.com"},"StringLike":{"${Issuer}:sub":"system:serviceaccount:*:web"}}'), {}, EKS),
  'GitHub by a provider of the template': inTrust(policyOf(SOUND, github({})), {}, OWN_PROVIDER),
  'GitHub by a provider of CDK': inTrust(policyOf(SOUND, github({ [`${GITHUB}:sub`]: 'repo:*' })), {}, CDK_PROVIDER),
  'a star that is encoded for a URL': roleFile([], { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policyOf(like(`${ACCOUNTS}*:web`)))).replace(/\*/g, '%2A') }),
  'a trust that is text in IAM’s output': roleFile([], { AssumeRolePolicyDocument: JSON.stringify(policyOf(like(`${ACCOUNTS}*:web`))) }),
  'one statement that is encoded': roleFile([], { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify({ Statement: tokens() })) }),
  'a provider by region, with conditions of one': inTrust(policyOf({ ...SOUND, Principal: { Federated: { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'arn'] } } }),
    { Mappings: { M: { 'eu-west-1': { arn: PROVIDER }, 'eu-central-1': { arn: providerOf(OTHER) } } } }),
}).concat(attempts('told', {
  // IAM refuses such a policy, and other tools take the last one.
  'conditions twice, the lax ones last': { 'trust.json': twice(EXACT, LAX) },
  'a namespace that is a star unless it is given': inTrust(bySubject(namespaceOf), param({ Default: '*' })),
  'a list of subjects by default': inTrust(bySubject({ Ref: 'P' }), param({ Type: 'CommaDelimitedList', Default: `${WEB},${ACCOUNTS}*:*` })),
  'an audience of another stack': inTrust(policyOf({ ...tokens(), Condition: { StringEquals: { [AUD]: { 'Fn::ImportValue': 'audience' }, [SUB]: WEB } } })),
  'a statement by a custom resource': inTrust(policyOf(SOUND, { 'Fn::GetAtt': ['Custom', 'Statement'] }), {}, { Custom: { Type: 'Custom::Trust', Properties: { ServiceToken: 'arn' } } }),
  'a condition that is included': inTrust(policyOf({ ...tokens(), Condition: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/condition.yaml' } } } })),
  'a subject of the parameter store': inTrust(bySubject({ Ref: 'P' }, 'StringEquals'), param({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/subject' })),
  'a policy variable that survives Fn::Sub': inTrust({ 'Fn::Sub': JSON.stringify(policyOf(tokens({ StringEquals: { [SUB]: `${ACCOUNTS}shop:\${!aws:username}` } }))) }),
  'conditions twice, the strict ones last': { 'trust.json': twice(LAX, EXACT) },
  'operators twice in YAML': IN_YAML(STATEMENT(`
            StringEquals: {"${AUD}": ${STS}, "${SUB}": "${WEB}"}
            StringEquals: {"${AUD}": ${STS}}`)),
  'a trust twice in YAML': IN_YAML(`${STATEMENT(` {StringEquals: {"${AUD}": ${STS}, "${SUB}": "${WEB}"}}`)}
      AssumeRolePolicyDocument: {Statement: []}`),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a version that YAML takes for a date, and one statement': IN_YAML(STATEMENT(` {StringEquals: {"${AUD}": ${STS}, "${SUB}": "${WEB}"}}`)),
  'a number of an account that YAML takes for one': IN_YAML(`
        Version: 2012-10-17
        Statement:
        - {Effect: Allow, Action: sts:AssumeRole, Principal: {AWS: 444455556666}}
        - {Effect: Allow, Action: sts:AssumeRole, Principal: {AWS: [!Ref AWS::AccountId, !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root"]}}
        - ${JSON.stringify(SOUND)}`),
  'text in a block': IN_YAML(` |\n        ${JSON.stringify(policyOf(SOUND))}`),
  'a cluster of the template': inTrust(byText('{"StringEquals":{"${Issuer}:aud":"sts.amazonaws.com","${Issuer}:sub":"system:serviceaccount:shop:web"}}'), {}, EKS),
  'two sound ways': inTrust(policyOf({ 'Fn::If': ['Prod', SOUND, equal(`${ACCOUNTS}shop:web-dev`)] }), PROD),
  'one subject of a list that is no value': inTrust(bySubject([WEB, { 'Fn::If': ['Prod', NONE, `${ACCOUNTS}shop:api`] }], 'StringEquals'), PROD),
  'a provider whose ARN is joined': inTrust(policyOf({ ...SOUND, Principal: { Federated: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:oidc-provider/${ISSUER}`]] } } })),
  'GitHub by a provider of the template, for one owner': inTrust(policyOf(SOUND, github({ [`${GITHUB}:sub`]: 'repo:acme/*' })), {}, OWN_PROVIDER),
  'a trust that is encoded': roleFile([], { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policyOf(SOUND))) }),
  'a namespace of allowed values': inTrust(bySubject(namespaceOf, 'StringEquals'), param({ AllowedValues: ['shop', 'mail'] })),
  'a subject that is split and selected': inTrust(bySubject({ 'Fn::Select': [0, { 'Fn::Split': ['|', `${WEB}|${ACCOUNTS}*:*`] }] }, 'StringEquals')),
}).concat(attempts('noError', {
  'a principal by a parameter': inTrust(policyOf(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { Ref: 'P' } } }), param({})),
  'an audience by a parameter': inTrust(policyOf({ ...tokens(), Condition: { StringEquals: { [AUD]: { Ref: 'P' }, [SUB]: WEB } } }), param({ Default: STS })),
  'a namespace by a pattern of a parameter': inTrust(bySubject(namespaceOf, 'StringEquals'), param({ Default: 'shop', AllowedPattern: '[a-z-]+' })),
}));

export const TRUSTS_IN_TEMPLATES: readonly Attempt[] = [...SILENCES, ...ALARMS];
