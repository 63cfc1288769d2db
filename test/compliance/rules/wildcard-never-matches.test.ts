import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (value: string, claim = 'sub', operator = 'StringEquals') =>
  `WildcardNeverMatches[${value}]: statement 1 of the trust compares ${claim} with "${value}" under ${operator}, which no token equals: write it without a wildcard`;

test('an exact subject is clean, and so is a wildcard where it works', () => {
  expect(found(sound())).toEqual([]);
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: `${WEB}-*` } }))).toEqual([]);
});

test.each(['system:serviceaccount:shop:*', 'system:serviceaccount:*:web', '*', 'system:serviceaccount:shop:web-?'])('%s is found, once', (sub) => {
  expect(found(sound(sub))).toEqual([message(sub)]);
  expect(found(sound([WEB, sub]))).toEqual([message(sub)]);
});

test('so it is under the other operators that compare to the letter, and in an audience', () => {
  for (const operator of ['StringEqualsIgnoreCase', 'ForAnyValue:StringEquals']) {
    expect(found(statement({ StringEquals: { [AUD]: STS }, [operator]: { [SUB]: 'system:serviceaccount:shop:*' } })))
      .toEqual([message('system:serviceaccount:shop:*', 'sub', operator)]);
  }
  expect(found(statement({ StringEquals: { [SUB]: WEB, [AUD]: 'sts.*' } }))).toEqual([message('sts.*', 'aud')]);
  expect(found([statement({ StringEquals: { [AUD]: STS } }), statement({ StringNotEquals: { [SUB]: `${WEB}*` } }, { Effect: 'Deny' })]))
    .toEqual([message(`${WEB}*`, 'sub', 'StringNotEquals')]);
});

test('it is found beside a part that is known only at deploy time, whose own name has none', () => {
  const role = (sub: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: sound(sub) } } } })
    .filter((line) => !line.startsWith('Undecidable'));
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${Namespace}:*' })).toEqual([message('system:serviceaccount:<Namespace>:*')]);
  expect(role({ 'Fn::ImportValue': 'a*' })).toEqual([]);
});
