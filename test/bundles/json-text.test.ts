import { readJson } from '../../lib/bundles/json-text';

test.each([
  '{}', '[]', ' [ 1 , -2.5e+3 , true , false , null , "a\\n\\u00e9\\"" ] ', '{"a": {"b": [[], {}]}}', '"text"', '0', '{"__proto__": 1}',
])('reads %s as JSON.parse does', (text) => {
  expect(readJson(text)).toEqual({ value: JSON.parse(text) });
});

test.each([
  ['', 1, 1, 'expected a value, got the end'],
  ['{"a": }', 1, 7, 'expected a value, got "}"'],
  ['{\n  "a": 1,\n}', 3, 1, 'expected a key in double quotes, got "}"'],
  ['{\n  a: 1}', 2, 3, 'expected a key in double quotes, got "a"'],
  ['{"a" 1}', 1, 6, 'expected ":", got "1"'],
  ['{"a": 1 "b": 2}', 1, 9, 'expected "," or "}", got "\\""'],
  ['[1, 2', 1, 6, 'expected "," or "]", got the end'],
  ['[1 : 2]', 1, 4, 'expected "," or "]", got ":"'],
  ['[1,]', 1, 4, 'expected a value, got "]"'],
  ['{} x', 1, 4, 'expected the end, got "x"'],
  ['// comment', 1, 1, 'expected a value, got "/"'],
  ["{'a': 1}", 1, 2, 'expected a key in double quotes, got "\'"'],
  ['["a\nb"]', 1, 2, 'expected a value, got "\\""'],
  ['[01]', 1, 3, 'expected "," or "]", got "1"'],
  ['{"a": 1,\n "b": 2,\n "a": 3}', 3, 2, 'the key "a" stands twice in one object'],
])('%j: %i:%i: %s', (text, line, column, problem) => {
  expect(readJson(text)).toEqual({ problem, line, column });
});

test('keeps its place in a large text', () => {
  const text = JSON.stringify({ Statement: Array.from({ length: 2_000 }, (_, i) => ({ Sid: `S${i}`, Action: ['s3:GetObject'] })) }, undefined, 2);
  expect(readJson(text)).toEqual({ value: JSON.parse(text) });
  expect(readJson(text.slice(0, -1))).toEqual({ problem: 'expected "," or "}", got the end', line: text.split('\n').length, column: 1 });
});
