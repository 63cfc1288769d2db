import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SqsBundle } from '../../../lib/bundles/services/sqs';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyQueue = Queue.fromQueueArn(stack, 'AnyQueue', 'arn:aws:sqs:eu-central-1:111122223333:*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['SqsBundle.consume: queues: must name at least one, got []', () => SqsBundle.consume({ queues: [] })],
    ['SqsBundle.produce: queues: must name at least one, got []', () => SqsBundle.produce({ queues: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['SqsBundle.produce: queues\\[0\\]', ':sqs:', () => SqsBundle.produce({ queues: [anyQueue] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['sqs.consume', 'queues', 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs', 'this is the queue\'s URL; write its ARN, "arn:aws:sqs:eu-central-1:111122223333:jobs"'],
    ['sqs.consume', 'queues', 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs.fifo', 'this is the queue\'s URL; write its ARN, "arn:aws-cn:sqs:cn-north-1:111122223333:jobs.fifo"'],
    ['sqs.consume', 'queues', 'arn:aws:sns:eu-central-1:111122223333:jobs', 'this ARN is of service "sns", not "sqs"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['sqs.consume', 'queues', 'jobs.fifo'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
