import { foundIn, foundInPolicy, sound } from './fixture';
import { WAYS } from '../../lib/compliance/ways';
import { KnownActions } from '../../lib/iam/known-actions';

/** What the reference lists otherwise than one resource by its kind. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'iam:CreateServiceLinkedRole': 'the reference says any role, and every service-linked role has this path',
};

const needs = WAYS.flatMap((way) => way.needs);

test('each action is one of AWS, on a resource that it takes', () => {
  const wrong = needs.filter(({ action, on }) => {
    const [prefix, name] = action.split(':');
    const { resources = [] } = KnownActions.read().service(prefix)?.actions.find((known) => known.name === name) ?? { resources: undefined };
    const isListed = on === '*' ? resources.length === 0 : resources.includes(on.replace(/~/g, '*').replace(/:role\/[\w*-]+$/, ':role/*'));
    return !isListed && !(action in OTHERWISE);
  });
  expect(wrong).toEqual([]);
});

test('each says what it gives, and where AWS says so', () => {
  for (const { gives, source } of WAYS) {
    expect(gives).toMatch(/^[a-z][^.]{10,}[^.]$/);
    expect(new URL(source)).toMatchObject({ protocol: 'https:', hostname: 'docs.aws.amazon.com' });
  }
});

test('each is found, on everything, at its level, and on nothing that is named', () => {
  expect(new Set(WAYS.map(({ needs: all }) => JSON.stringify(all))).size).toBe(WAYS.length);
  // Who may assume or pass any role, the administrators among them, is another rule's.
  // What takes away or gives something of the role's own is none of a role that has nothing of the kind.
  const together = WAYS.filter(({ isOf }) => isOf === undefined).map(({ needs: all }) => all.map(({ action }) => action)).filter(([action]) => !['sts:AssumeRole', 'iam:PassRole'].includes(action));
  for (const actions of together.filter((_, i) => i % 6 === 0)) {
    const found = foundInPolicy({ Effect: 'Allow', Action: actions, Resource: '*' });
    expect({ actions, found }).toEqual({ actions, found: expect.arrayContaining([expect.stringContaining('PrivilegeEscalation[')]) });
    expect(foundInPolicy({ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::shop-images/pictures/*' })).toEqual([]);
  }
});

test.each([
  ['arn:aws:iam::*:role/OrganizationAccountAccessRole', true],
  ['arn:aws:iam::222233334444:role/Organization*', true],
  ['arn:aws:iam::*:role/AWSControlTowerExecution', true],
  ['arn:aws:iam::*:role/AWSAFTExec*', true],
  ['arn:aws:iam::*:role/*ControlTower*', true],
  ['arn:aws:iam::222233334444:role/AWSCloudFormationStackSetExecutionRole', true],
  ['arn:aws:iam::*:role/cdk-*', true],
  ['arn:aws:iam::*:role/cdk-hnb659fds-deploy-role-*', true],
  ['arn:aws:iam::222233334444:role/cdk-shop-deploy-role-222233334444-eu-west-1', true],
  ['arn:aws:iam::222233334444:role/*-eu-west-1', true],
  ['arn:aws:iam::*:role/inventory-reader', false],
  ['arn:aws:iam::*:role/*-reader', false],
  ['arn:aws:iam::*:role/cdk-*-lookup-role-*', false],
  ['arn:aws:iam::222233334444:role/cdk-hnb659fds-file-publishing-role-222233334444-eu-west-1', false],
  ['arn:aws:iam::222233334444:role/cdk-hnb659fds-cfn-exec-role-222233334444-eu-west-1', false],
  ['arn:aws:iam::222233334444:role/team/cdk-*', false],
  ['arn:aws:s3:::cdk-*', false],
])('the administrator of accounts by name: %s', (resource, isFound) => {
  const found = foundInPolicy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: resource });
  expect(found.map((line) => line.replace(/: .*/s, ''))).toEqual(isFound ? [`PrivilegeEscalation[sts:AssumeRole-on-${resource}]`] : []);
});

