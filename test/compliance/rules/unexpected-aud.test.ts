import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const audience = (aud: unknown, operator = 'StringEquals') => statement(operator === 'StringEquals' ? { StringEquals: { [SUB]: WEB, [AUD]: aud } }
  : { StringEquals: { [SUB]: WEB }, [operator]: { [AUD]: aud } });
const message = (aud: string, expected = STS) => `UnexpectedAud[${aud}]: statement 1 of the trust takes tokens for the audience "${aud}": ask for ${expected}`;

test('the audience of EKS is clean, and so is one that the check was told of', () => {
  expect(found(sound())).toEqual([]);
  expect(found(audience([STS]))).toEqual([]);
  expect(found(audience('aws.example.com'), { audiences: ['aws.example.com'] })).toEqual([]);
  expect(found(audience([STS, 'aws.example.com']), { audiences: ['aws.example.com', STS] })).toEqual([]);
});

test.each(['vault', 'https://kubernetes.default.svc', 'STS.amazonaws.com', 'sts.amazonaws.com '])('%j is found', (aud) => {
  expect(found(audience(aud))).toEqual([message(aud).replace(`[${aud}]`, `[${aud.replace(' ', '-')}]`)]);
});

test('one of several is enough, each is found', () => {
  expect(found(audience([STS, 'vault']))).toEqual([message('vault')]);
  expect(found(audience(['vault', 'other']))).toEqual([message('vault'), message('other')]);
});

test('the default is not expected where the check was told of others', () => {
  expect(found(sound(), { audiences: ['a.example', 'b.example'] })).toEqual([message(STS, 'a.example or b.example')]);
});

test('a wildcard is found where it is one, however much of the audience it leaves', () => {
  expect(found(audience('*', 'StringLike'))).toEqual([message('*')]);
  expect(found(audience('sts.*', 'StringLike'))).toEqual([message('sts.*')]);
  expect(found(audience('sts.amazonaws.co?', 'ForAnyValue:StringLike'))).toEqual([message('sts.amazonaws.co?')]);
  expect(found(audience('*'))).toEqual([
    'WildcardNeverMatches[*]: statement 1 of the trust compares aud with "*" under StringEquals, which no token equals: write it without a wildcard',
  ]);
});

test('a policy variable is an audience that nobody expects', () => {
  expect(found(audience(`\${${AUD}}`))).toEqual([message(`\${${AUD}}`)]);
});

test('another condition of the statement may take the others away', () => {
  expect(found(statement({ StringEquals: { [SUB]: WEB, [AUD]: STS }, StringLike: { [AUD]: '*' } }))).toEqual([]);
  expect(found(statement({ StringEquals: { [SUB]: WEB, [AUD]: [STS, 'vault'] }, StringLike: { [AUD]: '*' } }))).toEqual([message('vault'), message('*')]);
});

test('an audience that is known only at deploy time is said to be, unless a wildcard makes it many', () => {
  const role = (trust: any) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } } });
  expect(role(audience({ Ref: 'Audience' })))
    .toEqual(['Undecidable[the-audience-<Audience>]: the audience <Audience> is known only at deploy time, or cannot be read: judge it by hand']);
  expect(role(audience({ 'Fn::Sub': '${Audience}*' }, 'StringLike'))[0]).toEqual(message('<Audience>*'));
  expect(role(statement({ StringEquals: { [SUB]: WEB, [AUD]: STS }, StringLike: { [AUD]: { Ref: 'Audience' } } }))).toEqual([]);
});
