import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (operator: string, claim = 'sub', such = '') =>
  `WeakOperator[${operator}-${claim}]: statement 1 of the trust tests ${claim} with ${operator}, which holds for others than those it names${such}: write StringEquals`;
const [STRANGER, OTHER_AUDIENCE] = [', such as system:serviceaccount:evil:x', ', such as "vault"'];

const WEAK = [
  'ForAllValues:StringEquals', 'ForAllValues:StringLike', 'StringEqualsIfExists', 'StringLikeIfExists', 'ForAnyValue:StringEqualsIfExists', 'StringNotEquals',
  'StringNotLike', 'StringNotEqualsIgnoreCase', 'ForAnyValue:StringNotEquals', 'ForAllValues:StringNotLikeIfExists', 'stringequalsifexists',
];

test.each(['StringEquals', 'StringEqualsIgnoreCase', 'ForAnyValue:StringEquals'])('%s is clean', (operator) => {
  expect(found(statement({ [operator]: { [SUB]: WEB, [AUD]: STS } }))).toEqual([]);
});

test.each(WEAK)('%s is found, for the subject and for the audience', (operator) => {
  // Tokens of clusters have both claims, so that nobody is shown whom the others let in.
  const isNegated = operator.includes('Not');
  expect(found(statement({ StringEquals: { [AUD]: STS }, [operator]: { [SUB]: WEB } }))).toEqual([message(operator, 'sub', isNegated ? STRANGER : '')]);
  expect(found(statement({ StringEquals: { [SUB]: WEB }, [operator]: { [AUD]: STS } }))).toEqual([message(operator, 'aud', isNegated ? OTHER_AUDIENCE : '')]);
});

test('Null alone only asks whether the claim is there', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, Null: { [SUB]: 'false' } }))).toEqual([message('Null', 'sub', STRANGER)]);
});

test.each(['ArnLike', 'ArnNotEquals', 'ForAnyValue:ArnEquals', 'NumericEquals', 'Bool', 'BinaryEquals', 'StringMatches'])('%s is not for text', (operator) => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, [operator]: { [SUB]: '*' } })))
    .toEqual([`WeakOperator[${operator}-sub]: statement 1 of the trust tests sub with ${operator}, which does not compare text: write StringEquals`]);
});

test('each weak operator of a claim is found', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringEqualsIfExists: { [SUB]: WEB }, StringNotLike: { [SUB]: 'system:node:*' } })))
    .toEqual([message('StringEqualsIfExists'), message('StringNotLike')]); // both together let nobody else in
});

test('a weak one beside a strong one of the same claim takes nothing away', () => {
  expect(found(statement({ StringEquals: { [SUB]: WEB, [AUD]: STS }, StringNotLike: { [SUB]: '*:default' }, Null: { [AUD]: 'false' } }))).toEqual([]);
  expect(found([sound(), statement({ StringEquals: { [AUD]: STS }, StringEqualsIfExists: { [SUB]: WEB } })]))
    .toEqual([message('StringEqualsIfExists').replace('statement 1', 'statement 2')]);
});

test('what holds where the claim is missing is strong once the claim must be there', () => {
  const tests = (Null: object) => statement({ 'StringEquals': { [AUD]: STS }, 'ForAllValues:StringEquals': { [SUB]: WEB }, Null });
  expect(found(tests({ [SUB]: 'false' }))).toEqual([]);
  expect(found(tests({ [SUB.toUpperCase()]: false }))).toEqual([]);
  expect(found(tests({ [SUB]: 'true' }))).toEqual([message('ForAllValues:StringEquals'), message('Null')]);
  expect(found(tests({ [SUB]: ['false', 'true'] }))).toEqual([message('ForAllValues:StringEquals'), message('Null')]);
  expect(found(tests({ [AUD]: 'false' }))).toEqual([message('ForAllValues:StringEquals')]);
});

test('an operator that is known only at deploy time is said to be', () => {
  const document = { 'Fn::Sub': JSON.stringify({ Statement: statement({ 'StringEquals': { [AUD]: STS }, '${Operator}': { [SUB]: WEB } }) }) };
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } })).toEqual([
    `Undecidable[the-condition-<Operator>-on-${SUB}-of-statement-1-of-the-trust]: the condition <Operator> on ${SUB} of statement 1 of the trust `
      + 'is known only at deploy time, or cannot be read: judge it by hand',
  ]);
});
