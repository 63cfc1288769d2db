import { readJson } from '../../lib/core/json';
import { jsonHint } from '../../lib/core/json-hint';
import { messageOf } from '../support';

test.each([
  ['{\n  // the bucket\n  "a": 1 }', 'must be JSON: expected a key in double quotes or "}", got "/": JSON has no comments'],
  ['# a\n{}', 'must be JSON: expected a value, got "#": JSON has no comments'],
  ['{ "a": 1,\n}', 'must be JSON: expected a key in double quotes, got "}": take away the comma before it'],
  ['["a", ]', 'must be JSON: expected a value, got "]": take away the comma before it'],
  ["{ 'a': 1 }", 'must be JSON: expected a key in double quotes or "}", got "\'": texts of JSON are in plain double quotes (")'],
  ['{ \u201ca\u201d: 1 }', 'must be JSON: expected a key in double quotes or "}", got "\u201c": texts of JSON are in plain double quotes (")'],
  ['{ "a": }', 'must be JSON: expected a value, got "}"'],
  ['[\u{1f600}]', 'must be JSON: expected a value or "]", got "\u{1f600}"'],
])('%j: %s', (text, message) => expect(messageOf(() => readJson(text))).toBe(message));

test('of the end of a text nothing is known', () => expect(jsonHint(undefined, true)).toBe(''));
