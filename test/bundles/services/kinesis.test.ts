import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { KinesisBundle } from '../../../lib/bundles/services/kinesis';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyStream = Stream.fromStreamArn(stack, 'Any', 'arn:aws:kinesis:eu-central-1:111122223333:stream/*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['KinesisBundle.consume: streams: must name at least one, got []', () => KinesisBundle.consume({ streams: [] })],
    ['KinesisBundle.produce: streams: must name at least one, got []', () => KinesisBundle.produce({ streams: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('an imported wildcard', () => {
    expect(() => KinesisBundle.produce({ streams: [anyStream] })).toThrow(/: must be one resource, without wildcards and policy variables, got "arn:.*\*"$/);
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['kinesis.consume', 'streams', 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/clicks', 'this ARN is of service "firehose", not "kinesis"'],
    ['kinesis.produce', 'streams', 'clicks-*', undefined],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['kinesis.consume', 'streams', 'clicks'],
    ['kinesis.produce', 'streams', 'arn:aws:kinesis:eu-west-1:444455556666:stream/clicks'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
