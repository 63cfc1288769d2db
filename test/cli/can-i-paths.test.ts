import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import type { GivenCanIOptions } from '../../lib/cli/can-i/can-i';
import { UsageError } from '../../lib/cli/usage-error';
import { ACCOUNT, ISSUERS, folderWith, roleOf, shop, templateOf, trustFor } from '../access/inventory-fixture';

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' };
const OBJECT = 'arn:aws:s3:::acme-media/a.png';
const QUEUE = `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`;

function ask(folder: string, words: readonly string[], options: Partial<GivenCanIOptions> = {}) {
  const console = new FakeConsole();
  const code = runCanI([...words, join(folder, '.')], { format: 'text', ...options }, console);
  const short = (text: string) => text.split(`${folder}/`).join('').split(folder).join('.');
  return { code, out: short(console.stdout), err: short(console.stderr) };
}

const SHOP = shop();

describe('a service account', () => {
  test('yes, by its role', () => {
    expect(ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/api' })).toEqual({
      code: 0,
      err: '',
      out: [
        'yes',
        `  shop/api of cluster ${ISSUERS.green} becomes role api (roles.json:2) by its token: statement 1 of its trust policy allows it`,
        '  statement 1 ("Read") of the inline policy "own" of role api (roles.json:2) allows it',
        '  not seen: service control policies and resource control policies',
        '',
      ].join('\n'),
    });
  });

  test('yes, under a condition that --given sets', () => {
    const put = ['s3:PutObject', OBJECT];
    expect(ask(SHOP, put, { as: 'shop/api' }).out).toMatch(/^yes, if aws:SourceVpc is "vpc-1"\n/);
    expect(ask(SHOP, put, { as: 'shop/api', given: ['aws:SourceVpc=vpc-1'] })).toMatchObject({ code: 0, out: expect.stringMatching(/^yes\n/) });
    expect(ask(SHOP, put, { as: 'shop/api', given: ['aws:SourceVpc=vpc-2'] })).toMatchObject({ code: 1, out: expect.stringMatching(/^no\n/) });
    expect(ask(SHOP, put, { as: 'shop/api', given: ['aws:SourceVpc='] })).toMatchObject({ code: 1 });
  });

  test('no, by a Deny or since nothing allows it', () => {
    expect(ask(SHOP, ['s3:DeleteObject', OBJECT], { as: 'shop/api' })).toMatchObject({ code: 1, out: expect.stringContaining('  as role api (roles.json:2): statement 3 of the inline policy "own" of role api (roles.json:2) denies it\n') });
    expect(ask(SHOP, ['s3:GetObject', 'arn:aws:s3:::acme-other/a'], { as: 'shop/api' })).toMatchObject({ code: 1, out: expect.stringContaining('no statement of the identity policies allows it') });
    expect(ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/web' })).toEqual({ code: 1, err: '', out: 'no\n  shop/web becomes no role that is among the paths\n' });
  });

  test('by a role that its role assumes', () => {
    expect(ask(SHOP, ['s3:PutObjectAcl', OBJECT], { as: 'shop/api' }).out).toBe([
      'yes',
      `  shop/api of cluster ${ISSUERS.green} becomes role api (roles.json:2) by its token: statement 1 of its trust policy allows it`,
      '  role api becomes role writer (roles.json:3): statement 1 of its trust policy and statement 4 of the inline policy "own" of role api (roles.json:2) allow it',
      '  statement 1 of the inline policy "own" of role writer (roles.json:3) allows it',
      '  not seen: service control policies and resource control policies',
      '',
    ].join('\n'));
  });

  test('by the policy of the bucket, whose references are followed', () => {
    expect(ask(SHOP, ['s3:PutObjectTagging', OBJECT], { as: 'shop/api' }).out)
      .toContain('  statement 2 ("Tag") of the policy of the bucket Media (MediaPolicy) (roles.json:5) allows it\n');
    expect(ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/api', given: ['aws:SecureTransport=false'] })).toMatchObject({ code: 1, out: expect.stringContaining('denies it') });
  });

  test('a resource of another account must allow it by its own policy, which is not seen', () => {
    expect(ask(SHOP, ['sqs:SendMessage', QUEUE], { as: 'shop/api' })).toMatchObject({ code: 0 });
    expect(ask(SHOP, ['s3:GetObject', 'arn:aws:s3:::acme-media/a'], { as: 'shop/api', resourceAccount: '444455556666' })).toMatchObject({ code: 1 });
    const other = ask(SHOP, ['s3:GetObject', 'arn:aws:s3:::acme-media-2/a'], { asRole: 'api', resourceAccount: '444455556666' });
    expect(other).toMatchObject({ code: 1 });
    const theirs = folderWith({ 'roles.json': templateOf({ Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }]) }) });
    expect(ask(theirs, ['sqs:SendMessage', 'arn:aws:sqs:eu-central-1:444455556666:jobs'], { as: 'shop/api' })).toMatchObject({
      code: 3, out: expect.stringContaining('it depends on the policy of the resource, which is not among the paths'),
    });
  });

  test('control policies are given as files', () => {
    const scp = join(folderWith({
      'scp.json': {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Sid: 'Vpc', Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-9' } } },
        ],
      },
    }), 'scp.json');
    const { code, out } = ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/api', scp: [scp] });
    expect({ code, first: out.split('\n')[0], last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0, first: 'yes, if aws:SourceVpc is "vpc-9"', last: '  not seen: resource control policies',
    });
    expect(ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/api', scp: [scp], given: ['aws:SourceVpc=vpc-1'] }).out)
      .toContain(`statement 2 ("Vpc") of the service control policy ${scp} denies it`);
    const wrong = join(folderWith({ 'scp.json': { Statement: [{ Efect: 'Deny' }] } }), 'scp.json');
    expect(ask(SHOP, ['s3:GetObject', OBJECT], { as: 'shop/api', scp: [wrong] })).toMatchObject({ code: 2, out: '', err: expect.stringContaining('must have no "Efect"') });
  });

  test('a role is asked about by its name, its ARN or its logical id', () => {
    ['api', `arn:aws:iam::${ACCOUNT}:role/api`].forEach((asRole) => expect(ask(SHOP, ['s3:GetObject', OBJECT], { asRole })).toMatchObject({ code: 0 }));
    expect(() => ask(SHOP, ['s3:GetObject', OBJECT], { asRole: 'apu' })).toThrow('--as-role must be a role among the paths, got "apu": did you mean "api"?');
  });

  test('--format json', () => {
    const { out, code } = ask(SHOP, ['s3:PutObject', OBJECT], { as: 'system:serviceaccount:shop:api', format: 'json' });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      decision: 'allowed',
      reason: expect.stringContaining('; if aws:SourceVpc is "vpc-1"'),
      chain: [`shop/api of cluster ${ISSUERS.green} becomes role api (roles.json:2) by its token: statement 1 of its trust policy allows it`],
      because: ['statement 2 of the inline policy "own" of role api (roles.json:2) allows it'],
      conditions: ['aws:SourceVpc is "vpc-1"'],
      assumed: [],
      notSeen: ['service control policies', 'resource control policies'],
    });
  });
});

