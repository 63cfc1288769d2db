import { CustomBundle } from '../../lib/bundles/custom';
import { messageOf, newStack } from '../support';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/a.png' };
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ ...READ, ...statement }] });
const make = (statement: object, knownActions?: string[]) => CustomBundle.fromJson('own', { policy: policy(statement), knownActions });
const problem = (statement: object) => messageOf(() => make(statement)).replace(/^policy of own:1:\d+: /gm, '');

describe('a placeholder that nothing fills is refused', () => {
  test.each([
    ['${AWS::AccountId}', 'write {account}'], ['${region}', 'write {region}'], ['${AWS::Region}', 'write {region}'], ['${var.account_id}', 'write {account}'],
    ['<BUCKET>', ''], ['<your bucket>', ''], ['<%= bucket %>', ''], ['{{ .Values.bucket }}', ''], ['{{bucket}}', ''], ['{{account}}', 'write {account}'], ['{% bucket %}', ''], ['%s', ''], ['%(bucket)s', ''], ['%BUCKET%', ''],
    ['$ACCOUNT', 'write {account}'], ['$bucket', ''], ['$(aws sts get-caller-identity)', ''], ['#{AWS::AccountId}', 'write {account}'], ['{accountId}', 'write {account}'], ['{workload}', ''],
    ['REPLACE_ME', ''], ['REPLACEME', ''], ['YOUR-BUCKET-NAME', ''], ['YOUR_BUCKET', ''], ['your-bucket-name', ''], ['BUCKET_NAME', ''], ['BUCKET', ''], ['ACCOUNT_ID', 'write {account}'],
    ['CHANGE_ME', ''], ['INSERT_BUCKET_HERE', ''], ['TODO', ''], ['XXXX', ''], ['((bucket))', ''], ['__BUCKET__', ''], ['@@bucket@@', ''], ['[bucket name]', ''], ['...', ''], ['DOC-EXAMPLE-BUCKET', ''],
    ['amzn-s3-demo-bucket', ''], ['${aws:accountId}', 'write {account}'], ['${self:custom.bucket}', ''], ['${env:BUCKET}', ''], ['${aws:username', ''], ['$${bucket}', ''],
  ])('%s', (placeholder, hint) => {
    expect(problem({ Resource: `arn:aws:s3:::${placeholder}/report.csv` })).toMatch(/^Statement\[0\]\.Resource must not hold the placeholder ".*", which nothing fills: /);
    expect(problem({ Resource: `arn:aws:s3:::${placeholder}/report.csv` })).toContain(hint);
  });

  test.each([['${AWS::AccountId}'], ['ACCOUNT_ID'], ['<account>'], ['$ACCOUNT'], ['{{ account }}']])('%s in a condition', (value) => {
    expect(problem({ Condition: { StringEquals: { 'aws:ResourceAccount': [value] } } })).toMatch(/^Statement\[0\]\.Condition\.StringEquals\S* must not hold the placeholder/);
  });

  test('with the line and column', () => {
    const text = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",\n  "Resource": ["arn:aws:s3:::media/a",\n    "arn:aws:s3:::<BUCKET>/a"]}]}';
    expect(messageOf(() => CustomBundle.fromJson('own', { policy: text })))
      .toBe('policy of own:3:5: Statement[0].Resource[1] must not hold the placeholder "<BUCKET>", which nothing fills: write what it stands for; ' +
        '{account}, {region}, {partition} and {cluster} are filled, got "arn:aws:s3:::<BUCKET>/a"');
  });

  test.each([
    '${aws:username}', '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'none'}", '${$}', '${saml:sub}', '${cognito-identity.amazonaws.com:sub}',
    '${s3:prefix}', 'x_$folder$', 'REPORTS', 'Report', 'TABLE-2024', 'account', 'my-data', 'replaced', '100%', '%20', 'changelog', 'region-eu', 'a=b,c', 'BUCKETS-OLD', '$aws/x',
  ])('%s is none', (text) => {
    expect(() => make({ Resource: `arn:aws:s3:::media/${text}/a` })).not.toThrow();
  });

  test.each(['arn:aws:lambda:eu-central-1:123456789012:function:web:$LATEST'])('%s is right', (arn) => {
    expect(() => make({ Action: 'lambda:InvokeFunction', Resource: arn })).not.toThrow();
  });
});

