import { eachValueOf, hasFewValues, onlyValueOf, parameterValue } from '../../lib/cloudformation/template-parameters';

test('a parameter with one allowed value has no other', () => {
  expect(onlyValueOf({ Stage: { Type: 'String', AllowedValues: ['prod'] } }, 'Stage')).toBe('prod');
  expect(onlyValueOf({ Stages: { Type: 'CommaDelimitedList', AllowedValues: ['a, b'] } }, 'Stages')).toEqual(['a', 'b']);
  for (const parameters of [undefined, {}, { Stage: null }, { Stage: {} }, { Stage: { AllowedValues: ['a', 'b'] } }, { Stage: { AllowedValues: [{}] } }]) {
    expect(onlyValueOf(parameters, 'Stage')).toBeUndefined();
  }
});

test('a list is given as one text', () => {
  expect(parameterValue({ Type: 'List<AWS::EC2::Subnet::Id>' }, 'a,b')).toEqual(['a', 'b']);
  expect(parameterValue({ Type: 'String' }, 'a,b')).toBe('a,b');
});

test('a few allowed values are told apart, in all combinations up to eight', () => {
  const parameters = {
    Stage: { AllowedValues: ['dev', 'prod'] }, Half: { AllowedValues: [1, 2, 1] }, Many: { AllowedValues: [...'abcdefghi'] }, Third: { AllowedValues: [...'abc'] },
  };
  expect(['Stage', 'Half', 'Third', 'Many', 'None', '__proto__'].map((name) => hasFewValues(parameters, name))).toEqual([true, true, true, false, false, false]);
  const combinations = (...names: string[]) => eachValueOf(parameters, new Set(names))
    .map((each) => names.map((name) => onlyValueOf(each, name)).join(' '));
  expect(combinations('Stage', 'Half')).toEqual(['dev 1', 'dev 2', 'prod 1', 'prod 2']);
  expect(combinations('Stage', 'Half', 'Third')).toEqual(['dev 1 ', 'dev 2 ', 'prod 1 ', 'prod 2 ']); // the third would make twelve
});

test('a default with a wildcard is a value, beside any other', () => {
  const parameters = { Wide: { Type: 'String', Default: '*' }, Narrow: { Type: 'String', Default: 'shop' }, Listed: { Default: '*', AllowedValues: ['*'] } };
  expect(['Wide', 'Narrow', 'Listed'].map((name) => hasFewValues(parameters, name))).toEqual([true, false, false]);
  expect(eachValueOf(parameters, new Set(['Wide'])).map((each) => onlyValueOf(each, 'Wide'))).toEqual(['*', undefined]);
});
