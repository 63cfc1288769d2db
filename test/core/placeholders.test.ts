import * as fc from 'fast-check';
import { fillPlaceholders, placeholderNames, unknownPlaceholder } from '../../lib/core/placeholders';

const value = (name: string) => ({ 'a': 'A', 'b-2': 'B' })[name] ?? `<${name}>`;

test.each<[string, string]>([
  ['x-{a}-{b-2}', 'x-A-B'],
  ['{{a}', '{a}'],
  ['{{{a}}', '{A}'],
  ['${a}/${aws:username}', '${a}/${aws:username}'],
  ['{a}{a}', 'AA'],
  ['}', '}'],
  ['plain', 'plain'],
])('%s becomes %s', (text, expected) => expect(fillPlaceholders(text, value)).toBe(expected));

test('what a placeholder stands for is not filled again', () => {
  expect(fillPlaceholders('{a}', () => '{{a}')).toBe('{{a}');
});

test('names, each once', () => {
  expect(placeholderNames('{a}-${b}-{{c}-{d_1}-{a}')).toEqual(['a', 'd_1']);
});

test.each<[string, RegExp | undefined]>([
  ['{a}', undefined],
  ['{{x}', undefined],
  ['${x}', undefined],
  ['}', undefined],
  ['{b}', /there is no \{b\} \(there are \{a\}, \{region\}; others are given under "variables", and a brace is written \{\{\)$/],
  ['{regon}', /there is no \{regon\}, did you mean \{region\}\?$/],
  ['{ region }', /: write \{region\}, without spaces$/],
  ['{{ region }}', /: write \{region\}$/],
  ['{{ .Values.region }}', /: write \{region\}$/],
  ['{{ .Values.x }}', /: \{\{ \.Values\.x \}\} is not filled here$/],
  ['{region', /: a brace that begins no placeholder is written \{\{$/],
  ['{"a":1}', /: a brace that begins no placeholder is written \{\{$/],
  ['{{{a}}', undefined],
])('%s', (text, problem) => {
  if (problem === undefined) {
    expect(unknownPlaceholder(text, ['a', 'region'])).toBeUndefined();
  } else {
    expect(unknownPlaceholder(text, ['a', 'region'])).toMatch(problem);
  }
});

test('any text can be written, with its braces twice', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    // What begins with "${" is not ours, so it stays as it is.
    fc.pre(!text.includes('${'));
    const written = text.replaceAll('{', '{{');
    expect(fillPlaceholders(written, value)).toBe(text);
    expect(placeholderNames(written)).toEqual([]);
  }));
});
