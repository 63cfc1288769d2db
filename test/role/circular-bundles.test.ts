import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CustomBundle } from '../../lib/bundles/custom';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { SnsBundle } from '../../lib/bundles/services/sns';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { StsBundle } from '../../lib/bundles/services/sts';
import { PolicyBundles } from '../../lib/role/policy-bundles';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ACCOUNT, literalCluster, newStack, REGION, subject, validationErrors } from '../support';

const make = (stack: Stack, props: Partial<ServiceAccountRoleProps> = {}) =>
  new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()], ...props });

const names = (role: iam.IRole) => new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ArnPrincipal(role.roleArn)] });

const FIX = 'give the role separatePolicy: true, which puts the bundles into a policy resource that is created after both';
const error = (bundle: string, named: string, through = '') =>
  `[Stack/Web] a role must not need what is created after it, but ${bundle} of "Stack/Web" names "Stack/${named}", which in turn needs the role${through} ` +
  `(by a grant, a trust or a resource policy): ${FIX}`;

const circles: [string, (stack: Stack, role: ServiceAccountRole) => void, string][] = [
  ['a bundle and a policy of one key', (stack, role) => {
    const key = new kms.Key(stack, 'Key');
    key.addToResourcePolicy(names(role));
    role.addBundle(KmsBundle.decrypt({ keys: [key] }));
  }, error('the bundle "kms.decrypt"', 'Key/Resource')],
  ['the key of a bucket that is granted to the role', (stack, role) => {
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    encryptionKey.addToResourcePolicy(names(role));
    role.addBundle(S3Bundle.read({ buckets: [new s3.Bucket(stack, 'Bucket', { encryptionKey })] }));
  }, error('the bundle "s3.read"', 'Key/Resource')],
  ['a bucket with a key, both named by its ARN alone', (stack, role) => {
    const encryptionKey = new kms.Key(stack, 'Key');
    encryptionKey.addToResourcePolicy(names(role));
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey });
    role.addBundle(CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket.bucketArn}/a`] })] }));
  }, error('the bundle "own"', 'Bucket/Resource', ' through "Stack/Key/Resource"')],
  ['a role that trusts it', (stack, role) => {
    role.addBundle(StsBundle.assumeRole({ roles: [new iam.Role(stack, 'Target', { assumedBy: new iam.ArnPrincipal(role.roleArn) })] }));
  }, error('the bundle "sts.assumeRole"', 'Target/Resource')],
  ['a table with a policy of its own', (stack, role) => {
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, resourcePolicy: new iam.PolicyDocument({ statements: [names(role)] }),
    });
    role.addBundle(CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] })] }));
  }, error('the bundle "own"', 'Table/Resource')],
  ['a repository with a policy of its own', (stack, role) => {
    const repository = new ecr.Repository(stack, 'Repository');
    repository.addToResourcePolicy(new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], principals: [new iam.ArnPrincipal(role.roleArn)] }));
    role.addBundle(CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], resources: [repository.repositoryArn] })] }));
  }, error('the bundle "own"', 'Repository/Resource')],
  ['a resource in Fn::Sub and Fn::GetAtt by hand', (stack, role) => {
    const resource = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyPolicy: { Statement: [{ Principal: { AWS: Fn.sub('${role}', { role: role.roleArn }) } }] } } });
    resource.overrideLogicalId('MyKey');
    role.addBundle(CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [Fn.sub('${MyKey.Arn}')] })] }));
  }, error('the bundle "own"', 'Key')],
];

describe.each(circles)('a circle by %s', (_, build, expected) => {
  test('is an error that names both, and the way out', () => {
    const stack = newStack();
    build(stack, make(stack));
    expect(validationErrors(stack)).toEqual([expected]);
  });

  test('is none with separatePolicy', () => {
    const stack = newStack();
    build(stack, make(stack, { separatePolicy: true }));
    expect(validationErrors(stack)).toEqual([]);
    Template.fromStack(stack); // throws on a circle
  });
});

test('a bundle that names its own role', () => {
  const build = (separatePolicy: boolean) => {
    const stack = newStack();
    const role = make(stack, { separatePolicy });
    role.addBundle(CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions: ['sts:TagSession'], resources: [role.roleArn] })] }));
    return validationErrors(stack);
  };
  expect(build(false)).toEqual([`[Stack/Web] a role must not need what is created after it, but the bundle "own" names the role itself: ${FIX}`]);
  expect(build(true)).toEqual([]);
});

test('a circle by a dependency, which a separate policy alone does not break', () => {
  const build = (on: (role: ServiceAccountRole) => IConstruct, separatePolicy: boolean) => {
    const stack = newStack();
    const role = make(stack, { separatePolicy });
    const queue = new sqs.Queue(stack, 'Queue');
    queue.node.addDependency(on(role));
    role.addBundle(SqsBundle.consume({ queues: [queue] }));
    return validationErrors(stack);
  };
  expect(build((role) => role, false)).toEqual([
    '[Stack/Web] a role must not need what is created after it, but the bundle "sqs.consume" of "Stack/Web" names "Stack/Queue/Resource", which in turn depends on the role: ' +
    'take that dependency out, or make it one on role.node.defaultChild and give the role separatePolicy: true',
  ]);
  expect(build((role) => role.node.defaultChild!, true)).toEqual([]);
});

test('past the inline limit', () => {
  const stack = newStack();
  const role = make(stack);
  const key = new kms.Key(stack, 'Key');
  key.addToResourcePolicy(names(role));
  role.addBundle(CustomBundle.fromStatements('big', {
    statements: Array.from({ length: 80 }, (_, i) => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b/${String(i).padStart(60, '0')}`] })),
  }));
  role.addBundle(CustomBundle.fromStatements('more', {
    statements: Array.from({ length: 75 }, (_, i) => new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [`${key.keyArn}${String(i).padStart(60, '0')}`] })),
  }));
  expect(validationErrors(stack)).toEqual([error('a bundle past the inline limit', 'Key/Resource')]);
});

