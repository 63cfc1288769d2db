import { spawnSync } from 'node:child_process';
import { assert, constantFrom, oneof, property, string } from 'fast-check';
import {
  commentText, jsonText, markdownCell, markdownText, sarifText, shellQuoted, shellWord, terminalLines, terminalText, yamlQuoted, yamlText,
} from '../../lib/core/escape';
import { visible } from '../../lib/core/text';
import { runs } from '../property-runs';

/** What readers, terminals and people take for something else than a character of a text. */
const HOSTILE = [
  '\n', '\r', '\r\n', '\t', '\0', '\u0007', '\b', '\u001b[2J', '\u007f', '\u0085', '\u009b31m', '\u00a0', '\u00ad', '\u061c', '\u200b', '\u200d', '\u200e',
  '\u2028', '\u2029', '\u202e', '\u2066', '\u2069', '\u3000', '\ufeff', '\ufff9', '\ufffe', '\uffff', '\ud800', '\udfff', '\u{e0001}', '\u{1d173}',
  '"', "'", '\\', '`', '$', '$(id)', '# ', ': ', ' #', '{', '[', '](', '<', '>', '&', '*', '!', '|', '%', '@', '\\u2028', '\\n', '😀', 'é', 'ß', '日本',
];
const pieces = oneof(constantFrom(...HOSTILE), string({ unit: 'binary', maxLength: 4 }), constantFrom('a', 'b', ' ', '1', '-'));
const texts = string({ unit: pieces, maxLength: 12 });
const halves = /[\uD800-\uDFFF]/u;
const whole = texts.filter((text) => !halves.test(text));

/** Everything that is no printable character on a line, by Unicode's own classes. */
const SEEN = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]*$/u;

test.each([
  ['commentText', commentText], ['terminalText', terminalText], ['markdownText', markdownText], ['sarifText', sarifText], ['visible', visible],
])('%s makes one line of any text, without what a terminal obeys', (_, write) => {
  assert(property(texts, (text) => {
    expect(write(text)).toMatch(SEEN);
  }), runs(300, 50_000));
});

test('what is seen stays as it is', () => {
  expect(terminalText('Zoë’s 日本 😀 “x” — y')).toBe('Zoë’s 日本 😀 “x” — y');
  expect(terminalText('a\u009b31mb\u202ec\nd\u{e0001}')).toBe('a\\u009b31mb\\u202ec\\u000ad\\u{e0001}');
  expect(terminalLines('a\u001b[2J\n::error::b\r\n')).toBe('a\\u001b[2J\n::error::b\\u000d\n');
});

test('a word of a shell script is what sh gets', () => {
  const words: string[] = [];
  assert(property(whole.filter((text) => !text.includes('\0')), (text) => {
    words.push(text);
  }), runs(500, 5_000));
  for (const write of [shellWord, shellQuoted]) {
    const { stdout, stderr } = spawnSync('sh', ['-c', `printf '%s\\0' ${words.map(write).join(' \\\n  ')}`], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\0').slice(0, -1)).toEqual(words);
  }
  expect(shellWord('deploy/irsa/main.yaml')).toBe('deploy/irsa/main.yaml');
  expect(shellWord("it's")).toBe("'it'\\''s'");
  expect(shellWord('')).toBe("''");
});

test.each(['a\0b', 'a\ud800'])('%j is no word of a shell script', (text) => {
  expect(() => shellQuoted(text)).toThrow(/^a word of a shell script must be Unicode without NUL, got "a\\u/);
});

test('a comment of a shell script ends with its line', () => {
  assert(property(texts, (text) => {
    expect(commentText(text)).not.toMatch(/[\n\r]/);
  }), runs(200, 20_000));
  const { stdout } = spawnSync('sh', ['-c', `# ${commentText('x\necho broken\r\u2028echo worse')}\necho whole`], { encoding: 'utf8' });
  expect(stdout).toBe('whole\n');
});

test('JSON is read back, and can be printed', () => {
  assert(property(texts, texts, (key, value) => {
    const text = jsonText({ [`k${key}`]: [value, { n: 1 }] });
    expect(text.replaceAll('\n', '')).toMatch(SEEN);
    const shown = (any: string) => any.replace(/[\uD800-\uDFFF]/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
    expect(JSON.parse(text)).toEqual({ [`k${shown(key)}`]: [shown(value), { n: 1 }] });
  }), runs(300, 50_000));
  expect(jsonText({ a: 'x\u2028\ud83d\\ud83d' })).toBe('{\n  "a": "x\\u2028\\\\ud83d\\\\ud83d"\n}\n');
});

test('half of a character is refused in YAML', () => {
  expect(() => yamlText('a\ud800')).toThrow('text in YAML must be Unicode, got half of a character in "a\\ud800"');
  expect(() => yamlQuoted('\udfff')).toThrow('text in YAML must be Unicode');
});

test.each([
  ['arn:aws:iam::111122223333:role/x', 'arn:aws:iam::111122223333:role/x'], ['names carry a hash', 'names carry a hash'],
  ['yes', '"yes"'], ['No', '"No"'], ['e3', '"e3"'], ['12:30', '"12:30"'], ['2020-01-01', '"2020-01-01"'], ['=', '"="'], ['<<', '"<<"'], ['~', '"~"'],
  ['a: b', '"a: b"'], ['a #b', '"a #b"'], [' a', '" a"'], ['a ', '"a "'], ['a\u2028b', '"a\\u2028b"'], [' \n', '" \\n"'], ['\u{1d173}', '"\\U0001d173"'],
  ['a"\\', '"a\\"\\\\"'], ['😀', '"😀"'], ['', '""'], ['a  b', '"a  b"'],
])('%j is %s in YAML', (text, expected) => expect(yamlText(text)).toBe(expected));

test('a message of SARIF and a text of Markdown have no links', () => {
  expect(sarifText('see [x](https://example.com)')).toBe('see [x] (https://example.com)');
  expect(markdownCell('a|b @team #1 https://x www.x &lt; ~z~')).toBe('a\\|b @&#8203;team #&#8203;1 https:&#8203;//x www&#8203;.x &amp;lt; \\~z\\~');
  expect(markdownText('[x](y) <b> *z* `c`')).toBe('\\[x\\](y) \\<b\\> \\*z\\* \\`c\\`');
});
