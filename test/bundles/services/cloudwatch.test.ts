import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Lazy } from 'aws-cdk-lib/core';
import { CloudWatchBundle } from '../../../lib/bundles/services/cloudwatch';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';


describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['CloudWatchBundle.writeLogs: must have at least one of logGroups or logGroupNames', () => CloudWatchBundle.writeLogs({})],
    [
      'CloudWatchBundle.writeLogs: logGroupNames[0]: must be the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in \'*\', ' +
      'got "*": this would give every log group of the account',
      () => CloudWatchBundle.writeLogs({ logGroupNames: ['*'] }),
    ],
    ['CloudWatchBundle.putMetrics: namespaces: must name at least one, got []', () => CloudWatchBundle.putMetrics({ namespaces: [] })],
    [
      'CloudWatchBundle.putMetrics: namespaces[0]: must not begin with \'AWS/\', which AWS keeps for itself, got "AWS/EC2"',
      () => CloudWatchBundle.putMetrics({ namespaces: ['AWS/EC2'] }),
    ],
    [
      'CloudWatchBundle.putMetrics: namespaces[0]: must be a metric namespace (1 to 255 letters, digits and ._/#:-, not beginning with \':\'), got "web*"',
      () => CloudWatchBundle.putMetrics({ namespaces: ['web*'] }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      CloudWatchBundle.writeLogs({ logGroupNames: [token] });
      CloudWatchBundle.putMetrics({ namespaces: [token] });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['cloudwatch.writeLogs', 'logGroups', 'arn:aws:logs:eu-central-1:111122223333:log-group:web:log-stream:a', 'this is the ARN of a log stream; write the log group\'s'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['cloudwatch.writeLogs', 'logGroups', '/eks/*'],
    ['cloudwatch.writeLogs', 'logGroups', 'arn:aws:logs:eu-central-1:111122223333:log-group:/eks/*'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

// With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
test.each(['*', 'db/*', 'x?', 'team-${aws:userid}'])('an imported log group named %s is refused', (name) => {
  const logGroup = LogGroup.fromLogGroupName(stackIn(PLACE), 'Logs', name);
  expect(() => CloudWatchBundle.writeLogs({ logGroups: [logGroup] }))
    .toThrow('CloudWatchBundle.writeLogs: logGroups[0]: must be one resource, without wildcards and policy variables, got "');
});
