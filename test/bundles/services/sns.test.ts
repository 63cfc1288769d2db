import { Topic } from 'aws-cdk-lib/aws-sns';
import { SnsBundle } from '../../../lib/bundles/services/sns';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const anyTopic = Topic.fromTopicArn(stack, 'AnyTopic', 'arn:aws:sns:eu-central-1:111122223333:*');

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['SnsBundle.publish: topics: must name at least one, got []', () => SnsBundle.publish({ topics: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['SnsBundle.publish: topics\\[0\\]', ':sns:', () => SnsBundle.publish({ topics: [anyTopic] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['sns.publish', 'topics', 'arn:aws:sns:eu-central-1:111122223333:alerts:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55', 'this is the ARN of a subscription; write the topic\'s, "arn:aws:sns:eu-central-1:111122223333:alerts"'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['sns.publish', 'topics', 'alerts.fifo'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});