describe('several clusters', () => {
  const folder = folderWith({
    'roles.json': templateOf({
      Green: roleOf('api-green', trustFor('system:serviceaccount:shop:api'), [READ]),
      Blue: roleOf('api-blue', trustFor('system:serviceaccount:shop:api', ISSUERS.blue), []),
    }),
    'index.json': { version: 1, roles: [{ clusters: [{ name: 'green', issuer: `https://${ISSUERS.green}`, audience: 'sts.amazonaws.com' }] }, { clusters: [{ name: 'blue', issuer: `https://${ISSUERS.blue}` }] }] },
  });

  test.each([['green', 0], [ISSUERS.green, 0], [`https://${ISSUERS.green}`, 0], ['blue', 1]])('%s', (cluster, code) => {
    expect(ask(folder, ['s3:GetObject', OBJECT], { as: `${cluster}/shop/api` }).code).toBe(code);
  });

  test('that differ make it depend on the cluster', () => {
    const { code, out } = ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/api' });
    expect(code).toBe(3);
    expect(out).toMatch(/^undecided\n {2}it depends on the cluster, which is not named\n {2}in green allowed: .*\n {2}in blue denied: .*\n/);
  });

  test('one that is not there', () => {
    expect(() => ask(folder, ['s3:GetObject', OBJECT], { as: 'gren/shop/api' })).toThrow('no cluster "gren" is among the paths: did you mean "green"?');
  });
});

