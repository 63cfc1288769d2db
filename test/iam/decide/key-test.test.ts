import type { KeySet } from '../../../lib/iam/decide/key-set';
import { everyValue, facetOf, KeyTest, listedValues, noValue } from '../../../lib/iam/decide/key-test';
import type { Facet, KeyNature } from '../../../lib/iam/decide/key-test';
import { PolicyVariables } from '../../../lib/iam/decide/variables';
import { Steps } from '../../../lib/iam/language/steps';
import type { Reading } from '../../../lib/iam/language/text-set';
import { parseOperator } from '../../../lib/iam/operator';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const NAME = unknownPart('Name');
type Written = readonly [operator: string, ...values: string[]];

const testOf = (tests: readonly Written[], key = 'k', version = '2012-10-17') =>
  new KeyTest(tests.map(([name, ...values]) => ({ operator: parseOperator(name), key, values })), { version }, PolicyVariables.open);
const GIVEN: (string | string[] | undefined)[] = [undefined, 'a', 'A', 'b', 'true', 'True', '5', '9', '2026-01-01', '10.0.0.1', ['a'], ['a', 'b'], ['c']];
const shown = (value: string | string[] | undefined) => value === undefined ? 'absent' : typeof value === 'string' ? value : `[${value.join()}]`;
const valuesOf = (set: KeySet) => GIVEN.filter((value) => set.contains(value, steps())).map(shown).join(' ');

/** What a key may be for certain, and what it may be at most. */
function read(tests: Written[], nature: Partial<KeyNature> = {}, key = 'k'): [smaller: string, larger: string] {
  const test = testOf(tests, key);
  const own = { facet: 'text', isMultivalued: false, ...nature } as const;
  const of = (reading: Reading) => valuesOf(test.set(own, reading, false, steps()).and(everyValue(own), steps()));
  return [of('smaller'), of('larger')];
}
const same = (values: string): [string, string] => [values, values];
const TEXTS = 'a A b true True 5 9 2026-01-01 10.0.0.1';

describe('one value', () => {
  test.each<[Written, [string, string]]>([
    [['StringEquals', 'a', 'b'], same('a b')],
    [['StringEquals', '*'], same('')],
    [['StringLike', '?'], same('a A b 5 9')],
    [['StringNotEquals', 'a'], same(`absent ${TEXTS.replace('a ', '')}`)],
    [['StringNotLike', '*'], same('absent')],
    [['StringEqualsIfExists', 'a'], same('absent a')],
    [['StringEqualsIgnoreCase', 'A'], same('a A')],
    [['StringNotEqualsIgnoreCase', 'A'], same(`absent ${TEXTS.replace('a A ', '')}`)],
    [['BinaryEquals', 'a'], same('a')],
    [['ArnLike', 'a'], same('')],
    [['ArnLike', '*'], same('')],
    [['ArnNotLike', 'a'], ['', `absent ${TEXTS}`]],
    [['ArnNotLike', 'arn:*:*:*:*:*'], same(`absent ${TEXTS}`)],
    [['Bool', 'true'], same('true')],
    [['Bool', 'TRUE'], same('true')],
    [['Null', 'true'], same('absent')],
    [['Null', 'false'], same(TEXTS)],
    [['Null', 'true', 'false'], same(`absent ${TEXTS}`)],
    [['Null', 'no'], ['', `absent ${TEXTS}`]],
    [['Null', 'true', 'no'], ['', `absent ${TEXTS}`]],
    [['Null'], ['', `absent ${TEXTS}`]],
    [['ForAnyValue:Null', 'true'], ['', `absent ${TEXTS}`]],
    [['StringEquals'], ['', `absent ${TEXTS}`]],
    [['StringIs', 'a'], ['', `absent ${TEXTS}`]],
    [['NumericEquals', '5'], ['', `absent ${TEXTS}`]],
    [['StringEquals', NAME], ['', `${TEXTS}`]],
    [['StringNotEquals', NAME], ['absent', `absent ${TEXTS}`]],
    [['StringEquals', '${x}'], ['', TEXTS]],
  ])('%j', (test, expected) => expect(read([test])).toEqual(expected));

  test('of a key whose name is not known it is not known that it is absent', () => {
    expect(read([['StringNotEquals', 'a']], {}, NAME)).toEqual([TEXTS.replace('a ', ''), `absent ${TEXTS.replace('a ', '')}`]);
  });

  test('all tests hold', () => {
    expect(read([['StringLike', '?'], ['StringNotEquals', 'a', '5'], ['Null', 'false']])).toEqual(same('A b 9'));
    expect(read([['StringNotEquals', 'a'], ['Null', 'true']])).toEqual(same('absent'));
  });
});

