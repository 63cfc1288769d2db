import { isSealed, seal } from '../../lib/core/sealed';

test('what is sealed keeps its parts, and says so; what only looks like it does not', () => {
  const value: { name: string } = { name: 'a' };
  expect(isSealed(value, 'Thing', 'name')).toBe(false);
  seal(value, 'Thing');
  expect(isSealed(value, 'Thing', 'name')).toBe(true);
  expect(isSealed(value, 'Other', 'name')).toBe(false);
  expect(isSealed(value, 'Thing', 'name', 'more')).toBe(false);
  expect(() => { value.name = 'b'; }).toThrow(TypeError);
  expect(isSealed({ ...value }, 'Thing', 'name')).toBe(false);
  expect(isSealed(Object.create(value), 'Thing', 'name')).toBe(false);
  [null, undefined, 5, 'text'].forEach((other) => expect(isSealed(other, 'Thing')).toBe(false));
});

test('jsii can still write the identity of an object into it', () => {
  const value = { name: 'a' };
  seal(value, 'Thing');
  expect(() => Object.defineProperty(value, Symbol('id'), { value: 1 })).not.toThrow();
});