test('in a nested stack, and with one', () => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested');
  const role = make(stack);
  const key = new kms.Key(nested, 'Key');
  key.addToResourcePolicy(names(role));
  role.addBundle(KmsBundle.decrypt({ keys: [key] }));
  expect(validationErrors(stack)).toEqual([error('the bundle "kms.decrypt"', 'Nested.NestedStack/Nested.NestedStackResource')]);

  const other = newStack();
  const inner = new NestedStack(other, 'Nested');
  const innerRole = make(inner);
  const innerKey = new kms.Key(inner, 'Key');
  innerKey.addToResourcePolicy(names(innerRole));
  innerRole.addBundle(KmsBundle.decrypt({ keys: [innerKey] }));
  expect(validationErrors(other)).toEqual([expect.stringContaining('[Stack/Nested/Web] a role must not need what is created after it, but the bundle "kms.decrypt" of "Stack/Nested/Web" names "Stack/Nested/Key/Resource"')]);
});

const NESTED = 'needs the nested stack of the role, "Stack/Nested" (by a grant, a trust or a resource policy): create both in one stack, since a nested stack is created as a whole';

test.each([false, true])('between nested stacks, which are created as a whole (separate policy: %s)', (separatePolicy) => {
  for (const [place, named] of [['parent', 'Stack/Key/Resource'], ['sibling', 'Stack/Other.NestedStack/Other.NestedStackResource']]) {
    const stack = newStack();
    const role = make(new NestedStack(stack, 'Nested'), { separatePolicy });
    const key = new kms.Key(place === 'parent' ? stack : new NestedStack(stack, 'Other'), 'Key');
    key.addToResourcePolicy(names(role));
    role.addBundle(KmsBundle.decrypt({ keys: [key] }));
    expect(validationErrors(stack)).toEqual([
      `[Stack/Nested/Web] a role must not need what is created after it, but the bundle "kms.decrypt" of "Stack/Nested/Web" names "${named}", which in turn ${NESTED}`,
    ]);
  }
});

test('two nested stacks deep', () => {
  const stack = newStack();
  const role = make(new NestedStack(new NestedStack(stack, 'Nested'), 'Inner'));
  const key = new kms.Key(stack, 'Key');
  key.addToResourcePolicy(names(role));
  role.addBundle(KmsBundle.decrypt({ keys: [key] }));
  expect(validationErrors(stack)).toEqual([expect.stringContaining(`names "Stack/Key/Resource", which in turn ${NESTED}`)]);
});

