import { App, Stack } from 'aws-cdk-lib';
import { ConstructStore } from '../../lib/core/construct-store';
import { LibraryCopy } from '../library-copy';

const one = new ConstructStore<string>('test.one');
const other = new ConstructStore<number>('test.other');

test('each construct and each name has a value of its own', () => {
  const app = new App();
  const stack = new Stack(app, 'S');
  one.set(app, 'a');
  other.set(app, 1);
  one.set(stack, 'b');
  expect([one.get(app), one.get(stack), other.get(app), other.get(stack)]).toEqual(['a', 'b', 1, undefined]);
  one.set(app, 'c');
  expect(one.get(app)).toBe('c');
});

test('a value is created once', () => {
  const app = new App();
  let created = 0;
  const next = () => ++created;
  expect([other.getOrCreate(app, next), other.getOrCreate(app, next), other.getOrCreate(new App(), next)]).toEqual([1, 1, 2]);
});

test('another copy of the package in the same process sees the same values', () => {
  const app = new App();
  one.set(app, 'a');
  const library = new LibraryCopy('core');
  try {
    const copy = library.load('core/construct-store').ConstructStore;
    expect(copy).not.toBe(ConstructStore);
    expect(new copy('test.one').get(app)).toBe('a');
  } finally {
    library.remove();
  }
});

test('who lists the properties of a construct sees nothing of it', () => {
  const app = new App();
  const before = Object.keys(app);
  one.set(app, 'a');
  expect(Object.keys(app)).toEqual(before);
});