describe('values that are read before they are compared', () => {
  test.each<[Facet, Written, [string, string]]>([
    ['number', ['NumericEquals', '5.0'], same('5')],
    ['number', ['NumericNotEquals', '5'], same('absent 9')],
    ['number', ['NumericLessThan', '9'], same('5')],
    ['number', ['NumericGreaterThanEqualsIfExists', '9'], same('absent 9')],
    ['number', ['NumericEquals', 'five'], ['', 'absent 5 9']],
    ['number', ['StringEquals', '5'], ['', 'absent 5 9']],
    ['number', ['Bool', 'true'], ['', 'absent 5 9']],
    ['date', ['DateLessThan', '2027-01-01'], same('5 9 2026-01-01')],
    ['date', ['DateGreaterThan', '2025-01-01'], same('2026-01-01')],
    ['ip', ['IpAddress', '10.0.0.0/8'], same('10.0.0.1')],
    ['ip', ['NotIpAddress', '10.0.0.0/8'], same('absent')],
    ['bool', ['Bool', 'true'], same('true')],
    ['bool', ['Null', 'false'], same('true')],
    ['bool', ['StringEquals', 'true'], ['', 'absent true']],
  ])('%s: %j', (facet, test, expected) => expect(read([test], { facet })).toEqual(expected));

  test('as what a test compares', () => {
    expect(['StringLike', 'ArnEquals', 'BinaryEquals', 'Bool', 'NumericEquals', 'DateEquals', 'IpAddress', 'Null', 'StringIs'].map((name) => facetOf(parseOperator(name))))
      .toEqual(['text', 'text', 'text', 'bool', 'number', 'date', 'ip', undefined, undefined]);
  });

  test('listed values of a line', () => {
    const has = (facet: Facet, ...values: string[]) => {
      const set = listedValues(facet, new Set(values));
      return set && ['5', '9'].filter((text) => set.contains(text, steps()));
    };
    expect([has('number', '5', '9.0'), has('number', '5'), has('number', 'x'), has('text', '5'), listedValues('number', undefined)]).toEqual([['5', '9'], ['5'], undefined, undefined, undefined]);
  });
});

describe('several values', () => {
  const LISTS = '[a] [a,b] [c]';
  test.each<[Written, [string, string]]>([
    [['ForAllValues:StringEquals', 'a', 'b'], same('absent a b [a] [a,b]')],
    [['ForAnyValue:StringEquals', 'b'], same('b [a,b]')],
    [['ForAnyValue:StringNotEquals', 'a'], same(`${TEXTS.replace('a ', '')} [a,b] [c]`)],
    [['ForAllValues:StringNotEquals', 'a'], same(`absent ${TEXTS.replace('a ', '')} [c]`)],
    [['ForAnyValue:StringEqualsIfExists', 'a'], ['a [a] [a,b]', 'absent a [a] [a,b]']],
    [['ForAllValues:StringEqualsIfExists', 'a'], same('absent a [a]')],
    [['StringEquals', 'a'], ['a', 'a [a]']],
    [['StringNotEquals', 'a'], [`absent ${TEXTS.replace('a ', '')}`, `absent ${TEXTS.replace('a ', '')} ${LISTS}`]],
    [['Null', 'true'], same('absent')],
    [['Null', 'false'], same(`${TEXTS} ${LISTS}`)],
    [['ForAnyValue:Null', 'true'], ['', `absent ${TEXTS} ${LISTS}`]],
    [['StringIs', 'a'], ['', `absent ${TEXTS} ${LISTS}`]],
  ])('%j', (test, expected) => expect(read([test], { isMultivalued: true })).toEqual(expected));
});

test('all that a key may be', () => {
  const every = (nature: Partial<KeyNature>) => valuesOf(everyValue({ facet: 'text', isMultivalued: false, ...nature }));
  expect([every({}), every({ isMultivalued: true }), every({ facet: 'bool' }), every({ facet: 'number' }), every({ facet: 'ip' })])
    .toEqual([`absent ${TEXTS}`, `absent ${TEXTS} [a] [a,b] [c]`, 'absent true', 'absent 5 9', 'absent 10.0.0.1']);
});

