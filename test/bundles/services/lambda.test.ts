import { Function } from 'aws-cdk-lib/aws-lambda';
import { LambdaBundle } from '../../../lib/bundles/services/lambda';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyFunction = Function.fromFunctionArn(stack, 'Any', 'arn:aws:lambda:eu-central-1:111122223333:function:*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['LambdaBundle.invoke: functions: must name at least one, got []', () => LambdaBundle.invoke({ functions: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported wildcard', () => {
    expect(() => LambdaBundle.invoke({ functions: [anyFunction] })).toThrow(/: must be one resource, without wildcards and policy variables, got "arn:.*\*"$/);
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['lambda.invoke', 'functions', 'resize:*', 'name each function; an alias or version that is invoked stands behind it, as in resize:live'],
    ['lambda.invoke', 'functions', 'arn:aws:states:eu-central-1:111122223333:stateMachine:resize', 'this ARN is of service "states", not "lambda"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['lambda.invoke', 'functions', 'resize:3'],
    ['lambda.invoke', 'functions', 'resize:$LATEST'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
