import { Remembered } from '../../lib/core/remembered';

test('finds an answer once', () => {
  const asked: string[] = [];
  const remembered = new Remembered((text) => asked.push(text) > 0 && text === 'yes');
  expect(['yes', 'no', 'yes', 'no'].map((text) => remembered.of(text))).toEqual([true, false, true, false]);
  expect(asked).toEqual(['yes', 'no']);
});

test('keeps no answer to a long text, and no more than so many', () => {
  let asked = 0;
  const remembered = new Remembered(() => ++asked);
  const long = 'x'.repeat(200);
  expect([remembered.of(long), remembered.of(long)]).toEqual([1, 2]);
  Array.from({ length: 20_000 }, (_, i) => remembered.of(String(i)));
  expect(remembered.of('0')).toBe(3);
  expect(remembered.of('past')).not.toBe(remembered.of('past'));
});
