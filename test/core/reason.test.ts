import { Lazy } from 'aws-cdk-lib/core';
import { REASON, requireReason } from '../../lib/core/reason';
import { explain } from '../../lib/core/text-format';
import { messageOf } from '../support';

const problem = (reason: unknown) => messageOf(() => requireReason('reason of web', 'it is so', reason));

test.each([
  'upstream makes up these names', 'AWS keeps it', 'Die Namen entstehen zur Laufzeit', '名前は実行時に決まります', 'имена создаёт контроллер', 'les noms sont générés',
  'الأسماء يصنعها المتحكم', 'it has no ARN.', '  keys are unknown before\n', 'S3 keys: made at run time (see ADR-12)', '이름은 실행 중에 만들어집니다 그래서',
])('%s is a reason', (reason) => {
  expect(() => requireReason('reason of web', 'it is so', reason)).not.toThrow();
  expect(explain(REASON, reason)).toBeUndefined();
});

test.each([
  '', ' ', '.', '…', '---', '\u200B', '\u200B \u200B \u200B', '\u2060\uFEFF', 'TODO', 'todo: reason', 'T\u200BO\u200BD\u200BO', 'ＴＯＤＯ', 'n/a', 'N/A - n/a', 'test', 'test test test', 'this', 'a b c',
  'xxx xxx xxx', 'aaa bbb ccc', 'foo bar baz', 'TODO: FIXME later', '1 2 3', '123 456 789', '😀 😀 😀', 'asdf', 'because', 'none', '*', 'x'.repeat(500), 'lorem ipsum dolor', '\u0000\u0001\u0002',
])('%j is none', (reason) => {
  expect(problem(reason)).toContain('reason of web must say why it is so, in a sentence (at least three different words; "TODO" and "n/a" are none), got ');
  expect(explain(REASON, reason)).toMatch(/^must be a sentence that says why/);
});

test('from plain JavaScript, and as a deploy-time value, it is refused', () => {
  expect([undefined, null, 5, {}, ['a', 'b', 'c']].map(problem)).toEqual(
    ['none', 'null', '5', '{}', '["a","b","c"]'].map((got) => expect.stringMatching(new RegExp(`got ${got.replace(/[[\]{}]/g, '\\$&')}$`))));
  expect(problem(Lazy.string({ produce: () => 'it is right here' }))).toBe('reason of web must say why it is so, and be literal, got a deploy-time value');
});