test('nothing that a key may be', () => {
  const none = (nature: Partial<KeyNature>, isAbsent?: boolean) => noValue({ facet: 'text', isMultivalued: false, ...nature }, isAbsent);
  expect([none({}), none({}, true), none({ isMultivalued: true }), none({ facet: 'bool' }), none({ facet: 'number' })].map(valuesOf)).toEqual(['', 'absent', '', '', '']);
  expect([none({}).lists, none({ isMultivalued: true }).lists, everyValue({ facet: 'text', isMultivalued: false }).lists]).toEqual([undefined, [], undefined]);
});

describe('variables', () => {
  const variables = new PolicyVariables(new Map([
    ['star', { kind: 'text', text: '*' }], ['start', { kind: 'text', text: 'arn:a' }], ['k', { kind: 'same' }], ['l', { kind: 'same' }],
  ]), () => undefined);
  const setFor = (reading: Reading, operator: string, value: string) => new KeyTest([{ operator: parseOperator(operator), key: 'K', values: [value] }], { version: '2012-10-17' }, variables)
    .set({ facet: 'text', isMultivalued: false }, reading, false, steps());
  const takes = (operator: string, value: string, ...texts: string[]) => texts.map((text) => setFor('larger', operator, value).contains(text, steps()));

  test('a wildcard of their text is a letter', () => {
    expect([takes('StringLike', '${star}', '*', 'a'), takes('StringEquals', '${star}', '*', 'a'), takes('ArnLike', 'arn:a:b:c:d:${star}', 'arn:a:b:c:d:*', 'arn:a:b:c:d:x'), takes('ArnEquals', 'arn:a:b:c:d:${star}', 'arn:a:b:c:d:*', 'arn:a:b:c:d:x')])
      .toEqual([[true, false], [true, false], [true, false], [true, false]]);
  });

  test('a text with colons in the first parts of an ARN may be anything', () => {
    expect([takes('ArnLike', '${start}:b:c:d:e:f', 'x:b:c:d:e:f'), takes('StringLike', '${start}:b:c:d:e:f', 'x:b:c:d:e:f', 'arn:a:b:c:d:e:f')]).toEqual([[true], [false, true]]);
  });

  test('the value of a key equals itself, so that nothing is said', () => {
    expect([setFor('smaller', 'StringEquals', '${k}').isEmpty(steps()), setFor('smaller', 'StringEquals', '${l}').isEmpty(steps())]).toEqual([true, false]);
  });
});

test('a set is made once', () => {
  const test = testOf([['StringEquals', 'a']]);
  const made = (reading: Reading, isLoose: boolean, nature: Partial<KeyNature> = {}) => test.set({ facet: 'text', isMultivalued: false, ...nature }, reading, isLoose, steps());
  expect([made('larger', false) === made('larger', false), made('larger', false) === made('larger', true), made('larger', false) === made('smaller', false), made('larger', false) === made('larger', false, { isMultivalued: true })]).toEqual([true, false, false, false]);
});

test('what is not known of it', () => {
  const ofBool = testOf([['Bool', NAME]]).set({ facet: 'text', isMultivalued: false }, 'smaller', true, steps());
  expect([ofBool.contains(NAME, steps()), ofBool.contains('true', steps())]).toEqual([true, false]);
  const hasUnknown = (...test: Written) => testOf([['StringEquals', 'a'], test]).hasUnknown;
  expect([hasUnknown('StringEquals', 'b'), hasUnknown('StringEquals', 'b', NAME), hasUnknown('StringLike', '${k}'), hasUnknown('ArnLike', '${k}'), hasUnknown('Bool', '${k}'), hasUnknown('NumericEquals', '${k}')])
    .toEqual([false, true, true, true, true, false]);
  expect(testOf([['StringLike', '${k}']], 'k', '2008-10-17').hasUnknown).toBe(false);
});

test('words with parts that are not known', () => {
  const has = (isLoose: boolean, reading: Reading = 'larger') => testOf([['StringLike', 'a*c']]).set({ facet: 'text', isMultivalued: false }, reading, isLoose, steps()).contains(`a${NAME}`, steps());
  expect([has(false), has(true), has(true, 'smaller')]).toEqual([false, true, false]);
});

test('the same test of another key', () => {
  const derived = testOf([['StringEquals', 'a']]).derived((tests) => tests.map((test) => ({ ...test, values: ['b'] })));
  expect(valuesOf(derived!.set({ facet: 'text', isMultivalued: false }, 'smaller', false, steps()))).toBe('b');
  expect(testOf([['StringEquals', 'a']]).derived(() => undefined)).toBeUndefined();
});
