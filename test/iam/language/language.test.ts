import * as fc from 'fast-check';
import { globMatches } from '../../../lib/iam/glob';
import { Language } from '../../../lib/iam/language/language';
import { LetterClass } from '../../../lib/iam/language/letters';
import { globPattern } from '../../../lib/iam/language/pattern';
import { OutOfSteps, Steps } from '../../../lib/iam/language/steps';
import { shortestWord } from '../../../lib/iam/language/walk';
import { runs } from '../../property-runs';

const steps = () => new Steps(1_000_000);
const globs = (...patterns: string[]) => Language.patterns(patterns.map((pattern) => globPattern(pattern, 'itself')));

/** A set of texts, and whether a text belongs to it by a definition that knows no automata. */
interface Described {
  readonly language: Language;
  readonly has: (text: string) => boolean;
}

const letters = (max: number, ...own: string[]) => fc.array(fc.constantFrom(...own), { maxLength: max }).map((found) => found.join(''));
const leaf: fc.Arbitrary<Described> = fc.oneof(
  fc.array(letters(3, 'a', 'b'), { maxLength: 3 }).map((texts) => ({ language: Language.texts(texts), has: (text: string) => texts.includes(text) })),
  fc.array(letters(5, 'a', 'b', '*', '?'), { minLength: 1, maxLength: 3 })
    .map((patterns) => ({ language: globs(...patterns), has: (text: string) => patterns.some((pattern) => globMatches(pattern, text)) })),
);
const described: fc.Arbitrary<Described> = fc.letrec<{ set: Described }>((tie) => ({
  set: fc.oneof({ maxDepth: 3 }, leaf,
    tie('set').map(({ language, has }) => ({ language: language.not(), has: (text: string) => !has(text) })),
    fc.tuple(tie('set'), tie('set')).map(([one, two]) => ({ language: one.language.and(two.language, steps()), has: (text: string) => one.has(text) && two.has(text) })),
    fc.tuple(tie('set'), tie('set')).map(([one, two]) => ({ language: one.language.or(two.language), has: (text: string) => one.has(text) || two.has(text) }))),
})).set;

/** All texts of up to four of three letters, of which no pattern names the third. */
const SHORT = ['', 'a', 'b', 'c'].reduce<string[]>((all, _, i) => i === 0 ? [''] : [...all, ...all.filter((text) => text.length === i - 1).flatMap((text) => ['a', 'b', 'c'].map((letter) => text + letter))], [])
  .flatMap((text) => text.length < 3 ? [text] : [text, ...['a', 'b', 'c'].map((letter) => text + letter)]);

test('union, intersection and complement hold what they say, text by text', () => {
  fc.assert(fc.property(described, ({ language, has }) => {
    expect(SHORT.filter((text) => language.contains(text, steps()))).toEqual(SHORT.filter(has));
  }), runs(100, 30_000));
});

test('a word belongs to the language, and there is one where a short text belongs to it', () => {
  fc.assert(fc.property(described, ({ language, has }) => {
    const word = language.word(steps());
    expect(word === undefined ? SHORT.filter(has) : has(word)).toEqual(word === undefined ? [] : true);
    expect(language.isEmpty(steps())).toBe(word === undefined);
  }), runs(100, 100_000));
});

test('includes what each text says', () => {
  fc.assert(fc.property(described, described, (one, two) => {
    const outside = SHORT.filter((text) => two.has(text) && !one.has(text));
    expect(one.language.includes(two.language, steps()) && outside.length > 0).toBe(false);
  }), runs(100, 30_000));
});

test('what is seen of one pattern without a walk is what a walk finds', () => {
  const elements = fc.array(fc.constantFrom('a', 'b', '*', '?', '\uE000name\uE001', '\uE000\u0001own\uE001'), { maxLength: 5 }).map((found) => found.join(''));
  fc.assert(fc.property(fc.array(elements, { minLength: 1, maxLength: 2 }), fc.boolean(), fc.boolean(), (texts, ignoreCase, isBase) => {
    const language = Language.patterns(texts.map((text) => globPattern(text, 'itself')), { ignoreCase, isBase });
    const walked = shortestWord(language, steps());
    expect([language.word(steps()), language.isEmpty(steps())]).toEqual([walked, walked === undefined]);
  }), runs(200, 100_000));
});

test('a class of no letters takes nothing', () => {
  expect(Language.patterns([[{ letters: LetterClass.of(''), repeated: false }]]).isEmpty(steps())).toBe(true);
});

test('what is joined keeps what is no list and no pattern', () => {
  const has = (language: Language) => ['ab', 'ax', 'c', 'd'].filter((text) => language.contains(text, steps()));
  const both = globs('a*').and(globs('*b'), steps());
  expect([has(Language.merged([both, globs('c'), Language.texts(['d'])])), has(both.union([globs('?')])), has(Language.merged([Language.texts(['ab']).not(), globs('a?')]))]).toEqual([['ab', 'c', 'd'], ['ab', 'c', 'd'], ['ab', 'ax', 'c', 'd']]);
});

