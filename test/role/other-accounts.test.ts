import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Annotations as CdkAnnotations, App, Aws, CfnParameter, Fn, NestedStack, PhysicalName, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CustomBundle } from '../../lib/bundles/custom';
import type { IPolicyBundle } from '../../lib/bundles/policy-bundle';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { SnsBundle } from '../../lib/bundles/services/sns';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { StsBundle } from '../../lib/bundles/services/sts';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { PerSynthesis } from '../../lib/core/per-synthesis';
import { PolicyBundles } from '../../lib/role/policy-bundles';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { ACCOUNT, issuer, literalCluster, newStack, REGION, subject, validationErrors } from '../support';

const OTHER = '444455556666';
const make = (stack: Stack, bundles: IPolicyBundle[], props: Partial<ServiceAccountRoleProps> = {}) =>
  new ServiceAccountRole(stack, 'Web', { clusters: [literalCluster()], serviceAccounts: [subject()], roleName: 'web', bundles, ...props });
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;

/** The warnings of the finished tree, without CDK's note on how they are acknowledged. */
function warnings(stack: Stack): string[] {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data)).filter((text) => text.includes('resourceOfOtherAccount'));
}

/** The statements to paste. */
const statementsOf = (warning: string): any[] => JSON.parse(`[${/statements?(?:, and its key[^:]*)?: (\{.*\}) \[ack/.exec(warning)![1]}]`);
const use = (actions: string[], ...resources: string[]) => CustomBundle.fromStatements('own', { statements: [new iam.PolicyStatement({ actions, resources })] });

