import { document, Templates } from './tree-fixture';
import { ACCOUNT, REGION } from '../../support';

// What nobody writes, or writes to get around: each has an answer, in time.

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const allow = (action: unknown, resource: unknown, others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const errorsOf = (findings: readonly string[]) => findings.filter((finding) => finding.startsWith('error '));

test('patterns without end', () => {
  const templates = new Templates();
  const pattern = `arn:aws:s3:::${'*a'.repeat(60)}*`;
  templates.role('api', { statements: Array.from({ length: 30 }, (_, i) => allow(`s3:Get*${'*O?'.repeat(20)}`, `arn:aws:s3:::${`*b${i}`.repeat(40)}*`)) });
  const found = templates.findings({ rule: { reason: 'nobody may read this', nobody: true, may: [`s3:${'*e'.repeat(30)}*`, 's3:Get*'], on: [pattern] } });
  expect(errorsOf(found).length).toBeLessThanOrEqual(1);
});

test('a thousand resources and a thousand of those who may', () => {
  const templates = new Templates();
  templates.role('api', { statements: [allow('s3:GetObject', 'arn:aws:s3:::bucket-999/*')] });
  const on = Array.from({ length: 1_000 }, (_, i) => `arn:aws:s3:::bucket-${i}/*`);
  const only = Array.from({ length: 1_000 }, (_, i) => `shop/other-${i}`);
  expect(errorsOf(templates.findings({ rule: { reason: 'nobody may read this', only, may: ['s3:*'], on } }))).toHaveLength(1);
});

test('everything, of a role that may nearly everything', () => {
  const templates = new Templates();
  templates.role('api', { statements: [{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], NotResource: 'arn:aws:s3:::x/*' }] });
  expect(errorsOf(templates.findings({ rule: { reason: 'nobody may do anything', nobody: true, may: ['*'] } }))).toHaveLength(1);
});

test('roles that become each other in a circle', () => {
  const templates = new Templates();
  const trust = (name: string) => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${name}` } });
  templates.role('one', { statements: [allow('sts:AssumeRole', '*')], trust: trust('three') });
  templates.role('two', { statements: [allow('sts:AssumeRole', '*')], trust: trust('one') });
  templates.role('three', { statements: [allow(['sts:AssumeRole', 's3:GetObject'], '*')], trust: trust('two') });
  expect(errorsOf(templates.findings({ rule: { reason: 'nobody may read this', nobody: true, may: ['s3:GetObject'], on: ['arn:aws:s3:::acme-billing/*'] } }))).toHaveLength(3);
});

test('a name that a terminal obeys, and one of JavaScript\'s own', () => {
  const templates = new Templates();
  templates.add('Evil', 'AWS::IAM::Role', {
    RoleName: '__proto__',
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::444455556666:role/\u001b]0;x' } }),
    Policies: [{ PolicyName: '\u001b[31m', PolicyDocument: document({ Sid: '\u202e', ...allow('iam:PutRolePolicy', '*') }) }],
  });
  const [found] = templates.findings({ constructor: { ready: 'no-iam-changes' } });
  expect(found).toMatch(/^error Guardrails-constructor: /);
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  expect(found).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
});

test('a role that comes out in two ways may do it in one of them', () => {
  const templates = new Templates();
  templates.stack.templateOptions.description = 'two ways';
  templates.add('Wait', 'AWS::CloudFormation::WaitConditionHandle', {});
  templates.role('api', { others: { Policies: [{ PolicyName: 'own', PolicyDocument: { 'Fn::If': ['Production', document(allow('s3:GetObject', '*')), document(allow('s3:ListAllMyBuckets', '*'))] } }] } });
  expect(errorsOf(templates.findings({ rule: { reason: 'nobody may read this', nobody: true, may: ['s3:GetObject'] } }))).toEqual([
    expect.stringMatching(/^error Guardrails-rule: shop\/api \(role api\) perhaps may s3:GetObject/),
  ]);
});

describe('keys', () => {
  const decrypting = { rule: { ready: 'decrypting', only: ['shop/billing'], on: [KEY] } };

  test('a key of the app is another one than a key by its ARN', () => {
    const templates = new Templates();
    templates.add('Key', 'AWS::KMS::Key', { KeyPolicy: document({ ...allow('kms:*', '*'), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }) });
    templates.role('api', { statements: [allow('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })] });
    expect(errorsOf(templates.findings(decrypting))).toEqual([]);
  });

  test('a key of which the policy is not known', () => {
    const templates = new Templates();
    templates.role('api', { statements: [allow('kms:Decrypt', KEY)] });
    expect(errorsOf(templates.findings(decrypting))).toEqual([expect.stringMatching(/^error Guardrails-rule: shop\/api \(role api\) perhaps may kms:Decrypt on .*; it depends on /)]);
  });

  test('a grant by alias is any key', () => {
    const templates = new Templates();
    templates.role('api', { statements: [allow('kms:Decrypt', '*', { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/shop' } } })] });
    expect(errorsOf(templates.findings(decrypting))).toHaveLength(1);
  });
});
