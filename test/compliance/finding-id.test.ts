import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { findingId } from '../../lib/compliance/finding-id';

test.each<[string | undefined, string]>([
  [undefined, 'Rule'],
  ['', 'Rule[]'],
  ['system:serviceaccount:*:web', 'Rule[system:serviceaccount:*:web]'],
  ['<AWS::Partition>', 'Rule[<AWS::Partition>]'],
  ['the whole policy', 'Rule[the-whole-policy]'],
  ['a[b]{c}(d)', 'Rule[a[b]{c}(d)]'],
  ['a]b', 'Rule[a%5Db]'],
  ['(a]', 'Rule[%28a%5D]'],
  ['}{', 'Rule[%7D%7B]'],
  ['[', 'Rule[%5B]'],
  ['\u001b[31m', 'Rule[\\u001b%5B31m]'],
  ['\n\u2028', 'Rule[\\u000a\\u2028]'],
])('%j makes %j', (detail, expected) => {
  expect(findingId('Rule', detail)).toBe(expected);
});

test('what is long is cut, and stays apart from what begins alike', () => {
  const [one, other] = ['a', 'b'].map((end) => findingId('Rule', `${'x'.repeat(1_000)}${end}`));
  expect(one).toMatch(/^Rule\[x{300}…[0-9a-f]{8}\]$/);
  expect(one).not.toBe(other);
  expect(findingId('Rule', `[${'x'.repeat(1_000)}]`)).toMatch(/^Rule\[x{299}…[0-9a-f]{8}\]$/);
});

test('aws-cdk-lib takes each', () => {
  const scope = new Stack(new App(), 'Stack');
  for (const detail of ['a', 'a::b', '[', ']', '{(', ')}', '[(])', ' ', '::', `${'['.repeat(500)}`, '__proto__']) {
    const id = findingId('IrsaChecks-Rule', detail);
    Validations.of(scope).acknowledge({ id, reason: 'a test' });
    expect(JSON.stringify(scope.node.metadata.map(({ data }) => data))).toContain(JSON.stringify(id).slice(1, -1));
  }
});
