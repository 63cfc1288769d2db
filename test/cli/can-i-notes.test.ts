import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { ACCOUNT, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from '../access/inventory-fixture';

const [BUCKET, OBJECT] = ['arn:aws:s3:::acme-media', 'arn:aws:s3:::acme-media/a'];
const allow = (action: string, resource: string) => ({ Effect: 'Allow', Action: action, Resource: resource });
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const FOLDER = folderWith({
  'roles.json': templateOf({
    Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [allow('s3:*', BUCKET)]),
    Deployer: roleOf('deployer', trustFor('system:serviceaccount:ci:deployer'), [allow('sts:AssumeRole', role('admin'))]),
    Admin: roleOf('admin', trustOfRoles(role('deployer')), [allow('*', '*')]),
  }),
});

function ask(action: string, resource: string, as = 'shop/api') {
  const console = new FakeConsole();
  const code = runCanI([action, resource, FOLDER], { format: 'text', as }, console);
  return { code, err: console.stderr, first: console.stdout.split('\n')[0] };
}

test.each<[string, string, string]>([
  ['s3:GetObject', BUCKET, 'note: AWS asks s3:GetObject about arn:*:s3:::*/* or arn:*:s3:*:*:accesspoint/*/object/*, and this resource is none\n'],
  ['s3:ListAllMyBuckets', BUCKET, 'note: AWS asks s3:ListAllMyBuckets about "*", and about no resource by itself\n'],
  ['sqs:SendMessage', '*', 'note: AWS asks sqs:SendMessage about one resource (arn:*:sqs:*:*:*): with "*" only statements about all resources count\n'],
  ['sqs:SendMessage', OBJECT, 'note: AWS asks sqs:SendMessage about arn:*:sqs:*:*:*, and this resource is none\n'],
  ['s3:GetObject', OBJECT, ''],
  ['s3:ListBucket', BUCKET, ''],
  ['s3:*', BUCKET, ''],
  ['*', BUCKET, ''],
  ['sqs:NoSuchThing', OBJECT, 'note: sqs:NoSuchThing is no action that AWS had on '],
])('%s on %s', (action, resource, note) => {
  const { err } = ask(action, resource);
  expect(note.endsWith('\n') || note === '' ? err : err.slice(0, note.length)).toBe(note);
});

test('a request of a file is named', () => {
  const file = join(folderWith({}), 'requests.json');
  writeFileSync(file, JSON.stringify([{ name: 'media', as: 'shop/api', action: 's3:GetObject', resource: BUCKET }]));
  const console = new FakeConsole();
  runCanI([FOLDER], { requests: file, format: 'text' }, console);
  expect(console.stderr).toMatch(/^note: media: AWS asks s3:GetObject about .*\n$/);
});

test.each<[string, string, string, number, string]>([
  ['every action on an object', OBJECT, 'ci/deployer', 0, 'yes'],
  ['every action on a bucket, of which only those of S3 are allowed', BUCKET, 'shop/api', 3, 'undecided'],
  ['no action on a queue', `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`, 'shop/api', 1, 'no'],
])('can-i \'*\': %s', (_, resource, as, code, first) => {
  expect(ask('*', resource, as)).toEqual({ code, err: '', first });
});

test('who one is needs no permission', () => {
  expect(ask('sts:GetCallerIdentity', '*')).toEqual({ code: 0, err: '', first: 'yes' });
});
