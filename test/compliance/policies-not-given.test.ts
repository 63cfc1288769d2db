import { attached, managed, OWN, roleFile } from './attack/attempt';
import { foundInFiles, roleTemplate } from './files';

const arn = (name: string) => `arn:aws:iam::${OWN}:policy/${name}`;
const told = (file: string, names: string) =>
  [`${file}: note: roles of pods have managed policies whose documents are not given, so that what they allow is not judged: ${names}`];

test('policies of the account without a document are named', () => {
  expect(foundInFiles(roleFile([], attached(arn('unknown'))))).toEqual(told('account.json', arn('unknown')));
  expect(foundInFiles({ 't.json': roleTemplate({ RoleName: 'api', ManagedPolicyArns: [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/team' }] }) }))
    .toEqual(told('t.json', 'arn:aws:iam::<AWS::AccountId>:policy/team'));
});

test('a policy that another file gives is given', () => {
  const files = { ...roleFile([], {}, [managed('team', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' })]), 't.json': roleTemplate({ RoleName: 'api', ManagedPolicyArns: [arn('team')] }) };
  expect(foundInFiles(files)).toEqual([]);
});

test('three are named, and the others counted', () => {
  expect(foundInFiles(roleFile([], attached(...['a', 'b', 'c', 'd', 'e'].map(arn))))).toEqual(told('account.json', `${arn('a')}, ${arn('b')}, ${arn('c')} and 2 more`));
});

test('nothing is said of those that are given, of those of AWS, and of roles that are not of pods', () => {
  expect(foundInFiles(roleFile([], attached(arn('narrow')), [managed('narrow', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' })]))).toEqual([]);
  expect(foundInFiles(roleFile([], attached('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')))).toEqual([]);
  const ofService = { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] } };
  expect(foundInFiles(roleFile([], { ...ofService, ...attached(arn('unknown')) }))).toEqual([]);
});