describe('a resource of another account', () => {
  const ownIn = (stack: Stack): [string, IPolicyBundle, string, object[]][] => [
    ['bucket', S3Bundle.read({ buckets: [s3.Bucket.fromBucketAttributes(stack, 'B', { bucketArn: 'arn:aws:s3:::media', account: OTHER })] }), 'arn:aws:s3:::media', [
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['s3:GetBucketLocation', 's3:ListBucket'], Resource: ['arn:aws:s3:::media'] },
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::media/*'] },
    ]],
    ['queue', SqsBundle.produce({ queues: [sqs.Queue.fromQueueArn(stack, 'Q', `arn:aws:sqs:${REGION}:${OTHER}:jobs`)] }), `arn:aws:sqs:${REGION}:${OTHER}:jobs`, [
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'], Resource: [`arn:aws:sqs:${REGION}:${OTHER}:jobs`] },
    ]],
    ['topic', SnsBundle.publish({ topics: [sns.Topic.fromTopicArn(stack, 'T', `arn:aws:sns:${REGION}:${OTHER}:news`)] }), `arn:aws:sns:${REGION}:${OTHER}:news`, [
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['sns:Publish'], Resource: [`arn:aws:sns:${REGION}:${OTHER}:news`] },
    ]],
    ['key', KmsBundle.decrypt({ keys: [kms.Key.fromKeyArn(stack, 'K', `arn:aws:kms:${REGION}:${OTHER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`)] }),
      `arn:aws:kms:${REGION}:${OTHER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: expect.arrayContaining(['kms:Decrypt']), Resource: '*' }]],
    ['secret', SecretsManagerBundle.read({ secrets: [secretsmanager.Secret.fromSecretCompleteArn(stack, 'S', `arn:aws:secretsmanager:${REGION}:${OTHER}:secret:db-AbCdEf`)] }),
      `arn:aws:secretsmanager:${REGION}:${OTHER}:secret:db-AbCdEf`,
      [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: expect.arrayContaining(['secretsmanager:GetSecretValue']), Resource: '*' }]],
    ['repository', use(['ecr:BatchGetImage'], `arn:aws:ecr:${REGION}:${OTHER}:repository/web`), `arn:aws:ecr:${REGION}:${OTHER}:repository/web`,
      [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['ecr:BatchGetImage'] }]],
    ['table', use(['dynamodb:Query'], `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders`, `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders/index/by-day`),
      `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders`, [{
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: ['dynamodb:Query'],
        Resource: [
          `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders`, `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders/index/by-day`,
        ],
      }]],
  ];

  test.each([0, 1, 2, 3, 4, 5, 6])('number %i is warned of, once, with the statement to paste', (index) => {
    const stack = newStack();
    const [noun, bundle, resource, statements] = ownIn(stack)[index];
    make(stack, [bundle]);
    const [warning, ...others] = warnings(stack);
    expect(others).toEqual([]);
    expect(warning).toContain(
      `${resource} is of account ${OTHER} and the role of ${ACCOUNT}, so both must allow what the bundle "${bundle.bundleId}" gives, which is the role's half only: the policy of the ${noun}`);
    expect(warning).toContain(`[ack: cdk-irsa:resourceOfOtherAccount[${resource}]]`);
    expect(statementsOf(warning)).toEqual(statements);
  });

  test('reads as one sentence', () => {
    const stack = newStack();
    make(stack, [use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${OTHER}:jobs`)]);
    expect(warnings(stack)).toEqual([
      `arn:aws:sqs:${REGION}:${OTHER}:jobs is of account ${OTHER} and the role of ${ACCOUNT}, so both must allow what the bundle "own" gives, which is the role's half only: ` +
      `the policy of the queue needs 1 statement: {"Effect":"Allow","Principal":{"AWS":"${ROLE}"},"Action":["sqs:SendMessage"],"Resource":["arn:aws:sqs:${REGION}:${OTHER}:jobs"]} ` +
      `[ack: cdk-irsa:resourceOfOtherAccount[arn:aws:sqs:${REGION}:${OTHER}:jobs]]`,
    ]);
  });

  test('that has no policy of its own asks for another way', () => {
    const stack = newStack();
    make(stack, [use(['ssm:GetParameter'], `arn:aws:ssm:${REGION}:${OTHER}:parameter/x`), use(['rds-db:connect'], `arn:aws:rds-db:${REGION}:${OTHER}:dbuser:db/x`)]);
    expect(warnings(stack)).toEqual([
      expect.stringContaining('is the role\'s half only: a parameter of the advanced tier can be shared through AWS RAM (ssm:PutResourcePolicy); otherwise let the role assume a role of that account (StsBundle.assumeRole, sts.assumeRole) [ack'),
      expect.stringContaining('is the role\'s half only: let the role assume a role of that account (StsBundle.assumeRole, sts.assumeRole) [ack'),
    ]);
  });

  test('in another partition, or in one that only the deploy knows', () => {
    const queue = (stack: Stack, region: string) => SqsBundle.consume({ queues: [sqs.Queue.fromQueueArn(stack, 'Q', `arn:${Aws.PARTITION}:sqs:${region}:${OTHER}:jobs`)] });
    const china = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'cn-north-1' } });
    const clusters = [ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(1, 'cn-north-1', 'amazonaws.com.cn') })];
    make(china, [queue(china, Aws.REGION)], { clusters });
    expect(warnings(china)).toEqual([expect.stringMatching(`^arn:aws-cn:sqs:cn-north-1:${OTHER}:jobs is of account .*"AWS":"arn:aws-cn:iam::${ACCOUNT}:role/web"`)]);
    const unknown = new Stack(new App(), 'Stack', { env: { account: ACCOUNT } });
    make(unknown, [queue(unknown, 'eu-west-1')], { roleName: undefined });
    expect(warnings(unknown)).toEqual([expect.stringMatching(`^arn:<partition>:sqs:eu-west-1:${OTHER}:jobs is of account .*"AWS":"<ARN of the role Stack/Web>"`)]);
  });

  test('keeps the conditions of the bundle', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'K', `arn:aws:kms:${REGION}:${OTHER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
    make(stack, [S3Bundle.read({ buckets: [s3.Bucket.fromBucketName(stack, 'B', 'own')], encryptionKeys: [encryptionKey] })]);
    expect(statementsOf(warnings(stack)[0])).toEqual([
      { Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['kms:Decrypt'], Resource: '*', Condition: { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } } },
    ]);
  });

  test('is acknowledged for itself only, in either of the ways of CDK', () => {
    for (const acknowledge of [
      (scope: Construct, id: string) => Validations.of(scope).acknowledge({ id, reason: 'the queue allows it' }),
      // Above the role, since older versions of CDK forget what was acknowledged on a construct before its warning.
      (scope: Construct, id: string) => CdkAnnotations.of(scope.node.scope!).acknowledgeWarning(id, 'the queue allows it'),
    ]) {
      const stack = newStack();
      const role = make(stack, ['a', 'b'].map((name) => use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${OTHER}:${name}`)));
      acknowledge(role, `cdk-irsa:resourceOfOtherAccount[arn:aws:sqs:${REGION}:${OTHER}:a]`);
      expect(warnings(stack)).toEqual([expect.stringContaining(`arn:aws:sqs:${REGION}:${OTHER}:b is of account`)]);
    }
  });

  test('in another stack of the app', () => {
    for (const scope of [new App(), new Stage(new App(), 'Prod')]) {
      const away = new Stack(scope, 'Away', { env: { account: OTHER, region: 'eu-west-1' } });
      const bucket = new s3.Bucket(away, 'Bucket', { bucketName: 'figures' });
      const queue = new sqs.Queue(away, 'Queue', { queueName: PhysicalName.GENERATE_IF_NEEDED });
      const stack = new Stack(scope, 'Stack', { env: { account: ACCOUNT, region: REGION } });
      make(stack, [S3Bundle.read({ buckets: [bucket] }), SqsBundle.consume({ queues: [queue] })]);
      expect(warnings(stack)).toEqual([
        expect.stringContaining('arn:aws:s3:::figures is of account'),
        expect.stringMatching(/^arn:aws:sqs:eu-west-1:444455556666:[\w-]*away\w* is of account/),
      ]);
    }
  });

  test('that is named by a reference alone, since only the deploy knows its ARN', () => {
    const app = new App();
    const [away, stack] = [OTHER, ACCOUNT].map((account, index) => new Stack(app, ['Away', 'Stack'][index], { env: { account, region: REGION } }));
    const bucket = new s3.CfnBucket(away, 'Bucket');
    make(stack, [use(['sqs:SendMessage'], new sqs.CfnQueue(new NestedStack(away, 'Nested'), 'Queue').attrArn), use(['s3:GetObject'], `${bucket.attrArn}/a`)]);
    if (!('getStackOutput' in Fn)) { // older versions of CDK have no such references
      expect(() => warnings(stack)).toThrow();
      return;
    }
    const found = warnings(stack);
    expect(found).toEqual([
      expect.stringMatching(`^<ARN of Away/Nested/Queue> is of account ${OTHER} and the role of ${ACCOUNT}, so both must allow .*: the policy of the queue needs 1 statement: `),
      expect.stringMatching(`^<ARN of Away/Bucket> is of account ${OTHER} and the role of ${ACCOUNT}, so both must allow .*: the policy of the bucket or access point needs 1 statement: `),
    ]);
    expect(found.map((text) => statementsOf(text)[0].Resource)).toEqual([['<ARN of Away/Nested/Queue>'], ['<ARN of Away/Bucket>/a']]);
  });

  test('of a role in a nested stack, of a role without a literal name, and of any other role', () => {
    const nested = new NestedStack(newStack(), 'Nested');
    make(nested, [use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${OTHER}:jobs`)], { roleName: undefined });
    expect(warnings(nested.nestedStackParent!)).toContainEqual(expect.stringContaining('"Principal":{"AWS":"<ARN of the role Stack/Nested/Web>"}'));
    const stack = newStack();
    PolicyBundles.of(new iam.Role(stack, 'Plain', { assumedBy: new iam.AccountRootPrincipal() })).add(use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${OTHER}:jobs`));
    expect(warnings(stack)).toHaveLength(1);
  });
});

describe('nothing is said', () => {
  test('of the own account, of accounts that only the deploy knows, and of what names no account', () => {
    const stack = newStack();
    const account = new CfnParameter(stack, 'Account', { allowedPattern: '[0-9]{12}' }).valueAsString;
    make(stack, [
      use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`, `arn:aws:sqs:${REGION}:${account}:jobs`),
      use(['s3:GetObject'], 'arn:aws:s3:::media/x'),
      S3Bundle.read({ buckets: [s3.Bucket.fromBucketName(stack, 'B', 'own')] }),
      StsBundle.assumeRole({ roles: [iam.Role.fromRoleArn(stack, 'R', `arn:aws:iam::${OTHER}:role/x`)] }),
    ]);
    expect(warnings(stack)).toEqual([]);
  });

  test('of a role whose account only the deploy knows', () => {
    const stack = new Stack(new App(), 'Stack');
    make(stack, [use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${OTHER}:jobs`)]);
    expect(warnings(stack)).toEqual([]);
  });

  test('of a bucket that two imports say differently of', () => {
    const stack = newStack();
    const [bucket] = [OTHER, '777788889999'].map((account) => s3.Bucket.fromBucketAttributes(stack, account, { bucketArn: 'arn:aws:s3:::media', account }));
    make(stack, [S3Bundle.read({ buckets: [bucket] })]);
    expect(warnings(stack)).toEqual([]);
  });

  test('of an existing role of the account of the resource', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'R', `arn:aws:iam::${ACCOUNT}:role/x`);
    ServiceAccountRole.fromRole(stack, 'E', { role, clusters: [ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer() })], serviceAccounts: [subject()] })
      .addBundle(use(['sqs:SendMessage'], `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`));
    expect(warnings(stack)).toEqual([]);
  });
});

test('the tree is searched once for all roles of a synthesis', () => {
  const stack = newStack();
  const buckets = ['one', 'two'].map((name) => s3.Bucket.fromBucketName(stack, name, name));
  ['A', 'B', 'C'].forEach((id) => new ServiceAccountRole(stack, id, {
    clusters: [literalCluster()], serviceAccounts: [subject(id.toLowerCase())], bundles: [S3Bundle.read({ buckets })],
  }));
  const search = jest.spyOn(PerSynthesis.prototype, 'get');
  expect(validationErrors(stack)).toEqual([]);
  const asked = search.mock.calls.filter(([, asker]) => asker.node.id === 'A');
  const ofWhat = search.mock.contexts.filter((_, index) => search.mock.calls[index][1].node.id === 'A');
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(ofWhat).size).toBe(asked.length); // each once
});
