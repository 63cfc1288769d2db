import { once } from '../../lib/core/once';

test('a value is found once for each key, also where it is nothing', () => {
  const asked: string[] = [];
  const known = new Map<string, string | undefined>();
  const find = (key: string) => once(known, key, () => {
    asked.push(key);
    return key === 'none' ? undefined : `found ${key}`;
  });
  expect(['a', 'b', 'none', 'a', 'none'].map(find)).toEqual(['found a', 'found b', undefined, 'found a', undefined]);
  expect(asked).toEqual(['a', 'b', 'none']);
});
