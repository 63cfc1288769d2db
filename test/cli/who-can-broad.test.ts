import { join } from 'path';
import { FakeConsole } from './fake-console';
import { UsageError } from '../../lib/cli/usage-error';
import { runWhatCan } from '../../lib/cli/what-can/run-what-can';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import { ACCOUNT, ISSUERS, folderWith, roleOf, templateOf, trustFor } from '../access/inventory-fixture';

const OBJECT = 'arn:aws:s3:::acme-media/a.png';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' };

function who(role: object, action: string, resource: string, others: Readonly<Record<string, unknown>> = {}) {
  const console = new FakeConsole();
  const code = runWhoCan(action, resource, [join(folderWith({ 'roles.json': templateOf({ Api: role }), ...others }), '.')], { format: 'text' }, console);
  return { code, lines: console.stdout.split('\n') };
}

test('a trust that asks for no subject is for any service account of the cluster', () => {
  const trust = trustFor('x');
  const [statement] = trust.Statement;
  const open = { ...trust, Statement: [{ ...statement, Condition: { StringEquals: { [`${ISSUERS.green}:aud`]: 'sts.amazonaws.com' } } }] };
  expect(who(roleOf('api', open, [READ]), 's3:GetObject', OBJECT).lines[0]).toBe(`any service account of cluster ${ISSUERS.green}`);
});

test.each([
  ['s3:*', '*', 0, 's3:GetObject on arn:aws:s3:::acme-media/'],
  ['s3:Get*', '*', 0, 's3:GetObject on arn:aws:s3:::acme-media/'],
  ['s3:Delete*', '*', 1, ''],
])('%s on %s', (action, resource, code, sample) => {
  const found = who(roleOf('api', trustFor('system:serviceaccount:shop:api'), [READ]), action, resource);
  expect(found.lines.join('\n')).toContain(sample);
  expect(found.code).toBe(code);
});

test.each([
  ['arn:aws:s3:::acme-media', 's3:ListBucket'],
  ['arn:aws:sqs:eu-central-1:111122223333:orders', 'sqs:PurgeQueue'],
  ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders', 'dynamodb:Scan'],
])('of all actions on %s, the example is no action on tags', (resource, example) => {
  const role = roleOf('api', trustFor('system:serviceaccount:shop:api'), [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  expect(who(role, '*', resource).lines).toContain(`  for example ${example} on ${resource}`);
});

test('an action that takes no resources is about all of them', () => {
  const role = roleOf('api', trustFor('system:serviceaccount:shop:api'), [{ Effect: 'Allow', Action: 's3:List*', Resource: '*' }]);
  expect(who(role, 's3:ListAllMyBuckets', '*').lines).toContain('  for example s3:ListAllMyBuckets on *');
});

test('what nobody can read is perhaps', () => {
  const role = roleOf('api', trustFor('system:serviceaccount:shop:api'), [], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Foo'] });
  const { code, lines } = who(role, 's3:PutObject', OBJECT);
  expect(code).toBe(3);
  expect(lines[2]).toMatch(/^ {2}it depends on what the managed policy arn:aws:iam::aws:policy\/Foo allows, which is not among the paths \(statement 1 of [^()]* \([^()]*\)\)$/);
});

test.each([['', OBJECT, 'ACTION must be one action, such as "s3:GetObject", got an empty text'], ['s3:GetObject', ' ', 'RESOURCE must be the ARN of a resource, or "*" for an action that is about none, got an empty text']])(
  'an empty word is wrong usage', (action, resource, message) => {
    expect(() => who(roleOf('api', trustFor('system:serviceaccount:shop:api'), [READ]), action, resource)).toThrow(new UsageError(message));
  });

test('what-can notes a name that is nearly that of a manifest', () => {
  const folder = folderWith({
    'roles.json': templateOf({ Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [READ]) }),
    'sa.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, namespace: shop, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::${ACCOUNT}:role/api" } }\n`,
  });
  const console = new FakeConsole();
  expect(runWhatCan('shop/apo', [folder], { format: 'text' }, console)).toBe(1);
  expect(console.stderr).toBe('note: no manifest among the paths has shop/apo: did you mean shop/api?\n');
});
