import { join } from 'path';
import { FakeConsole } from './fake-console';
import { UsageError } from '../../lib/cli/usage-error';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import type { WhoCanOptions } from '../../lib/cli/who-can/run-who-can';
import { ACCOUNT, ISSUERS, folderWith, roleOf, shop, templateOf, trustFor, trustOfRoles } from '../access/inventory-fixture';

const OBJECT = 'arn:aws:s3:::acme-media/a.png';

function who(folder: string, action: string, resource: string, options: Partial<WhoCanOptions> = {}) {
  const console = new FakeConsole();
  const code = runWhoCan(action, resource, [join(folder, '.')], { format: 'text', ...options }, console);
  return { code, out: console.stdout.split(`${folder}/`).join(''), err: console.stderr };
}

const SHOP = shop();

test('service accounts through their roles', () => {
  expect(who(SHOP, 's3:GetObject', OBJECT)).toEqual({
    code: 0,
    err: '',
    out: [
      `shop/api of cluster ${ISSUERS.green}`,
      '  through role api (roles.json:2)',
      '  statement 1 ("Read") of the inline policy "own" of role api (roles.json:2) allows it',
      '',
      '1 can; 2 roles asked about.',
      'Not seen: service control policies and resource control policies.',
      '',
    ].join('\n'),
  });
});

test('through roles that are assumed, and whoever else becomes these', () => {
  expect(who(SHOP, 's3:PutObjectAcl', OBJECT).out).toBe([
    `shop/api of cluster ${ISSUERS.green}`,
    '  through role api (roles.json:2)',
    '  role api becomes role writer (roles.json:3): statement 1 of its trust policy and statement 4 of the inline policy "own" of role api (roles.json:2) allow it',
    '  statement 1 of the inline policy "own" of role writer (roles.json:3) allows it',
    '',
    `whoever becomes role writer: arn:aws:iam::${ACCOUNT}:root`,
    '  through role writer (roles.json:3)',
    '  statement 1 of the inline policy "own" of role writer (roles.json:3) allows it',
    '',
    '2 can; 2 roles asked about.',
    'Not seen: service control policies and resource control policies.',
    '',
  ].join('\n'));
});

test('wildcards ask for anything of what they stand for; conditions are said', () => {
  const { out, code } = who(SHOP, 's3:Put*', 'arn:aws:s3:::acme-*/*');
  expect(out).toContain('  for example s3:PutObject');
  expect(code).toBe(0);
  expect(who(SHOP, 's3:PutObject', OBJECT).out).toContain('  if aws:SourceVpc is "vpc-1"\n');
  expect(who(SHOP, 's3:PutObject', OBJECT, { given: ['aws:SourceVpc=vpc-2'] })).toMatchObject({ code: 1, out: expect.stringMatching(/^Nobody can; 2 roles asked about\.\n/) });
  expect(who(SHOP, 's3:DeleteObject', '*').code).toBe(1);
});

test('principals that the policy of the resource names', () => {
  const folder = folderWith({
    'roles.json': templateOf({
      Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), []),
      Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-media' } },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'acme-media',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/public/*' },
              { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/partner' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/partner/*' },
              { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/cdn/*' },
            ],
          },
        },
      },
    }),
  });
  const names = (resource: string) => who(folder, 's3:GetObject', resource).out.split('\n').filter((line) => /^\S/.test(line) && !/ asked about|^Not seen/.test(line));
  expect(names('arn:aws:s3:::acme-media/public/a')).toEqual(['anyone', `shop/api of cluster ${ISSUERS.green}`]);
  expect(names('arn:aws:s3:::acme-media/partner/a')).toEqual(['perhaps arn:aws:iam::444455556666:role/partner']);
  expect(names('arn:aws:s3:::acme-media/cdn/a')).toEqual(['the service cloudfront.amazonaws.com']);
});

test('patterns of service accounts, associations, and roles that nobody becomes', () => {
  const read = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
  const pods = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } }] };
  const folder = folderWith({
    'roles.json': templateOf({
      Wide: roleOf('wide', trustFor('system:serviceaccount:shop:*', ISSUERS.green, 'StringLike'), read),
      Pods: roleOf('pods', pods, read),
      Shop: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'api', RoleArn: { 'Fn::GetAtt': ['Pods', 'Arn'] } } },
      Alone: roleOf('alone', { Version: '2012-10-17', Statement: [...trustOfRoles(`arn:aws:iam::${ACCOUNT}:role/wide`).Statement, { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: '*' }] }, read),
    }),
  });
  expect(who(folder, 's3:GetObject', OBJECT).out.split('\n').filter((line) => /^\S/.test(line)).slice(0, -2)).toEqual([
    `any service account of namespace shop of cluster ${ISSUERS.green}`,
    'role alone, which nobody else among the paths becomes',
    'shop/api of cluster green',
  ]);
});

test('--format json, and nothing reaches the terminal as it is', () => {
  expect(JSON.parse(who(SHOP, 's3:GetObject', OBJECT, { format: 'json' }).out)).toEqual({
    version: 1,
    action: 's3:GetObject',
    resource: OBJECT,
    roles: 2,
    users: 0,
    notSeen: ['service control policies', 'resource control policies'],
    able: [{
      who: `shop/api of cluster ${ISSUERS.green}`,
      decision: 'allowed',
      through: ['through role api (roles.json:2)'],
      because: 'statement 1 ("Read") of the inline policy "own" of role api (roles.json:2) allows it',
      conditions: [],
    }],
  });
  const hostile = folderWith({ 'roles.json': templateOf({ Api: roleOf('api', trustFor('system:serviceaccount:shop:\u001b[2Japi\u202e'), [{ Sid: '\u001b]0;x', Effect: 'Allow', Action: '*', Resource: '*' }]) }) });
  expect(who(hostile, 's3:GetObject', OBJECT).out).not.toMatch(/[\u001b\u202e]/);
});

test.each<[string, string, string, string]>([
  ['an action', 's3', OBJECT, 'ACTION must be one action, such as "s3:GetObject", got "s3"'],
  ['a resource', 's3:GetObject', 'acme', 'RESOURCE must be the ARN of a resource, or "*" for an action that is about none, got "acme"'],
])('%s that is none is wrong usage', (_, action, resource, message) => {
  expect(() => who(SHOP, action, resource)).toThrow(new UsageError(message));
});

test('ten thousand roles are asked about', () => {
  const roles = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`R${i}`, roleOf(`r${i}`, trustFor(`system:serviceaccount:ns${i}:api`), [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::acme-${i}/*`, `arn:aws:s3:::acme-${i}`] },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs-${i}` },
  ])]));
  const folder = folderWith(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${i}.json`, templateOf(roles)])));
  expect(who(folder, 's3:Get*', 'arn:aws:s3:::acme-7/*').out).toContain('5 can; 10,000 roles asked about.');
});

test('an action that AWS does not have is noted, with the one that was meant', () => {
  expect(who(SHOP, 's3:GetObjects', OBJECT)).toEqual({
    code: 1,
    err: expect.stringMatching(/^note: s3:GetObjects is no action that AWS had on \d{4}-\d\d-\d\d: did you mean s3:GetObject\?\n$/),
    out: expect.stringMatching(/^Nobody can; /),
  });
});
