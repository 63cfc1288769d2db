import { asksForPresence, OPERATOR_NAMES, parseOperator, requiresValue } from '../../lib/iam/operator';
import type { ConditionOperator } from '../../lib/iam/operator';
import { unknownPart } from '../../lib/iam/partial-text';

type Meaning = readonly [type: string, relation: string, negated: boolean, ignoreCase?: boolean];

/** Every operator of AWS's page, without quantifiers and `IfExists`. */
const OPERATORS: Readonly<Record<string, Meaning>> = {
  StringEquals: ['string', 'equals', false],
  StringNotEquals: ['string', 'equals', true],
  StringEqualsIgnoreCase: ['string', 'equals', false, true],
  StringNotEqualsIgnoreCase: ['string', 'equals', true, true],
  StringLike: ['string', 'like', false],
  StringNotLike: ['string', 'like', true],
  NumericEquals: ['number', 'equals', false],
  NumericNotEquals: ['number', 'equals', true],
  NumericLessThan: ['number', 'lessThan', false],
  NumericLessThanEquals: ['number', 'lessThanEquals', false],
  NumericGreaterThan: ['number', 'greaterThan', false],
  NumericGreaterThanEquals: ['number', 'greaterThanEquals', false],
  DateEquals: ['date', 'equals', false],
  DateNotEquals: ['date', 'equals', true],
  DateLessThan: ['date', 'lessThan', false],
  DateLessThanEquals: ['date', 'lessThanEquals', false],
  DateGreaterThan: ['date', 'greaterThan', false],
  DateGreaterThanEquals: ['date', 'greaterThanEquals', false],
  Bool: ['bool', 'equals', false],
  BinaryEquals: ['binary', 'equals', false],
  IpAddress: ['ip', 'equals', false],
  NotIpAddress: ['ip', 'equals', true],
  ArnEquals: ['arn', 'equals', false],
  ArnLike: ['arn', 'like', false],
  ArnNotEquals: ['arn', 'equals', true],
  ArnNotLike: ['arn', 'like', true],
  Null: ['null', 'equals', false],
};

const NAMES = Object.entries(OPERATORS);

test('the operators are those of AWS', () => {
  expect([...OPERATOR_NAMES].sort()).toEqual(Object.keys(OPERATORS).sort());
});

describe.each(['none', 'ForAllValues', 'ForAnyValue'] as const)('with the quantifier %s', (quantifier) => {
  const prefix = quantifier === 'none' ? '' : `${quantifier}:`;

  test.each(NAMES)('%s is parsed', (base, [type, relation, negated, ignoreCase = false]) => {
    const name = prefix + base;
    const expected = { known: true, quantifier, type, relation, negated, ignoreCase, ifExists: false };
    expect(parseOperator(name)).toEqual({ ...expected, name });
    expect(parseOperator(name.toLowerCase())).toEqual({ ...expected, name: name.toLowerCase() });
    expect(parseOperator(name.toUpperCase())).toEqual({ ...expected, name: name.toUpperCase() });
  });

  test.each(NAMES)('%sIfExists is parsed, but for Null', (base, [type]) => {
    const plain = parseOperator(prefix + base);
    const name = `${prefix}${base}IfExists`;
    expect(parseOperator(name)).toEqual(type === 'null' ? expect.objectContaining({ known: false }) : { ...plain, name, ifExists: true });
  });
});

test.each([
  '', 'String', 'Equals', 'StringEqual', 'StringEqualsLike', 'StringLikeIgnoreCase', 'StringNotNotEquals', 'NotStringEquals', 'StringLikeIfExistsIfExists', 'IfExists',
  'NullIfExists', 'BoolNot', 'BinaryNotEquals', 'NumericLike', 'DateLike', 'ForSomeValue:StringEquals', 'ForAllValues', 'ForAllValues:', ':StringEquals', 'ForAllValues:ForAnyValue:StringEquals',
  'ForAllValues: StringEquals', ' StringEquals', 'StringEquals ', 'StringEquals\n', '__proto__', 'constructor', '__proto__:StringEquals', 'constructor:StringEquals',
  `String${unknownPart('X')}`, unknownPart('StringEquals'), `ForAllValues:${unknownPart('X')}`,
])('%j is no operator', (name) => {
  const operator = parseOperator(name);
  expect(operator).toMatchObject({ name, known: false });
  expect([requiresValue(operator), asksForPresence(operator)]).toEqual([false, false]);
});

test('a condition requires a value where an absent key, or another value, fails it', () => {
  const variants = NAMES.flatMap(([base]) => ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((prefix) => ['', 'IfExists'].map((suffix) => prefix + base + suffix)));
  const requires = (name: string) => !/Null|Not/.test(name) && !name.endsWith('IfExists') && !name.startsWith('ForAllValues');
  expect(variants.filter((name) => requiresValue(parseOperator(name)))).toEqual(variants.filter(requires));
});

test('only Null asks for presence', () => {
  const asks = (name: string) => asksForPresence(parseOperator(name));
  expect(['Null', 'null', 'NULL', 'ForAnyValue:Null', 'NullIfExists', 'StringEquals', 'Bool'].map(asks)).toEqual([true, true, true, false, false, false, false]);
});

test('a name of a megabyte is parsed at once', () => {
  const operator: ConditionOperator = parseOperator('ForAllValues:'.repeat(80_000));
  expect(operator.known).toBe(false);
});
