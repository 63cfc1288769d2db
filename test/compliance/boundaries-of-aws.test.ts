import { allow, attached, bounded, roleFile } from './attack/attempt';
import { foundInFiles } from './files';
import { boundaryOfAws } from '../../lib/compliance/boundaries-of-aws';
import { allowedOf, boundaryQuestions } from '../../lib/compliance/boundary-questions';
import { coversAction } from '../../lib/iam/action';

const AWS = (name: string, partition = 'aws') => `arn:${partition}:iam::aws:policy/${name}`;
const allows = (name: string, action: string) => {
  const statements = boundaryOfAws(AWS(name))?.document.statements;
  return statements === undefined || statements.some((statement) => coversAction(statement, action));
};
const found = (boundary: string, ...statements: object[]) => foundInFiles(roleFile(statements, bounded(boundary))).map((line) => line.replace(/^account\.json:\d+ web: /, '').replace(/\]: .*/s, ']'));

test('what rules ask of a boundary', () => {
  const questions = boundaryQuestions();
  expect(questions).toEqual(expect.arrayContaining(['iam:PutRolePolicy', 'iam:PassRole', 'sts:AssumeRole', 'ssm:StartSession', 's3:PutBucketPolicy', 'dynamodb:*']));
  expect(questions.length).toBeGreaterThan(700);
});

test('what a document allows of it, whatever its resources and conditions', () => {
  const asked = ['iam:PassRole', 'iam:PutRolePolicy', 'sqs:*', 'sns:*'];
  const of = (...Statement: object[]) => allowedOf({ Version: '2012-10-17', Statement }, asked);
  expect(of(allow('iam:Pass*', 'arn:aws:iam::*:role/a', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }))).toEqual(['iam:PassRole']);
  expect(of({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toEqual(['sqs:*', 'sns:*']);
  expect(of(allow(['sqs:A*', 'sqs:C*', 'sqs:D*', 'sqs:G*', 'sqs:L*']), allow(['sqs:P*', 'sqs:R*', 'sqs:S*', 'sqs:T*', 'sqs:U*']))).toEqual(['sqs:*']);
  expect(of(allow('sqs:Get*'), allow('*'))).toEqual(asked);
  expect(of(allow('sqs:Get*'))).toEqual([]);
});

test('what a policy of AWS leaves', () => {
  expect(boundaryOfAws(AWS('AdministratorAccess'))).toBeUndefined();
  expect(boundaryOfAws(AWS('NewerThanTheTable'))).toBeUndefined();
  expect(boundaryOfAws('arn:aws:iam::111122223333:policy/ReadOnlyAccess')).toBeUndefined();
  expect(boundaryOfAws(AWS('job-function/ViewOnlyAccess'))?.isNarrow).toBe(true);
  expect(boundaryOfAws(AWS('AmazonS3FullAccess'))?.isNarrow).toBe(false);
  for (const [name, action, expected] of [
    ['ReadOnlyAccess', 'iam:PutRolePolicy', false], ['IAMFullAccess', 'iam:PutRolePolicy', true], ['PowerUserAccess', 'iam:PassRole', false], ['PowerUserAccess', 'lambda:*', true],
    ['AmazonS3FullAccess', 's3:*', true], ['AmazonS3FullAccess', 'dynamodb:*', false], ['ReadOnlyAccess', 'ec2:CreateTags', true],
  ] as const) {
    expect([name, action, allows(name, action)]).toEqual([name, action, expected]);
  }
});

test('roles within it are judged by what it leaves', () => {
  expect(found(AWS('job-function/ViewOnlyAccess'), allow('iam:*'))).toEqual([]);
  expect(found(AWS('ReadOnlyAccess', 'aws-us-gov'), allow(['iam:*', 's3:*', 'sts:*', 'lambda:*']))).toEqual([]);
  expect(found(AWS('ReadOnlyAccess'), allow('gamelift:*'))).toEqual(['warning PrivilegeEscalation[gamelift:*-on-*]']); // it reads credentials of machines
  expect(found(AWS('AmazonS3FullAccess'), allow('dynamodb:*'))).toEqual([]);
  expect(found(AWS('AmazonS3FullAccess'), allow('s3:*'))).toEqual(['error BroadPolicy[s3:*-on-*]']);
  expect(found(AWS('IAMFullAccess'), allow('iam:PutRolePolicy'))).toEqual(['error PrivilegeEscalation[iam:PutRolePolicy-on-*]']);
  expect(found(AWS('AdministratorAccess'), allow('iam:PutRolePolicy'))).toEqual(['error PrivilegeEscalation[iam:PutRolePolicy-on-*]']);
  expect(found(AWS('AWSApplicationMigrationEC2Access'), allow('iam:PassRole'))).toEqual(['warning PassAnyRole[*]']);
});

test('a tag that it may give is one that its boundary may let it give', () => {
  const team = { StringEquals: { 'aws:ResourceTag/team': 'shop' } };
  expect(found(AWS('AmazonSSMFullAccess'), allow('ssm:StartSession', '*', team), allow('ec2:CreateTags'))).toEqual([expect.stringContaining('PrivilegeEscalation[ssm:StartSession-on-*')]);
});

test('a policy of AWS that is attached is none of a boundary', () => {
  expect(foundInFiles(roleFile([], { ...attached(AWS('AmazonS3FullAccess')), ...bounded(AWS('ReadOnlyAccess')) }))).toEqual([expect.stringContaining(': warning BroadManagedPolicy[AmazonS3FullAccess]')]);
});
