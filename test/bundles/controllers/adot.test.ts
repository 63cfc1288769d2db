import { AdotBundle } from '../../../lib/bundles/controllers/adot';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { PLACE, stackIn, statementsOf } from '../support';

const ID = 'ws-1234abcd-12ab-34cd-56ef-1234567890ab';
const NOTHING = 'AdotBundle.collector: must have at least one of ' +
  'workspaceArns, workspaceIds, logGroups, logGroupNames, traces, remoteSampling or otlpMetrics';

test.each<[string, () => unknown]>([
  [NOTHING, () => AdotBundle.collector({})],
  [NOTHING, () => AdotBundle.collector({ createLogGroups: true, containerInsights: true, resourceDetection: true })],
  [NOTHING, () => AdotBundle.collector({ traces: false })],
  ['AdotBundle.collector: workspaceIds: must name at least one, got []', () => AdotBundle.collector({ workspaceIds: [], traces: true })],
  ['AdotBundle.collector: workspaceArns: must name at least one, got []', () => AdotBundle.collector({ workspaceArns: [], traces: true })],
  ['AdotBundle.collector: logGroups: must name at least one, got []', () => AdotBundle.collector({ logGroups: [], traces: true })],
  ['AdotBundle.collector: logGroupNames: must name at least one, got []', () => AdotBundle.collector({ logGroupNames: [], traces: true })],
  [
    'AdotBundle.collector: workspaceIds[1]: must be the id of a workspace (\'ws-\' and a UUID in lower case), got "ws-1"',
    () => AdotBundle.collector({ workspaceIds: [ID, 'ws-1'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('a flag that is off exports nothing in workloads.yaml either', () => {
  expect(() => bundleDefinition('adot.collector')!.create({ traces: false }, PLACE)).toThrow(new Error(
    'adot.collector: must have at least one of workspaces, logGroups, traces, remoteSampling or otlpMetrics'));
});

test('each thing alone is enough', () => {
  const stack = stackIn(PLACE);
  const actions = (bundle: ReturnType<typeof AdotBundle.collector>) => statementsOf(bundle, stack).map(({ Action }) => Action);
  expect(actions(AdotBundle.collector({ workspaceIds: [ID] }))).toEqual(['aps:RemoteWrite']);
  expect(actions(AdotBundle.collector({ logGroupNames: ['/metrics'], tagLogGroups: false }))).toEqual([
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
  ]);
  expect(actions(AdotBundle.collector({ remoteSampling: true }))).toEqual([['xray:GetSamplingRules', 'xray:GetSamplingTargets']]);
  expect(actions(AdotBundle.collector({ otlpMetrics: true }))).toEqual(['cloudwatch:PutMetricData']);
  expect(actions(AdotBundle.collector({ traces: true, containerInsights: true, resourceDetection: true }))).toEqual([
    ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['ec2:DescribeInstances', 'ec2:DescribeTags', 'ec2:DescribeVolumes'],
  ]);
});

test('flags of log groups do nothing without log groups', () => {
  const stack = stackIn(PLACE);
  const flags = { createLogGroups: true, setRetention: true, tagLogGroups: true };
  expect(statementsOf(AdotBundle.collector({ traces: true, ...flags }), stack)).toEqual(statementsOf(AdotBundle.collector({ traces: true }), stack));
});