test('EKS Pod Identity: by the association, with the tags of the session', () => {
  const tagged = { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' }, Condition: tagged }] };
  const own = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/${aws:PrincipalTag/kubernetes-namespace}/*' };
  const folder = folderWith({
    'roles.json': templateOf({
      Api: roleOf(undefined, trust, [own]),
      Shop: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'api', RoleArn: { 'Fn::GetAtt': ['Api', 'Arn'] } } },
      Other: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'other', ServiceAccount: 'api', RoleArn: { 'Fn::GetAtt': ['Api', 'Arn'] } } },
    }),
  });
  const { code, out } = ask(folder, ['s3:GetObject', 'arn:aws:s3:::acme-media/shop/a'], { as: 'green/shop/api' });
  expect(out).toContain('  shop/api of cluster green becomes role Api (roles.json:2) by EKS Pod Identity: the association at roles.json:3\n');
  expect(code).toBe(0);
  expect(ask(folder, ['s3:GetObject', 'arn:aws:s3:::acme-media/other/a'], { as: 'shop/api' }).code).toBe(1);
  expect(ask(folder, ['s3:GetObject', 'arn:aws:s3:::acme-media/other/a'], { as: 'other/api' }).code).toBe(1); // its trust does not take the tags
});

test('a role that the manifest names and the paths have not: undecided', () => {
  const folder = folderWith({
    'roles.json': templateOf({ Web: roleOf('web', trustFor('system:serviceaccount:shop:web'), []) }),
    'sa.yaml': `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, namespace: shop, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::${ACCOUNT}:role/elsewhere" } }\n`,
  });
  expect(ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/api' })).toMatchObject({ code: 3, out: expect.stringContaining(`not seen: role arn:aws:iam::${ACCOUNT}:role/elsewhere, which its manifest names`) });
  expect(ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/apo' }).err).toBe('note: no manifest among the paths has shop/apo: did you mean shop/api?\n');
});

test('policies that are not among the paths leave it open', () => {
  const trust = trustFor('system:serviceaccount:shop:api');
  const role = (others: object) => folderWith({ 'roles.json': templateOf({ Api: roleOf('api', trust, [READ], others) }) });
  const folder = role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'] });
  expect(ask(folder, ['sqs:ReceiveMessage', QUEUE], { as: 'shop/api' })).toMatchObject({
    code: 3, out: expect.stringContaining('it depends on what the managed policy arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess allows, which is not among the paths (statement 1'),
  });
  expect(ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/api' })).toMatchObject({ code: 0, out: expect.stringContaining('the managed policy arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess of role api\n') });
  expect(ask(role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] }), ['sqs:ReceiveMessage', QUEUE], { as: 'shop/api' })).toMatchObject({ code: 0 });
  expect(ask(role({ PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/b` }), ['s3:GetObject', OBJECT], { as: 'shop/api' })).toMatchObject({
    code: 3, out: expect.stringContaining('it depends on the permissions boundary, which is not among the paths (the permissions boundary of role api (roles.json:2))'),
  });
  const listed = folderWith({ 'roles.json': { Roles: [{ RoleName: 'api', Arn: `arn:aws:iam::${ACCOUNT}:role/api`, Path: '/', AssumeRolePolicyDocument: trust }] } });
  expect(ask(listed, ['s3:GetObject', OBJECT], { as: 'shop/api' })).toMatchObject({ code: 3, out: expect.stringContaining('the policies of the role, which are not among the paths') });
});

test('nothing in a name reaches the terminal as it is', () => {
  const hostile = '\u001b[2J\u202eevil\n';
  const folder = folderWith({ 'roles.json': templateOf({ Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [{ ...READ, Sid: hostile, Condition: { StringEquals: { [`aws:${hostile}`]: hostile } } }]) }) });
  const { out } = ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/api' });
  expect(out).toMatch(/^yes, if /);
  expect(out).not.toMatch(/[\u001b\u202e]/);
  expect(out.split('\n')).toHaveLength(6);
  expect(ask(folder, ['s3:GetObject', OBJECT], { as: 'shop/api', format: 'json' }).out).not.toMatch(/[\u001b\u202e]/);
  const named = folderWith({ 'roles.json': templateOf({ Api: roleOf(`api${hostile}`, trustFor('system:serviceaccount:shop:api'), [READ]) }) });
  expect(ask(named, ['s3:GetObject', OBJECT], { as: 'shop/api' }).out).not.toMatch(/[\u001b\u202e]/);
});

test.each<[string, readonly string[], Partial<GivenCanIOptions>, string]>([
  ['nobody who asks', ['s3:GetObject', OBJECT], {}, 'can-i must be given who asks: --as NAMESPACE/ACCOUNT, --as-role ARN|NAME|STACK/LOGICAL-ID or --as-user ARN|NAME'],
  ['two who ask', ['s3:GetObject', OBJECT], { as: 'shop/api', asRole: 'api' }, 'can-i must be given one of --as, --as-role and --as-user'],
  ['no resource', ['s3:GetObject'], { as: 'shop/api' }, 'can-i must be given ACTION RESOURCE --as NAMESPACE/ACCOUNT PATH..., or --requests FILE'],
  ['a bucket for an ARN', ['s3:GetObject', 'acme-media'], { as: 'shop/api' }, 'RESOURCE must be the ARN of a resource, or "*" for an action that is about none, got "acme-media"'],
  ['no service account', ['s3:GetObject', OBJECT], { as: 'api' }, '--as must be a service account, got "api": write [CLUSTER/]NAMESPACE/ACCOUNT or system:serviceaccount:NAMESPACE:ACCOUNT'],
  ['no key', ['s3:GetObject', OBJECT], { as: 'shop/api', given: ['vpc-1'] }, '--given must be KEY=VALUE with a condition key, such as aws:SourceVpc=vpc-1, got "vpc-1"'],
  ['no account', ['s3:GetObject', OBJECT], { as: 'shop/api', resourceAccount: '1' }, '--resource-account must be an account\'s 12 digits, got "1"'],
  ['--as beside --requests', [], { as: 'shop/api', requests: 'r.json' }, '--as must not stand beside --requests "r.json": each entry of the file says it itself'],
])('%s is wrong usage', (_, words, options, message) => {
  expect(() => ask(SHOP, words, options)).toThrow(new UsageError(message));
});

test('a folder that holds nothing is said, and what cannot be read', () => {
  expect(ask(folderWith({ 'a.txt': 'x' }), ['s3:GetObject', OBJECT], { as: 'shop/api' })).toEqual({
    code: 2, out: '', err: expect.stringMatching(/: must hold a CloudFormation template, .* and holds none\n$/),
  });
});

test('the account of a template is that of the roles that its associations name', () => {
  const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const assume = (principal: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: principal }] });
  const folder = folderWith({
    'pods.json': templateOf({
      Hop: roleOf('hop', assume({ Service: 'pods.eks.amazonaws.com' }), [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: role('target') }]),
      Target: roleOf('target', assume({ AWS: role('hop') }), [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/*' }]),
      Association: { Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'green', Namespace: 'shop', ServiceAccount: 'api', RoleArn: role('hop'), TargetRoleArn: role('target') } },
    }),
  });
  const console = new FakeConsole();
  expect(runCanI(['s3:GetObject', 'arn:aws:s3:::acme-media/a', join(folder, 'pods.json')], { format: 'text', as: 'shop/api' }, console)).toBe(0);
});
