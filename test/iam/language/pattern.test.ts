import { LetterClass } from '../../../lib/iam/language/letters';
import { arnPattern, escapedPart, globPattern, hasVariable, isInhabited, samePart, shortestOf, textPattern, variablePart, withoutSameParts } from '../../../lib/iam/language/pattern';
import type { Pattern } from '../../../lib/iam/language/pattern';
import { plain, unknownPart } from '../../../lib/iam/partial-text';

const PART = unknownPart('Name');
const names = new Map([[LetterClass.any, '…'], [LetterClass.anyCharacter, '.'], [LetterClass.notColon, '_…'], [LetterClass.characterButColon, '_.']]);
/** Letters as they are, wildcards by what they take. */
const shown = (pattern: Pattern | undefined) => pattern && Array.from(pattern, (own) => typeof own === 'string' ? plain(own) : `{${names.get(own.letters) ?? [...own.letters.letters].join('')}${own.repeated ? '' : '!'}}`).join('');

test('a text stands for itself', () => {
  expect([shown(textPattern('a*?', 'itself')), shown(textPattern(`a${PART}*`, 'itself')), shown(textPattern(`a${PART}*`, 'anything'))]).toEqual(['a*?', 'a<Name>*', 'a{…}*']);
});

test('wildcards: any number of * is one, each ? counts', () => {
  expect(['a*b', '**', '??', '*?*', `*${PART}*`].map((text) => shown(globPattern(text, 'itself')))).toEqual(['a{…}b', '{…}', '{.!}{.!}', '{…}{.!}{…}', '{…}<Name>{…}']);
  expect(shown(globPattern(`*${PART}*`, 'anything'))).toBe('{…}');
});

test('ARNs: wildcards take no colon but behind the fifth', () => {
  expect(shown(arnPattern('arn:*:s?:::a*:?', 'itself'))).toBe('arn:{_…}:s{_.!}:::a{…}:{.!}');
  expect(shown(arnPattern(`arn:aws:s3::${PART}:${PART}`, 'anything'))).toBe('arn:aws:s3::{_…}:{…}');
  expect([arnPattern('arn:aws:s3::1', 'itself'), shown(arnPattern('arn:aws:s3::1:', 'itself'))]).toEqual([undefined, 'arn:aws:s3::1:']);
});

test('parts of which a request gives the text', () => {
  const [any, some, star] = [variablePart('${k}'), variablePart('${k}', 'a*'), escapedPart('*')];
  expect([any, some, star].map((text) => shown(globPattern(text, 'itself')))).toEqual(['{…}', 'a{…}', '*']);
  expect(shown(arnPattern(`arn:aws:s3::${some}:b`, 'itself'))).toBe('arn:aws:s3::a{_…}:b');
  expect([any, some, star, PART, samePart('k')].map(hasVariable)).toEqual([true, true, false, false, false]);
  expect([variablePart('a\uE000b\uE001c'), samePart('a\uE001')].map((text) => text.slice(2, -1))).toEqual(['abc', 'a']);
});

test('texts in place of parts that are the same everywhere', () => {
  const text = `a${samePart('k')}-${samePart('l')}-${PART}`;
  expect(plain(withoutSameParts(text, (name) => name === 'k' ? 'red' : undefined))).toBe('ared-<\\u0003l>-<Name>');
  expect(withoutSameParts('abc', () => 'x')).toBe('abc');
});

test('whether some text certainly fits, and the shortest that does', () => {
  const of = (...patterns: Pattern[]) => [isInhabited(patterns[0]), shortestOf(patterns)];
  const [none, digit] = [LetterClass.of(''), LetterClass.of('0')];
  expect(of('abc')).toEqual([true, 'abc']);
  expect(of(globPattern('a*b*', 'itself'))).toEqual([true, 'ab']);
  expect(of(globPattern('a?', 'itself'))).toEqual([true, undefined]);
  expect(of([{ letters: digit, repeated: false }])).toEqual([true, undefined]);
  expect(of([{ letters: none, repeated: false }])).toEqual([false, undefined]);
  expect(of(['a', { letters: none, repeated: true }])).toEqual([true, 'a']);
  expect(of(globPattern(PART, 'itself'))).toEqual([false, undefined]);
  expect(of('a', 'b')).toEqual([true, undefined]);
});
