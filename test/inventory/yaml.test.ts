import { placeOf } from '../../lib/core/placed-data';
import { InputProblem } from '../../lib/inventory/problem';
import { readYaml } from '../../lib/inventory/yaml';

/** What is wrong, and where. */
function problem(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof InputProblem) {
      return `${error.place?.line}:${error.place?.column} ${error.message}`;
    }
    throw error;
  }
  return 'nothing';
}

describe('YAML', () => {
  const values = (text: string) => readYaml(text).map(({ value }) => value);

  test('has CloudFormation\'s short forms', () => {
    expect(values(`
a: !Ref X
b: !GetAtt X.Arn
c: !Sub ['\${a}', { a: !ImportValue y }]
d: !If [C, !Join ['', [!Ref A, b]], !Ref AWS::NoValue]
e: !Not [!Condition C]
f: !GetAZs
g: !Cidr [!Select [0, !Split [',', x]], 1]
h: !Transform { Name: x }
i: !!str 1
j: ! x
`)).toEqual([{
      a: { Ref: 'X' },
      b: { 'Fn::GetAtt': 'X.Arn' },
      c: { 'Fn::Sub': ['${a}', { a: { 'Fn::ImportValue': 'y' } }] },
      d: { 'Fn::If': ['C', { 'Fn::Join': ['', [{ Ref: 'A' }, 'b']] }, { Ref: 'AWS::NoValue' }] },
      e: { 'Fn::Not': [{ Condition: 'C' }] },
      f: { 'Fn::GetAZs': '' },
      g: { 'Fn::Cidr': [{ 'Fn::Select': [0, { 'Fn::Split': [',', 'x'] }] }, 1] },
      h: { 'Fn::Transform': { Name: 'x' } },
      i: '1',
      j: 'x',
    }]);
  });

  test('is read as CloudFormation reads it: versions and account ids are text', () => {
    expect(values('v: 2012-10-17\na: 012345678901\nn: 10\nt: true\nx: 0x1F\ne: 1e3\n1: y\n')).toEqual([{ v: '2012-10-17', a: '012345678901', n: 10, t: true, x: '0x1F', e: '1e3', 1: 'y' }]);
    expect(values('%YAML 1.1\n---\nv: 2012-10-17\nt: yes\n')).toEqual([{ v: '2012-10-17', t: true }]);
  });

  test('keeps keys that objects have of themselves', () => {
    expect(Object.entries(values('__proto__: { a: 1 }\n')[0] as object)).toEqual([['__proto__', { a: 1 }]]);
  });

  test('has aliases and merges; what stands in a map counts more, and the first of several merges', () => {
    expect(values('a: &a { x: 1, y: 2 }\nb: { x: 3, <<: *a }\nc: { <<: [{ x: 5 }, *a] }\nd: { "<<": 1 }\ne: *a\n'))
      .toEqual([{ a: { x: 1, y: 2 }, b: { x: 3, y: 2 }, c: { x: 5, y: 2 }, d: { '<<': 1 }, e: { x: 1, y: 2 } }]);
    expect(values('- &a 1\n- *a\n- &a 2\n- *a\n')).toEqual([[1, 1, 2, 2]]);
  });

  test('may have several documents, each with its places', () => {
    const [first, second] = readYaml('# one\nkind: A\n---\nResources:\n  R: { x: 1 }\nitems:\n  - a\n  - b\n');
    expect(first.place).toEqual({ line: 2, column: 1 });
    expect(placeOf(second, ['Resources', 'R'])).toEqual({ line: 5, column: 3 });
    expect(placeOf(second, ['items', '1'])).toEqual({ line: 8, column: 5 });
  });

  test.each([
    ['a: &a [*a]', '1:8 must have an anchor &a above the alias *a that stands here'],
    ['a: *b', '1:4 must have an anchor &b above the alias *b that stands here'],
    ['a: { <<: x }', '1:6 must merge (<<) maps only'],
    ['? [a]\n: b', '1:3 must have text as keys'],
    ['a: b: c', '1:4 is no YAML: nested mappings are not allowed in compact mappings'],
    ['a: [1\nb: 2', '2:1 is no YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['['.repeat(10_000), '1:501 must be nested at most 500 levels deep'],
    ['{a: '.repeat(100_000), '1:1998 must be nested at most 500 levels deep'],
    ['- '.repeat(10_000), '1:1000 must be nested at most 500 levels deep'],
    ['---\n'.repeat(20_000), '10001:1 must have at most 10,000 YAML documents'],
    [`a: &a [${'x,'.repeat(9)}]\n${'bcdefghijkl'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefghijk'[i]},`.repeat(9)}]`).join('\n')}`,
      '7:17 must stand for at most 3,000,000 values, with its aliases written out'],
  ])('%.40s', (text, expected) => expect(problem(() => readYaml(text))).toBe(expected));

  test('with many aliases is read; the benchmark measures the time', () => {
    const anchors = Array.from({ length: 2_000 }, (_, i) => `- &a${i} x\n`).join('');
    expect((values(`${anchors}${Array.from({ length: 2_000 }, (_, i) => `- *a${i}\n`).join('')}`)[0] as unknown[]).length).toBe(4_000);
  });
});
