import { Fn } from 'aws-cdk-lib/core';
import { document, INVOICES, ROLE_OF, Templates, trustOf } from './tree-fixture';
import { ACCOUNT } from '../../support';

// Ways around a guardrail, each of which is found, and what looks like one and is none.

const OBJECTS = 'arn:aws:s3:::acme-billing/*';
const allow = (action: unknown, resource: unknown, others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const deny = (action: unknown, resource: unknown, others: object = {}) => ({ Effect: 'Deny', Action: action, Resource: resource, ...others });
const READ = allow('s3:GetObject', OBJECTS);

/** A way, and what it makes. */
type Way = readonly [name: string, make: (templates: Templates) => void];

const withStatements = (...statements: readonly object[]) => (templates: Templates) => void templates.role('api', { statements });

/** The trust of the one who may, with a statement more. */
const trustWith = (statement: object) => document(...trustOf('system:serviceaccount:shop:billing').Statement, statement);

const WAYS: readonly Way[] = [
  ['the action itself', withStatements(READ)],
  ['another case of the action', withStatements(allow('S3:GETOBJECT', OBJECTS))],
  ['a wildcard in the action', withStatements(allow('s3:Get?bject*', OBJECTS))],
  ['everything', withStatements(allow('*', '*'))],
  ['NotAction', withStatements({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['NotResource', withStatements({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::other/*' })],
  ['a wildcard in the name of the bucket', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-b?lling/*'))],
  ['a wildcard over bucket and key', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme*'))],
  ['an ARN in pieces', withStatements(allow('s3:GetObject', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-', 'bil', 'ling/*']] }))],
  ['an ARN by Fn::Sub', withStatements(allow('s3:GetObject', { 'Fn::Sub': ['arn:aws:s3:::${Name}/x', { Name: 'acme-billing' }] }))],
  ['a bucket of the template by its reference', (templates) => {
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.role('api', { statements: [allow('s3:GetObject', { 'Fn::Sub': '${Bucket.Arn}/*' })] });
  }],
  ['a condition that anyone meets', withStatements(allow('s3:GetObject', OBJECTS, { Condition: { StringLike: { 'aws:UserAgent': '*' } } }))],
  ['a condition that a caller chooses', withStatements(allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:Referer': 'https://acme.test' } } }))],
  ['a deny that leaves a part', withStatements(READ, deny('s3:GetObject', 'arn:aws:s3:::acme-billing/2026/*'))],
  ['a deny under a condition that need not hold', withStatements(READ, deny('s3:*', OBJECTS, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))],
  ['a policy of its own beside the role', (templates) => {
    templates.role('api', {});
    templates.add('Policy', 'AWS::IAM::Policy', { PolicyName: 'beside', PolicyDocument: document(READ), Roles: [{ Ref: 'Api' }] });
  }],
  ['a managed policy of the template', (templates) => {
    templates.role('api', { others: { ManagedPolicyArns: [{ Ref: 'Policy' }] } });
    templates.add('Policy', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(READ) });
  }],
  ['a managed policy that AWS has', (templates) => void templates.role('api', { others: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] } })],
  ['a managed policy that is elsewhere', (templates) => void templates.role('api', { others: { ManagedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/team`] } })],
  ['a second role', (templates) => {
    templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('reader'))] });
    templates.role('reader', { statements: [READ], trust: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE_OF('api') } }) });
  }],
  ['a third role', (templates) => {
    templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('hop'))] });
    templates.role('hop', { statements: [allow('sts:*', '*')], trust: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE_OF('api') } }) });
    templates.role('reader', { statements: [READ], trust: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }) });
  }],
  ['the role of the one who may', (templates) => {
    templates.role('billing', { statements: [READ], trust: trustWith({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE_OF('api') } }) });
    templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('billing'))] });
  }],
  ['the policy of the bucket', (templates) => {
    templates.role('api', {});
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'Bucket' }, PolicyDocument: document({ ...READ, Principal: { AWS: { 'Fn::GetAtt': ['Api', 'Arn'] } } }),
    });
  }],
  ['a service account beside the one who may', (templates) =>
    void templates.role('billing', { statements: [READ], trust: trustOf(['system:serviceaccount:shop:api', 'system:serviceaccount:shop:billing']) })],
  ['a trust with a wildcard around the one who may', (templates) =>
    void templates.role('billing', { statements: [READ], trust: trustOf('system:serviceaccount:shop:*', 'StringLike') })],
  ['a parameter', (templates) => {
    templates.stack.templateOptions.metadata = {};
    templates.role('api', { statements: [allow('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Other.Name}/*' })] });
    templates.add('Other', 'AWS::CloudFormation::CustomResource', { ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:x' });
  }],
  ['a variable that stands for any name', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-billing/${aws:PrincipalTag/team}*'))],
  ['a boundary that allows it', (templates) => {
    templates.add('Boundary', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(allow('s3:*', '*')) });
    templates.role('api', { statements: [allow('s3:Get*', '*')], others: { PermissionsBoundary: { Ref: 'Boundary' } } });
  }],
];

test.each(WAYS)('found: %s', (_, make) => {
  const templates = new Templates();
  make(templates);
  const found = templates.findings({ invoices: INVOICES }).filter((finding) => finding.startsWith('error '));
  expect(found).not.toEqual([]);
  expect(found.join('\n')).toMatch(/shop\/api|service accounts like system:serviceaccount:shop:\*/);
});

const SOUND: readonly Way[] = [
  ['the one who may', (templates) => void templates.role('billing', { statements: [READ] })],
  ['another bucket', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-media/*'))],
  ['a bucket with a name that begins so', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-billing-archive/*'))],
  ['the bucket itself, not its objects', withStatements(allow(['s3:ListBucket', 's3:GetBucketLocation'], 'arn:aws:s3:::acme-billing'))],
  ['an action on objects with the ARN of the bucket, which does nothing', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-billing'))],
  ['an action that is about no object', withStatements(allow('s3:ListAllMyBuckets', '*'))],
  ['an action of buckets on everything', withStatements(allow(['s3:ListBucket', 's3:GetBucketTagging'], '*'))],
  ['another service', withStatements(allow('sqs:*', '*'))],
  ['a deny of it all', withStatements(allow('s3:*', '*'), deny('s3:*', [OBJECTS]))],
  ['a deny of everything but others', withStatements(allow('s3:GetObject', '*'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::acme-media/*' })],
  ['NotAction with the service', withStatements({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })],
  ['NotResource with the bucket', withStatements({ Effect: 'Allow', Action: 's3:*', NotResource: OBJECTS })],
  ['a boundary that does not allow it', (templates) => {
    templates.add('Boundary', 'AWS::IAM::ManagedPolicy', { PolicyDocument: document(allow('s3:*', 'arn:aws:s3:::acme-media/*')) });
    templates.role('api', { statements: [allow('s3:*', '*')], others: { PermissionsBoundary: { Ref: 'Boundary' } } });
  }],
  ['a condition that no request meets', withStatements(allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:PrincipalArn': ROLE_OF('other') } } }))],
  ['two conditions that exclude each other', withStatements(allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:SourceVpc': 'a' }, StringNotEquals: { 'aws:SourceVpc': 'a' } } }))],
  ['a role that it may assume by its own policy alone', (templates) => {
    templates.role('api', { statements: [allow('sts:AssumeRole', ROLE_OF('billing'))] });
    templates.role('billing', { statements: [READ] });
  }],
  ['a role that trusts it, which it may not assume', (templates) => {
    templates.role('api', { statements: [allow('s3:GetObject', 'arn:aws:s3:::acme-media/*')] });
    templates.role('billing', { statements: [READ], trust: trustWith({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }) });
  }],
  ['a bucket of the template without a name', (templates) => {
    templates.add('Bucket', 'AWS::S3::Bucket', {});
    templates.role('api', { statements: [allow('s3:*', Fn.getAtt('Bucket', 'Arn')), allow('s3:*', Fn.join('', [Fn.getAtt('Bucket', 'Arn').toString(), '/*']))] });
  }],
  ['a bucket policy that only denies', (templates) => {
    templates.role('api', {});
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    });
  }],
  ['a bucket policy that denies it', (templates) => {
    templates.role('api', { statements: [READ] });
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS, Condition: { ArnNotEquals: { 'aws:PrincipalArn': ROLE_OF('billing') } } }),
    });
  }],
  ['a bucket policy that leaves it to the account', (templates) => {
    templates.role('api', {});
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'Bucket' }, PolicyDocument: document({ ...READ, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
    });
  }],
  ['a service of AWS that writes logs', (templates) => {
    templates.add('Bucket', 'AWS::S3::Bucket', { BucketName: 'acme-billing' });
    templates.add('BucketPolicy', 'AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'Bucket' }, PolicyDocument: document({ ...allow('s3:PutObject', OBJECTS), Principal: { Service: 'logging.s3.amazonaws.com' } }),
    });
  }],
  ['a variable that no session of a role has', withStatements(allow('s3:GetObject', 'arn:aws:s3:::acme-billing/${aws:username}'))],
  ['a role without permissions', (templates) => void templates.role('api', {})],
];

test.each(SOUND)('silent: %s', (_, make) => {
  const templates = new Templates();
  templates.role('known', { statements: [READ], trust: trustOf('system:serviceaccount:shop:billing') }); // so that nothing is idle
  make(templates);
  expect(templates.findings({ invoices: INVOICES })).toEqual([]);
});
