import * as fc from 'fast-check';
import { readJson, readJsonValue, readJsonValues } from '../../lib/core/json';
import { placeOf, TextError } from '../../lib/core/placed-data';

/** What is wrong, and where. */
function problem(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof TextError) {
      return `${error.place?.line}:${error.place?.column} ${error.message}`;
    }
    throw error;
  }
  return 'nothing';
}

test.each([
  '{}', '[]', ' [ 1 , -2.5e+3 , true , false , null , "a\\n\\u00e9\\"" ] ', '{"a": {"b": [[], {}]}}', '"text"', '0', '{"__proto__": 1}', '"\\"\\\\"', ' {"":{}} ',
  '["\\u00e9\\/"]', '[[],[[]],{"a":[]}]', '[1, -2.5e-3, true, false, null]', '\r\n\t{}\r\n',
  '{"a": ":b", ":": "\\":", "c" \n: "\\\\", "\\"": " :", "d": {"a": [{"a": null}, {"a": ""}]}}',
])('reads %j as JSON.parse does', (text) => {
  expect(readJson(text).value).toEqual(JSON.parse(text));
  expect(readJsonValue(text)).toEqual(JSON.parse(text));
});

test('reads whatever JSON.stringify writes, and refuses whatever JSON.parse refuses', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
    const text = JSON.stringify(value, undefined, indent);
    expect(readJson(text).value).toEqual(JSON.parse(text));
  }), { numRuns: 300 });
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '1', '-', 'x', '\n', ' ', '\u0001'), fc.boolean(), (value, at, insert, cuts) => {
    const whole = JSON.stringify(value, undefined, 1);
    const place = at % (whole.length + 1);
    const text = whole.slice(0, place) + insert + whole.slice(place + (cuts ? 1 : 0));
    const found = problem(() => readJson(text));
    if (!/must have each key once/.test(found)) {
      expect(found === 'nothing').toBe(parses(text));
    }
  }), { numRuns: 1_000 });
});

test.each([
  ['', '1:1 must be JSON: expected a value, got the end'],
  ['{"a": }', '1:7 must be JSON: expected a value, got "}"'],
  ['{\n  "a": 1,\n}', '3:1 must be JSON: expected a key in double quotes, got "}": take away the comma before it'],
  ['{\n  a: 1}', '2:3 must be JSON: expected a key in double quotes or "}", got "a"'],
  ['{"a" 1}', '1:6 must be JSON: expected ":", got "1"'],
  ['{"a" "b"}', '1:6 must be JSON: expected ":", got "\\""'],
  ['{"a":x}', '1:6 must be JSON: expected a value, got "x"'],
  ['{"a":1', '1:7 must be JSON: expected "," or "}", got the end'],
  ['{"a": 1 "b": 2}', '1:9 must be JSON: expected "," or "}", got "\\""'],
  ['[1, 2', '1:6 must be JSON: expected "," or "]", got the end'],
  ['[1,\n 2 3]', '2:4 must be JSON: expected "," or "]", got "3"'],
  ['[1 : 2]', '1:4 must be JSON: expected "," or "]", got ":"'],
  ['[1,]', '1:4 must be JSON: expected a value, got "]": take away the comma before it'],
  ['[1}', '1:3 must be JSON: expected "," or "]", got "}"'],
  ['}', '1:1 must be JSON: expected a value, got "}"'],
  ['{} x', '1:4 must be JSON: expected the end, got "x"'],
  ['{} 1', '1:4 must be JSON: expected the end, got "1"'],
  ['{} {}', '1:4 must be one JSON value, and another begins here: join them, such as by jq -s .'],
  ['// comment', '1:1 must be JSON: expected a value, got "/": JSON has no comments'],
  ['😀', '1:1 must be JSON: expected a value, got "😀"'],
  ["{'a': 1}", '1:2 must be JSON: expected a key in double quotes or "}", got "\'": texts of JSON are in plain double quotes (")'],
  ['[01]', '1:3 must be JSON: expected "," or "]", got "1"'],
  ['[-]', '1:2 must be JSON: expected a value or "]", got "-"'],
  ['["abc', '1:2 must be JSON: a text begins here and does not end'],
  ['["a\nb"]', '1:2 must be JSON: the text here has an unknown escape, or a line break or other control character'],
  ['["\\\\", "\\x"]', '1:8 must be JSON: the text here has an unknown escape, or a line break or other control character'],
  ['{"a": 1,\n "b": 2,\n "a": 3}', '3:2 must have each key once, and "a" stands here a second time'],
  ['{"a": 1,\n"\\u0061": 2}', '2:1 must have each key once, and "a" stands here a second time'],
  ['[[{"b": {"a": 1, "a": 2}}]]', '1:18 must have each key once, and "a" stands here a second time'],
  ['['.repeat(20_000), '1:501 must be nested at most 500 levels deep'],
  ['{"a":'.repeat(20_000), '1:2501 must be nested at most 500 levels deep'],
  [`${'['.repeat(501)}${']'.repeat(501)}`, '1:501 must be nested at most 500 levels deep'],
])('%.40j: %s', (text, expected) => {
  expect(problem(() => readJson(text))).toBe(expected);
});