describe('a resource must be an ARN', () => {
  test.each([
    ['media', 'must be an ARN, which begins with "arn:", or "*", got "media"'],
    ['s3://media/a', 'must be an ARN, which begins with "arn:"'],
    ['ARN:aws:s3:::media/a', 'must be an ARN, which begins with "arn:"'],
    [' arn:aws:s3:::media/a', 'must be without characters that are not seen'],
    ['arn:aws:s3:::me\u200Bdia/a', 'must be without characters that are not seen'],
    ['arn:aws:s3:::media/a\n', 'must be without characters that are not seen'],
    ['arn:aws:s3', 'must have the six parts of an ARN'],
    ['arn:aws:s3:::', 'must have the six parts of an ARN'],
    ['**', 'must be "*" where it is everything'],
    ['arn:amazon:s3:::media/a', 'must have a partition of AWS'],
    ['arn:aws:sqs:europe:123456789012:q', 'must have a region of AWS as the fourth part of the ARN, or none'],
    ['arn:aws:sqs:eu-west-1a:123456789012:q', 'must have a region of AWS'],
    ['arn:aws:sqs:eu-west-1:1234:q', 'must have an account of 12 digits as the fifth part of the ARN, or none'],
    ['arn:aws:sqs:eu-west-1:orders:q', 'must have an account of 12 digits'],
    ['arn:aws:S3:::media/a', 'must have a service as the third part'],
    ['arn:aws:s3:::media/a,arn:aws:s3:::media/b', 'must be one ARN, got several in one text ("arn:aws:s3:::media/a,arn:aws:s3:::media/b"): write them as a list'],
    ['arn:aws:s3:::media/a arn:{partition}:s3:::media/b', 'must be one ARN, got several in one text'],
    ['arn:aws:s3:::media/日本', 'must have characters up to U+00FF only, since IAM takes no others, got "arn:aws:s3:::media/日本"'],
    ['arn:aws:s3:::!Ref Media/a', 'must not hold the placeholder "!Ref Media"'],
    ['arn:aws:s3:::!GetAtt Media.Arn', 'must not hold the placeholder "!GetAtt Media.Arn"'],
  ])('%s', (arn, message) => {
    expect(problem({ Resource: arn })).toContain(`Statement[0].Resource ${message}`);
    expect(problem({ Effect: 'Deny', Action: undefined, NotAction: 's3:GetObject', Resource: undefined, NotResource: arn })).toContain(`Statement[0].NotResource ${message}`);
  });
});

