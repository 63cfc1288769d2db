import { KEY, OBJECTS, answerIn, arnOf, changed, modelOf, queue, statement, statements, trust, world } from './world';
import type { World } from './world';
import type { DifferenceKind } from '../../../lib/access/differences/difference';
import { differencesBetween } from '../../../lib/access/differences/differences';
import { inSample } from '../../property-runs';
import { ACCOUNT, ISSUERS, roleOf, trustFor } from '../inventory-fixture';

type Change = readonly [name: string, change: (world: World) => void, kind: DifferenceKind, text: string];

const GREEN = `of cluster ${ISSUERS.green}`;
const sub = `${ISSUERS.green}:sub`;

const BROADENINGS: readonly Change[] = [
  ['an action more', (w) => statement(w, 'Api', 'Work').Action.push('sqs:DeleteMessage'), 'gains', 'deletes messages of queues named jobs-?'],
  ['a statement more', (w) => statements(w, 'Api').push({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-media/uploads/*' }), 'gains', 'writes objects below acme-media/uploads/'],
  ['a document of AWS, which is of no account', (w) => statements(w, 'Api').push({ Effect: 'Allow', Action: 'ssm:SendCommand', Resource: 'arn:aws:ssm:eu-central-1::document/AWS-RunShellScript' }), 'gains', 'runs commands by document AWS-RunShellScript'],
  ['an action of no resource', (w) => statements(w, 'Api').push({ Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' }), 'gains', 'describes instances (EC2)'],
  ['a wider prefix', (w) => { statement(w, 'Api', 'Read').Resource = OBJECTS; }, 'gains', 'reads objects of acme-media'],
  ['another account', (w) => { statement(w, 'Api', 'Work').Resource = [queue('jobs-?'), queue('jobs', '999988887777')]; }, 'gains', 'receives messages from and sends messages to queue jobs of account 999988887777'],
  ['a wildcard in place of the account', (w) => { statement(w, 'Api', 'Work').Resource = queue('jobs-?', '*'); }, 'gains', 'receives messages from and sends messages to queues named jobs-? of any account'],
  ['? becomes *', (w) => { statement(w, 'Api', 'Work').Resource = queue('jobs-*'); }, 'gains', 'receives messages from and sends messages to queues named jobs-*'],
  ['a list becomes a pattern', (w) => { statement(w, 'Api', 'Tables').Action = ['dynamodb:Query', 'dynamodb:*Item']; }, 'gains', 'reads table orders; writes and changes items of table orders'],
  ['a condition is dropped', (w) => { delete statement(w, 'Api', 'Decrypt').Condition; }, 'gains', 'decrypts with key 1234…'],
  ['a condition may be absent', (w) => { statement(w, 'Api', 'Decrypt').Condition = { StringEqualsIfExists: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }; }, 'gains', 'decrypts with key 1234…, if kms:ViaService, if there, is "s3.eu-central-1.amazonaws.com"'],
  ['a condition has one more value', (w) => { statement(w, 'Api', 'Decrypt').Condition.StringEquals['kms:ViaService'] = ['s3.eu-central-1.amazonaws.com', 'sqs.eu-central-1.amazonaws.com']; }, 'gains', 'decrypts with key 1234… through S3 or SQS'],
  ['equals becomes like', (w) => { statement(w, 'Api', 'Decrypt').Condition = { StringLike: { 'kms:ViaService': '*.eu-central-1.amazonaws.com' } }; }, 'gains', 'decrypts with key 1234…, if kms:ViaService is like "*.eu-central-1.amazonaws.com"'],
  ['a condition is wider', (w) => { statement(w, 'Api', 'List').Condition.StringLike['s3:prefix'] = '*'; }, 'gains', 'lists bucket acme-media, if s3:prefix is like "*"'],
  ['a deny is dropped', (w) => { statements(w, 'Api').pop(); }, 'gains', 'deletes items of table orders, which is no longer denied'],
  ['a deny is narrowed to a table', (w) => { statement(w, 'Api', 'Keep').Resource = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/archive`; }, 'gains', 'deletes items of table orders, which is no longer denied'],
  ['a deny has a condition', (w) => { statement(w, 'Api', 'Keep').Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }; }, 'gains', 'deletes items of table orders, which is no longer denied'],
  ['a deny is about other actions', (w) => { statement(w, 'Api', 'Keep').Action = 'dynamodb:DeleteTable'; }, 'gains', 'deletes items of table orders, which is no longer denied'],
  ['a deny becomes NotAction', (w) => { w.Api.Properties.Policies[0].PolicyDocument.Statement[5] = { Effect: 'Deny', NotAction: ['s3:*', 'sqs:*', 'kms:*', 'dynamodb:*'], Resource: '*' }; }, 'gains', 'deletes items of table orders, which is no longer denied'],
  ['the deny of a bucket is dropped', (w) => { w.MediaPolicy.Properties.PolicyDocument.Statement[0].Principal = { AWS: arnOf('thumbs') }; }, 'gains', 'reads objects below acme-media/in/secret/, which is no longer denied'],
  ['a bucket lets the role itself', (w) => w.MediaPolicy.Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Principal: { AWS: arnOf('api') }, Action: 's3:PutObjectTagging', Resource: OBJECTS }), 'gains', 'tags objects of acme-media'],
  ['the boundary is removed', (w) => { delete w.Importer.Properties.PermissionsBoundary; }, 'gains', 'reads parameters below /jobs/, which its permissions boundary no longer keeps from it'],
  ['the boundary allows more', (w) => w.Limit.Properties.PolicyDocument.Statement[0].Action.push('ssm:Get*'), 'gains', 'reads parameters below /jobs/, which its permissions boundary no longer keeps from it'],
  ['the session policy is lost', (w) => { delete w.Association.Properties.Policy; }, 'gains', 'writes objects of acme-media, which its session policy no longer keeps from it (the session of green/shop/thumbs)'],
  ['the session policy allows more', (w) => { w.Association.Properties.Policy = w.Association.Properties.Policy.replace('s3:GetObject', 's3:*'); }, 'gains', 'writes objects of acme-media, which its session policy no longer keeps from it (the session of green/shop/thumbs)'],
  ['one more service account', (w) => { trust(w, 'Api').Statement[0].Condition.StringEquals[sub].push('system:serviceaccount:payments:report'); }, 'mayBecome', `payments/report ${GREEN}`],
  ['a whole namespace', (w) => { w.Api.Properties.AssumeRolePolicyDocument = trustFor('system:serviceaccount:shop:*', ISSUERS.green, 'StringLike'); }, 'mayBecome', `any service account of namespace shop ${GREEN}`],
  ['the subject is not asked for', (w) => { delete trust(w, 'Api').Statement[0].Condition.StringEquals[sub]; }, 'mayBecome', `any service account ${GREEN}`],
  ['the audience is not asked for', (w) => { delete trust(w, 'Api').Statement[0].Condition.StringEquals[`${ISSUERS.green}:aud`]; }, 'mayBecome', `shop/api ${GREEN}`],
  ['another cluster', (w) => trust(w, 'Api').Statement.push(...trustFor('system:serviceaccount:shop:api', ISSUERS.blue).Statement), 'mayBecome', `shop/api of cluster ${ISSUERS.blue}`],
  ['another account may become the role', (w) => trust(w, 'Writer').Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::999988887777:root' } }), 'mayBecome', 'whom account 999988887777 allows'],
  ['a new chain, by the trust', (w) => trust(w, 'Writer').Statement[0].Principal.AWS.push(arnOf('api')), 'mayBecome', `role api (shop/api ${GREEN})`],
  ['a new chain, by the policy', (w) => {
    trust(w, 'Writer').Statement[0].Principal.AWS.push(`arn:aws:iam::${ACCOUNT}:root`);
    statements(w, 'Api').push({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arnOf('writer') });
  }, 'gains', 'becomes role writer'],
  ['a key more', (w) => { statement(w, 'Api', 'Decrypt').Resource = [KEY, KEY.replace('12345678', '87654321')]; }, 'gains', 'decrypts with key 8765… through S3'],
  ['a managed policy is attached', (w) => {
    w.More = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:PurgeQueue', Resource: queue('jobs-1') }] } } };
    w.Api.Properties.ManagedPolicyArns = [{ Ref: 'More' }];
  }, 'gains', 'purges queue jobs-1'],
  ['equals no longer looks at the case', (w) => { statement(w, 'Api', 'Decrypt').Condition = { StringEqualsIgnoreCase: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }; }, 'gains', 'decrypts with key 1234… through S3'],
  ['Null in place of a value', (w) => { statement(w, 'Api', 'Decrypt').Condition = { Null: { 'kms:ViaService': 'false' } }; }, 'gains', 'decrypts with key 1234…, if kms:ViaService is there'],
  ['ForAllValues, which a request without the key meets', (w) => { statement(w, 'Api', 'List').Condition = { 'ForAllValues:StringLike': { 's3:prefix': 'in/*' } }; }, 'gains', 'lists bucket acme-media, if each value of s3:prefix is like "in/*"'],
  ['another boundary', (w) => { w.Other = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'other', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sns:*', 'sts:*', 'ssm:*'], Resource: '*' }] } } }; w.Importer.Properties.PermissionsBoundary = { Ref: 'Other' }; }, 'gains', 'reads parameters below /jobs/, which its permissions boundary no longer keeps from it'],
  ['one more audience', (w) => { trust(w, 'Api').Statement[0].Condition.StringEquals[`${ISSUERS.green}:aud`] = ['sts.amazonaws.com', 'vault']; }, 'mayBecome', `shop/api ${GREEN}`],
  ['a trust that no longer looks at the case', (w) => { const { StringEquals } = trust(w, 'Api').Statement[0].Condition; trust(w, 'Api').Statement[0].Condition = { StringEqualsIgnoreCase: StringEquals }; }, 'mayBecome', `shop/api ${GREEN}`],
  ['one more service', (w) => trust(w, 'Writer').Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }), 'mayBecome', 'the service lambda.amazonaws.com'],
  ['a user', (w) => trust(w, 'Writer').Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/alice` } }), 'mayBecome', `arn:aws:iam::${ACCOUNT}:user/alice`],
  ['another account with any external id', (w) => trust(w, 'Writer').Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999988887777' }, Condition: { StringLike: { 'sts:ExternalId': '*' } } }), 'mayBecome', 'whom account 999988887777 allows'],
  ['what a tag of the session names', (w) => { w.Api.Properties.Policies.push({ PolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team}/*' }] } }); }, 'gains', 'writes objects below acme-media/${aws:PrincipalTag/team}/'],
];

/** Changes that are two lines by their nature: who may become a role, and by the policy of another what it does. */
const TWO_LINES = ['a new chain, by the policy'];

test('there are thirty', () => expect(BROADENINGS.length).toBeGreaterThanOrEqual(30));

/** What others than roles gain by the policy of a bucket has a test of its own. */
const linesOfRoles = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after))
  .filter(({ subject }) => !subject.startsWith('bucket ')).flatMap(({ differences }) => differences);

test.each(BROADENINGS)('%s: one line', async (name, change, kind, text) => {
  const [before, after] = [world(), changed(change)];
  const lines = linesOfRoles(before, after)
    .filter((one) => !TWO_LINES.includes(name) || one.kind === kind);
  expect(lines.map((one) => [one.kind, one.text])).toEqual([[kind, text]]);
  expect(lines[0].isUndecided).toBe(false);
  const { witness } = lines[0];
  expect([await answerIn(before, witness!), await answerIn(after, witness!)]).toEqual([false, true]);
});

test.each(BROADENINGS.filter((_, i) => inSample(i, 4)))('the other way round, %s is one loss', (name, change, kind) => {
  const opposite = kind === 'gains' ? 'loses' : 'mayNoLongerBecome';
  const lines = linesOfRoles(changed(change), world())
    .filter((one) => !TWO_LINES.includes(name) || one.kind === opposite);
  expect(lines.map((one) => one.kind)).toEqual([opposite]);
});

test('a shorter NotAction', () => {
  const [before, after] = [['sqs:DeleteMessage', 'sqs:PurgeQueue', 's3:*'], ['sqs:DeleteMessage', 's3:*']].map((actions) => changed((w) => statements(w, 'Api').push({ Effect: 'Allow', NotAction: actions, Resource: queue('jobs') })));
  const lines = linesOfRoles(before, after);
  expect(lines.map(({ kind, witness }) => [kind, witness?.action.toLowerCase()])).toEqual([['gains', 'sqs:purgequeue']]);
});

test('where words are the same, both sides are shown as they are written', () => {
  const [line] = linesOfRoles(world(), changed((w) => { statement(w, 'Api', 'Decrypt').Condition = { StringEqualsIgnoreCase: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }; }));
  expect([line.before, line.after]).toEqual(['StringEquals', 'StringEqualsIgnoreCase'].map((operator) =>
    `{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":["${KEY}"],"Condition":{"${operator} kms:ViaService":["s3.eu-central-1.amazonaws.com"]}}`));
});

test('a new role, and one that is gone', () => {
  const after = changed((w) => { w.Billing = roleOf('billing', trustFor('system:serviceaccount:payments:report'), [{ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS }]); });
  const text = (before: World, now: World) => differencesBetween(modelOf(before), modelOf(now))
    .flatMap(({ subject, state, differences }) => differences.map((one) => [subject, state, one.kind, one.text]));
  expect(text(world(), after)).toEqual([
    ['role billing', 'new', 'mayBecome', `payments/report ${GREEN}`],
    ['role billing', 'new', 'gains', 'reads objects of acme-media'],
  ]);
  expect(text(after, world())).toEqual([
    ['role billing', 'removed', 'mayNoLongerBecome', `payments/report ${GREEN}`],
    ['role billing', 'removed', 'loses', 'reads objects of acme-media'],
  ]);
});
