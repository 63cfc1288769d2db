import { Automaton, lowerCase } from '../../../lib/iam/language/automaton';
import type { AutomatonOptions } from '../../../lib/iam/language/automaton';
import { LetterClass } from '../../../lib/iam/language/letters';
import { globPattern } from '../../../lib/iam/language/pattern';
import type { Pattern } from '../../../lib/iam/language/pattern';
import { Steps } from '../../../lib/iam/language/steps';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const PART = unknownPart('Name');
const of = (patterns: readonly (string | Pattern)[], options?: AutomatonOptions) => new Automaton(patterns.map((own) => typeof own === 'string' ? globPattern(own, 'itself') : own), options);

/** The states on the way of a word. */
function way(automaton: Automaton, word: readonly string[]) {
  const states = [automaton.initial(steps())];
  word.forEach((letter) => states.push(automaton.move(states.at(-1)!, letter, steps())));
  return states;
}

test('a state keeps of one pattern what its last wildcard does not say', () => {
  const sizes = (pattern: string, word: string) => way(of([pattern]), [...word]).map(({ nodes }) => nodes.length);
  expect([sizes('*a*b', 'aab'), sizes('*a*a*a', 'aaaa'), sizes('a?b', 'axbx')]).toEqual([[1, 1, 1, 2], [1, 1, 1, 2, 2], [1, 1, 1, 1, 0]]);
  expect(way(of(['*a*b', '*a*c']), [...'ab']).map(({ nodes }) => nodes.length)).toEqual([1, 1, 2]);
});

test('a state accepts all that comes behind a wildcard at the end', () => {
  expect(way(of(['a*']), [...'ab']).map(({ isUniversal, isAccepting }) => [isUniversal, isAccepting])).toEqual([[false, false], [true, true], [true, true]]);
  expect(way(of(['a']), [...'ab']).map(({ isAccepting, nodes }) => [isAccepting, nodes.length])).toEqual([[false, 1], [true, 1], [false, 0]]);
  expect(way(of([[{ letters: LetterClass.notColon, repeated: true }]]), ['a', ':']).map(({ isUniversal, isAccepting }) => [isUniversal, isAccepting])).toEqual([[false, true], [false, true], [false, false]]);
});

test('a way is made once', () => {
  const automaton = of(['*a*b']);
  const [first] = way(automaton, []);
  expect([automaton.initial(steps()) === first, automaton.move(first, 'a', steps()) === automaton.move(first, 'a', steps()), automaton.move(first, 'x', steps()) === first]).toEqual([true, true, true]);
});

test('which letters a state tells apart', () => {
  const told = (patterns: readonly (string | Pattern)[], options?: AutomatonOptions) => {
    const automaton = of(patterns, options);
    const { explicit, classes } = automaton.lettersOf(automaton.initial(steps()), steps());
    return [...explicit, ...classes.map(({ letters }) => `[${[...letters].join('')}]`)];
  };
  const [plus, digit] = [LetterClass.of('+'), LetterClass.of('09')];
  expect([told(['ab', 'c?', '?d']), told(['a'], { ignoreCase: true }), told([`${PART}a`], { ignoreCase: true })]).toEqual([['a', 'c'], ['a', 'A'], [PART]]);
  expect([told([[{ letters: plus, repeated: true }], [{ letters: digit, repeated: false }]]), told([[{ letters: LetterClass.notColon, repeated: true }]]), told(['*'])]).toEqual([['[09]', '[+]'], [':'], []]);
});

test('words with parts that are not known', () => {
  const accepts = (pattern: string, options: AutomatonOptions, ...words: string[]) => words.map((word) => of([pattern], options).accepts(word, steps()));
  expect(accepts(`a${PART}c`, {}, `a${PART}c`, 'abc', `a${unknownPart('Other')}c`)).toEqual([true, false, false]);
  expect(accepts('abc', { isLoose: true }, `a${PART}`, `${PART}c`, `b${PART}`, PART, `ab${PART}c`)).toEqual([true, true, false, true, true]);
  expect(accepts('a*', {}, `a${PART}`, `${PART}a`)).toEqual([true, false]);
  expect(accepts('ab', { ignoreCase: true }, 'AB', 'aB', `a${PART}`)).toEqual([true, true, false]);
});

test('automata of one signature accept the same', () => {
  const all = [of(['a*']), of(['a?']), of(['a*'], { ignoreCase: true }), of(['a*'], { isLoose: true }), of(['a*', 'b']), of(['ab'])];
  expect(new Set(all.map(({ signature }) => signature)).size).toBe(all.length);
  expect(of(['a*']).signature).toBe(all[0].signature);
});

test('one letter in lower case stays one letter', () => expect(['A', 'a', '\u0130', '1'].map(lowerCase)).toEqual(['a', 'a', '\u0130', '1']));
