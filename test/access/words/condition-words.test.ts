import { conditionText, opposite } from '../../../lib/access/words/condition-words';
import { readLiteralDocument } from '../../../lib/iam/document';

function testOf(operator: string, values: unknown, key = 'aws:SourceVpc') {
  const { statements: [{ conditions: [test] }] } = readLiteralDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } } });
  return test;
}

test.each<[string, unknown, string, string | undefined]>([
  ['StringEquals', 'a', 'aws:SourceVpc is "a"', undefined],
  ['StringNotEquals', ['a', 'b'], 'aws:SourceVpc is not "a" or "b"', 'aws:SourceVpc is "a" or "b"'],
  ['StringLike', 'a*', 'aws:SourceVpc is like "a*"', undefined],
  ['StringEqualsIfExists', 'a', 'aws:SourceVpc, if there, is "a"', undefined],
  ['StringNotEqualsIfExists', 'a', 'aws:SourceVpc, if there, is not "a"', undefined],
  ['ForAllValues:StringEquals', 'a', 'each value of aws:SourceVpc is "a"', undefined],
  ['ForAnyValue:StringLike', 'a', 'a value of aws:SourceVpc is like "a"', undefined],
  ['NotIpAddress', '10.0.0.0/8', 'aws:SourceVpc is not in 10.0.0.0/8', 'aws:SourceVpc is in 10.0.0.0/8'],
  ['NumericLessThanEquals', 5, 'aws:SourceVpc is at most 5', undefined],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', 'aws:SourceVpc is after 2026-01-01T00:00:00Z', undefined],
  ['ArnLike', 'arn:aws:iam::1:role/*', 'aws:SourceVpc is like "arn:aws:iam::1:role/*"', undefined],
  ['Bool', 'true', 'aws:SourceVpc is true', undefined],
  ['Null', 'true', 'aws:SourceVpc is absent', 'aws:SourceVpc is there'],
  ['StringEquals', ['a', 'b', 'c', 'd', 'e', 'f'], 'aws:SourceVpc is "a", "b", "c", "d", "e" or 1 more', undefined],
])('%s of %j', (operator, values, text, other) => {
  const test = testOf(operator, values);
  expect(conditionText(test)).toBe(text);
  const opposed = opposite(test);
  expect(opposed && conditionText(opposed)).toBe(other);
});
