import { escapedPart, samePart, variablePart } from '../../../lib/iam/language/pattern';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import type { Notation, Reading } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const [PART, OTHER, GIVEN] = [unknownPart('Name'), unknownPart('Other'), variablePart('${k}')];
const NAMES: Readonly<Record<string, string>> = { '': 'empty', 'a': 'a', 'A': 'A', 'ab': 'ab', '*': '*', [PART]: 'part', [`a${PART}`]: 'a+part', [OTHER]: 'other' };
const has = (set: TextSet, reading: Reading, isLoose = false) => Object.entries(NAMES).filter(([text]) => set.language(reading, isLoose, steps()).contains(text, steps())).map(([, name]) => name).join(' ');
/** By its smaller, base and larger reading, and by the larger one where words may have unknown parts. */
const readings = (set: TextSet) => [has(set, 'smaller'), has(set, 'base'), has(set, 'larger'), has(set, 'larger', true)];
const ALL = 'empty a A ab * part a+part other';

describe('texts as they are written', () => {
  test.each<[string, TextSet, string[]]>([
    ['equals', TextSet.equals('a', '*'), ['a *', 'a *', 'a *', 'a * part a+part other']],
    ['equals in any case', TextSet.of(['A'], 'equals', true), ['a A', 'a A', 'a A', 'a A part a+part other']],
    ['like', TextSet.like('a*'), ['a ab a+part', 'a ab a+part', 'a ab a+part', 'a ab part a+part other']],
    ['like one letter', TextSet.like('?'), ['a A *', 'a A *', 'a A *', 'a A * part a+part other']],
    ['like everything', TextSet.like('*'), [ALL, ALL, ALL, ALL]],
    ['like everything but the empty text', TextSet.like('?*'), ['a A ab * a+part', 'a A ab * a+part', 'a A ab * a+part', 'a A ab * part a+part other']],
    ['like the empty text', TextSet.like(''), ['empty', 'empty', 'empty', 'empty part other']],
    ['a part that is not known', TextSet.equals(PART), ['part', 'part', ALL, ALL]],
    ['a part in a text', TextSet.like(`a${PART}`), ['a+part', 'a+part', 'a ab a+part', 'a ab part a+part other']],
    ['a part in any case', TextSet.of([`A${PART}`], 'equals', true), ['a+part', 'a A ab a+part', 'a A ab a+part', 'a A ab part a+part other']],
    ['what a request gives', TextSet.equals(GIVEN), ['', ALL, ALL, ALL]],
    ['what a request gives, which lists it', TextSet.equals(variablePart('${k}', 'a*')), ['', 'a ab a+part', 'a ab a+part', 'a ab part a+part other']],
    ['a letter that is no wildcard', TextSet.like(escapedPart('*')), ['*', '*', '*', '* part other']],
    ['none', TextSet.none, ['', '', '', '']],
    ['no texts', TextSet.equals(), ['', '', '', '']],
    ['every', TextSet.every, [ALL, ALL, ALL, ALL]],
  ])('%s', (_, set, expected) => expect(readings(set)).toEqual(expected));
});

describe('ARNs and entries of Resource', () => {
  const TEXTS = ['arn:aws:s3:::b', 'arn:aws:s3:::b:c', 'arn:aws:sqs:eu:1:q', 'x', '*', `arn:aws:s3:::${PART}`, `${PART}/b`];
  const ofEach = (value: string, reading: Reading = 'larger') => (['arn', 'resource', 'paddedResource'] as Notation[])
    .map((notation) => TEXTS.map((text, i) => TextSet.of([value], notation).language(reading, false, steps()).contains(text, steps()) ? i : '').join(''));

  test.each<[string, string[]]>([
    ['arn:aws:s3:::b', ['0', '0', '0']],
    ['arn:*:*:*:*:*', ['0125', '0125', '0125']],
    ['arn:aws:s3:::*', ['015', '015', '015']],
    ['arn:aws:s3', ['', '', '015']],
    ['arn:aws:*', ['', '', '0125']],
    ['arn:*:b', ['', '', '']],
    ['*', ['', '0123456', '0123456']],
    ['?*', ['', '0123456', '0123456']],
    ['*?', ['', '0123456', '0123456']],
    ['?', ['', '', '']],
    ['', ['', '', '']],
  ])('%j', (value, expected) => expect(ofEach(value)).toEqual(expected));

  test('a part that is not known may hold the colons that are missing', () => {
    expect(ofEach(PART)).toEqual(['0123456', '0123456', '0123456']);
    expect(ofEach(PART, 'smaller')).toEqual(['', '', '']);
    expect(ofEach(`${PART}/b`)).toEqual(['6', '6', '6']);
    expect(ofEach(`arn:aws:s3:::${PART}`)).toEqual(['015', '015', '015']);
    expect(ofEach(`arn:aws:s3:::${PART}`, 'smaller')).toEqual(['5', '5', '5']);
    expect(ofEach(`arn:aws:${GIVEN}:::b`)).toEqual(['0', '0', '0']);
    expect(ofEach(`arn:aws:${variablePart('k')}::b`)).toEqual(['0', '0', '01']);
  });

  test('a part of the first ones that is not known has no colon', () => {
    const takes = (part: string) => TextSet.of([`arn:aws:${part}:::b`], 'resource').language('larger', false, steps()).contains('arn:aws:s3:x:::b', steps());
    expect([takes(PART), takes(GIVEN)]).toEqual([false, true]);
  });
});

