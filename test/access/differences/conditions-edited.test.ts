import { OBJECTS, answerIn, changed, modelOf, queue, statement, statements, trust } from './world';
import type { World } from './world';
import { differencesBetween } from '../../../lib/access/differences/differences';
import { ACCOUNT, ISSUERS, trustFor } from '../inventory-fixture';

type Json = any;

// Edits of conditions, values and variables: half of them let somebody do more or less, half only write the same in another way.

const sub = `${ISSUERS.green}:sub`;
const MAY = { Sid: 'More', Effect: 'Allow', Action: 's3:PutObject', Resource: OBJECTS };

/** The world with a statement that has a condition. */
const when = (Condition: Json, others: object = {}) => changed((w) => { statements(w, 'Api').push({ ...MAY, Condition, ...others }); });
const plain = (others: object = {}) => changed((w) => { statements(w, 'Api').push({ ...MAY, ...others }); });
/** The world in which the role may write, but for a deny with a condition. */
const unless = (Condition: Json) => changed((w) => { statements(w, 'Api').push(MAY, { Effect: 'Deny', Action: 's3:PutObject', Resource: '*', Condition }); });
const trusting = (operator: string, subject: string) => changed((w) => { w.Api.Properties.AssumeRolePolicyDocument = trustFor(subject, ISSUERS.green, operator); });
const ofAccount = (Condition?: Json) => changed((w) => { trust(w, 'Writer').Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999988887777' }, ...Condition === undefined ? {} : { Condition } }); });
const TAGGED = 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team}/*';

type Edit = readonly [name: string, before: World, after: World];

/** After the edit somebody may do more. */
const WIDER: readonly Edit[] = [
  ['a range of addresses', when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } }), when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
  ['a later date', when({ DateLessThan: { 'aws:CurrentTime': '2026-12-31T00:00:00Z' } }), when({ DateLessThan: { 'aws:CurrentTime': '2027-12-31T00:00:00Z' } })],
  ['a higher number', when({ NumericLessThan: { 's3:max-keys': '10' } }), when({ NumericLessThan: { 's3:max-keys': '11' } })],
  ['less than becomes at most', when({ NumericLessThan: { 's3:max-keys': '10' } }), when({ NumericLessThanEquals: { 's3:max-keys': '10' } })],
  ['not over TLS', when({ Bool: { 'aws:SecureTransport': 'true' } }), plain()],
  ['an ARN with a wildcard', when({ ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${ACCOUNT}:done` } }), when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:done' } })],
  ['one exception less', when({ StringNotEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }), when({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })],
  ['a wildcard that is a character', when({ StringNotLike: { 'aws:SourceVpc': 'vpc-*' } }), when({ StringNotEquals: { 'aws:SourceVpc': 'vpc-*' } })],
  ['one key of two', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalTag/team': 'a' } }), when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
  ['one operator of two', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' }, Null: { 'aws:TokenIssueTime': 'true' } }), when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
  ['all values become any', when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] }, 'Null': { 'aws:TagKeys': 'false' } }), when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } })],
  ['a deny asks for the key', unless({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }), unless({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' }, Null: { 'aws:SourceVpc': 'false' } })],
  ['a deny of what has no second factor spares what has no key', unless({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }), unless({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
  ['a deny for all but one range for all but two', unless({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), unless({ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } })],
  ['a variable has a default', plain({ Resource: TAGGED }), plain({ Resource: TAGGED.replace('team', 'team, \'all\'') })],
  ['a wildcard in place of a variable', plain({ Resource: TAGGED }), plain({ Resource: 'arn:aws:s3:::acme-media/*/*' })],
  ['all but a resource', plain({ Resource: undefined, NotResource: ['arn:aws:s3:::acme-media/a/*', 'arn:aws:s3:::acme-media/b/*', 'arn:aws:sns:*:*:*'] }), plain({ Resource: undefined, NotResource: ['arn:aws:s3:::acme-media/a/*', 'arn:aws:sns:*:*:*'] })],
  ['a wildcard in the name of a namespace', trusting('StringLike', 'system:serviceaccount:shop:a*'), trusting('StringLike', 'system:serviceaccount:shop*:a*')],
  ['no external id', ofAccount({ StringEquals: { 'sts:ExternalId': 'acme' } }), ofAccount()],
  ['a deny of the trust', changed((w) => { trust(w, 'Api').Statement[0].Condition.StringEquals[sub] = ['system:serviceaccount:shop:api', 'system:serviceaccount:shop:web']; trust(w, 'Api').Statement.push({ ...trust(w, 'Api').Statement[0], Effect: 'Deny', Condition: { StringEquals: { [sub]: 'system:serviceaccount:shop:web' } } }); }),
    changed((w) => { trust(w, 'Api').Statement[0].Condition.StringEquals[sub] = ['system:serviceaccount:shop:api', 'system:serviceaccount:shop:web']; })],
];

/** Before and after say the same. */
const SAME: readonly Edit[] = [
  ['two halves of a range', when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), when({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } })],
  ['a number with a point', when({ NumericLessThan: { 's3:max-keys': '10' } }), when({ NumericLessThan: { 's3:max-keys': '10.0' } })],
  ['a date in seconds', when({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }), when({ DateLessThan: { 'aws:CurrentTime': '1798761600' } })],
  ['a date of another zone', when({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }), when({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T02:00:00+02:00' } })],
  ['true without quotes', when({ Bool: { 'aws:SecureTransport': 'true' } }), when({ Bool: { 'aws:SecureTransport': true } })],
  ['an address of IPv6 in another spelling', when({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), when({ IpAddress: { 'aws:SourceIp': '2001:0DB8:0:0::/32' } })],
  ['ArnEquals', when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:done' } }), when({ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:done' } })],
  ['a negated operator that asks for no key', when({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }), when({ StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })],
  ['letters that have no case', when({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }), when({ StringEqualsIgnoreCase: { 'aws:PrincipalAccount': ACCOUNT } })],
  ['keys in another order', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalTag/team': 'a' } }), when({ StringEquals: { 'aws:PrincipalTag/team': ['a', 'a'], 'aws:SourceVpc': 'vpc-1' } })],
  ['an operator for each key', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalTag/team': 'a' } }), when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' }, StringLike: { 'aws:PrincipalTag/team': 'a' } })],
  ['a statement for each value', when({ StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }), changed((w) => { statements(w, 'Api').push(...['vpc-1', 'vpc-2'].map((vpc) => ({ ...MAY, Sid: vpc.replace('-', ''), Condition: { StringEquals: { 'aws:SourceVpc': vpc } } }))); })],
  ['two stars for one', plain({ Resource: 'arn:aws:s3:::acme-media/a*' }), plain({ Resource: 'arn:aws:s3:::acme-media/a**' })],
  ['a deny of what is allowed alone', unless({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), changed((w) => { statements(w, 'Api').push(MAY, { Effect: 'Deny', Action: 's3:PutObject', Resource: OBJECTS, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }); })],
  ['a deny in place of a condition', when({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }), unless({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
  ['the account by its digits', changed((w) => { trust(w, 'Writer').Statement[0].Principal.AWS = ACCOUNT; }), changed((w) => { trust(w, 'Writer').Statement[0].Principal.AWS = `arn:aws:iam::${ACCOUNT}:root`; })],
  ['a deny of the trust of whom it does not let', trusting('StringEquals', 'system:serviceaccount:shop:api'), changed((w) => { trust(w, 'Api').Statement.push({ ...trust(w, 'Api').Statement[0], Effect: 'Deny', Condition: { StringEquals: { [sub]: 'system:serviceaccount:shop:web' } } }); })],
  ['a subject asked for twice', trusting('StringEquals', 'system:serviceaccount:shop:api'), changed((w) => { trust(w, 'Api').Statement[0].Condition.StringLike = { [sub]: 'system:serviceaccount:*' }; })],
  ['a boundary of all but what the role has not', changed(() => undefined), changed((w) => { w.Wide = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'wide', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } } }; w.Api.Properties.PermissionsBoundary = { Ref: 'Wide' }; })],
  ['a resource in pieces', changed(() => undefined), changed((w) => { statement(w, 'Api', 'Work').Resource = { 'Fn::Join': [':', ['arn:aws:sqs:eu-central-1', ACCOUNT, queue('jobs-?').split(':').at(-1)]] }; })],
];

const linesOf = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after))
  .filter(({ subject }) => !subject.startsWith('bucket ')).flatMap(({ differences }) => differences);

test('there are forty', () => expect([WIDER.length, SAME.length]).toEqual([20, 20]));

test.each(WIDER)('%s: one gain, and one loss the other way round', async (_, before, after) => {
  const [gains, losses] = [linesOf(before, after), linesOf(after, before)];
  expect(gains.map(({ kind, text }) => [kind, text])).toEqual([[expect.stringMatching(/^(gains|mayBecome)$/), expect.any(String)]]);
  expect(losses.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^(loses|mayNoLongerBecome)$/)]);
  const [{ witness }] = gains;
  expect([await answerIn(before, witness!), await answerIn(after, witness!)]).toEqual([false, true]);
});

test.each(SAME)('%s: no line', (_, before, after) => {
  const lines = [...linesOf(before, after), ...linesOf(after, before)];
  expect(lines.map(({ kind, text, before: was, after: is }) => [kind, text, was, is])).toEqual([]);
});
