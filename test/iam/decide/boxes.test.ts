import { remains, removed, restricted } from '../../../lib/iam/decide/boxes';
import type { Box } from '../../../lib/iam/decide/boxes';
import type { Coordinates, Restrictions } from '../../../lib/iam/decide/dimensions';
import { KeySet } from '../../../lib/iam/decide/key-set';
import { Language } from '../../../lib/iam/language/language';
import { LetterClass } from '../../../lib/iam/language/letters';
import { Steps } from '../../../lib/iam/language/steps';

// Two dimensions of names and one of a key, each with the texts a, b, c. A `-` says that the key may be absent.

const KEY = 2;
const steps = () => new Steps(100_000);
const texts = (own: string) => Language.texts(own.replace('-', '').split(''));
const coordinates = (own: string, dimension: number): Coordinates => dimension === KEY ? new KeySet(own.includes('-'), texts(own), Language.every, undefined) : texts(own);
const boxOf = (shown: string): Box => shown.split(' ').map(coordinates);
const restrictions = (own: Readonly<Record<number, string>>): Restrictions => Object.entries(own).map(([dimension, shown]) => [Number(dimension), coordinates(shown, Number(dimension))]);
const shown = (box: Box) => box.map((set) => `${['a', 'b', 'c'].filter((text) => set.contains(text, steps())).join('')}${set instanceof KeySet && set.isAbsent ? '-' : ''}`).join(' ');

const left = (box: string, ...others: Readonly<Record<number, string>>[]) => [...remains(boxOf(box), others.map((own) => removed(restrictions(own), steps())), steps())].map(shown);

test('the part of a box that meets restrictions', () => {
  const box = boxOf('ab ab a-');
  const part = (...own: Restrictions) => { const found = restricted(box, own, steps()); return found && shown(found); };
  expect([part(), part([0, texts('bc')]), part([0, texts('b')], [KEY, coordinates('ab', KEY)]), part([0, texts('ab')], [0, texts('bc')])]).toEqual(['ab ab a-', 'b ab a-', 'b ab a', 'b ab a-']);
  expect([part([0, texts('c')]), part([1, texts('a')], [0, texts('c')]), part([0, texts('a')], [0, texts('b')]), part([KEY, coordinates('b', KEY)])]).toEqual([undefined, undefined, undefined, undefined]);
  expect(shown(box)).toBe('ab ab a-');
});

test.each<[string, Readonly<Record<number, string>>[], string[]]>([
  ['nothing', [], ['ab ab a-']],
  ['a part in one dimension', [{ 0: 'a' }], ['b ab a-']],
  ['a part in two dimensions', [{ 0: 'a', 1: 'a' }], ['b ab a-', 'a b a-']],
  ['a part in three dimensions', [{ 0: 'a', 1: 'a', 2: 'a' }], ['b ab a-', 'a b a-', 'a a -']],
  ['an absent key', [{ 2: '-' }], ['ab ab a']],
  ['the key, present', [{ 2: 'abc' }], ['ab ab -']],
  ['a part of all that another dimension has', [{ 0: 'abc', 1: 'a' }], ['ab b a-']],
  ['a part, and all that a later dimension has', [{ 0: 'a', 1: 'ab' }], ['b ab a-']],
  ['what it has nothing of', [{ 0: 'c' }], ['ab ab a-']],
  ['what it has nothing of in a later dimension', [{ 0: 'a', 1: 'c' }], ['ab ab a-']],
  ['what it has nothing of in an earlier dimension', [{ 0: 'c', 1: 'a' }], ['ab ab a-']],
  ['what it has nothing of between two others', [{ 0: 'a' }, { 0: 'c', 1: 'a' }, { 1: 'a' }], ['b b a-']],
  ['all of it', [{ 0: 'ab', 2: 'a-' }], []],
  ['everything', [{}], []],
  ['two halves', [{ 0: 'a' }, { 0: 'b' }], []],
  ['a part of what another leaves', [{ 0: 'a', 1: 'a' }, { 0: 'b', 1: 'b' }], ['b a a-', 'a b a-']],
  ['all of one part that another leaves', [{ 0: 'a', 1: 'a' }, { 0: 'a' }], ['b ab a-']],
  ['all of the other part that another leaves', [{ 0: 'a', 1: 'a' }, { 0: 'b' }], ['a b a-']],
  ['all but one corner', [{ 0: 'a' }, { 1: 'a' }, { 2: 'a' }], ['b b -']],
])('a box without %s', (_, others, expected) => expect(left('ab ab a-', ...others)).toEqual(expected));

test('patterns that begin otherwise leave a box as it is', () => {
  const begins = (start: string) => Language.patterns([[...start, '*'].map((letter) => letter === '*' ? { letters: LetterClass.any, repeated: true } : letter)]);
  const box = [begins('x'), begins('y'), coordinates('a', KEY)];
  const others = [[[0, begins('y')]], [[0, begins('xy')], [1, begins('x')]], [[KEY, coordinates('b', KEY)]], [[0, begins('xy')]]] as Restrictions[];
  const [found, ...more] = [...remains(box, others.map((own) => removed(own, steps())), steps())];
  expect([more, ['x', 'xa', 'xy', 'xya', 'y'].filter((text) => found[0].contains(text, steps())), found[1], found[KEY]]).toEqual([[], ['x', 'xa'], box[1], box[KEY]]);
});
