import { Lazy } from 'aws-cdk-lib/core';
import { CloudWatchAgentBundle } from '../../../lib/bundles/controllers/cloudwatch-agent';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import type { IPolicyBundle } from '../../../lib/bundles/policy-bundle';
import { list, PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const clusterNames = ['production'];

function logGroupsOf(bundle: IPolicyBundle, place = PLACE): string[] {
  const [streams] = statementsOf(bundle, stack, place);
  return list(streams.Resource).map((arn) => arn.replace(/^arn:aws:logs:/, '').replace(/:\*$/, ''));
}

test.each<[string, () => unknown]>([
  ['CloudWatchAgentBundle.agent: clusterNames: must name at least one, got []', () => CloudWatchAgentBundle.agent({ clusterNames: [] })],
  [
    'CloudWatchAgentBundle.observability: clusterNames[0]: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', ' +
    'beginning with a letter or digit), got "*"',
    () => CloudWatchAgentBundle.observability({ clusterNames: ['*'] }),
  ],
  ['CloudWatchAgentBundle.agent: namespaces: must name at least one, got []', () => CloudWatchAgentBundle.agent({ clusterNames, namespaces: [] })],
  [
    'CloudWatchAgentBundle.agent: namespaces[0]: must not begin with \'AWS/\', which AWS keeps for itself, got "AWS/EC2"',
    () => CloudWatchAgentBundle.agent({ clusterNames, namespaces: ['AWS/EC2'] }),
  ],
  ['CloudWatchAgentBundle.agent: logGroups: must name at least one, got []', () => CloudWatchAgentBundle.agent({ clusterNames, logGroups: [] })],
  [
    'CloudWatchAgentBundle.agent: logGroupNames[0]: must be the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in \'*\', ' +
    'got "*": this would give every log group of the account',
    () => CloudWatchAgentBundle.agent({ clusterNames, logGroupNames: ['*'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test.each(['cloudwatchAgent.agent', 'cloudwatchAgent.observability'])('%s of clusters without names in workloads.yaml says what to give', (id) => {
  const place = { ...PLACE, clusterNames: undefined };
  expect(() => bundleDefinition(id)!.create({}, place)).toThrow(new Error(
    `${id}: must know the names that the workload's clusters have in EKS, since it is limited to what bears one of them: ` +
    'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"'));
  expect(() => bundleDefinition(id)!.create({ clusterNames }, place)).not.toThrow();
});

test('each cluster in each region has its log groups, and further names stand for one in each region', () => {
  const bundle = CloudWatchAgentBundle.agent({ clusterNames: ['blue', 'green'], regions: ['eu-central-1', 'eu-west-1'], logGroupNames: ['/emf/web'] });
  expect(logGroupsOf(bundle)).toEqual([
    ...['blue', 'green'].flatMap((cluster) => ['performance', 'prometheus', 'jmx'].flatMap((name) => ['eu-central-1', 'eu-west-1'].map((region) =>
      `${region}:111122223333:log-group:/aws/containerinsights/${cluster}/${name}`))),
    'eu-central-1:111122223333:log-group:/emf/web',
    'eu-west-1:111122223333:log-group:/emf/web',
  ]);
});

test('a cluster whose name is known only at deploy time has its own log groups too', () => {
  const name = Lazy.string({ produce: () => 'production' });
  expect(statementsOf(CloudWatchAgentBundle.observability({ clusterNames: [name] }), stack))
    .toEqual(statementsOf(CloudWatchAgentBundle.observability({ clusterNames }), stack));
});

test('service events need Application Signals', () => {
  const observability = (flags: object) => statementsOf(CloudWatchAgentBundle.observability({ clusterNames, ...flags }), stack);
  expect(observability({ applicationSignals: false, serviceEvents: true })).toEqual(observability({ applicationSignals: false, serviceEvents: false }));
  expect(JSON.stringify(observability({ applicationSignals: false }))).not.toMatch(/service-events|application-signals|xray|PutMetricData/);
});

test('only the setting of retention reads the list of all log groups', () => {
  const actions = (setRetention: boolean) => statementsOf(CloudWatchAgentBundle.agent({ clusterNames, setRetention }), stack).flatMap(({ Action }) => Action);
  expect(actions(false)).not.toContain('logs:DescribeLogGroups');
  expect(actions(false)).not.toContain('logs:PutRetentionPolicy');
  expect(actions(true)).toEqual(expect.arrayContaining(['logs:DescribeLogGroups', 'logs:PutRetentionPolicy']));
});