describe('an action', () => {
  test.each([
    ['dynamodb:GetItm', 'dynamodb:GetItem'], ['s3:GetObjects', 's3:GetObject'], ['S3:getobjcet', 'S3:GetObject'], ['dynamdb:GetItem', 'dynamodb:GetItem'], ['sqs:SendMesage', 'sqs:SendMessage'],
  ])('%s is unknown: did you mean %s?', (action, near) => {
    expect(problem({ Action: action })).toBe(
      `Statement[0].Action must be an action of AWS, got "${action}": did you mean "${near}"? If it is newer than 2026-09-26, list it in "knownActions"`);
  });

  test.each([
    ['s3:ListObjectsV2', '"s3:ListBucket"'], ['s3:HeadBucket', '"s3:ListBucket"'], ['s3:HeadObject', '"s3:GetObject"'], ['S3:copyObject', '"s3:GetObject" or "s3:PutObject"'],
    ['s3:ListBuckets', '"s3:ListAllMyBuckets"'], ['sqs:SendMessageBatch', '"sqs:SendMessage"'], ['sns:PublishBatch', '"sns:Publish"'], ['dynamodb:TransactGetItems', '"dynamodb:GetItem"'],
    ['lambda:Invoke', '"lambda:InvokeFunction"'], ['kms:ReEncrypt', '"kms:ReEncryptFrom" or "kms:ReEncryptTo"'],
    ['stepfunctions:StartExecution', '"states:StartExecution"'], ['eventbridge:PutEvents', '"events:PutEvents"'], ['cloudwatchlogs:PutLogEvents', '"logs:PutLogEvents"'],
    ['msk:GetBootstrapBrokers', '"kafka:GetBootstrapBrokers"'], ['secretsmanager:GetSecret', '"secretsmanager:GetSecretValue"'], ['iam:ListRole', '"iam:ListRoles"'],
  ])('%s is what the API calls it: %s is what IAM does', (action, known) => {
    expect(problem({ Action: action })).toContain(`must be an action of AWS, got "${action}": did you mean ${known}? If it is newer`);
  });

  test('with a wildcard that nothing matches is not suggested instead of itself', () => {
    const stack = newStack();
    CustomBundle.fromJson('own', { policy: policy({ Action: 's3:Get*Foo' }), evidence: [{ wildcard: 's3:Get*Foo', reason: 'it is what is tested' }] }).bind(stack);
    expect(stack.node.metadata.map(({ data }) => data).filter((data) => typeof data === 'string')).toEqual([expect.stringContaining('own: "s3:Get*Foo" is not an action that AWS had')]);
  });

  test('that the user knows is right', () => {
    expect(() => make({ Action: 'dynamodb:GetItm' }, ['dynamodb:GetItm'])).not.toThrow();
    expect(() => make({ Action: 'sqs:SendMessage' }, ['sqs:sendmessage'])).not.toThrow();
    expect(messageOf(() => make({}, ['s3:PutObject']))).toBe('policy of own:1:1: must have each action of "knownActions", got "s3:PutObject": did you mean "s3:GetObject"?');
  });

  test('of a service that the reference does not know is a warning', () => {
    const stack = newStack();
    make({ Action: 'quantumlake:QueryLake', Resource: 'arn:aws:quantumlake:eu-central-1:123456789012:lake/a' }).bind(stack);
    expect(stack.node.metadata.map(({ data }) => data).filter((data) => typeof data === 'string')).toEqual([expect.stringMatching(
      /^own: "quantumlake:QueryLake" is not an action that AWS had on 2026-09-26: is it newer, or wrong\? If it is right, list it in "knownActions" \[ack: cdk-irsa:unknownAction\]$/)]);
  });

  test.each([
    ['sqs:SendMessage', 'arn:aws:s3:::media', 'it takes "arn:*:sqs:*:*:*"'],
    ['s3:ListBucket', 'arn:aws:s3:::media/a', 'it takes '],
    ['s3:GetObject', 'arn:aws:s3:::media', 'it takes '],
    ['ec2:DescribeInstances', 'arn:aws:ec2:eu-central-1:123456789012:instance/i-1', 'it supports no resource: give it a statement of its own on "*", with evidence'],
    ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-central-1:123456789012:table/a/index/b', 'it takes "arn:*:dynamodb:*:*:table/*"'],
    ['iam:PassRole', 'arn:aws:iam::123456789012:user/a', 'it takes "arn:*:iam::*:role/*"'],
    ['sqs:SendMessage', 'arn:aws:sqs:::jobs', 'it takes "arn:*:sqs:*:*:*", in which no "*" stands for nothing (reference'],
    ['sqs:SendMessage', 'arn:aws:sqs:eu-central-1::jobs', 'it takes "arn:*:sqs:*:*:*", in which no "*" stands for nothing'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb::123456789012:table/a', 'it takes "arn:*:dynamodb:*:*:table/*", in which no "*" stands for nothing'],
    ['iam:PassRole', 'arn:aws:iam:::role/a', 'it takes "arn:*:iam::*:role/*"'],
    ['ssm:GetParameter', 'arn:aws:ssm:eu-central-1::parameter/a', 'it takes "arn:*:ssm:*:*:parameter/*", in which'],
  ])('%s on %s is refused', (action, arn, takes) => {
    expect(problem({ Action: action, Resource: arn })).toContain(`Statement[0].Action must stand on a resource that it takes, got "${action}" on "${arn}": ${takes}`);
  });

  test('that is mistyped does not hide that another has no resource, nor that it may be what takes one', () => {
    const both = problem({ Action: ['dynamodb:Querry', 'dynamodb:ListTables'], Resource: 'arn:aws:dynamodb:eu-central-1:123456789012:table/a' });
    expect(both).toContain('Statement[0].Action[0] must be an action of AWS, got "dynamodb:Querry": did you mean "dynamodb:Query"?');
    expect(both).toContain('Statement[0].Action[1] must stand on a resource that it takes, got "dynamodb:ListTables" on ');
    const perhaps = problem({ Action: ['s3:GetObjects', 's3:ListBucket'], Resource: ['arn:aws:s3:::media', 'arn:aws:s3:::media/a'] });
    expect(perhaps).not.toContain('must be a resource that');
  });

  test.each([['s3:GetObject', 'arn:aws:s3:::media'], ['sqs:SendMessage', 'arn:aws:s3:::media']])('%s on %s lacks no part', (action, arn) => {
    expect(problem({ Action: action, Resource: arn })).not.toContain('stands for nothing');
  });

  test('of several, each needs a resource, and each resource an action', () => {
    expect(() => make({ Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['arn:aws:s3:::media', 'arn:aws:s3:::media/a'] })).not.toThrow();
    expect(problem({ Resource: ['arn:aws:s3:::media/a', 'arn:aws:sqs:eu-central-1:123456789012:q'] })).toContain(
      'Statement[0].Resource[1] must be a resource that an action of the statement takes (s3:GetObject), got "arn:aws:sqs:eu-central-1:123456789012:q"');
  });

  test.each([
    ['logs:CreateLogStream', 'arn:aws:logs:eu-central-1:123456789012:log-group:a:*'], ['logs:PutLogEvents', 'arn:aws:logs:eu-central-1:123456789012:log-group:a:*'],
    ['dynamodb:Query', 'arn:aws:dynamodb:eu-central-1:123456789012:table/a/index/*'], ['kms:Decrypt', 'arn:aws:kms:eu-central-1:123456789012:key/1'],
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b-??????'], ['s3:GetObject', 'arn:aws:s3:::media*'], ['s3:ListBucket', 'arn:aws:s3:::media*'],
    ['sts:AssumeRole', 'arn:aws:iam::123456789012:role/path/a'], ['ssm:GetParametersByPath', 'arn:aws:ssm:eu-central-1:123456789012:parameter/a/*'], ['lambda:InvokeFunction', 'arn:aws:lambda:eu-central-1:123456789012:function:a:live'],
    ['ssm:GetParameter', 'arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami/1.33/recommended'], ['apigateway:GET', 'arn:aws:apigateway:eu-central-1::/restapis/a'],
    ['s3:GetObject', 'arn:aws:s3:::media/${aws:username}/*'], ['states:StartExecution', 'arn:aws:states:eu-central-1:123456789012:stateMachine:a'], ['ecr:BatchGetImage', 'arn:aws:ecr:eu-central-1:123456789012:repository/a/b'],
  ])('%s on %s is right', (action, arn) => {
    expect(() => CustomBundle.fromJson('own', {
      policy: policy({ Action: action, Resource: arn }), evidence: /[*?]/.test(arn) ? [{ wildcard: arn, actions: [action], reason: 'it is what is tested' }] : undefined,
    })).not.toThrow();
  });
});

test.each(['', 'a-b', 'a b', 'ä', 'a_b', '{account}'])('the Sid %j is refused', (sid) => {
  expect(problem({ Sid: sid })).toBe(`Statement[0].Sid must be letters and digits, got ${JSON.stringify(sid)}`);
});

describe('placeholders that are filled', () => {
  test('in TypeScript stand for the place of the role\'s stack', () => {
    const stack = newStack();
    const wildcard = 'arn:{partition}:sqs:{region}:{account}:a-*';
    const bundle = CustomBundle.fromJson('own', {
      policy: policy({ Action: 'sqs:SendMessage', Resource: wildcard, Condition: { StringEquals: { 'aws:ResourceAccount': '{account}' } } }),
      evidence: [{ wildcard, actions: ['sqs:SendMessage'], reason: 'queues are made at run time' }],
    });
    const [{ statement, evidence }] = bundle.bind(stack).statements!;
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sqs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':a-*']] };
    expect(stack.resolve(statement.toStatementJson())).toMatchObject({ Resource: arn, Condition: { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } } });
    expect(stack.resolve(evidence![0].wildcard)).toEqual(arn);
  });

  test('{cluster} has no value there', () => {
    expect(problem({ Action: 'eks:DescribeCluster', Resource: 'arn:aws:eks:eu-central-1:123456789012:cluster/{cluster}' })).toBe(
      'Statement[0].Resource must not hold {cluster}, which is filled in the policies of a workloads.yaml alone: write the name that the cluster has in EKS, ' +
      'got "arn:aws:eks:eu-central-1:123456789012:cluster/{cluster}"');
  });

  test('in the key of a condition are refused', () => {
    expect(problem({ Condition: { StringEquals: { 'aws:ResourceTag/{cluster}': 'owned' } } })).toContain('must be a condition key without placeholders, which are filled in values alone');
  });
});
