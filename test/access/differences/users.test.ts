import { join } from 'path';
import { runDiff } from '../../../lib/cli/diff/run-diff';
import { FakeConsole } from '../../cli/fake-console';
import { ACCOUNT, folderWith, trustOfRoles } from '../inventory-fixture';

type Json = any;

// What a change of an account's export does to its users: by what they have themselves, by their groups, and within their boundaries.

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: Json, resource = '*', others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const managed = (name: string, ...statements: readonly object[]) => ({
  PolicyName: name, Arn: arn(`policy/${name}`), DefaultVersionId: 'v1', PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: policy(...statements) }],
});
const attached = (...names: readonly string[]) => names.map((name) => ({ PolicyName: name, PolicyArn: arn(`policy/${name}`) }));

interface Account {
  UserDetailList: Json[];
  GroupDetailList: Json[];
  RoleDetailList: Json[];
  Policies: Json[];
}

function account(): Account {
  const user = (name: string, groups: readonly string[], others: object = {}) =>
    ({ UserName: name, Path: '/', Arn: arn(`user/${name}`), GroupList: groups, AttachedManagedPolicies: [], UserPolicyList: [], ...others });
  return {
    UserDetailList: [
      user('alice', ['readers']), user('bob', ['readers']), user('carol', ['readers'], { UserPolicyList: [{ PolicyName: 'own', PolicyDocument: policy(allow('sqs:*')) }] }),
      user('dave', [], { AttachedManagedPolicies: attached('write'), PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/limit') } }),
    ],
    GroupDetailList: [{ GroupName: 'readers', Path: '/', Arn: arn('group/readers'), AttachedManagedPolicies: attached('read'), GroupPolicyList: [] },
      { GroupName: 'empty', Path: '/', Arn: arn('group/empty'), AttachedManagedPolicies: [], GroupPolicyList: [] }],
    RoleDetailList: [{ RoleName: 'admin', Path: '/', Arn: arn('role/admin'), AssumeRolePolicyDocument: trustOfRoles(arn('root')), AttachedManagedPolicies: [], RolePolicyList: [] }],
    Policies: [managed('read', allow('s3:GetObject', 'arn:aws:s3:::acme-media/*')), managed('write', allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::acme-media/*')), managed('limit', allow('s3:Get*'))],
  };
}

function changed(change: (all: Account) => void): Account {
  const all = account();
  change(all);
  return all;
}

function diff(before: Account, after: Account, failOn: 'gain' | 'none' = 'none') {
  const console = new FakeConsole();
  const [one, other] = [before, after].map((all) => join(folderWith({ 'account.json': all }), 'account.json'));
  const code = runDiff(one, other, { format: 'text', failOn }, console);
  const lines = console.stdout.replace(/\(\S*account\.json:\d+\)/g, '(account.json)').split('\n').filter((line) => line !== '' && !line.startsWith('Not seen'));
  return { code, lines: lines.slice(0, -1), summary: lines.at(-1), err: console.stderr };
}

const READERS = 'users alice, bob and carol (account.json)';

test.each<[string, (all: Account) => void, string[]]>([
  ['a group may do more', (all) => { all.GroupDetailList[0].GroupPolicyList.push({ PolicyName: 'more', PolicyDocument: policy(allow('s3:DeleteObject', 'arn:aws:s3:::acme-media/*')) }); },
    [READERS, '  gains: deletes objects of acme-media']],
  ['a managed policy of a group', (all) => { all.Policies[0] = managed('read', allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::acme-media/*')); }, [READERS, '  gains: writes objects of acme-media']],
  ['a user joins a group', (all) => { all.UserDetailList[3].GroupList = ['readers']; }, []],
  ['a user leaves a group', (all) => { all.UserDetailList[0].GroupList = []; }, ['user alice (account.json)', '  loses: reads objects of acme-media']],
  ['a policy of one\'s own', (all) => { all.UserDetailList[1].UserPolicyList.push({ PolicyName: 'own', PolicyDocument: policy(allow('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`)) }); },
    ['user bob (account.json)', '  gains: sends messages to queue jobs']],
  ['what another policy gives anyway', (all) => { all.UserDetailList[2].UserPolicyList.push({ PolicyName: 'own2', PolicyDocument: policy(allow('sqs:SendMessage')) }); }, []],
  ['the boundary is gone', (all) => { delete all.UserDetailList[3].PermissionsBoundary; },
    ['user dave (account.json)', '  gains: writes objects of acme-media, which its permissions boundary no longer keeps from it']],
  ['a deny', (all) => { all.GroupDetailList[0].GroupPolicyList.push({ PolicyName: 'deny', PolicyDocument: policy({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }) }); },
    [READERS, '  loses: reads objects of acme-media, which is denied now', '    now: never reads any resource (S3)']],
  ['a new user', (all) => { all.UserDetailList.push({ ...all.UserDetailList[0], UserName: 'erin', Arn: arn('user/erin') }); }, ['user erin, who is new (account.json)', '  gains: reads objects of acme-media']],
  ['a user is gone', (all) => { all.UserDetailList.splice(0, 1); }, ['user alice, who is gone (account.json)', '  loses: reads objects of acme-media']],
  ['a role of the account', (all) => { all.UserDetailList[0].UserPolicyList.push({ PolicyName: 'own', PolicyDocument: policy(allow('sts:AssumeRole', arn('role/admin'))) }); },
    ['user alice (account.json)', '  gains: becomes role admin']],
  ['a group without members', (all) => { all.GroupDetailList[1].AttachedManagedPolicies = attached('write'); }, []],
  ['a managed policy that is not given', (all) => { all.UserDetailList[0].AttachedManagedPolicies = [{ PolicyName: 'x', PolicyArn: 'arn:aws:iam::aws:policy/X' }]; },
    ['user alice (account.json)', '  gains: what the managed policy arn:aws:iam::aws:policy/X allows, which is not among the paths']],
])('%s', (_, change, lines) => {
  expect(diff(account(), changed(change)).lines).toEqual(lines);
});

test('the same in another order, and nobody has a line', () => {
  const { lines, summary } = diff(account(), changed((all) => { all.UserDetailList.reverse(); all.Policies.reverse(); }));
  expect([lines, summary]).toEqual([[], 'No permission changes.']);
});

test('--fail-on gain counts users', () => {
  const more = changed((all) => { all.GroupDetailList[0].AttachedManagedPolicies = attached('write'); });
  expect(diff(account(), more, 'gain').code).toBe(1);
  expect(diff(more, account(), 'gain').code).toBe(0);
});
