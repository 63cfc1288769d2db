import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import type { WhoCanOptions } from '../../lib/cli/who-can/run-who-can';
import { ACCOUNT, ISSUERS, folderWith, roleOf, templateOf, trustFor, trustOfRoles } from '../access/inventory-fixture';

type Json = any;

// Questions about two sets of roles, each with who can, written before the command was asked.

const [BUCKET, OBJECT] = ['arn:aws:s3:::acme-media', 'arn:aws:s3:::acme-media/a'];
const regional = (service: string, name: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${name}`;
const [QUEUE, TABLE, KEY, TOPIC] = [regional('sqs', 'jobs'), regional('dynamodb', 'table/orders'), regional('kms', 'key/1234'), regional('sns', 'done')];
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const allow = (action: Json, resource: Json = '*', others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const deny = (action: Json, resource: Json = '*') => ({ ...allow(action, resource), Effect: 'Deny' });
const token = (name: string) => trustFor(`system:serviceaccount:${name.replace('/', ':')}`);
const managed = (name: string, ...statements: readonly object[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: statements } } });

const WORKLOADS = folderWith({
  'roles.json': templateOf({
    Api: roleOf('api', token('shop/api'), [allow('s3:GetObject', `${BUCKET}/*`), allow('sqs:SendMessage', QUEUE), allow('kms:Decrypt', KEY)]),
    Bucket: roleOf('bucket', token('ops/bucket'), [allow('s3:*', BUCKET)]),
    Lister: roleOf('lister', token('ops/lister'), [allow('s3:ListAllMyBuckets')]),
    Batch: roleOf('batch', trustFor('system:serviceaccount:batch:*', ISSUERS.green, 'StringLike'), [allow('dynamodb:*', regional('dynamodb', 'table/*'))]),
    Limited: roleOf('limited', token('ops/limited'), [allow('s3:*')], { PermissionsBoundary: { Ref: 'Limit' } }),
    Limit: managed('limit', allow('s3:Get*')),
    Kept: roleOf('kept', token('ops/kept'), [allow('s3:*', `${BUCKET}/*`), deny('s3:Delete*')]),
    Vpc: roleOf('vpc', token('ops/vpc'), [allow('s3:PutObject', `${BUCKET}/*`, { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })]),
    Tagged: roleOf('tagged', token('ops/tagged'), [allow('s3:GetObject', 'arn:aws:s3:::acme-${aws:PrincipalTag/team}/*')]),
  }),
});

const POD_TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } }] };
const CHAINS = folderWith({
  'roles.json': templateOf({
    Deployer: roleOf('deployer', token('ci/deployer'), [allow('sts:AssumeRole', role('admin'))]),
    Admin: roleOf('admin', trustOfRoles(role('deployer')), [allow('*')]),
    Partner: roleOf('partner', trustOfRoles('arn:aws:iam::999988887777:root'), [allow('s3:GetObject')]),
    Thumbs: roleOf('thumbs', POD_TRUST, [allow(['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`)]),
    ThumbsAssociation: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'thumbs', RoleArn: role('thumbs') } },
    Hop: roleOf('hop', POD_TRUST, [allow(['sts:AssumeRole', 'sts:TagSession'], role('export'))]),
    Export: roleOf('export', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { AWS: role('hop') } }] }, [allow('s3:DeleteObject', `${BUCKET}/*`)]),
    ExportAssociation: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'jobs', ServiceAccount: 'export', RoleArn: role('hop'), TargetRoleArn: role('export') } },
    One: roleOf('one', { Version: '2012-10-17', Statement: [...token('x/loop').Statement, ...trustOfRoles(role('two')).Statement] }, [allow('sts:AssumeRole', role('two'))]),
    Two: roleOf('two', trustOfRoles(role('one')), [allow('sts:AssumeRole', role('one')), allow('sns:Publish', TOPIC)]),
    Orphan: roleOf('orphan', trustOfRoles(role('gone')), [allow('sqs:PurgeQueue', QUEUE)]),
  }),
});

function who(folder: string, action: string, resource: string, options: Partial<WhoCanOptions> = {}) {
  const console = new FakeConsole();
  const code = runWhoCan(action, resource, [join(folder, '.')], { format: 'text', ...options }, console);
  const names = console.stdout.split('\n').filter((line) => /^\S/.test(line) && !/ asked about\.$|^Not seen/.test(line));
  return { code, names: names.map((line) => line.replace(/ of cluster \S+$/, '')), out: console.stdout, err: console.stderr };
}

const BATCH = 'any service account of namespace batch';

test.each<[string, string, string[]]>([
  ['s3:GetObject', OBJECT, ['ops/kept', 'ops/limited', 'ops/tagged', 'shop/api']],
  ['S3:getobject', OBJECT, ['ops/kept', 'ops/limited', 'ops/tagged', 'shop/api']],
  ['s3:PutObject', OBJECT, ['ops/kept', 'ops/vpc']],
  ['s3:DeleteObject', OBJECT, []],
  ['s3:Delete*', `${BUCKET}/*`, []],
  ['s3:Delete*', `${BUCKET}*`, ['ops/bucket']],
  ['s3:DeleteObject*', `${BUCKET}*`, []],
  ['s3:GetObject', `${BUCKET}*`, ['ops/kept', 'ops/limited', 'ops/tagged', 'shop/api']],
  ['s3:Get*Tagging', `${BUCKET}/*`, ['ops/kept', 'ops/limited']],
  ['s3:ListBucket', BUCKET, ['ops/bucket']],
  ['s3:ListAllMyBuckets', '*', ['ops/lister']],
  ['s3:Put*', `${BUCKET}/*`, ['ops/kept', 'ops/vpc']],
  ['*', OBJECT, ['ops/kept', 'ops/limited', 'ops/tagged', 'ops/vpc', 'shop/api']],
  ['*', BUCKET, ['ops/bucket', 'ops/limited']],
  ['*', TABLE, [BATCH]],
  ['*', QUEUE, ['shop/api']],
  ['*', KEY, ['perhaps shop/api']],
  ['*', '*', [BATCH, 'ops/bucket', 'ops/kept', 'ops/limited', 'ops/lister', 'ops/tagged', 'ops/vpc', 'shop/api']],
  ['s3:*', '*', ['ops/bucket', 'ops/kept', 'ops/limited', 'ops/lister', 'ops/tagged', 'ops/vpc', 'shop/api']],
  ['dynamodb:DeleteTable', TABLE, [BATCH]],
  ['dynamodb:*Item', regional('dynamodb', 'table/*'), [BATCH]],
  ['dynamodb:ListTables', '*', []],
  ['sqs:SendMessage', QUEUE, ['shop/api']],
  ['sqs:*', 'arn:aws:sqs:*:*:jobs', ['shop/api']],
  ['sqs:ReceiveMessage', QUEUE, []],
  ['iam:PassRole', '*', []],
  ['*', regional('sns', 'done'), []],
  ['s3:GetObject', 'arn:aws:s3:::other/a', ['ops/limited']],
])('workloads: %s on %s', (action, resource, names) => {
  expect(who(WORKLOADS, action, resource).names).toEqual(names);
});

test.each<[string, string, string[]]>([
  ['s3:DeleteObject', OBJECT, ['ci/deployer', 'jobs/export', 'whoever becomes role hop: EKS Pod Identity on behalf of jobs/export']],
  ['s3:GetObject', OBJECT, ['ci/deployer', 'shop/thumbs', 'whoever becomes role partner: arn:aws:iam::999988887777:root']],
  ['s3:PutObject', OBJECT, ['ci/deployer', 'shop/thumbs']],
  ['sns:Publish', TOPIC, ['ci/deployer', 'x/loop']],
  ['sts:AssumeRole', role('admin'), ['ci/deployer']],
  ['sts:AssumeRole', role('export'), ['whoever becomes role hop: EKS Pod Identity on behalf of jobs/export']],
  ['sqs:PurgeQueue', QUEUE, ['ci/deployer', `whoever becomes role orphan: ${role('gone')}`]],
  ['iam:CreateUser', '*', ['ci/deployer']],
  ['*', '*', ['ci/deployer', 'jobs/export', 'shop/thumbs', 'whoever becomes role hop: EKS Pod Identity on behalf of jobs/export', `whoever becomes role orphan: ${role('gone')}`, 'whoever becomes role partner: arn:aws:iam::999988887777:root', 'x/loop']],
  ['*', TOPIC, ['ci/deployer', 'x/loop']],
  ['*', role('two'), ['ci/deployer', 'x/loop']],
])('chains: %s on %s', (action, resource, names) => {
  expect(who(CHAINS, action, resource).names).toEqual(names);
});

test('a condition that is given settles it', () => {
  expect(who(WORKLOADS, 's3:PutObject', OBJECT, { given: ['aws:SourceVpc=vpc-2'] }).names).toEqual(['ops/kept']);
  expect(who(WORKLOADS, 's3:GetObject', OBJECT, { given: ['aws:PrincipalTag/team=books'] }).names).toEqual(['ops/kept', 'ops/limited', 'shop/api']);
});

test('an example is something that AWS knows', () => {
  expect(who(WORKLOADS, '*', BUCKET).out).toMatch(/ {2}for example s3:\w+ on arn:aws:s3:::acme-media\n/);
  expect(who(WORKLOADS, 's3:Get*', `${BUCKET}*`).out).toContain('  for example s3:GetObject on arn:aws:s3:::acme-media/example\n');
  expect(who(WORKLOADS, 's3:Delete*', `${BUCKET}*`).out).toContain('  for example s3:DeleteBucket on arn:aws:s3:::acme-media\n');
});

test('what AWS does not ask is noted', () => {
  expect(who(WORKLOADS, 's3:GetObject', BUCKET).err).toBe('note: AWS asks s3:GetObject about arn:*:s3:::*/* or arn:*:s3:*:*:accesspoint/*/object/*, and this resource is none\n');
});
