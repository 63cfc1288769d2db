import { letsGive, taggersFor } from '../../lib/compliance/tag-writers';
import { readDocument } from '../../lib/iam/document';

const statement = (Condition?: object) => readDocument({ Statement: { Effect: 'Allow', Action: 'iam:TagRole', Resource: '*', Condition } }).statements[0];
const gives = (condition: object | undefined, tag = 'team', values = ['shop']) => letsGive(statement(condition), tag, values);

test.each([
  [undefined],
  [{ StringEquals: { 'aws:RequestTag/team': 'shop' } }],
  [{ StringLike: { 'aws:RequestTag/Team': ['a', 's*'] } }],
  [{ StringEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}' } }],
  [{ StringNotEquals: { 'aws:RequestTag/team': 'admin' } }],
  [{ StringEquals: { 'aws:RequestTag/owner': 'web' } }],
  [{ Null: { 'aws:RequestTag/team': 'false' } }],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Name', 'team'] } }],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Name'] } }],
  [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['Name'] } }],
  [{ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
])('a tag may be given under %j', (condition) => expect(gives(condition)).toBe(true));

test.each([
  [{ StringEquals: { 'aws:RequestTag/team': 'mail' } }],
  [{ StringNotEquals: { 'aws:RequestTag/team': 'shop' } }],
  [{ Null: { 'aws:RequestTag/team': 'true' } }],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Name'] } }],
  [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['team'] } }],
  [{ StringEquals: { 'aws:ResourceTag/team': 'shop' } }],
  [{ StringEquals: { 'ec2:CreateAction': 'RunInstances' } }],
  [{ Odd: { 'aws:RequestTag/team': 'shop' } }],
])('none may be given under %j', (condition) => expect(gives(condition)).toBe(false));

test('a pattern of values is met by one of them', () => {
  expect(gives({ StringEquals: { 'aws:RequestTag/team': 'shop' } }, 'team', ['s*'])).toBe(true);
  expect(gives({ StringEquals: { 'aws:RequestTag/team': 'shop' } }, 'team', ['m*'])).toBe(false);
});

test('who gives tags to what an action is about', () => {
  expect(taggersFor('sts:AssumeRole')).toEqual([{ action: 'iam:TagRole', kind: 'iam::*:role/*' }]);
  expect(taggersFor('secretsmanager:GetSecretValue')).toEqual([{ action: 'secretsmanager:TagResource' }]);
  expect(taggersFor('sqs:ReceiveMessage')).toEqual([{ action: 'sqs:TagQueue' }]);
  expect(taggersFor('rds:ModifyDBInstance')).toEqual([{ action: 'rds:AddTagsToResource' }]);
  expect(taggersFor('elasticmapreduce:AddJobFlowSteps')).toEqual([{ action: 'elasticmapreduce:AddTags' }]);
  expect(taggersFor('ec2-instance-connect:SendSSHPublicKey')).toEqual([{ action: 'ec2:CreateTags', kind: 'ec2:*:*:instance/*' }]);
  expect(taggersFor('constructor:x')).toEqual([{ action: 'constructor:TagResource' }]);
});
