import { foundIn, foundInPolicy, sound } from '../fixture';

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const broad = (statements: unknown) => foundInPolicy(statements).filter((line) => line.startsWith('BroadPolicy'));

test.each([
  ['s3:*', '*', ', such as s3:DeleteBucket on arn:aws:s3:::any'],
  ['secretsmanager:*', '*', ', such as secretsmanager:DeleteSecret on arn:aws:secretsmanager:eu-central-1:111122223333:secret:any'],
  ['dynamodb:*', 'arn:aws:dynamodb:*:*:table/*', ', such as dynamodb:DeleteItem on arn:aws:dynamodb:eu-central-1:111122223333:table/any'],
  ['*', '*', ', such as s3:DeleteBucket on arn:aws:s3:::any'],
])('%s on %s is found', (action, resource, such) => {
  expect(broad(allow(action, resource))).toEqual([
    `BroadPolicy[${action}-on-${resource}]: the inline policy "own" allows ${action} on ${resource}${such}: name the actions and the resources that the workload needs`,
  ]);
});

test('so is everything but some of it, and everything by its parts', () => {
  expect(broad({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toEqual([expect.stringContaining('BroadPolicy[everything-but-iam:*-on-*]')]);
  expect(broad(allow('*', undefined, { Resource: undefined, NotResource: 'arn:aws:s3:::audit/*' }))).toEqual([expect.stringContaining('[*-on-everything-but-arn:aws:s3:::audit/*]')]);
  expect(broad(allow(['sqs:A*', 'sqs:C*', 'sqs:D*', 'sqs:G*', 'sqs:L*', 'sqs:P*', 'sqs:R*', 'sqs:S*', 'sqs:T*', 'sqs:U*']))).toEqual([expect.stringContaining('[sqs:*,-action-by-action,-on-*]')]);
  expect(broad(allow('s3:*', ['arn:aws:s3:::*', 'arn:aws:s3:::*/*']))).toHaveLength(1);
  expect(broad(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))).toHaveLength(1);
});

test('IAM fills up an ARN that is cut short, and a pattern may stand for services', () => {
  expect(broad(allow('dynamodb:*', 'arn:aws:dynamodb'))).toEqual([expect.stringContaining('such as dynamodb:DeleteItem on arn:aws:dynamodb:eu-central-1:111122223333:table/any')]);
  expect(broad([allow(['sqs:A*', 'sqs:C*', 'sqs:D*', 'sqs:G*', 'sqs:L*'], 'arn:aws:sqs'), allow(['sqs:P*', 'sqs:R*', 'sqs:S*', 'sqs:T*', 'sqs:U*'], 'arn:aws:sqs:eu-west-1')])).toHaveLength(1);
  expect(broad(allow('s3:*', 'arn:aws:dynamodb'))).toEqual([]);
  expect(broad(allow('dynamo*:*'))).toEqual([expect.stringContaining('BroadPolicy[dynamo*:*-on-*]')]);
  expect(broad(allow('nothing*:*'))).toEqual([]);
});

test('a service whose endpoint is in none of the regions that a condition names is out of reach', () => {
  const inRegion = (service: string) => broad(allow(`${service}:*`, '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }));
  expect(inRegion('route53')).toEqual([]);
  expect(inRegion('sqs')).toHaveLength(1);
});

test.each([
  ['one bucket', allow('s3:*', ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'])],
  ['tables of a name', allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/shop-*')],
  ['what only describes', allow(['ec2:Describe*', 's3:List*', 'route53:ListHostedZones'])],
  ['some actions', allow(['sqs:Get*', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage'])],
  ['services that hold nothing of the account', allow(['ssmmessages:*', 'ecr-public:*'])],
  ['what others have marked', allow('ec2:*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } } })],
])('%s is clean', (_, statement) => expect(broad(statement)).toEqual([]));

test('what a Deny leaves is judged', () => {
  const deny = (more: object) => broad([allow('s3:*'), { Effect: 'Deny', Action: 's3:*', ...more }]);
  expect(deny({ Resource: '*' })).toEqual([]);
  expect(deny({ NotResource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'] })).toEqual([]);
  expect(deny({ Resource: 'arn:aws:s3:::audit/*' })).toHaveLength(1);
});

test('a role that no pod becomes is left alone', () => {
  const lambda = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  expect(foundInPolicy(allow('s3:*'), {}, lambda)).toEqual([]);
});

test('a policy of a role that is made under a condition is judged', () => {
  const Policies = [{ 'Fn::If': ['IsWide', { PolicyName: 'own', PolicyDocument: { Statement: allow('kms:*') } }, { Ref: 'AWS::NoValue' }] }];
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies } } }, {}, {
    Conditions: { IsWide: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } },
  })).toEqual([expect.stringContaining('BroadPolicy[kms:*-on-*]')]);
});
