import { differencesBetween } from '../../../lib/access/differences/differences';
import { AccessModel } from '../../../lib/access/model/access-model';
import { textOfDifferences } from '../../../lib/cli/diff/diff-text';
import { readInventory } from '../../../lib/inventory/read-inventory';
import { ACCOUNT, folderWith, roleOf, templateOf, trustFor } from '../inventory-fixture';

type Json = any;
type Template = Record<string, Json>;

// Users and groups of templates, and whoever else templates give policies: what a change does to them, in the words of roles.

const MEDIA = 'arn:aws:s3:::acme-media/*';
const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: Json, resource: Json = MEDIA) => ({ Effect: 'Allow', Action: action, Resource: resource });
const resource = (type: string, properties: object) => ({ Type: `AWS::IAM::${type}`, Properties: properties });
const policy = (statement: object, others: object) => resource('Policy', { PolicyName: 'more', PolicyDocument: document(statement), ...others });

function template(): Template {
  return {
    Alice: resource('User', { UserName: 'alice', Groups: [{ Ref: 'Readers' }] }),
    Bob: resource('User', { UserName: 'bob' }),
    Members: resource('UserToGroupAddition', { GroupName: { Ref: 'Readers' }, Users: [{ Ref: 'Bob' }] }),
    Carol: resource('User', { PermissionsBoundary: { Ref: 'Limit' }, Policies: [{ PolicyName: 'own', PolicyDocument: document(allow(['s3:GetObject', 's3:PutObject']), allow('sqs:*', '*')) }] }),
    Limit: resource('ManagedPolicy', { ManagedPolicyName: 'limit', PolicyDocument: document(allow(['s3:GetObject', 'sqs:*'], '*')) }),
    Readers: resource('Group', { GroupName: 'readers', ManagedPolicyArns: [{ Ref: 'Read' }] }),
    Read: resource('ManagedPolicy', { ManagedPolicyName: 'read', PolicyDocument: document(allow('s3:GetObject')) }),
    Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), [allow('s3:GetObject')]),
    Else: policy(allow('s3:GetObject'), { Roles: ['eksctl-api'], Users: ['frank'] }),
  };
}

function modelOf(of: object | string, file = 'template.json'): AccessModel {
  const folder = folderWith({ [file]: typeof of === 'string' ? of : templateOf(of as Template) });
  return new AccessModel(readInventory([{ path: `${folder}/${file}`, file, isFound: false }]));
}

function changed(change: (all: Template) => void): Template {
  const all = template();
  change(all);
  return all;
}

function linesOf(before: AccessModel, after: AccessModel): string[] {
  const text = textOfDifferences(differencesBetween(before, after), undefined, (_, written) => written);
  return text.replace(/ \((?:template|account)\.json:\d+\)$/gm, '').split('\n').filter((line) => line !== '').slice(0, -2);
}

const rename = (all: Template, from: string, to: string) => {
  all[to] = all[from];
  delete all[from];
};

test.each<[string, (all: Template) => void, string[]]>([
  ['a policy of a group', (all) => { all.More = policy(allow('s3:DeleteObject'), { Groups: [{ Ref: 'Readers' }] }); },
    ['group readers and users alice and bob', '  gains: deletes objects of acme-media']],
  ['a policy of a group by its name', (all) => { all.More = resource('GroupPolicy', { PolicyName: 'more', GroupName: 'readers', PolicyDocument: document(allow('s3:DeleteObject')) }); },
    ['group readers and users alice and bob', '  gains: deletes objects of acme-media']],
  ['a managed policy of a group', (all) => { all.Read.Properties.PolicyDocument = document(allow(['s3:GetObject', 's3:PutObject'])); },
    ['group readers and users alice and bob', '  gains: writes objects of acme-media']],
  ['what one member has anyway', (all) => {
    all.Dave = resource('User', { UserName: 'dave', Groups: ['readers'], Policies: [{ PolicyName: 'own', PolicyDocument: document(allow('s3:*', '*')) }] });
  }, ['user dave, who is new', '  gains: does everything with any resource (S3)']],
  ['a user is no longer a member', (all) => { delete all.Members; }, ['user bob', '  loses: reads objects of acme-media']],
  ['a policy of a user', (all) => { all.More = policy(allow('s3:DeleteObject'), { Users: [{ Ref: 'Alice' }, { Ref: 'Carol' }] }); },
    ['user alice', '  gains: deletes objects of acme-media']],
  ['a policy of a user by its name', (all) => { all.More = resource('UserPolicy', { PolicyName: 'more', UserName: 'bob', PolicyDocument: document(allow('s3:DeleteObject')) }); },
    ['user bob', '  gains: deletes objects of acme-media']],
  ['a boundary is gone', (all) => { delete all.Carol.Properties.PermissionsBoundary; },
    ['user Carol', '  gains: writes objects of acme-media, which its permissions boundary no longer keeps from it']],
  ['a user is renamed', (all) => { all.Alice.Properties.UserName = 'alicia'; },
    ['user alicia', '  is replaced: its name changes from alice to alicia: its access keys and its password are gone']],
  ['a user without a name gets one', (all) => { all.Carol.Properties.UserName = 'carol'; },
    ['user carol', '  is replaced: its name changes from one that CloudFormation makes to carol: its access keys and its password are gone']],
  ['a user with another logical id', (all) => { rename(all, 'Bob', 'Robert'); all.Members.Properties.Users = [{ Ref: 'Robert' }]; },
    ['user bob', '  is replaced: its logical id changes from Bob to Robert, and IAM has no two users of one name: the deployment fails unless the old one is deleted first: its access keys and its password are gone']],
  ['a path', (all) => { all.Alice.Properties.Path = '/people/'; all.Readers.Properties.Path = '/people/'; }, []],
  ['a group is renamed', (all) => { all.Readers.Properties.GroupName = 'viewers'; },
    ['group viewers', '  is replaced: its name changes from readers to viewers: members whom no template names are lost']],
  ['a user is gone', (all) => { delete all.Alice; }, ['user alice, who is gone', '  loses: reads objects of acme-media']],
  ['a group without members', (all) => { all.Writers = resource('Group', { Policies: [{ PolicyName: 'own', PolicyDocument: document(allow('s3:PutObject')) }] }); },
    ['group Writers, which is new', '  gains: writes objects of acme-media']],
  ['a group that is not in the files', (all) => { all.Alice.Properties.Groups.push('admins'); },
    ['user alice', '  unclear: cannot be compared', '    now: what group admins allows, which is not among the paths']],
  ['those who are not in the files', (all) => { all.Else.Properties.PolicyDocument = document(allow('s3:PutObject')); }, [
    'role eksctl-api, which is not in the files', '  gains: writes objects of acme-media', '  loses: reads objects of acme-media',
    'user frank, who is not in the files', '  gains: writes objects of acme-media', '  loses: reads objects of acme-media',
  ]],
  ['an access key', (all) => { all.Key = resource('AccessKey', { UserName: { Ref: 'Bob' } }); },
    ['AWS::IAM::AccessKey Key', '  unclear: UserName: what this allows or takes away is not compared', '    now: "<Bob>"']],
])('%s', (_, change, lines) => {
  expect(linesOf(modelOf(template()), modelOf(changed(change)))).toEqual(lines);
});

