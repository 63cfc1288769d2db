import { onlyValueOf, parameterValue } from '../../lib/cloudformation/template-parameters';

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
