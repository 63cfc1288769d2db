import { OBJECTS, arnOf, modelOf, queue, world } from './world';
import type { World } from './world';
import { differencesBetween } from '../../../lib/access/differences/differences';
import type { AccessRequest } from '../../../lib/iam/access-request';
import { simulated } from '../../iam/evaluator/simulator';
import { ACCOUNT } from '../inventory-fixture';

type Json = any;

// Principals that are no roles among the paths gain and lose by the policies of resources.

const OTHER = '999988887777';
const JOBS = queue('jobs');
const DONE = `arn:aws:sns:eu-central-1:${ACCOUNT}:done`;
const ROOT = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const document = (...all: readonly Json[]) => ({ Version: '2012-10-17', Statement: all });

/** Each kind of resource with a policy. */
function resources(): World {
  return {
    ...world(),
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document(ROOT) } },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    JobsPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'Jobs' }], PolicyDocument: document({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: JOBS, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::acme-media' } } }) },
    },
    Done: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'done' } },
    DonePolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Done' }], PolicyDocument: document({ Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'sns:Subscribe', Resource: DONE }) } },
    Token: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'token' } },
    TokenPolicy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: { SecretId: { Ref: 'Token' }, ResourcePolicy: document({ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-acme' } } }) },
    },
  };
}

const ofBucket = (w: World): Json[] => w.MediaPolicy.Properties.PolicyDocument.Statement as Json[];
const ofKey = (w: World): Json[] => w.Key.Properties.KeyPolicy.Statement as Json[];
const ofQueue = (w: World): Json => w.JobsPolicy.Properties.PolicyDocument.Statement[0];
const ofTopic = (w: World): Json => w.DonePolicy.Properties.PolicyDocument.Statement[0];
const ofSecret = (w: World): Json => w.TokenPolicy.Properties.ResourcePolicy.Statement[0];
const read = (principal: Json, others: object = {}) => ({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: OBJECTS, ...others });

type Change = readonly [name: string, change: (world: World) => void, who: readonly string[], subject: string, text: string];

const MEDIA = 'bucket acme-media';
const READS = 'reads objects of acme-media';

