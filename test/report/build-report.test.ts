import Ajv from 'ajv';
import { BUCKET, dataOf, platform, reachOf, report } from './report-fixture';
import { reportSchema } from '../../lib/report/report-schema';
import { ACCOUNT, ISSUERS, folderWith, roleOf, shop, templateOf, trustFor } from '../access/inventory-fixture';
import { dump, filesOf, pod, role, serviceAccount, trust } from '../compliance/live/dump';

const PLATFORM = platform();
const DATA = dataOf(PLATFORM);
const validate = new Ajv({ allErrors: true, formats: { 'date-time': true } }).compile(reportSchema());

const roleNamed = (name: string, data = DATA) => data.roles.find((one) => one.name === name)!;

test('the JSON is as its schema says, has each key, and is the same each time', () => {
  expect(validate(DATA) || validate.errors).toBe(true);
  expect(report(PLATFORM).out).toBe(report(PLATFORM).out);
  expect(DATA).toMatchObject({ version: 1, tool: { name: 'cdk-irsa', version: '1.2.3' }, title: 'Who can do what', generatedAt: '2026-01-31T00:00:00.000Z' });
});

test('workloads, and how each becomes its roles', () => {
  const named = ({ role: id }: { role: string }) => DATA.roles.find((one) => one.id === id)!.name;
  expect(DATA.workloads.map(({ cluster, namespace, name, kind, roles }) => [cluster, namespace, name, kind, roles.map((route) => [named(route), route.how])])).toEqual([
    [ISSUERS.green, 'ops', '*', 'pattern', [['cleaner', 'token']]],
    [ISSUERS.green, 'payments', 'billing', 'service account', [['billing', 'token'], ['archive', 'assumed']]],
    [ISSUERS.blue, 'payments', 'reports', 'service account', [['reports', 'token']]],
  ]);
  expect(DATA.workloads[1].roles[1].reasons).toEqual([
    expect.stringMatching(/^payments\/billing of cluster .* becomes role billing \(.*\) by its token: statement 1 of its trust policy allows it$/),
    expect.stringMatching(/^role billing becomes role archive \(/),
  ]);
  expect(roleNamed('archive').workloads).toEqual(['w2']);
});

test('who may delete from a bucket: by its name and by wider ones, with denies put together', () => {
  expect(reachOf(DATA, BUCKET)).toEqual([
    'billing: reads, writes, deletes objects below acme-billing/invoices/',
    'cleaner: deletes any resource (any)',
    'reports: perhaps reads objects of acme-* (pattern), by the permissions boundary, which is not among the paths',
  ].map((line) => expect.stringContaining(line.split(', by')[0])));
  expect(reachOf(DATA, 'arn:aws:s3:::acme-archive')).toEqual([
    'archive: writes objects of acme-archive', expect.stringMatching(/^reports: perhaps reads /),
  ]);
  expect(reachOf(DATA, `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`)).toEqual([
    'billing: perhaps decrypts with key 1234…, by the policy of the key, which is not among the paths',
  ]);
});

test('whoever may do everything reaches each resource, by all actions or by all but some, and by a name and a wildcard at once', () => {
  const allow = (actions: object, resource: string) => ({ Effect: 'Allow', ...actions, Resource: resource });
  const data = dataOf(folderWith({
    'roles.json': templateOf({
      Admin: roleOf('admin', trustFor('system:serviceaccount:ci:deployer'), [allow({ Action: '*' }, '*')]),
      Power: roleOf('power', trustFor('system:serviceaccount:ops:power'), [allow({ NotAction: ['iam:*', 's3:Delete*'] }, '*')]),
      Both: roleOf('both', trustFor('system:serviceaccount:ops:both'), [allow({ Action: 's3:GetObject' }, `${BUCKET}/*`), allow({ Action: 's3:DeleteObject' }, '*')]),
      Others: roleOf('others', trustFor('system:serviceaccount:ops:others'), [{ Effect: 'Allow', Action: 's3:DeleteObject', NotResource: `${BUCKET}/*` }]),
      Queues: roleOf('queues', trustFor('system:serviceaccount:ops:queues'), [allow({ Action: 'sqs:*' }, '*')]),
      Alone: roleOf('alone', trustFor('system:serviceaccount:ops:alone'), [allow({ NotAction: 's3:Put*' }, 'arn:aws:s3:::acme-alone/*'), allow({ Action: 'sts:AssumeRole' }, `arn:aws:iam::${ACCOUNT}:role/admin`)]),
    }),
  }));
  const deleting = (arn: string) => reachOf(data, arn).filter((line) => line.includes('deletes')).map((line) => line.split(':')[0]).sort();
  expect(deleting(BUCKET)).toEqual(['admin', 'both']);
  expect(deleting('arn:aws:s3:::acme-alone')).toEqual(['admin', 'alone', 'both', 'others']);
  expect(reachOf(data, BUCKET)).toContain('both: reads objects of acme-billing');
  expect(reachOf(data, BUCKET).filter((line) => line.startsWith('power: '))).toEqual([expect.stringMatching(/reads, lists, writes, /)]);
  expect(data.resources.find(({ name }) => name === 'role admin')).toMatchObject({ service: 'STS', kind: 'named', arn: `arn:aws:iam::${ACCOUNT}:role/admin` });
});

test('the policy of a resource, and the roles that it names', () => {
  const media = DATA.resources.find(({ arn }) => arn === 'arn:aws:s3:::acme-media')!;
  expect(media.policy).toEqual({ file: 'bucket.json', line: 3, statements: [{ effect: 'Allow', who: ['role billing'], text: 'reads objects of acme-media' }] });
  expect(reachOf(DATA, media.arn)).toContain('billing: reads objects of acme-media (the policy of the resource)');
});

test('wildcards with their evidence: a reason, the reference, what is inside of a named thing, or none', () => {
  const found = DATA.policies.flatMap(({ roles: [id], wildcards }) =>
    wildcards.map(({ value, evidence, breadth, why }) => [DATA.roles.find((one) => one.id === id)!.name, value, breadth, evidence, why]));
  expect(found).toEqual([
    ['archive', 'arn:aws:s3:::acme-archive/*', 'inside', 'inside', 'objects of acme-archive'],
    ['billing', `${BUCKET}/invoices/*`, 'inside', 'reason', 'invoices get their keys when they are written'],
    ['cleaner', '*', 'any', 'none', 'no reason is written; s3:DeleteObject could name resources'],
    ['reports', 's3:Get*', 'pattern', 'none', expect.stringMatching(/^stands for \d+ actions today, and for those of the future$/)],
    ['reports', 'arn:aws:s3:::acme-*/*', 'pattern', 'none', expect.stringMatching(/^no reason is written; s3:Get\w+, .* could name resources$/)],
    ['reports', '*', 'any', 'reference', 'AWS lets no statement name a resource for these actions'],
  ]);
});

test('a glance at the services of a role', () => {
  expect(roleNamed('cleaner').services).toEqual([
    { service: 'EC2', access: ['read'], breadth: 'named', isConditional: false },
    { service: 'S3', access: ['delete'], breadth: 'any', isConditional: false },
  ]);
  expect(roleNamed('reports').services[1]).toEqual({ service: 'S3', access: ['read'], breadth: 'pattern', isConditional: false });
});

test('trust in words, and findings with their roles', () => {
  expect(roleNamed('cleaner').trust).toEqual([expect.objectContaining({ who: [`any service account of namespace ops of cluster ${ISSUERS.green}`], isBroad: true })]);
  expect(roleNamed('archive').trust).toEqual([expect.objectContaining({ who: ['role billing'], isBroad: false, actions: ['sts:AssumeRole'] })]);
  expect(DATA.findings.filter(({ rule }) => rule === 'IrsaChecks-AnyServiceAccount').map(({ role: id }) => id)).toEqual([roleNamed('cleaner').id]);
  expect(Object.keys(DATA.rules)).toContain('IrsaChecks-AnyServiceAccount');
});

test('a trust that asks for no subject is a pattern of its own', () => {
  const condition = { StringEquals: { [`${ISSUERS.green}:aud`]: 'sts.amazonaws.com' } };
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUERS.green}` } };
  const open = roleOf('any', { Version: '2012-10-17', Statement: [{ ...statement, Condition: condition }] }, []);
  const folder = folderWith({ 'roles.json': templateOf({ Any: open, Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), []) }) });
  const data = dataOf(folder);
  expect(data.workloads.map(({ namespace, name, kind, roles }) => [namespace, name, kind, roles.length])).toEqual([['*', '*', 'pattern', 1], ['shop', 'api', 'service account', 2]]);
  expect(roleNamed('any', data).trust[0]).toMatchObject({ who: [`any service account of cluster ${ISSUERS.green}, as no subject is asked for`], isBroad: true });
});

test('the chain of a role that another one becomes, with a deny that takes it away', () => {
  const data = dataOf(shop());
  expect(reachOf(data, 'arn:aws:s3:::acme-media').filter((line) => line.includes('deletes'))).toEqual([]);
  expect(reachOf(data, 'arn:aws:s3:::acme-media')).toEqual([
    'api: reads, tags objects of acme-media', 'api: writes objects of acme-media, if aws:SourceVpc is "vpc-1"', 'writer: changes the permissions of objects of acme-media',
  ]);
});

test('roles that no pod uses, where a dump of pods is among the paths', () => {
  const given = dump();
  for (const name of ['used', 'idle']) {
    given.serviceAccounts.push(serviceAccount(name, { 'eks.amazonaws.com/role-arn': `arn:aws:iam::${ACCOUNT}:role/${name}` }));
    given.roles.push(role(name, trust(`system:serviceaccount:shop:${name}`)));
  }
  given.pods.push(pod('used-1', { account: 'used', role: `arn:aws:iam::${ACCOUNT}:role/used` }));
  const files = Object.entries(filesOf(given)).map(([name, content]) => [name.replace(/\//g, '-'), content]);
  const data = dataOf(folderWith(Object.fromEntries(files)));
  expect(roleNamed('used', data).pods).toEqual({ use: 'used', reason: '1 pod run with it or may become it' });
  expect(roleNamed('idle', data).pods).toEqual({ use: 'unused', reason: 'no pod runs as a service account that becomes it' });
  expect(data.workloads.find(({ name }) => name === 'used')).toMatchObject({ cluster: 'prod', pods: 1 });
  expect(data.clusters).toEqual([expect.objectContaining({ name: 'prod', hasPods: true })]);
  expect(roleNamed('billing').pods).toBeNull();
});