test.each<[string, (all: Template) => void]>([
  ['a member by its own list', (all) => { delete all.Members; all.Bob.Properties.Groups = ['readers']; }],
  ['a member by a resource', (all) => { delete all.Alice.Properties.Groups; all.Members.Properties.Users.push('alice'); }],
  ['a policy that the group does not list', (all) => { delete all.Readers.Properties.ManagedPolicyArns; all.Read.Properties.Groups = [{ Ref: 'Readers' }]; }],
  ['an inline policy', (all) => { delete all.Readers.Properties.ManagedPolicyArns; all.Readers.Properties.Policies = [{ PolicyName: 'read', PolicyDocument: document(allow(['s3:GetObject'], [MEDIA])) }]; }],
  ['the policy of both, of each', (all) => {
    all.Else = policy(allow('s3:GetObject'), { Roles: ['eksctl-api'] });
    all.Frank = resource('UserPolicy', { PolicyName: 'x', UserName: 'frank', PolicyDocument: document(allow('s3:GetObject')) });
  }],
  ['what a member has once more', (all) => { all.Read.Properties.Users = [{ Ref: 'Alice' }]; }],
  ['a managed policy by its ARN', (all) => { all.Readers.Properties.ManagedPolicyArns = [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/read' }]; }],
  ['the boundary by its ARN', (all) => { all.Carol.Properties.PermissionsBoundary = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limit' }; }],
])('no difference: %s', (_, change) => {
  expect(linesOf(modelOf(template()), modelOf(changed(change)))).toEqual([]);
  expect(linesOf(modelOf(changed(change)), modelOf(template()))).toEqual([]);
});

test('the account that was made of a template', () => {
  const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
  const user = (name: string) => ({ UserName: name, Path: '/', Arn: arn(`user/${name}`), GroupList: ['readers'], AttachedManagedPolicies: [], UserPolicyList: [] });
  const attached = [{ PolicyName: 'read', PolicyArn: arn('policy/read') }];
  const account = JSON.stringify({
    UserDetailList: [user('alice'), user('bob')],
    GroupDetailList: [{ GroupName: 'readers', Path: '/', Arn: arn('group/readers'), AttachedManagedPolicies: attached, GroupPolicyList: [] }],
    RoleDetailList: [],
    Policies: [{ PolicyName: 'read', Arn: arn('policy/read'), PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(allow('s3:GetObject')) }] }],
  });
  const { Alice, Bob, Members, Readers, Read } = template();
  const [made, exported] = [modelOf({ Alice, Bob, Members, Read, Readers }), modelOf(account, 'account.json')];
  expect(linesOf(made, exported)).toEqual(['group readers, which is gone', '  loses: reads objects of acme-media']);
  expect(linesOf(exported, made)).toEqual(['group readers, which is new', '  gains: reads objects of acme-media']);
});

test('a policy that depends on a condition of the template, in each of its ways', () => {
  const withChoice = (yes: object) => JSON.stringify({
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } },
    Resources: {
      Api: roleOf('api', trustFor('system:serviceaccount:shop:api'), []),
      Own: policy({ 'Fn::If': ['IsProd', yes, allow('s3:GetObject')] }, { Roles: [{ Ref: 'Api' }] }),
    },
  });
  expect(linesOf(modelOf(withChoice(allow('s3:GetObject'))), modelOf(withChoice(allow(['s3:GetObject', 's3:PutObject'])))))
    .toEqual([expect.stringMatching(/: role api$/), '  gains: writes objects of acme-media']);
});
