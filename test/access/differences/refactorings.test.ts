import { KEY, OBJECTS, arnOf, changed, modelOf, queue, statement, statements, trust, world } from './world';
import type { World } from './world';
import { differencesBetween } from '../../../lib/access/differences/differences';
import { KnownActions } from '../../../lib/iam/known-actions';
import { inSample } from '../../property-runs';
import { ACCOUNT, ISSUERS, trustFor } from '../inventory-fixture';

type Json = any;

const own = (w: World, id: string): Json => w[id].Properties.Policies[0];
const document = (all: readonly Json[]) => ({ Version: '2012-10-17', Statement: all });

/** Ways to write what the world says in another way. */
const REFACTORINGS: readonly (readonly [name: string, change: (world: World) => void])[] = [
  ['statements in another order', (w) => { statements(w, 'Api').reverse(); }],
  ['actions in another order', (w) => { statement(w, 'Api', 'Tables').Action.reverse(); }],
  ['a statement is split by its actions', (w) => {
    const { Action, ...rest } = statement(w, 'Api', 'Work');
    own(w, 'Api').PolicyDocument.Statement = [...statements(w, 'Api').filter(({ Sid }) => Sid !== 'Work'), ...Action.map((one: string, i: number) => ({ ...rest, Sid: `Work${i}`, Action: one }))];
  }],
  ['statements of one condition are merged', (w) => {
    statements(w, 'Thumbs').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/in/*' });
  }],
  ['what is about objects and what is about the bucket stand in one statement', (w) => {
    statement(w, 'Api', 'Read').Resource = ['arn:aws:s3:::acme-media/in/*', 'arn:aws:s3:::acme-media'];
  }],
  ['actions in another case', (w) => { statement(w, 'Api', 'Work').Action = ['SQS:sendmessage', 'sqs:RECEIVEMESSAGE']; }],
  ['one text in place of a list of one', (w) => { statement(w, 'Api', 'Keep').Action = ['dynamodb:Delete*']; statement(w, 'Api', 'Keep').Resource = ['*']; }],
  ['names of statements', (w) => { statements(w, 'Api').forEach((one) => { delete one.Sid; }); }],
  ['a pattern for the only actions that it stands for', (w) => { statement(w, 'Api', 'Work').Action = ['sqs:SendMess*', 'sqs:ReceiveM*']; }],
  ['a pattern with question marks', (w) => { statement(w, 'Api', 'Decrypt').Action = 'kms:Decr?pt'; }],
  ['all actions of a pattern, one by one', (w) => {
    statement(w, 'Importer', 'none');
    own(w, 'Importer').PolicyDocument.Statement[1].Action = ['ssm:GetParameter', ...KnownActions.read().matching('sns:*')!.map(({ name }) => `sns:${name}`)];
  }],
  ['an inline policy becomes a managed one', (w) => {
    w.Moved = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: own(w, 'Api').PolicyDocument, Roles: [{ Ref: 'Api' }] } };
    delete w.Api.Properties.Policies;
  }],
  ['a managed policy that the role names', (w) => {
    w.Moved = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: own(w, 'Api').PolicyDocument } };
    delete w.Api.Properties.Policies;
    w.Api.Properties.ManagedPolicyArns = [{ Ref: 'Moved' }];
  }],
  ['an inline policy beside the role', (w) => {
    w.Moved = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'moved', PolicyDocument: own(w, 'Api').PolicyDocument, Roles: [{ Ref: 'Api' }] } };
    delete w.Api.Properties.Policies;
  }],
  ['two policies in place of one', (w) => {
    const all = statements(w, 'Api');
    w.Api.Properties.Policies = [{ PolicyName: 'a', PolicyDocument: document(all.slice(0, 2)) }, { PolicyName: 'b', PolicyDocument: document(all.slice(2)) }];
  }],
  ['a policy of another name', (w) => { own(w, 'Api').PolicyName = 'other'; }],
  ['a statement that another one holds', (w) => { statements(w, 'Api').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme-media/in/a/*' }); }],
  ['a statement that is there twice', (w) => { statements(w, 'Api').push(statement(w, 'Api', 'Read')); }],
  ['a statement that a deny takes back', (w) => { statements(w, 'Api').push({ Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' }); }],
  ['a deny of what nobody allows', (w) => { statements(w, 'Api').push({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }); }],
  ['a deny that is split', (w) => {
    statement(w, 'Api', 'Keep').Action = 'dynamodb:DeleteItem';
    statements(w, 'Api').push({ Effect: 'Deny', Action: ['dynamodb:DeleteTable', 'dynamodb:DeleteBackup', 'dynamodb:DeleteResourcePolicy', 'dynamodb:DeleteTableReplica'], Resource: '*' });
  }],
  ['the operator in another case', (w) => { statement(w, 'Api', 'Decrypt').Condition = { stringequals: { 'KMS:viaservice': ['s3.eu-central-1.amazonaws.com'] } }; }],
  ['StringLike without a wildcard', (w) => { statement(w, 'Api', 'Decrypt').Condition = { StringLike: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }; }],
  ['a condition with a value that another one holds', (w) => { statement(w, 'Api', 'List').Condition.StringLike['s3:prefix'] = ['in/*', 'in/new/*']; }],
  ['a statement for each value of a condition', (w) => {
    const one = statement(w, 'Api', 'List');
    one.Condition.StringLike['s3:prefix'] = ['in/*', 'in/a*'];
    statements(w, 'Api').push({ ...one, Sid: 'List2', Condition: { StringLike: { 's3:prefix': 'in/b*' } } });
  }],
  ['a resource for each letter of a wildcard that it holds', (w) => { statement(w, 'Api', 'Work').Resource = [queue('jobs-?'), queue('jobs-1')]; }],
  ['the boundary in two statements', (w) => {
    w.Limit.Properties.PolicyDocument.Statement = [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }, { Effect: 'Allow', Action: 'sts:*', Resource: '*' }];
  }],
  ['a boundary that limits nothing of the role', (w) => {
    w.Wide = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'wide', PolicyDocument: document([{ Effect: 'Allow', Action: '*', Resource: '*' }]) } };
    w.Api.Properties.PermissionsBoundary = { Ref: 'Wide' };
  }],
  ['a session policy that is written otherwise', (w) => {
    w.Association.Properties.Policy = JSON.stringify(document([{ Effect: 'Allow', Action: ['S3:GetObject'], Resource: [OBJECTS] }]));
  }],
  ['a statement of the trust for each subject', (w) => {
    const both = ['system:serviceaccount:shop:api', 'system:serviceaccount:shop:api'];
    w.Api.Properties.AssumeRolePolicyDocument = document(both.flatMap((subject) => trustFor(subject).Statement));
  }],
  ['a subject by a pattern that stands for it alone', (w) => { w.Api.Properties.AssumeRolePolicyDocument = trustFor('system:serviceaccount:shop:api', ISSUERS.green, 'StringLike'); }],
  ['a trust with a name and other spellings', (w) => {
    const [one] = trust(w, 'Api').Statement;
    w.Api.Properties.AssumeRolePolicyDocument = { Version: '2012-10-17', Id: 'x', Statement: { ...one, Sid: 'Pods', Action: ['STS:AssumeRoleWithWebIdentity'] } };
  }],
  ['principals in a list', (w) => { trust(w, 'Writer').Statement[0].Principal.AWS = arnOf('importer'); }],
  ['the policy of the bucket in two statements', (w) => {
    const [one] = w.MediaPolicy.Properties.PolicyDocument.Statement;
    w.MediaPolicy.Properties.PolicyDocument.Statement = ['a*', '*'].map((end) => ({ ...one, Sid: `S${end.length}`, Resource: `arn:aws:s3:::acme-media/in/secret/${end}`, Principal: { AWS: '*' } }));
  }],
  ['a condition that every request of the statement meets', (w) => { statement(w, 'Api', 'Keep').Condition = { Null: { 'aws:PrincipalArn': 'false' } }; }],
  ['tags, and a description', (w) => { w.Api.Properties.Description = 'x'; w.Api.Properties.Tags = [{ Key: 'a', Value: 'b' }]; }],
  ['keys in another spelling of the ARN', (w) => { statement(w, 'Api', 'Decrypt').Resource = { 'Fn::Sub': KEY.replace(ACCOUNT, '${Account}') }; w.Account = { Type: 'AWS::SSM::Parameter', Properties: {} }; statement(w, 'Api', 'Decrypt').Resource = [{ 'Fn::Join': [':', KEY.split(':')] }]; }],
];

test('there are thirty', () => expect(REFACTORINGS.length).toBeGreaterThanOrEqual(30));

test.each(REFACTORINGS.filter((_, i) => inSample(i, 1)))('no difference: %s', (_, change) => {
  const lines = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after)).flatMap(({ differences }) => differences.map(({ kind, text }) => [kind, text]));
  expect(lines(world(), changed(change))).toEqual([]);
  expect(lines(changed(change), world())).toEqual([]);
});