const GAINS: readonly Change[] = [
  ['a user of the account', (w) => ofBucket(w).push(read({ AWS: `arn:aws:iam::${ACCOUNT}:user/alice` })), [`arn:aws:iam::${ACCOUNT}:user/alice`], MEDIA, READS],
  ['another account', (w) => ofBucket(w).push(read({ AWS: `arn:aws:iam::${OTHER}:root` })), [`account ${OTHER}`], MEDIA, READS],
  ['another account by its number', (w) => ofBucket(w).push(read({ AWS: OTHER })), [`account ${OTHER}`], MEDIA, READS],
  ['a role of another account', (w) => ofBucket(w).push(read({ AWS: `arn:aws:iam::${OTHER}:role/etl` })), [`arn:aws:iam::${OTHER}:role/etl`], MEDIA, READS],
  ['a role of the account that is not among the paths', (w) => ofBucket(w).push(read({ AWS: arnOf('etl') })), [arnOf('etl')], MEDIA, READS],
  ['a service', (w) => ofBucket(w).push(read({ Service: 'logging.s3.amazonaws.com' }, { Action: 's3:PutObject' })), ['the service logging.s3.amazonaws.com'], MEDIA, 'writes objects of acme-media'],
  ['two in one statement', (w) => ofBucket(w).push(read({ AWS: [OTHER, `arn:aws:iam::${ACCOUNT}:user/alice`] })), [`account ${OTHER}`, `arn:aws:iam::${ACCOUNT}:user/alice`], MEDIA, READS],
  ['a canonical user', (w) => ofBucket(w).push(read({ CanonicalUser: 'a'.repeat(64) })), [`the canonical user ${'a'.repeat(64)}`], MEDIA, READS],
  ['the bucket itself', (w) => ofBucket(w).push(read({ AWS: OTHER }, { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme-media' })), [`account ${OTHER}`], MEDIA, 'lists bucket acme-media'],
  ['a queue drops its condition', (w) => { delete ofQueue(w).Condition; }, ['the service s3.amazonaws.com'], 'queue jobs', 'sends messages to queue jobs'],
  ['a topic, one account more', (w) => { ofTopic(w).Principal.AWS = [OTHER, '444455556666']; }, ['account 444455556666'], 'topic done', 'writes topic done'],
  ['a topic, one action more', (w) => { ofTopic(w).Action = ['sns:Subscribe', 'sns:Publish']; }, [`account ${OTHER}`], 'topic done', 'publishes to topic done'],
  ['a key for another account', (w) => ofKey(w).push({ Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'kms:Decrypt', Resource: '*' }), [`account ${OTHER}`], 'key <Key>', 'decrypts with key <Key>'],
  ['a key, a service for one account only', (w) => ofKey(w).push({ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }), ['the service sns.amazonaws.com'], 'key <Key>', `decrypts with key <Key>, if aws:SourceAccount is "${ACCOUNT}"`],
  ['the condition of a deny for everyone is wider', (w) => { ofSecret(w).Condition.StringNotEquals['aws:PrincipalOrgID'] = ['o-acme', 'o-partner']; }, ['anyone'], 'secret token', 'reads secret token-<the suffix of Token>, if aws:PrincipalOrgID is not "o-acme", which is no longer denied'],
];

const linesOf = (before: World, after: World) => differencesBetween(modelOf(before), modelOf(after));
const changed = (change: (world: World) => void) => {
  const copy = structuredClone(resources());
  change(copy);
  return copy;
};

test.each(GAINS)('%s: one line', (_, change, who, subject, text) => {
  const [before, after] = [resources(), changed(change)];
  const groups = linesOf(before, after).filter((group) => !group.subject.startsWith('role '));
  expect(groups.map((group) => [group.workloads, group.subject, group.differences.map((one) => [one.kind, one.text])])).toEqual([[who, subject, [['gains', text]]]]);
  const [{ witness }] = groups[0].differences;
  if (witness!.principal.kind !== 'canonicalUser') { // iam-simulate has none
    expect(answersIn(before, after, witness!)).toContainEqual([false, true]);
  }
  const back = linesOf(after, before).filter((group) => !group.subject.startsWith('role '));
  expect(back.flatMap(({ differences }) => differences.map(({ kind }) => kind))).toEqual(['loses']);
});

/** What iam-simulate answers on both sides: of somebody without policies, and of somebody with all. */
function answersIn(before: World, after: World, request: AccessRequest): boolean[][] {
  return [[], [document({ Effect: 'Allow', Action: '*', Resource: '*' })]].map((identity) => [before, after].map((of) => simulated(
    { ...request, resourceAccount: request.resourceAccount ?? ACCOUNT }, { identity, resource: [policyIn(of, request.resource)] }) === 'allowed'));
}

function policyIn(of: World, resource: string): object {
  const id = resource.includes(':s3:') ? 'MediaPolicy' : resource.includes(':sqs:') ? 'JobsPolicy' : resource.includes(':sns:') ? 'DonePolicy' : 'TokenPolicy';
  return (resource.includes(':secretsmanager:') ? of.TokenPolicy.Properties.ResourcePolicy : /:kms:|standin/.test(resource) ? of.Key.Properties.KeyPolicy : of[id].Properties.PolicyDocument) as object;
}

test('everyone: those without credentials, other accounts and services', () => {
  const groups = linesOf(resources(), changed((w) => ofBucket(w).push(read('*')))).filter(({ subject }) => subject === MEDIA);
  expect(groups.map(({ workloads, differences }) => [workloads, differences.map(({ text, witness }) => [text, witness?.principal.kind])])).toEqual([[['anyone'], [[READS, 'anonymous']]]]);
});

test.each<readonly [string, (world: World) => void]>([
  ['statements in another order', (w) => { ofBucket(w).push(read({ AWS: OTHER })); ofBucket(w).reverse(); }],
  ['an account by its number in place of its root', (w) => { ofBucket(w).push(read({ AWS: `arn:aws:iam::${OTHER}:root` })); }],
  ['a statement for each principal', (w) => { ofBucket(w).push(read({ AWS: OTHER }), read({ AWS: `arn:aws:iam::${OTHER}:role/etl` })); }],
])('no line: %s', (_, change) => {
  const before = changed((w) => ofBucket(w).push(read({ AWS: OTHER })));
  expect(linesOf(before, changed(change))).toEqual([]);
  expect(linesOf(changed(change), before)).toEqual([]);
});

test('what a bucket policy says of another bucket has no effect', () => {
  expect(linesOf(resources(), changed((w) => ofBucket(w).push(read({ AWS: OTHER }, { Resource: 'arn:aws:s3:::other/*' }))))).toEqual([]);
});

test('a key that is new is its account\'s, which is no line', () => {
  expect(linesOf(world(), resources()).filter(({ subject }) => subject.startsWith('key'))).toEqual([]);
});

test('a role among the paths has a line of its own, and none of the bucket', () => {
  const lines = linesOf(resources(), changed((w) => ofBucket(w).push(read({ AWS: arnOf('writer') }))));
  expect(lines.map(({ subject }) => subject)).toEqual(['role writer']);
});


