import { globsOverlap } from '../../lib/iam/glob';
import { KnownActions } from '../../lib/iam/known-actions';

const reference = KnownActions.read();

test('the table has the services and actions of AWS', () => {
  expect(reference.serviceNames.length).toBeGreaterThan(400);
  expect(reference.matching('s3:get*')!.length).toBeGreaterThan(40);
  expect(reference.matching('s3:GetNothing')).toEqual([]);
  expect(reference.matching('nothing:Get')).toBeUndefined();
  expect(reference.matching('constructor:toString')).toBeUndefined();
  expect(KnownActions.date).toMatch(/^20\d\d-\d\d-\d\d$/);
});

test.each([
  ['', '', true], ['', '*', true], ['a', '', false], ['*', 'abc', true], ['a*', '*b', true], ['a*c', 'ab', false], ['a?c', 'abc', true], ['a?', 'a', false], ['??', '*', true],
  ['*a*', 'b*b', true], ['a*b', 'c*', false], ['abc', 'abc', true], ['a**b', 'ab', true],
])('%j and %j overlap: %s', (a, b, overlap) => {
  expect([globsOverlap(a, b), globsOverlap(b, a)]).toEqual([overlap, overlap]);
});
