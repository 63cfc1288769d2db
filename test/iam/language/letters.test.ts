import { LetterClass, otherLetter, representatives } from '../../../lib/iam/language/letters';
import { samePart, variablePart } from '../../../lib/iam/language/pattern';
import { unknownPart } from '../../../lib/iam/partial-text';

const [PART, SAME, VARIABLE] = [unknownPart('Name'), samePart('k'), variablePart('k')];
const AB = LetterClass.of('ab');
const takenBy = (own: LetterClass) => ['a', 'c', ':', PART, SAME, VARIABLE].map((letter) => own.has(letter));

test('which letters a class takes: parts that are not known have no colon, unless a request gives them', () => {
  expect(takenBy(AB)).toEqual([true, false, false, false, false, false]);
  expect(takenBy(LetterClass.any)).toEqual([true, true, true, true, true, true]);
  expect(takenBy(LetterClass.anyCharacter)).toEqual([true, true, true, false, false, false]);
  expect(takenBy(LetterClass.notColon)).toEqual([true, true, false, true, false, true]);
  expect(takenBy(LetterClass.characterButColon)).toEqual([true, true, false, false, false, false]);
});

test('classes of one signature take the same', () => {
  const all = [AB, LetterClass.any, LetterClass.anyCharacter, LetterClass.notColon, LetterClass.characterButColon, LetterClass.of('ac')];
  expect(new Set(all.map(({ signature }) => signature)).size).toBe(all.length);
  expect(new Set([...all, LetterClass.of('ab')].map(({ number }) => number)).size).toBe(all.length + 1);
  expect(LetterClass.of('ab').signature).toBe(AB.signature);
});

test('another letter is the likeliest that is free, and there is always one', () => {
  const but = (taken: string) => otherLetter((letter) => taken.includes(letter));
  expect([but(''), but('xy'), but('xyzab')]).toEqual(['x', 'z', 'c']);
  const likely = 'xyzabcdefghijklmnopqrstuvw0123456789-XYZABCDEFGHIJKLMNOPQRSTUVW';
  expect([but(likely), but(`${likely}\u0100\u0101`)]).toEqual(['\u0100', '\u0102']);
});

test('one letter for each way in which classes tell letters apart', () => {
  const of = (classes: LetterClass[], explicit = '') => representatives(classes, (letter) => explicit.includes(letter)).sort().join('');
  expect([of([]), of([AB]), of([AB], 'a'), of([AB], 'ab'), of([AB, LetterClass.of('bc')]), of([LetterClass.of('bc'), AB]), of([AB, LetterClass.of('ab')])]).toEqual(['', 'a', 'b', '', 'abc', 'abc', 'a']);
  expect(of([LetterClass.of('+x')])).toBe('x');
  expect([of([LetterClass.of('+x')], 'x'), of([LetterClass.of('+')])]).toEqual(['+', '+']);
});