test('words are made of parts that are not known, also beside texts without them', () => {
  const others = TextSet.like('b*').not().language('larger', true, steps());
  expect(TextSet.like('b*', PART).language('base', false, steps()).and(others, steps()).word(steps())).toBe(PART);
});

describe('sets of others', () => {
  const [a, part] = [TextSet.equals('a', 'ab'), TextSet.equals(PART)];

  test.each<[string, TextSet, string[]]>([
    ['complement', a.not(), ['empty A * part a+part other', 'empty A * part a+part other', 'empty A * part a+part other', 'empty A * part a+part other']],
    ['complement of what is not known', part.not(), ['', ...[1, 2, 3].map(() => ALL.replace(' part', ''))]],
    ['union', a.or(TextSet.equals('*')), ['a ab *', 'a ab *', 'a ab *', 'a ab * part a+part other']],
    ['intersection', a.and(TextSet.like('?')), ['a', 'a', 'a', 'a part a+part other']],
    ['difference', a.but(TextSet.equals('a')), ['ab', 'ab', 'ab', 'ab part a+part other']],
    ['union of many', TextSet.union([a, part, TextSet.like('*')]), [ALL, ALL, ALL, ALL]],
    ['an intersection of what is not known', part.and(TextSet.like('?')), ['', 'part', 'a A *', 'a A * part a+part other']],
    ['an intersection with what is not known', TextSet.like('a*').and(TextSet.equals(`a${PART}`)), ['a+part', 'a+part', 'a ab a+part', 'a ab part a+part other']],
  ])('%s', (_, set, expected) => expect(readings(set)).toEqual(expected));

  test('a complement twice is the set, and a union of one is it', () => {
    expect([a.not().not(), TextSet.union([a])]).toEqual([a, a]);
    expect([a.not().not() === a, TextSet.union([a]) === a, TextSet.union([a, part]) === a]).toEqual([true, true, false]);
  });
});

test('what is listed: texts and patterns that are known, and nothing made of others', () => {
  const sets = [TextSet.equals('a', 'b'), TextSet.like('a*'), TextSet.equals('a', 'a*'), TextSet.of(['a'], 'equals', true), TextSet.of(['a'], 'arn'), TextSet.equals('a', PART), TextSet.equals('a').not(), TextSet.every];
  expect(sets.map(({ listed }) => listed)).toEqual([['a', 'b'], ['a*'], undefined, undefined, undefined, undefined, undefined, undefined]);
  expect([TextSet.equals('a', PART), TextSet.like('a*'), TextSet.like('a')].map((set) => set.finite(steps()) && [...set.finite(steps())!])).toEqual([['a', PART], undefined, ['a']]);
});

test('whether it has parts that are not known', () => {
  const [known, unknown] = [TextSet.equals('a'), TextSet.equals('a', PART)];
  expect([known, unknown, unknown.not(), known.or(unknown), known.and(known), known.but(unknown), TextSet.patterns('a'), TextSet.equals(samePart('k'))].map(({ hasUnknown }) => hasUnknown))
    .toEqual([false, true, true, true, false, true, false, true]);
});

test('each reading is made once', () => {
  const set = TextSet.equals('a', PART);
  const same = (one: [Reading, boolean], two: [Reading, boolean], of = set) => of.language(...one, steps()) === of.language(...two, steps());
  expect([same(['larger', false], ['larger', false]), same(['larger', false], ['smaller', false]), same(['larger', false], ['larger', true]), same(['smaller', false], ['smaller', true])]).toEqual([true, false, false, true]);
  expect(same(['smaller', false], ['smaller', true], TextSet.equals('a').and(TextSet.like('b')))).toBe(false);
  expect([same(['larger', false], ['smaller', false], TextSet.equals('a')), same(['smaller', false], ['smaller', true], TextSet.equals('a').not())]).toEqual([true, false]);
});