test('complements of lists, joined and intersected', () => {
  const [ab, bc] = [Language.texts(['a', 'b']), Language.texts(['b', 'c'])];
  const has = (language: Language) => ['a', 'b', 'c', 'd'].filter((text) => language.contains(text, steps())).join('');
  expect([has(ab.not().or(bc.not())), has(ab.not().and(bc.not(), steps())), has(ab.or(bc.not())), has(ab.not().or(bc)), has(ab.and(bc.not(), steps())), has(ab.or(bc))]).toEqual(['acd', 'd', 'abd', 'bcd', 'a', 'abc']);
});

test('letters of classes, and in any case, are found', () => {
  expect(Language.patterns([[{ letters: LetterClass.of('+'), repeated: true }]]).and(globs('??'), steps()).word(steps())).toBe('++');
  expect(Language.patterns([globPattern('a', 'itself')], { ignoreCase: true }).and(globs('a').not(), steps()).word(steps())).toBe('A');
});

test('what all texts begin with', () => {
  const part = '\uE000Name\uE001';
  const languages = [Language.texts([`ab${part}c`, `ab${part}d`]), Language.texts([part]), Language.texts([]), globs('abc*', `ab${part}`), Language.patterns([globPattern('ab*', 'itself')], { ignoreCase: true }),
    globs('a*').and(globs('ab*'), steps()), globs('abc*').or(globs('abd*').and(globs('*x'), steps())), globs('a*').not(), Language.texts(['a']).not()];
  expect(languages.map(({ prefix }) => prefix)).toEqual(['ab', '', '', 'ab', '', 'ab', 'ab', '', '']);
  expect([globs('ab*').startsApart(globs('ac*')), globs('ab*').startsApart(globs('a*')), globs('a*').startsApart(globs('ab*'))]).toEqual([true, false, false]);
});

test('what is in a set twice is in it once', () => {
  const [one, two] = [globs('a*'), globs('*b')];
  expect([one.and(one, steps()), one.and(two, steps()).and(two, steps()).signature]).toEqual([one, one.and(two, steps()).signature]);
});

test('a word is the shortest', () => {
  expect([['a*b'], ['*a*b*c'], ['??', 'aab*'], ['*?*']].map((patterns) => globs(...patterns).word(steps())?.length)).toEqual([2, 3, 2, 1]);
});

test.each<[string, Language, Language, boolean]>([
  ['letters first', globs(...'abcdefghijklmnopqrstuvwxyz0123456789'.split('').map((letter) => `${letter}*`)), Language.patterns([[...name()]]), true],
  ['all letters but one', globs(...'abcdefghijklmnopqrstuvwxyz012345678'.split('').map((letter) => `${letter}*`)), Language.patterns([[...name()]]), false],
  ['?* for names', globs('?*'), Language.patterns([[...name()]]), true],
  ['one letter more', globs('a*a*b'), globs('*a*a*b'), false],
  ['itself', globs('*a*a*a*b'), globs('*a*a*a*b'), true],
  ['?*? and ??*', globs('?*?'), globs('??*'), true],
])('inclusion is exact: %s', (_, whole, part, expected) => expect(whole.includes(part, steps())).toBe(expected));

function name() {
  const any = LetterClass.of('abcdefghijklmnopqrstuvwxyz0123456789');
  return [{ letters: any, repeated: false }, { letters: LetterClass.of('abcdefghijklmnopqrstuvwxyz0123456789-'), repeated: true }];
}

test('different words come one after the other, those preferred first', () => {
  expect(globs('a*').words(4, steps(), ['b', 'apple'])).toEqual(['apple', 'a', 'ax', 'ay']);
  expect(Language.texts(['x', 'y']).words(3, steps())).toEqual(['x', 'y']);
  expect(Language.every.words(2, steps())).toEqual(['x', 'y']);
});

test('hostile patterns end by steps, and most of them are decided', () => {
  const many = '*a'.repeat(50) + '*b';
  const used = steps();
  expect(globs(many).includes(globs(`a${many}`), used)).toBe(true);
  expect(used.used).toBeLessThan(100_000);
  const late = (letter: string) => globs(`*${letter}${'?'.repeat(40)}`);
  expect(() => late('a').includes(late('a').and(late('b').not(), steps()).or(late('c')).and(late('d').not(), steps()), new Steps(10_000))).toThrow(OutOfSteps);
});

test('words have unknown parts of a list of texts, of which others are known', () => {
  const part = '\uE000Name\uE001';
  expect(Language.texts(['a', part]).or(globs('b*')).and(globs('a*', 'b*').not(), steps()).word(steps())).toBe(part);
});
