import { foundIn as allFoundIn, foundInPolicy as allFoundInPolicy, sound, statement } from '../fixture';

/** Findings without the request that they show, which has a test of its own. */
const foundIn = (...given: Parameters<typeof allFoundIn>) => allFoundIn(...given).map(brief);
const foundInPolicy = (...given: Parameters<typeof allFoundInPolicy>) => allFoundInPolicy(...given).map(brief);
const brief = (line: string) => line.replace(/, such as on [^ ]+: /, ': ');

const pass = (Resource: unknown, more: object = {}) => ({ Effect: 'Allow', Action: 'iam:PassRole', Resource, ...more });
const message = (resource: string, rest = ', and the service with iam:PassedToService') =>
  `PassAnyRole[${resource.replace(/ /g, '-')}]: the inline policy "own" allows iam:PassRole on ${resource}: name each role${rest}`;

test.each([
  'arn:aws:iam::111122223333:role/team/web', 'arn:aws:iam::111122223333:role/team-*', 'arn:aws:iam::*:role/web', 'arn:aws:iam::111122223333:role/team/*',
  'arn:aws:iam::111122223333:role/aws-service-role/*', 'arn:aws:s3:::*', 'arn:aws:iam::111122223333:user/*',
])('%s is clean', (resource) => expect(foundInPolicy(pass(resource))).toEqual([]));

test.each([
  '*', '**', 'arn:*', 'arn:aws:iam::*', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role*',
  'arn:*:iam::*:role/**', 'arn:aws-cn:iam::111122223333:role/?*', 'arn:aws:iam::111122223333:r*/*', 'arn:aws:*:*:*:*', 'arn:aws:iam::111122223333:role/*/*',
])('%s is found', (resource) => {
  expect(foundInPolicy(pass(resource))).toEqual([message(resource)]);
  expect(foundInPolicy(pass(['arn:aws:iam::111122223333:role/web', resource]))).toEqual([message(resource)]);
});

test.each(['iam:*', 'iam:Pass*', 'IAM:passrole', 'iam:P?ssRole'])('the action %s is found', (Action) => {
  expect(foundInPolicy(pass('arn:aws:iam::111122223333:role/*', { Action })).filter((line) => line.startsWith('Pass')))
    .toEqual([message('arn:aws:iam::111122223333:role/*')]);
});

test('a service that is named limits which service, not which role', () => {
  expect(foundInPolicy(pass('*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }))).toEqual([message('*', '').replace('[*]', '[*-to-ec2.amazonaws.com]')]);
  expect(foundInPolicy(pass('*', { Condition: { StringLike: { 'iam:PassedToService': '*' } } }))).toEqual([message('*')]);
  // A tag is no reliable limit here.
  expect(foundInPolicy(pass('*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }))).toEqual([
    message('*').replace(': name', ', such as on arn:aws:iam::111122223333:role/any (no tag of a role limits that): name'),
  ]);
});

test('NotResource and NotAction are found', () => {
  expect(foundInPolicy(pass(undefined, { NotResource: 'arn:aws:iam::111122223333:role/admin' })))
    .toEqual([message('everything but arn:aws:iam::111122223333:role/admin')]);
  expect(foundInPolicy(pass(undefined, { NotResource: 'arn:aws:iam::*:role/*' }))).toEqual([]);
  expect(foundInPolicy(pass('*', { Action: undefined, NotAction: ['iam:*', 'sts:*'] })).filter((line) => line.startsWith('Pass'))).toEqual([]);
  expect(foundInPolicy(pass('*', { Action: undefined, NotAction: 's3:*' }))).toContain(message('*'));
});

test('what a Deny takes away is not found', () => {
  const deny = (Resource: unknown, more: object = {}) => [pass('arn:aws:iam::111122223333:role/*'), pass(Resource, { Effect: 'Deny', ...more })];
  expect(foundInPolicy(deny('*', { Action: 'iam:*' }))).toEqual([]);
  expect(foundInPolicy(deny('arn:aws:iam::*:role/*'))).toEqual([]);
  expect(foundInPolicy(deny('arn:aws:iam::111122223333:role/admin'))).toEqual([message('arn:aws:iam::111122223333:role/*')]);
  expect(foundInPolicy(deny('arn:aws:iam::111122223333:role/?'))).toEqual([message('arn:aws:iam::111122223333:role/*')]);
  expect(foundInPolicy(deny('*', { Condition: { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }))).toHaveLength(1);
});

test('a role that no pod becomes is left alone', () => {
  expect(foundInPolicy(pass('*'), {}, { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } })).toEqual([]);
  const github = statement({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:*' } },
    { Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' } });
  expect(foundInPolicy(pass('*'), {}, github)).toEqual([]);
  const pods = {
    Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  };
  expect(foundInPolicy(pass('*'), {}, pods)).toContainEqual(message('*'));
});

test('a role that is known only at deploy time is one', () => {
  const found = (Resource: unknown) => foundIn({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: pass(Resource) } }] },
    },
  });
  expect(found({ Ref: 'Arn' })).toEqual([]);
  expect(found({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}' })).toEqual([]);
  expect(found({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Prefix}*' })).toEqual([]);
  expect(found({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' })).toEqual([message('arn:<AWS::Partition>:iam::<AWS::AccountId>:role/*')]);
  expect(found({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-${AWS::Region}' }))
    .toEqual([expect.stringContaining('has CloudFormation make stacks with the role that makes those of the CDK')]);
});

test('the message has a role that may be passed', () => {
  expect(allFoundInPolicy(pass('arn:aws:iam::????????????:role/*'))).toEqual([
    'PassAnyRole[arn:aws:iam::????????????:role/*]: the inline policy "own" allows iam:PassRole on arn:aws:iam::????????????:role/*, '
    + 'such as on arn:aws:iam::111122223333:role/any: name each role, and the service with iam:PassedToService',
  ]);
});

test('accounts and roles by their digits and letters are any', () => {
  for (const resource of ['arn:aws:iam::1*:role/*', 'arn:aws:iam::????????????:role/*', 'arn:aws:iam::111122223333:role/????*']) {
    expect(foundInPolicy(pass(resource))).toEqual([message(resource)]);
  }
});