describe('of a policy beside the role, by a dependency', () => {
  const POLICY = '[Stack/Web] the policy of a role must not need what is created after it, but the bundle "sqs.consume" of "Stack/Web" names "Stack/Queue/Resource", ' +
    'which in turn depends on that policy';
  const WAY = 'take that dependency out, or make it one on role.node.defaultChild';

  test('on the role', () => {
    const stack = newStack();
    const role = make(stack, { separatePolicy: true });
    const queue = new sqs.Queue(stack, 'Queue');
    queue.node.addDependency(role);
    role.addBundle(SqsBundle.consume({ queues: [queue] }));
    expect(validationErrors(stack)).toEqual([`${POLICY}: ${WAY}`]);
  });

  test('on something between', () => {
    const stack = newStack();
    const role = make(stack, { separatePolicy: true });
    const [queue, first] = ['Queue', 'First'].map((id) => new sqs.Queue(stack, id));
    first.node.addDependency(role);
    queue.node.addDependency(first);
    role.addBundle(SqsBundle.consume({ queues: [queue] }));
    expect(validationErrors(stack)).toEqual([`${POLICY} through "Stack/First/Resource": ${WAY}`]);
  });

  test('past the inline limit', () => {
    const stack = newStack();
    const role = make(stack, { separatePolicy: true });
    const key = new kms.Key(stack, 'Key');
    key.node.addDependency(role);
    role.addBundle(CustomBundle.fromStatements('big', {
      statements: Array.from({ length: 80 }, (_, i) => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::b/${String(i).padStart(60, '0')}`] })),
    }));
    role.addBundle(CustomBundle.fromStatements('more', {
      statements: Array.from({ length: 75 }, (_, i) => new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [`${key.keyArn}${String(i).padStart(60, '0')}`] })),
    }));
    expect(validationErrors(stack)).toEqual([expect.stringContaining('but a bundle past the inline limit of "Stack/Web" names "Stack/Key/Resource", which in turn depends on that policy')]);
  });

  test('of any role', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Plain', { assumedBy: new iam.AccountRootPrincipal() });
    const queue = new sqs.Queue(stack, 'Queue');
    queue.node.addDependency(role);
    PolicyBundles.of(role).add(SqsBundle.consume({ queues: [queue] }));
    expect(validationErrors(stack)).toEqual([
      '[Stack/Plain/PolicyBundles] the policy of a role must not need what is created after it, but the bundle "sqs.consume" of "Stack/Plain" names "Stack/Queue/Resource", ' +
      `which in turn depends on that policy: ${WAY}`,
    ]);
  });
});

test('by a dependency on what both names the role and waits for all of it, such as its service accounts: a separate policy alone does not break it', () => {
  const stack = newStack();
  const role = make(stack);
  const manifest = new CfnResource(stack, 'Accounts', { type: 'Custom::Manifest', properties: { arn: role.roleArn } });
  manifest.node.addDependency(role);
  const queue = new sqs.Queue(stack, 'Queue');
  queue.node.addDependency(manifest);
  role.addBundle(SqsBundle.consume({ queues: [queue] }));
  expect(validationErrors(stack)).toEqual([expect.stringMatching(
    /which in turn depends on the role through "Stack\/Accounts": take that dependency out, or make it one on role\.node\.defaultChild and give the role separatePolicy: true$/)]);
});

test.each<[string, (stack: Stack, policy: iam.ManagedPolicy) => ServiceAccountRole, string, string]>([
  ['managed policies', (stack, policy) => make(stack, { managedPolicies: [policy] }),
    'the list of managed policies', 'attach that policy by naming the role in it (new ManagedPolicy(…, { roles: [role] }))'],
  ['a bundle of a managed policy', (stack, managedPolicy) => make(stack, {
    bundles: [CustomBundle.fromManagedPolicy('own', { managedPolicy, reason: 'the team of the platform keeps this policy' })],
  }), 'the list of managed policies', 'attach that policy by naming the role in it (new ManagedPolicy(…, { roles: [role] }))'],
  ['the boundary', (stack, permissionsBoundary) => make(stack, { permissionsBoundary }), 'the permissions boundary', 'name in the boundary nothing that needs the role'],
])('through %s', (_, build, what, fix) => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  const policy = new iam.ManagedPolicy(stack, 'Managed', { statements: [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })] });
  key.addToResourcePolicy(names(build(stack, policy)));
  expect(validationErrors(stack)).toEqual([
    `[Stack/Web] a role must not need what is created after it, but ${what} of "Stack/Web" names "Stack/Managed/Resource", which in turn needs the role ` +
    `through "Stack/Key/Resource" (by a grant, a trust or a resource policy): ${fix}`,
  ]);
});

test('in a Stage', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const role = make(stack);
  const key = new kms.Key(stack, 'Key');
  key.addToResourcePolicy(names(role));
  role.addBundle(KmsBundle.decrypt({ keys: [key] }));
  expect(validationErrors(stack)).toEqual([expect.stringContaining('"Prod/Stack/Web" names "Prod/Stack/Key/Resource"')]);
});

test('grants that close no circle are none', () => {
  const stack = newStack();
  const role = make(stack);
  const [bucket, queue, topic] = [new s3.Bucket(stack, 'Bucket'), new sqs.Queue(stack, 'Queue'), new sns.Topic(stack, 'Topic')];
  const secret = new secretsmanager.Secret(stack, 'Secret');
  const principals = [new iam.ArnPrincipal(role.roleArn)];
  bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')], principals }));
  queue.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn], principals }));
  topic.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn], principals }));
  secret.addToResourcePolicy(new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'], principals }));
  [S3Bundle.read({ buckets: [bucket] }), SqsBundle.consume({ queues: [queue] }), SnsBundle.publish({ topics: [topic] }), SecretsManagerBundle.read({ secrets: [secret] })]
    .forEach((bundle) => role.addBundle(bundle));
  bucket.grantRead(role);
  expect(validationErrors(stack)).toEqual([]);
});
