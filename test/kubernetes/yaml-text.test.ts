import { array, assert, boolean, constantFrom, dictionary, double, integer, letrec, oneof, property, string } from 'fast-check';
import { stringify } from 'yaml';
import { HAS_PYTHON, YAML_READERS } from './yaml-readers';
import { YamlWriter } from '../../lib/kubernetes/yaml-text';
import { runs } from '../property-runs';

/** One writer for all, which remembers what it wrote before. */
const writer = new YamlWriter();
const toYaml = (value: object) => writer.document(value);

test('objects, lists, text and nothing', () => {
  expect(toYaml({
    a: { b: ['x', { c: 1, d: [] }, ['y', 'z'], {}], e: {} },
    script: 'set -eu\n  echo "a"\n\necho b\n',
    on: 'yes',
    n: -1.5,
    t: true,
    none: null,
    gone: undefined,
    arn: 'arn:aws:iam::111122223333:role/x',
    account: '111122223333',
  })).toBe(`a:
  b:
    - x
    - c: 1
      d: []
    - - "y"
      - z
    - {}
  e: {}
script: |
  set -eu
    echo "a"

  echo b
"on": "yes"
"n": -1.5
t: true
none: null
arn: arn:aws:iam::111122223333:role/x
account: "111122223333"
`);
});

const tricky = constantFrom(
  'y', 'N', 'On', 'OFF', 'true', 'Null', '~', '', ' ', '1', '1e3', '0x1f', '0o17', '0123', '1_000', '12:30', '1:20:30', '.inf', '.NaN', '2020-01-01',
  '2001-12-14t21:59:43.10-05:00', '<<', '=', '- a', 'a: b', 'a:', ':a', 'a #b', '#a', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '"a"', "'a'", '{}', '[]',
  'a\nb', 'a\n', '\na\n', 'a\n\n', ' a\nb\n', 'a\n b\n', 'a \nb\n', 'a\n\tb\n', '---\n', '...\n', 'a\r\nb\n', '\u0085', '\u2028', '\u2029', '\ufeff', '\u007f', '\u009f', '\ufffe', '\uffff', ' \n', '\n \n', '\t', 'a\u2028b: 1', 'a\n\n\nb', 'a\n   b', '\u{1d173}',
  'x\u2028    eks.amazonaws.com/role-arn: arn:aws:iam::999999999999:role/admin', 'é', '😀',
  '#a\n', '- a\n', 'a: b\n', '%a\nb\n', 'null\n', '1\n', 'e3', 'inf', 'infinity', 'nan', 'a::b', 'a:b', '+1', '-', '--', '?', '? a', ',', 'a,b', '\\', '\\n',
);
const likely = string({ unit: constantFrom(...'aeEnoYNfl01._:/@+=-') }); // what may be written without a question, and what is near it
const words = oneof(tricky, likely, string({ unit: 'grapheme' }), string({ unit: 'binary' }).filter((value) => !/\p{Surrogate}/u.test(value)));
const { tree } = letrec((tie) => ({
  tree: oneof({ depthSize: 'small', withCrossShrink: true }, words, integer(), double({ noNaN: true, noDefaultInfinity: true }), boolean(), constantFrom(null),
    array(tie('tree'), { maxLength: 4 }), dictionary(words.filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 4 })),
}));

/** Values as they are in a Kubernetes object or in Helm values, each in a map. */
function samples(): { readonly value: unknown }[] {
  const values: { value: unknown }[] = [];
  assert(property(tree, (value) => {
    values.push(JSON.parse(JSON.stringify({ value })));
  }), runs(100, 20_000));
  return values;
}

test.each(YAML_READERS.map((reader) => [reader.name, reader] as const))('a reader gets what was written: %s', (_, reader) => {
  const values = samples();
  const read = reader.read(values.map(toYaml));
  values.forEach((value, index) => {
    // A key in quotes is a merge to the library's reader of 1.1 alone, so such keys are refused where they come in.
    const isLeftOut = reader.name === 'yaml, version 1.1' && JSON.stringify(value).includes('"<<":');
    expect(isLeftOut ? [] : read[index]).toEqual(isLeftOut ? [] : [value]);
  });
});

(HAS_PYTHON ? test.skip : test)('NOT RUN: the readers of Python, as there is no Python with PyYAML', () => undefined);

test.each(YAML_READERS.map((reader) => [reader.name, reader] as const))('a comment is one, whatever is in it: %s', (_, reader) => {
  const comments: string[] = [];
  assert(property(words, (text) => {
    comments.push(text);
  }), runs(40, 5_000));
  const read = reader.read(comments.map((text) => writer.file([text, `a\n${text}b: 1`], [{ a: 1 }, { b: text }])));
  comments.forEach((text, index) => expect(read[index]).toEqual([{ a: 1 }, { b: text }]));
});

test.each(YAML_READERS.map((reader) => [reader.name, reader] as const))('a key may be longer than YAML lets a line be: %s', (_, reader) => {
  const [long, longer] = ['k'.repeat(1_100), '\u2028'.repeat(400)];
  const value = { a: [{ [long]: { [longer]: 'x' } }, { b: { [longer]: ['y', { [long]: {} }] } }] };
  expect(reader.read([toYaml(value)])).toEqual([[value]]);
});

test('a frozen part is written at whatever indentation, and a part that changed anew', () => {
  const part = Object.freeze({ drop: ['ALL'], script: 'a\nb\n' });
  const whole = { a: part, b: [part, { c: part }], d: part };
  expect(toYaml(whole)).toBe(stringify(whole, { aliasDuplicateObjects: false })); // the library writes the same, where nothing is strange
  const changing = { list: ['a'] };
  expect(toYaml(changing)).toBe('list:\n  - a\n');
  changing.list.push('b');
  expect(toYaml(changing)).toBe('list:\n  - a\n  - b\n');
});
