import { GrafanaBundle } from '../../../lib/bundles/controllers/grafana';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);

test.each<[string, () => unknown]>([
  ['GrafanaBundle.cloudWatch: logGroups: must name at least one, got []', () => GrafanaBundle.cloudWatch({ logGroups: [] })],
  ['GrafanaBundle.cloudWatch: logGroupNames: must name at least one, got []', () => GrafanaBundle.cloudWatch({ logGroupNames: [] })],
  [
    'GrafanaBundle.cloudWatch: logGroupNames[0]: must be the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in \'*\', ' +
    'got "*": this would give every log group of the account',
    () => GrafanaBundle.cloudWatch({ logGroupNames: ['*'] }),
  ],
  ['GrafanaBundle.cloudWatch: regions: must name at least one, got []', () => GrafanaBundle.cloudWatch({ regions: [] })],
  [
    'GrafanaBundle.cloudWatch: regions[0]: must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"',
    () => GrafanaBundle.cloudWatch({ regions: ['eu-central-1a'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('log groups and alarms of several regions, from both', () => {
  // GIVEN
  const regions = ['eu-central-1', 'eu-west-1'];
  const fromYaml = bundleDefinition('grafana.cloudWatch')!.create({ logGroups: ['/web'], alarms: true, regions }, PLACE);
  // WHEN
  const statements = statementsOf(GrafanaBundle.cloudWatch({ logGroupNames: ['/web'], alarms: true, regions }), stack);
  // THEN
  expect(statementsOf(fromYaml, stack)).toEqual(statements);
  expect(statements.find(({ Action }) => Action === 'logs:GetLogEvents')?.Resource).toEqual(
    regions.map((region) => `arn:aws:logs:${region}:111122223333:log-group:/web:*`));
  expect(statements.find(({ Action }) => Action.includes('cloudwatch:DescribeAlarms'))?.Resource).toEqual(
    regions.map((region) => `arn:aws:cloudwatch:${region}:111122223333:alarm:*`));
});

test('without log groups no log can be asked for', () => {
  expect(JSON.stringify(statementsOf(GrafanaBundle.cloudWatch({ alarms: true, traces: true }), stack))).not.toContain('logs:');
});
