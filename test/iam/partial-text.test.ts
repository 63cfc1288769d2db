import {
  isKnown, isUnknown, knownLength, literalText, masked, nameOfUnknown, namesOfUnknown, parsedJson, plain, splitText, unknownPart,
} from '../../lib/iam/partial-text';

const partition = unknownPart('AWS::Partition');
const provider = unknownPart('Provider');
const arn = `arn:${partition}:iam::1:oidc-provider/${unknownPart('Id')}`;

test('what is not known is shown by its name', () => {
  expect(plain(arn)).toBe('arn:<AWS::Partition>:iam::1:oidc-provider/<Id>');
  expect([isKnown(arn), isUnknown(arn), nameOfUnknown(arn)]).toEqual([false, false, undefined]);
  expect([isKnown(provider), isUnknown(provider), nameOfUnknown(provider)]).toEqual([false, true, 'Provider']);
  expect([isKnown('a'), isUnknown('a'), nameOfUnknown('a')]).toEqual([true, false, undefined]);
  expect(isUnknown(`${provider}${provider}`)).toBe(false);
  expect(namesOfUnknown(arn)).toEqual(['AWS::Partition', 'Id']);
});

test('what is not known counts for nothing, and hides its name', () => {
  expect(knownLength(arn)).toBe('arn::iam::1:oidc-provider/'.length);
  expect(masked(arn, '?')).toBe('arn:?:iam::1:oidc-provider/?');
  expect(masked(arn)).toBe('arn::iam::1:oidc-provider/');
});

test('it is split outside of names', () => {
  expect(splitText(arn, ':').map(plain)).toEqual(['arn', '<AWS::Partition>', 'iam', '', '1', 'oidc-provider/<Id>']);
  expect(splitText(`${partition}${provider}:${partition}`, ':').map(plain)).toEqual(['<AWS::Partition><Provider>', '<AWS::Partition>']);
  expect(splitText('a', ':')).toEqual(['a']);
});

test('a name is no JSON and no part of one', () => {
  const named = unknownPart('a"b\\c\nd');
  expect(parsedJson(`{"x":"${named}"}`)).toEqual({ x: named });
  expect(unknownPart(`x ${provider}`)).toBe(unknownPart('x <Provider>'));
});

test('literal text stays literal', () => {
  expect(literalText('\uE000a\uE001')).toBe('\uFFFDa\uFFFD');
  expect(parsedJson('{"a":"\\ue000\\uE001\\\\ue000\\ud83d\\ude00\\n\\""}')).toEqual({ a: '\uFFFD\uFFFD\\ue000😀\n"' });
  expect(parsedJson('{')).toBeUndefined();
});

test('nothing is shown that a terminal obeys', () => {
  expect(plain('\u001b[31m\u0007\u009b\u202e\u2066\u2028')).toBe('\\u001b[31m\\u0007\\u009b\\u202e\\u2066\\u2028');
  expect(plain('äöü 😀 日本')).toBe('äöü 😀 日本');
});

test('a million backslashes are half as many', () => {
  expect(parsedJson(`"${'\\\\'.repeat(500_000)}"`)).toHaveLength(500_000);
});
