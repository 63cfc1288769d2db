import { allow, attached, deny, managed, OWN, roleFile } from './attack/attempt';
import { foundInFiles } from './files';

const BUCKET = 'arn:aws:s3:::shop';
const NOTE = 'account.json: note: allows its role nothing, since a condition never holds in a session of the role: ';
const noted = (...args: Parameters<typeof roleFile>) => foundInFiles(roleFile(...args)).map((line) => line.replace(NOTE, ''));
const under = (condition: object) => noted([allow('s3:GetObject', `${BUCKET}/*`, condition)]);
const own = (key: string) => [`statement 1 of the inline policy "own" of web (${key})`];

test.each<[string, object]>([
  ['aws:username', { StringEquals: { 'aws:username': 'alice' } }],
  ['aws:PrincipalType', { StringEquals: { 'aws:PrincipalType': 'User' } }],
  ['aws:PrincipalAccount', { StringEquals: { 'aws:PrincipalAccount': '444455556666' } }],
  ['aws:PrincipalArn', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/admin*` } }],
  ['aws:PrincipalIsAWSService', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
  ['aws:CurrentTime', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
])('a statement whose %s never holds', (key, condition) => expect(under(condition)).toEqual(own(key)));

test.each<[string, object]>([
  ['its own name', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/w*` } }],
  ['a day to come', { DateLessThan: { 'aws:CurrentTime': '2199-01-01T00:00:00Z' } }],
  ['a tag', { StringEquals: { 'aws:PrincipalTag/team': 'shop' } }],
])('nothing is said of %s', (_, condition) => expect(under(condition)).toEqual([]));

test('a Deny for others is no fault', () => {
  expect(noted([allow('s3:GetObject', `${BUCKET}/*`), deny('s3:GetObject', `${BUCKET}/*`, { StringEquals: { 'aws:username': 'alice' } })])).toEqual([]);
});

test('a managed policy may be for others, but what is over is so for all', () => {
  const policy = (condition: object) => noted([], attached(`arn:aws:iam::${OWN}:policy/read`), [managed('read', allow('s3:GetObject', `${BUCKET}/*`, condition))]);
  expect(policy({ StringEquals: { 'aws:username': 'alice' } })).toEqual([]);
  expect(policy({ DateLessThan: { 'aws:CurrentTime': '2020-01-01' } })).toEqual([`statement 1 of the managed policy arn:aws:iam::${OWN}:policy/read of web (aws:CurrentTime)`]);
});
