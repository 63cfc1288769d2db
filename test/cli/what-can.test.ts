import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runWhatCan } from '../../lib/cli/what-can/run-what-can';
import { ACCOUNT, ISSUERS, folderWith, roleOf, shop, templateOf, trustFor } from '../access/inventory-fixture';

function what(folder: string, account: string, format: 'text' | 'json' = 'text') {
  const console = new FakeConsole();
  const code = runWhatCan(account, [join(folder, '.')], { format }, console);
  return { code, out: console.stdout.split(`${folder}/`).join(''), err: console.stderr };
}

const SHOP = shop();

test('by each role, grouped by service, with the policy', () => {
  expect(what(SHOP, 'shop/api')).toEqual({
    code: 0,
    err: '',
    out: [
      `shop/api of cluster ${ISSUERS.green} becomes role api (roles.json:2) by its token: statement 1 of its trust policy allows it`,
      '  S3',
      '    reads objects of acme-media (own)',
      '    writes objects of acme-media, if aws:SourceVpc is "vpc-1" (own)',
      '    never deletes any resource (own)',
      '  SQS',
      '    sends messages to any queue in any region (own)',
      '  STS',
      '    becomes role writer (own)',
      '',
      `shop/api of cluster ${ISSUERS.green} becomes role api (roles.json:2) by its token: statement 1 of its trust policy allows it`,
      'role api becomes role writer (roles.json:3): statement 1 of its trust policy and statement 4 of the inline policy "own" of role api (roles.json:2) allow it',
      '  S3',
      '    changes the permissions of objects of acme-media (own)',
      '',
      'Not seen: service control policies, resource control policies and policies of resources.',
      '',
    ].join('\n'),
  });
});

test('with the bundle and its reason, and what is not among the paths', () => {
  const role = roleOf('api', trustFor('system:serviceaccount:shop:api'), [], {
    Policies: [{ PolicyName: 's3.read', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' }] } }],
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'],
    PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/limit`,
  });
  const reason = 's3.read: the objects of a bucket get their keys when they are written';
  const folder = folderWith({ 'roles.json': templateOf({ Api: { ...role, Metadata: { cdk_nag: { rules_to_suppress: [{ id: 'AwsSolutions-IAM5', reason }] } } } }) });
  expect(what(folder, 'shop/api').out.split('\n').slice(1, 7)).toEqual([
    '  S3',
    '    reads objects of acme-media (s3.read)',
    `  at most what its permissions boundary arn:aws:iam::${ACCOUNT}:policy/limit allows`,
    '  and what the managed policy arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess allows, which is not among the paths',
    '  why s3.read: the objects of a bucket get their keys when they are written',
    '',
  ]);
});

test('nobody, JSON, and names that a terminal would obey', () => {
  expect(what(SHOP, 'shop/web')).toMatchObject({ code: 1, out: expect.stringMatching(/^shop\/web becomes no role that is among the paths\.\n/) });
  expect(JSON.parse(what(SHOP, 'shop/api', 'json').out)).toMatchObject({
    version: 1, account: 'shop/api', roles: [{ role: 'role api (roles.json:2)', services: [{ service: 'S3', lines: [{ text: 'reads objects of acme-media', policy: 'own', statement: 1 }, {}, {}] }, {}, {}] }, {}],
  });
  expect(() => what(SHOP, 'api')).toThrow('ACCOUNT must be a service account, got "api"');
  expect(() => what(SHOP, 'gren/shop/api')).toThrow('no cluster "gren" is among the paths');
  const hostile = folderWith({ 'roles.json': templateOf({ Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [{ Effect: 'Allow', Action: 's3:\u001b[2J', Resource: 'arn:aws:s3:::a/\u202e' }]) }) });
  expect(what(hostile, 'shop/api').out).not.toMatch(/[\u001b\u202e]/);
});

test('a policy of AWS of which it is known what it allows', () => {
  const folder = folderWith({ 'roles.json': templateOf({ Admin: roleOf('admin', trustFor('system:serviceaccount:ops:admin'), [], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) }) });
  expect(what(folder, 'ops/admin').out).toContain('\n  all services\n    does everything with any resource (managed policy arn:aws:iam::aws:policy/AdministratorAccess)\n');
});
