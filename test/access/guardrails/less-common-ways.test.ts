import { CfnCondition, Fn } from 'aws-cdk-lib/core';
import { document, INVOICES, ROLE_OF, Templates, trustOf } from './tree-fixture';
import { ACCOUNT, issuer } from '../../support';

// Ways around a guardrail that few people think of, each of which is found, and what only looks like one.

const OBJECTS = 'arn:aws:s3:::acme-billing/*';
const allow = (action: unknown, resource: unknown, others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const READ = allow('s3:GetObject', OBJECTS);
const POD_TRUST = document({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } });

type Way = readonly [name: string, make: (templates: Templates) => void];

function association(templates: Templates, name: string, others: object = {}): void {
  templates.add('Association', 'AWS::EKS::PodIdentityAssociation', { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'api', RoleArn: ROLE_OF(name), ...others });
}

function bucketPolicy(templates: Templates, statement: object): void {
  templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
  templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', { Bucket: 'acme-billing', PolicyDocument: document(statement) });
}

const WAYS: readonly Way[] = [
  ['an association gives the role', (templates) => {
    templates.role('billing', { statements: [READ], trust: POD_TRUST });
    association(templates, 'billing');
  }],
  ['a policy of the association that does not limit it', (templates) => {
    templates.role('billing', { statements: [READ], trust: POD_TRUST });
    association(templates, 'billing', { DisableSessionTags: true, Policy: JSON.stringify(document(allow('s3:Get*', '*'))) });
  }],
  ['a policy of a role as a resource of its own', (templates) => {
    templates.role('api', {});
    templates.add('Policy', 'AWS::IAM::RolePolicy', { PolicyName: 'beside', RoleName: 'api', PolicyDocument: document(READ) });
  }],
  ['a managed policy that names the role', (templates) => {
    templates.role('api', {});
    templates.add('Policy', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(READ), Roles: ['api'] });
  }],
  ['a statement that a condition of the template brings', (templates) => {
    templates.stack.templateOptions.metadata = {};
    templates.role('api', { statements: [{ 'Fn::If': ['IsProduction', READ, { Ref: 'AWS::NoValue' }] }] });
  }],
  ['any bucket and any object', (templates) => void templates.role('api', { statements: [allow('s3:GetObject', 'arn:aws:s3:::*/*')] })],
  ['a wildcard for the partition', (templates) => void templates.role('api', { statements: [allow('s3:GetObject', 'arn:*:s3:::acme-billing/*')] })],
  ['elements in another case', (templates) => void templates.role('api', { statements: [{ effect: 'Allow', action: 's3:GetObject', resource: OBJECTS }] })],
  ['a trust without the subject', (templates) => {
    const [statement] = trustOf('x').Statement;
    templates.role('billing', { statements: [READ], trust: document({ ...statement, Condition: { StringEquals: { [`${issuer()}:aud`]: 'sts.amazonaws.com' } } }) });
  }],
  ['a bucket for everybody of the account', (templates) => {
    templates.role('api', {});
    bucketPolicy(templates, { ...READ, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } });
  }],
  ['a trust for everybody who has the ARN of the role', (templates) => {
    templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('billing'))] });
    templates.role('billing', { statements: [READ], trust: document(...trustOf('system:serviceaccount:shop:billing').Statement, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' }, Condition: { ArnLike: { 'aws:PrincipalArn': ROLE_OF('a*') } } }) });
  }],
  ['a deny that the version of its variables makes void', (templates) => void templates.role('api', {
    statements: [READ],
    others: { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2008-10-17', Statement: [READ, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::acme-billing/${aws:PrincipalTag/team, \'*\'}' }] } }] },
  })],
];

const SOUND: readonly Way[] = [
  ['a policy of the association that limits it', (templates) => {
    templates.role('billing', { statements: [READ], trust: POD_TRUST });
    association(templates, 'billing', { DisableSessionTags: true, Policy: JSON.stringify(document(allow('sqs:*', '*'))) });
  }],
  ['an association with a role whose trust does not let it', (templates) => {
    templates.role('billing', { statements: [READ] });
    association(templates, 'billing');
  }],
  ['a deny in a managed policy', (templates) => {
    templates.role('api', { statements: [READ], others: { ManagedPolicyArns: [{ Ref: 'Keep' }] } });
    templates.add('Keep', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::acme-media/*' }) });
  }],
  ['a subject that the trust denies again', (templates) => {
    const [statement] = trustOf(['system:serviceaccount:shop:api', 'system:serviceaccount:shop:billing']).Statement;
    const [denied] = trustOf('system:serviceaccount:shop:api').Statement;
    templates.role('billing', { statements: [READ], trust: document(statement, { ...denied, Effect: 'Deny' }) });
  }],
  ['a variable that the version makes a text', (templates) => void templates.role('api', {
    others: { Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2008-10-17', Statement: [allow('s3:GetObject', 'arn:aws:s3:::acme-${aws:PrincipalTag/bucket}/*')] } }] },
  })],
  ['another partition', (templates) => void templates.role('api', { statements: [allow('s3:GetObject', 'arn:aws-cn:s3:::acme-billing/*')] })],
  ['a bucket for everybody of another organization alone', (templates) => {
    templates.role('api', {});
    bucketPolicy(templates, { ...READ, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '999988887777' } } });
  }],
  ['NotResource with a pattern around the bucket', (templates) => void templates.role('api', { statements: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::acme-b*' }] })],
];

test('there are twenty', () => expect(WAYS.length + SOUND.length).toBe(20));

test.each(WAYS)('found: %s', (_, make) => {
  const templates = new Templates();
  make(templates);
  const found = templates.findings({ invoices: INVOICES }).filter((finding) => finding.startsWith('error '));
  expect(found).not.toEqual([]);
});

test.each(SOUND)('silent: %s', (_, make) => {
  const templates = new Templates();
  templates.role('known', { statements: [READ], trust: trustOf('system:serviceaccount:shop:billing') }); // so that nothing is idle
  make(templates);
  expect(templates.findings({ invoices: INVOICES })).toEqual([]);
});

test('a role whose trust depends on a condition of the template may be one that trusts', () => {
  const templates = new Templates();
  const inTrust = (name: string) => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE_OF(name) } });
  new CfnCondition(templates.stack, 'IsProduction', { expression: Fn.conditionEquals(Fn.ref('AWS::StackName'), 'production') });
  templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('admin'))] });
  templates.role('admin', { trust: { 'Fn::If': ['IsProduction', inTrust('other'), inTrust('api')] } });
  const [finding, ...others] = templates.findings({ admins: { reason: 'they may do everything', nobody: true, may: ['sts:AssumeRole'], on: [ROLE_OF('admin')] } });
  expect(others).toEqual([]);
  expect(finding).toMatch(/^error Guardrails-admins: .*which of several trust policies the role has/);
});