test('the roles of the CDK without the one that deploys', () => {
  const own = { Effect: 'Allow', Action: 'sts:*', Resource: 'arn:aws:iam::*:role/cdk-*' };
  expect(foundInPolicy(own)).toEqual(['PrivilegeEscalation[sts:*-on-arn:aws:iam::*:role/cdk-*]: the inline policy "own" allows sts:* on arn:aws:iam::*:role/cdk-*, and so sts:AssumeRole, by which a pod may come to permissions of others: '
    + 'sts:AssumeRole becomes the role by which the CDK deploys, and has CloudFormation make stacks with another, by default an administrator; take it away, or name the resources that are its own']);
  expect(foundInPolicy([own, { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/cdk-*-deploy-role-*' }])).toEqual([]);
});

test.each<[object, boolean]>([
  [{ StringEquals: { 'iam:ResourceTag/aws-cdk:bootstrap-role': ['file-publishing', 'deploy'] } }, true],
  [{ 'ForAnyValue:StringLike': { 'aws:ResourceTag/aws-cdk:bootstrap-role': 'dep*' } }, true],
  [{ StringEquals: { 'iam:ResourceTag/aws-cdk:bootstrap-role': ['image-publishing', 'lookup'] } }, false],
  [{ StringEquals: { 'iam:ResourceTag/aws-cdk:bootstrap-role': 'deploy', 'aws:PrincipalType': 'User' } }, false],
  [{ StringEquals: { 'iam:ResourceTag/team': 'deploy' } }, false],
])('the role of the CDK that deploys, by its tag: %j', (condition, isFound) => {
  const found = foundInPolicy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', Condition: condition });
  expect(found.map((line) => line.replace(/: .*/s, ''))).toEqual(isFound ? ['PrivilegeEscalation[sts:AssumeRole-on-*]'] : []);
});

test.each([
  ['arn:aws:iam::222233334444:role/cdk-hnb659fds-cfn-exec-role-222233334444-eu-west-1', true],
  ['arn:aws:iam::222233334444:role/cdk-*', true],
  ['arn:aws:iam::222233334444:role/cdk-hnb659fds-deploy-role-222233334444-eu-west-1', false],
])('the role that makes stacks of the CDK, passed: %s', (resource, isFound) => {
  const found = foundInPolicy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: resource });
  expect(found.map((line) => line.replace(/: .*/s, ''))).toEqual(isFound ? [`PrivilegeEscalation[iam:PassRole-on-${resource}]`] : []);
});

test.each([
  ['a Deny of roles that have it', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/limited': 'true' } } }, true],
  ['a Deny of roles that have one', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Null: { 'aws:PrincipalTag/limited': 'false' } } }, true],
  ['an Allow for roles without it', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*', Condition: { StringNotEquals: { 'aws:PrincipalTag/limited': 'true' } } }, true],
  ['an Allow for roles that have it', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'shop' } } }, false],
  ['a Deny of roles that have another', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'shop' } } }, false],
  ['a Deny of roles without one', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Null: { 'aws:PrincipalTag/team': 'true' } } }, false],
])('a tag that is taken from roles: %s', (_, statement, isFound) => {
  const found = foundInPolicy([statement, { Effect: 'Allow', Action: 'iam:UntagRole', Resource: 'arn:aws:iam::*:role/*' }]);
  expect(found.some((line) => line.includes('iam:UntagRole'))).toBe(isFound);
});

test('two actions that copy a key are one way; with everything of the service they are none of their own', () => {
  expect(foundInPolicy({ Effect: 'Allow', Action: ['kms:ReplicateKey', 'kms:CreateKey'], Resource: '*' })).toEqual([
    expect.stringContaining('PrivilegeEscalation[kms:ReplicateKey-and-kms:CreateKey-on-*]'),
  ]);
  expect(foundInPolicy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }).filter((line) => line.includes('PrivilegeEscalation'))).toEqual([]);
});

test('commands on machines of two kinds are said once', () => {
  const found = foundInPolicy({ Effect: 'Allow', Action: 'ssm:SendCommand', Resource: '*' });
  expect(found.filter((line) => line.includes('ssm:SendCommand'))).toHaveLength(1);
  expect(foundInPolicy({ Effect: 'Allow', Action: 'ssm:SendCommand', Resource: ['arn:aws:ssm:*:*:managed-instance/*', 'arn:aws:ssm:*:*:document/*'] })).toEqual([
    expect.stringContaining('runs commands on a machine outside EC2, with its role'),
  ]);
});

test('a role of thousands of allows and denies is judged in bounded time', () => {
  const each = (made: (i: number) => object) => Array.from({ length: 100 }, (_, i) => made(i));
  const statements = [
    ...each((i) => ({ Effect: 'Allow', Action: 'iam:*', Resource: i % 2 === 0 ? '*' : 'arn:aws:iam::*:role/*' })),
    ...each((i) => ({ Effect: 'Deny', Action: 'iam:*', Resource: `arn:aws:iam::*:role/y${i}*` })),
    ...each((i) => ({ Effect: 'Allow', NotAction: [`s3:a${i}`], NotResource: [`arn:aws:iam::*:role/a${i}`] })),
  ];
  const Policies = [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
  const found = foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound() }, Policies } } });
  expect(found).toEqual(expect.arrayContaining([expect.stringContaining('PrivilegeEscalation[iam:*-on-*]')]));
});
