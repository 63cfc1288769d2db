import { captures } from '../../../lib/iam/decide/captures';
import { readLiteralDocument } from '../../../lib/iam/document';

const found = (resource: string, statement: object, context: Record<string, string | string[]> = {}) => captures(
  { principal: { kind: 'anonymous' }, action: 's3:GetObject', resource, context },
  [readLiteralDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', ...statement }] })],
).map(([key, text]) => `${key}=${text}`);

test('what a variable would have to be for a text to stand for that of a request', () => {
  expect(found('bucket/red/x', { Resource: 'bucket/${aws:PrincipalTag/Team}/*' })).toEqual(['aws:principaltag/team=red']);
  expect(found('bucket/red/a/x', { NotResource: 'bucket/${Team}/*' })).toEqual(['team=red', 'team=red/a']);
  expect(found('bucket/red/x', { Resource: 'bucket/${ Team , \'none\'}/x' })).toEqual(['team=red']);
  expect(found('bucket/red-blue', { Resource: 'bucket/${one}-${two}' })).toEqual(['one=red', 'two=blue']);
  expect(found('bucket/', { Resource: 'bucket/${team}' })).toEqual([]);
  expect(found('other/red', { Resource: 'bucket/${team}' })).toEqual([]);
  expect(found('bucket/red', { Resource: ['bucket/${*}', 'bucket/red'] })).toEqual([]);
});

test('the same of values of conditions, in any case of letters where that does not count', () => {
  const equals = (operator: string, given: string | string[]) => found('*', { Resource: '*', Condition: { [operator]: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } } }, { 'AWS:resourcetag/team': given });
  expect(equals('StringEquals', 'red')).toEqual(['aws:principaltag/team=red']);
  expect(equals('ForAnyValue:StringEquals', ['red', 'blue'])).toEqual(['aws:principaltag/team=red', 'aws:principaltag/team=blue']);
  expect(equals('StringEqualsIgnoreCase', 'Red')).toEqual(['aws:principaltag/team=Red', 'aws:principaltag/team=RED', 'aws:principaltag/team=red']);
  expect(found('*', { Resource: '*', Condition: { StringEquals: { absent: '${team}' } } })).toEqual([]);
});

test('long texts are left', () => {
  expect(found(`bucket/${'a'.repeat(300)}`, { Resource: 'bucket/${team}' })).toEqual([]);
  expect(found('bucket/a', { Resource: `bucket/${'*'.repeat(300)}\${team}` })).toEqual([]);
});
