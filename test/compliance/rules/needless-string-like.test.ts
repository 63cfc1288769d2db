import { foundInFiles } from '../files';
import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (values: string, shown = values, claim = 'sub') =>
  `NeedlessStringLike[${values}]: statement 1 of the trust tests ${claim} under StringLike, though "${shown}" has no wildcard: write StringEquals`;

test('StringEquals is clean, and so is StringLike with a wildcard among its values', () => {
  expect(found(sound())).toEqual([]);
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: [WEB, `${WEB}-*`] } }))).toEqual([]);
});

test('StringLike without one is found', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: WEB } }))).toEqual([message(WEB)]);
  expect(found(statement({ 'StringEquals': { [AUD]: STS }, 'ForAnyValue:StringLike': { [SUB]: [WEB, `${WEB}2`] } })))
    .toEqual([message(`${WEB},${WEB}2`, `${WEB}, ${WEB}2`)]);
  expect(found(statement({ StringLike: { [SUB]: WEB, [AUD]: STS } }))).toEqual([message(WEB), message(STS, STS, 'aud')]);
});

test('a policy variable is not taken for a name', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: 'system:serviceaccount:shop:${aws:username}' } })).map((line) => line.split('[')[0]))
    .toEqual(['MalformedSubject']);
});

test('a Deny with StringNotLike is left alone', () => {
  expect(found([statement({ StringEquals: { [AUD]: STS } }), statement({ StringNotLike: { [SUB]: WEB } }, { Effect: 'Deny' })])).toEqual([]);
});

test('a part that is known only at deploy time may have a wildcard', () => {
  const trust = statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: { 'Fn::Sub': 'system:serviceaccount:shop:${Name}' } } });
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } } })).toEqual([
    'Undecidable[the-subject-system:serviceaccount:shop:<Name>]: the subject system:serviceaccount:shop:<Name> is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});

test.each([
  ['one of them needs it', [WEB, `${WEB}-*`], []],
  ['none needs it', [WEB, `${WEB}2`], [message(WEB), message(`${WEB}2`)]],
])('of the allowed values of a parameter %s', (_, AllowedValues, expected) => {
  const trust = statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: { Ref: 'Subject' } } });
  const files = { 't.json': { Parameters: { Subject: { Type: 'String', AllowedValues } }, Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust } } } } } };
  expect(foundInFiles(files).map((line) => line.replace(/^.*?: warning /, ''))).toEqual(expected);
});
