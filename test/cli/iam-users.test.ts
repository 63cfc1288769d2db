import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import type { GivenCanIOptions } from '../../lib/cli/can-i/can-i';
import { runWhoCan } from '../../lib/cli/who-can/run-who-can';
import { ACCOUNT, folderWith, templateOf, trustOfRoles } from '../access/inventory-fixture';

// Users of `aws iam get-account-authorization-details`, with what they have by themselves, by groups, and within their boundary.

type Json = any;

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: string, resource: string, condition?: object) => ({ Effect: 'Allow', Action: action, Resource: resource, ...condition === undefined ? {} : { Condition: condition } });
const managed = (name: string, ...statements: readonly object[]) => ({
  PolicyName: name,
  Arn: arn(`policy/${name}`),
  DefaultVersionId: 'v2',
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: policy(allow('*', '*')) }, { VersionId: 'v2', IsDefaultVersion: true, Document: policy(...statements) },
  ],
});
const user = (name: string, others: object) => ({ UserName: name, Path: '/', Arn: arn(`user/${name}`), GroupList: [], AttachedManagedPolicies: [], ...others });
const attached = (name: string) => [{ PolicyName: name, PolicyArn: arn(`policy/${name}`) }];

const ACCOUNT_DETAILS = {
  UserDetailList: [
    user('alice', { GroupList: ['readers'], UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy(allow('sqs:SendMessage', '*')) }] }),
    user('bob', { AttachedManagedPolicies: attached('write'), PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/limit') } }),
    user('carol', { GroupList: ['missing'] }),
    user('dave', { Path: '/ops/', Arn: arn('user/ops/dave'), UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'), allow('s3:DeleteObject', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })) }] }),
    user('eve', { UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy(allow('sts:AssumeRole', arn('role/admin'))) }] }),
  ],
  GroupDetailList: [{
    GroupName: 'readers',
    Path: '/',
    Arn: arn('group/readers'),
    AttachedManagedPolicies: attached('read'),
    GroupPolicyList: [{ PolicyName: 'deny', PolicyDocument: policy({ Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::secret/*' }) }],
  }],
  RoleDetailList: [{
    RoleName: 'admin',
    Path: '/',
    Arn: arn('role/admin'),
    AssumeRolePolicyDocument: trustOfRoles(`arn:aws:iam::${ACCOUNT}:root`),
    AttachedManagedPolicies: [],
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: policy(allow('dynamodb:*', '*')) }],
  }],
  Policies: [managed('read', allow('s3:GetObject', '*')), managed('write', allow('s3:*', '*')), managed('limit', allow('s3:Put*', '*'))],
};
const FOLDER = folderWith({ 'account.json': ACCOUNT_DETAILS });
const short = (text: string) => text.split(`${FOLDER}/`).join('').replace(/account\.json:\d+/g, 'account.json:N');

function ask(asUser: string, action: string, resource: string, options: Partial<GivenCanIOptions> = {}) {
  const console = new FakeConsole();
  const code = runCanI([action, resource, join(FOLDER, '.')], { format: 'text', asUser, ...options }, console);
  return { code, out: short(console.stdout) };
}

test.each<[string, string, string, string, number, string]>([
  ['its own policy', 'alice', 'sqs:SendMessage', `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`, 0, 'statement 1 of the inline policy "own" of user alice (account.json:N) allows it'],
  ['the policy of its group', arn('user/alice'), 's3:GetObject', 'arn:aws:s3:::media/a', 0, `statement 1 of the managed policy ${arn('policy/read')} of user alice (account.json:N) allows it`],
  ['the deny of its group', 'alice', 's3:GetObject', 'arn:aws:s3:::secret/a', 1, 'statement 1 of the inline policy "deny" of group readers of user alice (account.json:N) denies it'],
  ['an attached policy within the boundary', 'bob', 's3:PutObject', 'arn:aws:s3:::media/a', 0, 'allow it'],
  ['beyond the boundary', 'bob', 's3:GetObject', 'arn:aws:s3:::media/a', 1, 'no statement of the permissions boundary allows it'],
  ['a group that is not among the paths', 'carol', 's3:GetObject', 'arn:aws:s3:::media/a', 3, 'it depends on what group missing allows, which is not among the paths (the policies of user carol (account.json:N))'],
  ['a variable of its name', 'dave', 's3:GetObject', 'arn:aws:s3:::home/dave/a', 0, ''],
  ['of another name', arn('user/ops/dave'), 's3:GetObject', 'arn:aws:s3:::home/alice/a', 1, ''],
  ['a condition', 'dave', 's3:DeleteObject', 'arn:aws:s3:::media/a', 0, 'yes, if aws:MultiFactorAuthPresent is true'],
  ['a role that it assumes', 'eve', 'dynamodb:GetItem', `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/t`, 0, 'user eve becomes role admin (account.json:N): statement 1 of its trust policy and statement 1 of the inline policy "own" of user eve (account.json:N) allow it'],
  ['one that it may not assume', 'alice', 'dynamodb:GetItem', `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/t`, 1, ''],
])('can-i: %s', (_, name, action, resource, code, text) => {
  const answer = ask(name, action, resource);
  expect(answer.out).toContain(text);
  expect(answer.code).toBe(code);
});

test('who-can lists users beside roles', () => {
  const who = (action: string, resource: string) => {
    const console = new FakeConsole();
    runWhoCan(action, resource, [join(FOLDER, '.')], { format: 'text' }, console);
    return short(console.stdout).split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('Not seen'));
  };
  const [alice, bob, carol, eve] = ['alice', 'bob', 'carol', 'eve'].map((name) => `user ${name} (account.json:N)`);
  expect(who('s3:PutObject', 'arn:aws:s3:::media/a')).toEqual([bob, `perhaps ${carol}`, '1 can, 1 perhaps; 1 role and 5 users asked about.']);
  expect(who('s3:GetObject', 'arn:aws:s3:::media/*')).toEqual([alice, `perhaps ${carol}`, '1 can, 1 perhaps; 1 role and 5 users asked about.']);
  expect(who('dynamodb:GetItem', `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/t`)).toEqual([
    eve, `whoever becomes role admin: arn:aws:iam::${ACCOUNT}:root`, `perhaps ${carol}`, '2 can, 1 perhaps; 1 role and 5 users asked about.',
  ]);
});

test('a requests file asks for users by their ARN', () => {
  const file = join(folderWith({ 'requests.json': [{ principal: arn('user/bob'), action: 's3:GetObject', resource: 'arn:aws:s3:::media/a', expect: 'denied' }, { principal: arn('user/alice'), action: 's3:GetObject', resource: 'arn:aws:s3:::media/a', expect: 'allowed' }] }), 'requests.json');
  const console = new FakeConsole();
  expect(runCanI([join(FOLDER, '.')], { format: 'text', requests: file }, console)).toBe(0);
});

test.each([
  [{ asUser: 'alica' }, '--as-user must be a user among the paths, got "alica": did you mean "alice"?'],
  [{ asUser: 'alice', as: 'shop/api' }, 'can-i must be given one of --as, --as-role and --as-user'],
])('wrong usage: %j', (options, message) => expect(() => ask('alice', 's3:GetObject', 'arn:aws:s3:::media/a', options)).toThrow(message));

describe('users and groups of a template', () => {
  const template = {
    Alice: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice', Groups: [{ Ref: 'Writers' }] } },
    Robot: { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'own', PolicyDocument: policy(allow('sts:AssumeRole', '*')) }] } },
    Writers: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'write', PolicyDocument: policy(allow('s3:PutObject', 'arn:aws:s3:::media/*')) }] } },
    Admin: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'admin', AssumeRolePolicyDocument: trustOfRoles({ 'Fn::GetAtt': ['Robot', 'Arn'] }), Policies: [{ PolicyName: 'own', PolicyDocument: policy(allow('dynamodb:*', '*')) }] } },
    More: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'more', Roles: ['eksctl-api'], PolicyDocument: policy(allow('s3:*', '*')) } },
  };
  const folder = folderWith({ 'template.json': templateOf(template) });
  const run = (act: (console: FakeConsole) => number) => {
    const console = new FakeConsole();
    const code = act(console);
    return { code, out: console.stdout.split(`${folder}/`).join('').replace(/\.json:\d+/g, '.json:N').split('\n') };
  };

  test('who-can lists them, whoever else may be in a group, and those who are not among the paths', () => {
    const who = (action: string, resource: string) => run((console) => runWhoCan(action, resource, [join(folder, 'template.json')], { format: 'text' }, console))
      .out.filter((line) => /^\S/.test(line) && !line.startsWith('Not seen'));
    expect(who('s3:PutObject', 'arn:aws:s3:::media/a')).toEqual([
      'user alice (template.json:N)', 'perhaps role eksctl-api, which is not among the paths', 'perhaps whoever else is in group Writers (template.json:N)',
      '1 can, 2 perhaps; 1 role and 2 users asked about.',
    ]);
    expect(who('dynamodb:GetItem', `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/t`)).toEqual(['perhaps user Robot (template.json:N)', '0 can, 1 perhaps; 1 role and 2 users asked about.']);
  });

  test('can-i asks as one of them, by its name, its logical id or its ARN', () => {
    const asked = (asUser: string, action: string) => run((console) => runCanI([action, 'arn:aws:s3:::media/a', join(folder, 'template.json')], { format: 'text', asUser }, console));
    expect(asked('alice', 's3:PutObject')).toEqual({
      code: 0,
      out: expect.arrayContaining(['  statement 1 of the inline policy "write" of group Writers of user alice (template.json:N) allows it']),
    });
    expect([asked(arn('user/alice'), 's3:PutObject').code, asked('Robot', 's3:PutObject').code, asked('alice', 's3:GetObject').code]).toEqual([0, 1, 1]);
    expect(() => run((console) => runCanI(['s3:PutObject', 'arn:aws:s3:::media/a', join(folder, 'template.json')], { format: 'text', asRole: 'eksctl-api' }, console)))
      .toThrow(/^--as-role must be a role among the paths, got "eksctl-api": only a policy that is attached to it is \(\S+template\.json:6\)$/);
  });
});

test('hostile names and odd dumps', () => {
  const odd: Json = { UserDetailList: [null, 7, { UserName: 5 }, user('mallory', { GroupList: 'no list', UserPolicyList: [null, { PolicyName: '\u001b[2J\u202e', PolicyDocument: policy({ ...allow('s3:*', '*'), Sid: '\u001b]0;x' }) }] })], GroupDetailList: [null, { GroupName: [] }], RoleDetailList: [] };
  const console = new FakeConsole();
  const code = runWhoCan('s3:GetObject', 'arn:aws:s3:::a/b', [join(folderWith({ 'account.json': odd }), 'account.json')], { format: 'text' }, console);
  expect(code).toBe(3); // a policy that cannot be read may deny
  expect(console.stdout).toMatch(/0 can, 1 perhaps; 0 roles and 1 user asked about/);
  expect(console.stdout).not.toMatch(/[\u001b\u202e]/);
});
