import { count, list, nearest, show, suggestion } from '../../lib/core/text';

test('a value is shown quoted, on one line and cut', () => {
  expect(show('a\nb')).toBe('"a\\nb"');
  expect(show(['x'])).toBe('["x"]');
  expect(show(undefined)).toBe('undefined');
  expect(show('x'.repeat(1000))).toMatch(/^"x{109}… \(1000 characters\)$/);
  expect(show('a\u00a0b\u200b')).toBe('"a\\u00a0b\\u200b"');
  const circle: unknown[] = [];
  circle.push(circle);
  expect(show(circle)).toBe('(a value that holds itself)');
});

test('a value that is no data is named: its source code or its parts would tell nobody anything', () => {
  class Mine {}
  expect([Mine, [Mine], new Mine(), () => 1, new Map(), { at: new Date(0) }, Promise.resolve(), Symbol('x'), 10n].map(show)).toEqual([
    'the class Mine', '["the class Mine"]', 'a Mine', 'the function without a name', 'a Map', '{"at":"a Date"}', 'a Promise', 'Symbol(x)', '10n',
  ]);
});

test('words are listed and counted as a person writes them', () => {
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  expect(count(1, 'role')).toBe('1 role');
  expect(count(2048, 'character')).toBe('2,048 characters');
  expect(count(2, 'policy', 'policies')).toBe('2 policies');
});

test.each([
  ['route53.dsn01', ['route53.dns01', 'route53.externalDns'], 'route53.dns01'],
  ['ROUTE53.DNS-01', ['route53.dns01'], 'route53.dns01'],
  ['bucket', ['buckets', 'prefix'], 'buckets'],
  ['mian', ['main', 'other'], 'main'],
  ['zzz', ['main'], undefined],
  ['a', ['b'], undefined],
])('the nearest to %s of %j is %s', (word, known, expected) => expect(nearest(word, known)).toBe(expected));

test('a suggestion names the nearest word, or all there is', () => {
  expect(suggestion('mian', ['main'])).toBe('did you mean "main"?');
  expect(suggestion('zzzz', ['main', 'blue'])).toBe('known: main, blue');
  expect(suggestion('x', [])).toBe('there is none');
});
