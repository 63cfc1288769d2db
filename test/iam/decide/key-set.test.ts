import { KeySet } from '../../../lib/iam/decide/key-set';
import type { Lists } from '../../../lib/iam/decide/key-set';
import { Language } from '../../../lib/iam/language/language';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';

const steps = () => new Steps(100_000);
const like = (...patterns: string[]) => TextSet.like(...patterns).language('smaller', false, steps());
const texts = (...all: string[]) => Language.texts(all);
const set = (isAbsent: boolean, one: Language, lists?: readonly Lists[]) => new KeySet(isAbsent, one, Language.every, lists);
const all = (bound: Language): Lists => ({ bound, needs: [] });
const some = (...needs: Language[]): Lists => ({ bound: Language.every, needs });

const VALUES: (string | string[] | undefined)[] = [undefined, [], 'a', 'b', ['a'], ['b'], ['a', 'b'], ['a', 'b', 'c']];
/** Which values belong to a set, as text. */
const has = (own: KeySet) => VALUES.filter((value) => own.contains(value, steps())).map((value) => JSON.stringify(value) ?? 'absent');

const onlyA = set(false, texts('a'), [all(texts('a'))]);
const hasA = set(true, texts('a'), [some(texts('a'))]);
const noLists = set(true, texts('a', 'b'));

test('what belongs to it: an empty list is as if the key were absent', () => {
  expect(has(onlyA)).toEqual(['"a"', '["a"]']);
  expect(has(hasA)).toEqual(['absent', '[]', '"a"', '["a"]', '["a","b"]', '["a","b","c"]']);
  expect(has(noLists)).toEqual(['absent', '[]', '"a"', '"b"']);
  expect([set(false, texts('')).contains('', steps()), set(true, texts('a')).contains('', steps())]).toEqual([true, false]);
  expect(has(set(false, Language.none, [some(texts('a'), texts('b'))]))).toEqual(['["a","b"]', '["a","b","c"]']);
});

test('the complement', () => {
  expect(has(onlyA.not(steps()))).toEqual(['absent', '[]', '"b"', '["b"]', '["a","b"]', '["a","b","c"]']);
  expect(has(hasA.not(steps()))).toEqual(['"b"', '["b"]']);
  expect(has(noLists.not(steps()))).toEqual([]);
  const both = set(false, Language.none, [{ bound: texts('a', 'b'), needs: [texts('a'), texts('b')] }]);
  expect(has(both)).toEqual(['["a","b"]']);
  expect(has(both.not(steps()))).toEqual(VALUES.map((value) => JSON.stringify(value) ?? 'absent').filter((text) => text !== '["a","b"]'));
  expect(has(set(true, Language.every, []).not(steps()))).toEqual(['["a"]', '["b"]', '["a","b"]', '["a","b","c"]']);
  expect(has(both.not(steps()).not(steps()))).toEqual(has(both));
});

test('the intersection', () => {
  expect(has(onlyA.and(hasA, steps()))).toEqual(['"a"', '["a"]']);
  expect(has(hasA.and(set(true, texts('b'), [all(texts('a', 'b'))]), steps()))).toEqual(['absent', '[]', '["a"]', '["a","b"]']);
  expect(hasA.and(set(false, texts('b'), [all(texts('b'))]), steps()).isEmpty(steps())).toBe(true);
  expect(noLists.and(hasA, steps()).lists).toBeUndefined();
});

test('the union', () => {
  expect(has(onlyA.union([set(true, texts('b'), [all(texts('b'))])]))).toEqual(['absent', '[]', '"a"', '"b"', '["a"]', '["b"]']);
  expect(has(set(false, Language.none, [some(texts('a'))]).union([set(false, Language.none, [some(texts('c'))])]))).toEqual(['["a"]', '["a","b"]', '["a","b","c"]']);
});

test('whether it is empty', () => {
  const isEmpty = (own: KeySet) => own.isEmpty(steps());
  expect([set(false, Language.none), set(true, Language.none), set(false, texts('a')), set(false, Language.none, []), set(false, Language.none, [all(texts('a'))])].map(isEmpty))
    .toEqual([true, false, false, true, false]);
  expect([set(false, Language.none, [all(Language.none)]), set(false, Language.none, [{ bound: texts('a'), needs: [texts('b')] }]), set(false, Language.none, [{ bound: like('a*'), needs: [like('*b')] }])].map(isEmpty))
    .toEqual([true, true, false]);
});

test('one value of it: what is liked, else absent, a text, a list', () => {
  const pick = (own: KeySet, ...preferred: string[]) => own.pick(steps(), preferred);
  expect([pick(noLists), pick(noLists, 'x', 'b'), pick(onlyA), pick(onlyA, 'b')]).toEqual([undefined, 'b', 'a', 'a']);
  expect([pick(set(false, Language.none, [all(texts('c'))])), pick(set(false, Language.none, [])), pick(set(false, Language.none))]).toEqual([['c'], undefined, undefined]);
  expect(pick(set(false, Language.none, [all(Language.none), some(texts('a'), texts('b'))]))).toEqual(['a', 'b']);
  expect(pick(set(false, Language.none, [some(texts('a'), like('a*'))]), 'a')).toEqual(['a']);
  expect(pick(set(false, Language.none, [some(like('a*'))]))).toEqual(['a']);
  expect(pick(set(false, Language.none, [{ bound: like('a*'), needs: [like('*b')] }]), 'axb')).toEqual(['axb']);
});

test('what all values begin with', () => {
  expect([set(false, like('abc*', 'abd*')), set(true, like('abc*')), set(false, like('abc*'), [all(texts('x'))]), set(false, like('abc*'), [])].map(({ prefix }) => prefix)).toEqual(['ab', '', '', 'abc']);
});

test('sets of one signature are equal', () => {
  expect(set(false, texts('a', 'b')).signature).toBe(set(false, texts('b', 'a')).signature);
  const others = [set(true, texts('a', 'b')), set(false, texts('a')), set(false, texts('a', 'b'), []), set(false, texts('a', 'b'), [all(texts('a'))]), set(false, texts('a', 'b'), [some(texts('a'))])];
  expect(new Set([set(false, texts('a', 'b')), ...others].map(({ signature }) => signature)).size).toBe(6);
});
