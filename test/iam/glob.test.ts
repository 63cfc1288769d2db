import * as fc from 'fast-check';
import { globIncludes, globMatches, hasWildcard, isOnlyWildcards } from '../../lib/iam/glob';
import { unknownPart } from '../../lib/iam/partial-text';
import { runs } from '../property-runs';

test.each([
  ['', '', true], ['', 'a', false], ['a', '', false], ['*', '', true], ['?', '', false], ['*', 'a:b/c', true], ['a*', 'a', true], ['a*', 'ba', false], ['*a', 'ba', true],
  ['a?c', 'abc', true], ['a?c', 'ac', false], ['a*b*c', 'a1b2c', true], ['a*b*c', 'a1c2b', false], ['a**c', 'ac', true], ['*?*', '', false], ['*?*', 'x', true],
  ['system:serviceaccount:shop:web', 'system:serviceaccount:shop:web', true], ['system:serviceaccount:shop:web', 'system:serviceaccount:shop:web2', false],
  ['a.c', 'abc', false], ['[ab]', 'a', false], ['(a|b)', 'a', false], ['a\\*', 'a*', false], ['A', 'a', false], ['a\nb', 'a\nb', true], ['a*', 'a\nb', true],
])('%j for %j: %s', (pattern, text, expected) => expect(globMatches(pattern, text)).toBe(expected));

test('says what a regular expression says', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 8 }).map((letters) => letters.join(''));
  const pattern = fc.array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(fc.property(pattern, text, (glob, value) => {
    expect(globMatches(glob, value)).toBe(new RegExp(`^${glob.replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(value));
  }), runs(300, 100_000));
});

test('a text that is cut into a pattern matches it', () => {
  fc.assert(fc.property(fc.string({ maxLength: 30 }), fc.nat(30), fc.nat(30), (value, from, length) => {
    expect(globMatches(`${value.slice(0, from)}*${value.slice(from + length)}`, value)).toBe(true);
  }), runs(100, 10_000));
});

describe('parts that are not known', () => {
  const part = unknownPart('Name*:?');
  const other = unknownPart('Other');

  test.each<[string, string, boolean]>([
    [part, part, true], [part, other, false], [`a${part}`, `a${part}`, true], [`a${part}`, `a${other}`, false],
    ['*', part, true], ['a*c', `a${part}c`, true], ['a?c', `a${part}c`, false], ['??', part, false], [`${part}*`, `${part}${other}`, true], [`${part}?`, `${part}x`, true],
    [part, 'NameX:Y', false], [`*${part}`, `${part}${part}`, true], [`a${part}b*`, `a${part}b`, true],
  ])('%j for %j: %s', (pattern, text, expected) => expect(globMatches(pattern, text)).toBe(expected));

  test('have no wildcards in their names', () => {
    expect([part, `a${part}`, `${part}*`, 'a?', 'a', ''].map(hasWildcard)).toEqual([false, false, true, true, false, false]);
  });
});

test('patterns of wildcards alone say nothing', () => {
  expect(['', '*', '?*', 'a*', '* '].map(isOnlyWildcards)).toEqual([true, true, true, false, false]);
});

test.each<[string, string, boolean]>([
  ['a*', 'ab*', true], ['ab*', 'a*', false], ['*', unknownPart('X'), true], ['a*', `a${unknownPart('X')}`, true], [unknownPart('X'), unknownPart('X'), true],
  [unknownPart('X'), unknownPart('Y'), false], ['a?', 'a?', true], ['a?', 'a*', false], ['*a*', '?a', true],
])('%j includes %j: %s', (pattern, included, expected) => expect(globIncludes(pattern, included)).toBe(expected));

test('a pattern that includes another takes all that it takes', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((letters) => letters.join(''));
  const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(fc.property(pattern, pattern, text, (one, two, value) => {
    expect(globIncludes(one, two) && globMatches(two, value) && !globMatches(one, value)).toBe(false);
  }), runs(300, 100_000));
});

// The benchmark measures that this takes no longer than both lengths multiplied.
test('is decided for patterns of thousands of wildcards', () => {
  expect(globMatches('*a'.repeat(2_000), 'a'.repeat(4_000).slice(1) + 'b')).toBe(false);
  expect(globMatches(`${'a*'.repeat(1_000)}b`, 'a'.repeat(10_000))).toBe(false);
});
