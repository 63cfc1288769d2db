import { array, assert, boolean, constantFrom, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { parse, stringify } from 'yaml';
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
  'a\nb', 'a\n', '\na\n', 'a\n\n', ' a\nb\n', 'a\n b\n', 'a \nb\n', 'a\n\tb\n', '---\n', '...\n', 'a\r\nb\n', '\u0085', '\u2028', '\ufeff', '\u007f', 'é', '😀',
  '#a\n', '- a\n', 'a: b\n', '%a\nb\n', 'null\n', '1\n', 'e3', 'inf', 'infinity', 'nan', 'a::b', 'a:b', '+1', '-', '--', '?', '? a', ',', 'a,b', '\\', '\\n',
);
const likely = string({ unit: constantFrom(...'aeEnoYNfl01._:/@+=-') }); // what may be written without a question, and what is near it
const words = oneof(tricky, likely, string({ unit: 'grapheme' }), string({ unit: 'binary' }).filter((value) => !/\p{Surrogate}/u.test(value)));

test.each(['1.1', '1.2'] as const)('a reader of YAML %s gets what was written', (version) => {
  const { tree } = letrec((tie) => ({
    tree: oneof({ depthSize: 'small', withCrossShrink: true }, words, integer(), boolean(), constantFrom(null),
      array(tie('tree'), { maxLength: 4 }), dictionary(words.filter((key) => key !== '__proto__' && !(version === '1.1' && key === '<<')), tie('tree'), { maxKeys: 4 })),
  }));
  assert(property(tree, (value) => {
    const plain = JSON.parse(JSON.stringify({ value })); // a Kubernetes object or Helm values are a map
    expect(parse(toYaml(plain), { version, prettyErrors: false })).toEqual(plain);
  }), runs(400, 20_000));
});

test('is byte by byte what the YAML library writes', () => {
  const { map } = letrec((tie) => ({
    tree: oneof({ depthSize: 'small', withCrossShrink: true }, words, integer(), boolean(), constantFrom(null), array(tie('tree'), { maxLength: 4 }), tie('map')),
    map: dictionary(words.filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 4 }),
  }));
  assert(property(map, (value) => {
    const plain = JSON.parse(JSON.stringify(value));
    const text = toYaml(plain);
    // The library leaves the marks of documents (---, ...) plain where they are indented; here they are quoted everywhere.
    if (!/"(?:---|\.\.\.)/.test(JSON.stringify(plain))) {
      expect(text).toBe(stringify(plain, { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false }));
    }
  }), { ...runs(400, 20_000), examples: [[{ '': { '---': '', 'a': '... b' } }]] });
});

test('a frozen part is written at whatever indentation, and a part that changed anew', () => {
  const part = Object.freeze({ drop: ['ALL'], script: 'a\nb\n' });
  const whole = { a: part, b: [part, { c: part }], d: part };
  expect(toYaml(whole)).toBe(stringify(whole, { aliasDuplicateObjects: false }));
  const changing = { list: ['a'] };
  expect(toYaml(changing)).toBe('list:\n  - a\n');
  changing.list.push('b');
  expect(toYaml(changing)).toBe('list:\n  - a\n  - b\n');
});
