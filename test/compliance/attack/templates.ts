import { ACCOUNTS, allow, attempts, AUD, equal, OWN, policyOf, PROVIDER, role, SOUND, SUB, template, tokens, WEB } from './attempt';
import type { Attempt } from './attempt';

const PROD = { Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } }, Parameters: { Stage: { Type: 'String', Default: 'prod' } } };
const NONE = { Ref: 'AWS::NoValue' };
const inProd = (yes: unknown, no: unknown) => ({ 'Fn::If': ['Prod', yes, no] });
const trust = (document: unknown, more: object = {}) => template({ Role: role(document) }, more);
const EXACT = { StringEquals: { [SUB]: WEB, [AUD]: 'sts.amazonaws.com' } };
const byMap = (...more: unknown[]) => policyOf(tokens({ StringLike: { [SUB]: { 'Fn::FindInMap': ['Subjects', { Ref: 'AWS::Region' }, 'sub', ...more] } } }));
const subjects = (...all: string[]) => ({ Mappings: { Subjects: Object.fromEntries(all.map((sub, i) => [`eu-west-${i + 1}`, { sub, other: 'x' }])) } });
const ONLY_WEST_1 = { Conditions: { West: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
const stackSet = (body: unknown) => template({ Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { StackSetName: 'roles', PermissionModel: 'SERVICE_MANAGED', TemplateBody: body } } });
const inside = (document: unknown) => ({ Resources: { Role: role(document) } });

const ROLE_ARN = `arn:aws:iam::${OWN}:role/web`;
const annotated = (line: string) => ({
  'sa.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    eks.amazonaws.com/role-arn: ${ROLE_ARN}\n    eks.amazonaws.com/${line}\n`,
  ...template({ Role: role(policyOf(SOUND), { RoleName: 'web' }) }),
});

/** What one way of a template, one region or a stack set hides. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'a role of pods in production, and of everyone else': trust(policyOf({
    Effect: 'Allow', Action: inProd('sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole'), Principal: inProd({ Federated: PROVIDER }, { AWS: '*' }), Condition: inProd(EXACT, NONE),
  }), PROD),
  'a role of pods in production, and of any pipeline else': trust(policyOf(inProd(SOUND, {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` },
    Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
  })), PROD),
  'a condition that is left out in one way': trust(policyOf({ ...SOUND, Condition: inProd(EXACT, NONE) }), PROD),
  'a star in one region': trust(byMap(), subjects(WEB, `${ACCOUNTS}*:*`)),
  'a star in all other regions': trust(byMap({ DefaultValue: `${ACCOUNTS}*:web` }), { ...subjects(WEB), Transform: 'AWS::LanguageExtensions' }),
  'a star by a parameter without a default': trust(policyOf(tokens({ StringLike: { [SUB]: { 'Fn::FindInMap': ['Subjects', { Ref: 'Stage' }, 'sub'] } } })), { ...subjects(WEB, `${ACCOUNTS}*:*`), Parameters: { Stage: { Type: 'String' } } }),
  'everything in one region': template({ Role: role(policyOf(SOUND), { ManagedPolicyArns: [{ 'Fn::FindInMap': ['Policies', { Ref: 'AWS::Region' }, 'arn'] }] }) },
    { Mappings: { Policies: { 'eu-west-1': { arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }, 'eu-west-2': { arn: 'arn:aws:iam::aws:policy/AdministratorAccess' } } } }),
  'a stack set': stackSet(JSON.stringify(inside(policyOf(tokens())))),
  'a stack set in YAML': stackSet(`Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: ${JSON.stringify(policyOf(tokens()))}\n`),
}).concat(attempts('told', {
  'a boolean that is none': annotated('sts-regional-endpoints: regional'),
  'seconds that are no number': annotated('token-expiration: 1h'),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'a role of pods in production, and of EC2 else': trust(policyOf(inProd(SOUND, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })), PROD),
  'a role of EC2 in all ways, with everything': template({ Role: role(policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: inProd('ec2.amazonaws.com', 'ecs-tasks.amazonaws.com') } }), { Policies: [{ PolicyName: 'own', PolicyDocument: policyOf(allow('*')) }] }) }, PROD),
  'a sound stack set': stackSet(JSON.stringify(inside(policyOf(equal(WEB))))),
  'a stack set that is no template': stackSet('{ "Resources": '),
  'a stack set by a function': stackSet({ 'Fn::Sub': 'Resources: {}' }),
  'booleans as the webhook reads them': annotated('sts-regional-endpoints: "True"'),
  'a value that Helm fills in': annotated('token-expiration: "${seconds}"'),
}).concat(attempts('noError', {
  'an exact subject in each region': trust(byMap(), subjects(WEB, `${ACCOUNTS}shop:api`)),
  'a region that lacks the value, which is not deployed to': trust(byMap(), { Mappings: { Subjects: { 'eu-west-1': { sub: WEB }, 'eu-west-2': { other: 'x' } } } }),
  'a star of one region in a case that is of another': trust(policyOf({ 'Fn::If': ['West', tokens({ StringLike: { [SUB]: { 'Fn::FindInMap': ['Subjects', { Ref: 'AWS::Region' }, 'sub'] } } }), SOUND] }),
    { ...subjects(WEB, `${ACCOUNTS}*:*`), ...ONLY_WEST_1 }),
  'more regions than are told apart': trust(byMap(), subjects(...Array.from({ length: 20 }, (_, i) => `${ACCOUNTS}shop:web-${i}`))),
}));

export const TEMPLATES: readonly Attempt[] = [...SILENCES, ...ALARMS];
