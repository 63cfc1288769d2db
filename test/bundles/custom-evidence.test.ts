import { CustomBundle } from '../../lib/bundles/custom';
import type { WildcardEvidence } from '../../lib/bundles/policy-bundle';
import { messageOf } from '../support';

const STATEMENTS = [
  { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
  { Effect: 'Allow', Action: ['s3:DeleteBucket', 's3:Get*'], Resource: ['*', 'arn:aws:s3:::media'] },
];
const policy = (statements: unknown = STATEMENTS) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const bundle = (evidence: unknown, statements?: unknown) => CustomBundle.fromJson('own', { policy: policy(statements), evidence: evidence as WildcardEvidence[] });
const message = (evidence: unknown, statements?: unknown) => messageOf(() => bundle(evidence, statements));
const ACTION = { wildcard: 's3:Get*', reason: 'every reading call' };
const INSTANCES = { wildcard: '*', actions: ['ec2:DescribeInstances'], reason: 'the action supports no resource' };

test('a reason for one action on a wildcard does not speak for another', () => {
  expect(message([ACTION, INSTANCES])).toBe(
    'each wildcard of own must have evidence (why it cannot be narrower), missing for "*" (s3:DeleteBucket and s3:Get*): narrow it, or add to "evidence", with your reason\n' +
    '  - { wildcard: "*", actions: ["s3:DeleteBucket", "s3:Get*"], reason: "…" }');
});

test('each statement gets the evidence of its own actions', () => {
  const buckets = { wildcard: '*', actions: ['s3:deletebucket', 's3:Get*'], reason: 'names are made at run time' };
  const [first, second] = bundle([ACTION, INSTANCES, buckets]).bind(undefined as any).statements ?? [];
  expect([first.evidence, second.evidence]).toEqual([[INSTANCES], [ACTION, buckets]]);
});

test('the line that an error gives is right once it has a reason', () => {
  const statements = { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'], Resource: 'arn:aws:sqs:eu-central-1:111122223333:a-*' };
  const [, line] = message([], statements).split('\n  - ');
  const pasted = line.replace(/(\w+):(?= )/g, '"$1":');
  expect(message([JSON.parse(pasted)], statements)).toContain('evidence[0].reason of own must say why the wildcard cannot be narrower');
  expect(() => bundle([JSON.parse(pasted.replace('…', 'queues are made at run time'))], statements)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['without actions', { wildcard: '*', reason: 'no ARN is known' },
    'evidence[0] of own must have "actions", since "*" is a resource: the reason counts for the actions that it names alone, such as\n' +
    '  - { wildcard: "*", actions: ["ec2:DescribeInstances", "s3:DeleteBucket", "s3:Get*"], reason: "no ARN is known" }'],
  ['with no action', { ...INSTANCES, actions: [] }, 'evidence[0].actions of own must be a list that names at least one action, got []'],
  ['with a text for actions', { ...INSTANCES, actions: 'ec2:DescribeInstances' }, 'evidence[0].actions of own must be a list that names at least one action, got "ec2:DescribeInstances"'],
  ['with every action', { ...INSTANCES, actions: ['*'] }, 'evidence[0].actions[0] of own must be an action that a statement allows on "*", got "*": known: ec2:DescribeInstances, s3:DeleteBucket, s3:Get*'],
  ['with null for an action', { ...INSTANCES, actions: [null] }, 'evidence[0].actions[0] of own must be an action that a statement allows on "*", got null'],
  ['with actions by a wildcard', { ...INSTANCES, actions: ['ec2:Describe*'] }, 'got "ec2:Describe*": known: ec2:DescribeInstances'],
  ['with an action that is not allowed there', { ...INSTANCES, actions: ['ec2:DescribeInstance'] }, 'got "ec2:DescribeInstance": did you mean "ec2:DescribeInstances"?'],
  ['with actions for an action', { ...ACTION, actions: ['s3:Get*'] }, 'evidence[0].actions of own must be left out, since "s3:Get*" is itself an action, got ["s3:Get*"]'],
  ['with a reason that is none', { ...INSTANCES, reason: '\u200B.' }, 'evidence[0].reason of own must say why the wildcard cannot be narrower, in a sentence'],
  ['that is no object', 'why', 'evidence[0] of own must be an object such as { wildcard: "*", actions: ["ec2:DescribeInstances", "s3:DeleteBucket", "s3:Get*"], reason: "…" }, got "why"'],
  ['that is null', null, 'evidence[0] of own must be an object such as'],
  ['for no wildcard', { ...INSTANCES, wildcard: 'arn:aws:s3:::media' }, 'evidence[0].wildcard of own must be an action or resource with a wildcard that a statement allows, got "arn:aws:s3:::media"'],
])('evidence %s is refused', (_, item, expected) => {
  expect(message([item])).toContain(expected);
});

test('evidence that is no list is refused', () => {
  expect(message({ wildcard: '*' })).toBe('evidence of own must be a list, got {"wildcard":"*"}');
});