test('500 levels are not too deep', () => {
  const text = `${'['.repeat(500)}${']'.repeat(500)}`;
  expect(readJson(text).value).toEqual(JSON.parse(text));
});

test('what JSON.parse refuses is refused without places too, and says where', () => {
  expect(problem(() => readJsonValue('{"a": [1,]}'))).toBe('1:10 must be JSON: expected a value, got "]": take away the comma before it');
});

describe('positions', () => {
  const text = '\n{ "a": 1,\n  "Resources": {\n    "A": { "x": { "y": 1 } },\n    "\\u0042": [] },\n "list": [\n1, "two", {}] }\n';
  const place = (keys: readonly string[], keeps?: (depth: number, first: string) => boolean) =>
    Object.values(placeOf(readJson(text, keeps), keys)).join(':');

  test('of keys and items are known at every depth', () => {
    expect([[], ['a'], ['Resources', 'A'], ['Resources', 'A', 'x', 'y'], ['Resources', 'B'], ['list', '0'], ['list', '1']].map((keys) => place(keys)))
      .toEqual(['2:1', '2:3', '4:5', '4:19', '5:5', '7:1', '7:4']);
  });

  test('of what is not there are those of what should hold it', () => {
    expect([['Resources', 'none'], ['none', 'none'], ['Resources', 'A', 'x', 'none']].map((keys) => place(keys))).toEqual(['3:3', '2:1', '4:12']);
  });

  test('are kept as far as they are asked for', () => {
    const { places } = readJson(text, (depth, first) => depth < 2 || first === 'list');
    expect([...places.keys()]).toEqual(['a', 'Resources', 'list', 'list\n0', 'list\n1', 'list\n2']);
  });
});

test('keeps keys that objects have of themselves', () => {
  const { value } = readJson('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(Object.entries(value as object)).toEqual([['__proto__', { a: 1 }], ['constructor', 2]]);
});

test('keeps its place in a large text', () => {
  const text = JSON.stringify({ Statement: Array.from({ length: 2_000 }, (_, i) => ({ Sid: `S${i}`, Action: ['s3:GetObject'] })) }, undefined, 2);
  expect(readJson(text).value).toEqual(JSON.parse(text));
  expect(problem(() => readJson(text.slice(0, -1)))).toBe(`${text.split('\n').length}:1 must be JSON: expected "," or "}", got the end`);
});

test('values one behind the other, with their places', () => {
  const text = '{"Role": {"a": 1}}\n {"Role":\n  {"b": "{"}} [3]\n';
  expect(readJsonValues(text).map(({ value, place, places }) => [value, place, places.get('Role\nb')])).toEqual([
    [{ Role: { a: 1 } }, { line: 1, column: 1 }, undefined], [{ Role: { b: '{' } }, { line: 2, column: 2 }, { line: 3, column: 4 }], [[3], { line: 3, column: 15 }, undefined],
  ]);
  expect(readJsonValues('{}').map(({ value }) => value)).toEqual([{}]);
});

test.each([
  ['{} {"a":', '1:9 must be JSON: expected a value, got the end'],
  ['{}\n{"a": "\\x"}', '2:7 must be JSON: the text here has an unknown escape, or a line break or other control character'],
  ['{}, {}', '1:3 must be JSON: expected the end, got ","'],
  ['{} x', '1:4 must be JSON: expected the end, got "x"'],
  ['', '1:1 must be JSON: expected a value, got the end'],
  ['{}'.repeat(10_001), '1:20001 must have at most 10,000 JSON values one behind the other'],
])('%.20j among several values is no JSON', (text, expected) => expect(problem(() => readJsonValues(text))).toBe(expected));

test('finds a key that stands a second time, however both are written', () => {
  const key = fc.constantFrom('a', ':', '":', '\\', '\\"', 'a\\', ' ');
  const value = fc.constantFrom<unknown>(null, ':', '":', '\\":', '\\\\', [], {}, [':', { a: 1 }], { ':': ':' });
  const space = fc.constantFrom('', ' ', '\n ', '\t');
  fc.assert(fc.property(fc.array(fc.tuple(key, value, space), { maxLength: 6 }), fc.boolean(), (entries, isNested) => {
    const object = `{${entries.map(([own, item, blank]) => `${blank}${JSON.stringify(own)}${blank}:${blank}${JSON.stringify(item)}`).join(',')}}`;
    const found = problem(() => readJson(isNested ? `[1,{"x":${object}}]` : object));
    const isTwice = new Set(entries.map(([own]) => own)).size < entries.length;
    expect(/must have each key once/.test(found)).toBe(isTwice);
    expect(found === 'nothing').toBe(!isTwice);
  }), { numRuns: 500 });
});
