import { condensed, Numbers, Wider } from '../../../lib/iam/decide/condense';
import type { Restricted } from '../../../lib/iam/decide/condense';
import { KeySet } from '../../../lib/iam/decide/key-set';
import { Language } from '../../../lib/iam/language/language';
import { Steps } from '../../../lib/iam/language/steps';

const steps = () => new Steps(100_000);
const TEXTS = ['a', 'b', 'c', 'd'];
const text = (own: string) => Language.texts(own.split(''));
const key = (own: string) => new KeySet(false, text(own), Language.every, undefined);
/** `{ 2: 'a', 3: 'b' }`: what is allowed in each dimension. Dimensions from 4 on are keys. */
const item = (from: string, restrictions: Readonly<Record<number, string>>): Restricted<string> => ({ from: [from], restrictions: Object.entries(restrictions).map(([dimension, own]) => [Number(dimension), Number(dimension) < 4 ? text(own) : key(own)]) });
const shown = ({ from, restrictions }: Restricted<string>) => `${from.join('+')}: ${restrictions.map(([dimension, set]) => `${dimension}=${TEXTS.filter((own) => set.contains(own, steps())).join('')}`).join(' ')}`;
const fewer = (...items: Restricted<string>[]) => condensed(items, new Numbers()).map(shown);

test('items that differ in one dimension become one', () => {
  expect(fewer(item('x', { 2: 'a', 3: 'b' }), item('y', { 2: 'a', 3: 'c' }), item('z', { 2: 'a', 3: 'd' }))).toEqual(['x+y+z: 2=a 3=bcd']);
  expect(fewer(item('x', { 2: 'a', 4: 'b' }), item('y', { 2: 'a', 4: 'c' }))).toEqual(['x+y: 2=a 4=bc']);
  expect(fewer(item('x', { 2: 'a', 3: 'a' }), item('y', { 2: 'a', 3: 'b' }), item('z', { 2: 'b', 3: 'a' }), item('w', { 2: 'b', 3: 'b' }))).toEqual(['x+z+y+w: 2=ab 3=ab']);
});

test('others stay by themselves', () => {
  expect(fewer(item('x', { 2: 'a', 3: 'a' }), item('y', { 2: 'b', 3: 'b' }))).toEqual(['x: 2=a 3=a', 'y: 2=b 3=b']);
  expect(fewer(item('x', { 2: 'a' }), item('y', { 2: 'b', 3: 'a' }), item('z', { 3: 'b' }))).toEqual(['x: 2=a', 'y: 2=b 3=a', 'z: 3=b']);
  expect(fewer(item('x', {}), item('y', { 2: 'a' }))).toEqual(['x: ', 'y: 2=a']);
  const twice = (from: string): Restricted<string> => ({ from: [from], restrictions: [[2, text('ab')], [2, text('bc')]] });
  expect(fewer(twice('x'), twice('y'), item('z', { 2: 'a' }))).toHaveLength(3);
});

test('items of many dimensions are left alone', () => {
  const many = (from: string, own: string, count: number) => item(from, Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 2, i === 0 ? own : 'a'])));
  expect([fewer(many('x', 'a', 6), many('y', 'b', 6)).length, fewer(many('x', 'a', 7), many('y', 'b', 7)).length]).toEqual([1, 2]);
  expect(fewer(many('x', 'a', 7), item('y', { 2: 'a' }), item('z', { 2: 'b' })).map((own) => own.split(' ')[0])).toEqual(['x:', 'y+z:']);
});

test('equal coordinates have one number in each dimension', () => {
  const numbers = new Numbers();
  const [a, b] = [text('a'), text('b')];
  expect([numbers.nameOf([2, a]), numbers.nameOf([2, b]), numbers.nameOf([2, text('a')]), numbers.nameOf([3, a]), numbers.nameOf([2, b])]).toEqual(['2:0', '2:1', '2:0', '3:0', '2:1']);
  expect(numbers.namesOf([[3, b], [2, a]])).toEqual(['2:0', '3:1']);
});

test('what is wider, by parts that are equal', () => {
  const numbers = new Numbers();
  const wider = new Wider([item('', { 2: 'a' }).restrictions, item('', { 3: 'b', 4: 'c' }).restrictions], numbers);
  const covers = (restrictions: Readonly<Record<number, string>>) => wider.covers(item('', restrictions).restrictions);
  expect([covers({ 2: 'a' }), covers({ 2: 'a', 3: 'x' }), covers({ 2: 'b', 3: 'b', 4: 'c' }), covers({ 3: 'b' }), covers({ 2: 'b' }), covers({})]).toEqual([true, true, true, false, false, false]);
  const many = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [i + 2, 'a']));
  expect([covers(many), new Wider([[]], numbers).covers(item('', many).restrictions)]).toEqual([false, true]);
});
