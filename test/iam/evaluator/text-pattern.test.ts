import { Budget } from '../../../lib/iam/evaluator/budget';
import { arnPatternTakes, hasUnknown, patternOf, patternTakes, takesAll } from '../../../lib/iam/evaluator/text-pattern';
import type { ShortArn } from '../../../lib/iam/evaluator/text-pattern';
import { unknownPart } from '../../../lib/iam/partial-text';

const [A, B] = [unknownPart('A'), unknownPart('B')];
const glob = (text: string) => patternOf(text, { wildcards: true });
const takes = (pattern: string, text: string) => patternTakes(glob(pattern), text, new Budget());

test.each<[string, string, boolean | undefined]>([
  ['', '', true], ['', 'a', false], ['a', '', false], ['*', '', true], ['**', 'ab', true], ['?', '', false], ['?', 'a', true], ['?', 'ab', false],
  ['a*', 'a', true], ['a*', 'ab', true], ['*a', 'ba', true], ['*a', 'ab', false], ['a*c', 'abbc', true], ['a*c', 'abb', false],
  ['*ab', 'aab', true], ['*a*b', 'aabab', true], ['a?c*', 'abcd', true], ['ab', 'a', false], ['a', 'ab', false], ['*?', '', false], ['?*', 'ab', true],
  // A part that is not known is itself, and whatever `*` takes; of anything else it is open.
  [A, A, true], [A, B, undefined], [A, 'a', undefined], ['a', A, undefined], ['*', A, true], ['?', A, undefined], [`a${A}`, 'b', false], [`a${A}`, 'ab', undefined],
  [`${A}b`, 'ac', false], [`*${A}`, `x${A}`, true], ['x*', A, undefined], ['a*', `a${A}`, true], ['b*', `a${A}`, false], [`${A}*`, `${A}b`, true], ['ab', `${A}c`, false], ['ab', `a${A}b`, undefined],
  ['?b', `${A}b`, undefined], [`${A}?`, '', false], [`a${A}c`, 'abc', undefined], [`a${A}c`, 'abd', false],
])('whether %j takes %j', (pattern, text, expected) => expect(takes(pattern, text)).toBe(expected));

test('without wildcards * and ? are characters', () => {
  const literally = (pattern: string, text: string) => patternTakes(patternOf(pattern, { wildcards: false }), text, new Budget());
  expect([literally('a*', 'a*'), literally('a*', 'ab'), literally('?', '?'), literally('?', 'a')]).toEqual([true, false, true, false]);
});

test('what takes all, and what has unknown parts', () => {
  expect(['*', '**', '?*', '?', '', 'a*', `${A}*`].map((text) => takesAll(glob(text)))).toEqual([true, true, true, false, false, false, false]);
  expect(['*', 'a', A, `a${A}`].map((text) => hasUnknown(glob(text)))).toEqual([false, false, true, true]);
});

describe('ARNs, part by part', () => {
  const ARN = 'arn:aws:sns:eu:1:topic';
  const arnTakes = (pattern: string, arn: string, shortArn?: ShortArn) => arnPatternTakes(glob(pattern), arn, shortArn, new Budget());

  test.each<[string, string, boolean | undefined]>([
    [ARN, ARN, true], ['arn:*:*:*:*:*', ARN, true], ['arn:aws:*:1:topic', ARN, false], ['arn:aws:*:topic', ARN, false], ['arn:aws:sns:*:*:t?pic', ARN, true],
    ['arn:aws:sns:eu:1:*', `${ARN}:a:b`, true], ['arn:aws:sns:eu:1:topic', `${ARN}:a`, false], ['arn:aws:sns:eu:1:t*:b', `${ARN}:a:b`, true], ['arn:aws:sns:eu:*:a', `${ARN}:a`, false],
    ['arn:aws:sns:eu:1:*', 'arn:aws:sns:eu:1', false], ['*', ARN, false], ['*', 'x', false],
    [`arn:aws:sns:eu:1:${A}`, ARN, undefined], [`arn:aws:sns:eu:1:${A}`, `arn:aws:sns:eu:1:${A}`, true], [`arn:aws:sqs:eu:1:${A}`, ARN, false], [`arn:aws:sns:${A}:1:topic`, ARN, undefined],
    ['arn:aws:sns:*:1:topic', `arn:aws:sns:${A}:1:topic`, undefined], ['arn:aws:sns:eu:1:*', `arn:aws:sns:eu:1:${A}`, true], ['arn:aws:sns:eu:1:t*', `arn:aws:sns:eu:1:${A}`, undefined], ['arn:aws:sns:eu:1:t*', `arn:aws:sns:eu:1:x${A}`, false],
    ['arn:aws:sns:eu:1:q:sqs:eu:1:x', `arn:${A}:sqs:eu:1:x`, undefined], ['arn:aws:sns:eu:1:q:sqs:eu:1:y', `arn:${A}:sqs:eu:1:x`, false],
    ['arn:aws:s*:eu:1:q', `arn:aws:sns:x:eu:1:${A}`, false], [`arn:aws:s*:eu:1:${A}`, 'arn:aws:sns:x:eu:1:q', false], [`arn:${A}:sns:eu:1:q`, 'arn:aws:x:sns:eu:1:q', undefined],
    [A, ARN, undefined], [`${A}/*`, `${A}/key`, true], [`${A}:topic`, 'arn:aws:sns:eu:1:other', false], [`arn:aws:sns:eu:${A}`, 'arn:aws:sqs:eu:1:a', false], [`arn:aws:sns:eu:${A}`, ARN, undefined],
  ])('%j of %j', (pattern, arn, expected) => expect(arnTakes(pattern, arn)).toBe(expected));

  test('of fewer than six parts', () => {
    const three = (pattern: string, arn: string) => ([undefined, 'filledUp', 'open'] as const).map((shortArn) => arnTakes(pattern, arn, shortArn));
    expect(three('arn:aws:sns', ARN)).toEqual([false, true, false]);
    expect(three('arn:aws:sqs', ARN)).toEqual([false, false, false]);
    expect(three('arn:aws:*', ARN)).toEqual([false, true, undefined]);
    expect(three('arn:*:topic', ARN)).toEqual([false, false, undefined]);
    expect(three('arn:aws:sns', `arn:aws:sns:eu:1:${A}`)).toEqual([false, true, false]);
    expect(three('arn:aws:*', `arn:aws:sns:eu:1:${A}`)).toEqual([false, true, undefined]);
    expect(three('arn:aws:sqs', `arn:aws:sns:eu:1:${A}`)).toEqual([false, false, false]);
    expect(three(`arn:aws:${A}`, ARN)).toEqual([undefined, undefined, undefined]);
    expect(three(`arn:aws:sns:${A}:1:topic`, `${ARN}x`)).toEqual([false, false, false]);
    expect(three(`arn:aws-cn:${A}`, ARN)).toEqual([false, false, false]);
    expect(three('arn:aws:sns:eu:1:topic', 'arn:aws')).toEqual([false, false, false]);
  });
});

test('what is not compared to the end is open', () => {
  const spent = new Budget();
  expect([spent.spend(20_000_000), spent.spend(1)]).toEqual([true, false]);
  expect([patternTakes(glob('*a*b'), 'aaaa', spent), patternTakes(glob('ab'), 'ab', spent), patternTakes(glob(A), 'a', spent), arnPatternTakes(glob('arn:a:b:c:d:*x'), 'arn:a:b:c:d:yy', 'open', spent)]).toEqual([undefined, true, undefined, undefined]);
});
