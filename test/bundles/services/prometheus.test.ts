import { Lazy } from 'aws-cdk-lib/core';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { PrometheusBundle } from '../../../lib/bundles/services/prometheus';
import { explain } from '../../../lib/core/text-format';
import { PLACE, stackIn, statementsOf } from '../support';

const ID = 'ws-1234abcd-12ab-34cd-56ef-1234567890ab';

test.each<[string, () => unknown]>([
  ['PrometheusBundle.write: must have at least one of workspaceArns or workspaceIds', () => PrometheusBundle.write({})],
  ['PrometheusBundle.read: must have at least one of workspaceArns or workspaceIds', () => PrometheusBundle.read({ workspaceIds: [] })],
  ['PrometheusBundle.write: workspaceIds: must name at least one, got []', () => PrometheusBundle.write({ workspaceArns: [`arn:aws:aps:eu-central-1:111122223333:workspace/${ID}`], workspaceIds: [] })],
  [
    'PrometheusBundle.write: workspaceIds[0]: must be the id of a workspace (\'ws-\' and a UUID in lower case), ' +
    `got "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/${ID}": write the id alone, "${ID}"`,
    () => PrometheusBundle.write({ workspaceIds: [`https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/${ID}`] }),
  ],
  [
    'PrometheusBundle.read: workspaceIds[0]: must be the id of a workspace (\'ws-\' and a UUID in lower case), got "metrics"',
    () => PrometheusBundle.read({ workspaceIds: ['metrics'] }),
  ],
  [
    'PrometheusBundle.write: workspaceArns[0]: must be a workspace\'s ARN, such as arn:aws:aps:eu-central-1:111122223333:workspace/ws-1234abcd-12ab-34cd-56ef-1234567890ab, ' +
    'got "arn:aws:aps:eu-central-1:111122223333:workspace/*"',
    () => PrometheusBundle.write({ workspaceArns: ['arn:aws:aps:eu-central-1:111122223333:workspace/*'] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('an ARN that is known only at deploy time passes', () => {
  const stack = stackIn(PLACE);
  const arn = Lazy.string({ produce: () => `arn:aws:aps:eu-central-1:111122223333:workspace/${ID}` });
  const [statement] = statementsOf(PrometheusBundle.write({ workspaceArns: [arn] }), stack);
  expect(statement.Resource).toBe(`arn:aws:aps:eu-central-1:111122223333:workspace/${ID}`);
});

test('workloads.yaml takes an id and an ARN side by side, and an id in each region', () => {
  const { parameters, create } = bundleDefinition('prometheus.write')!;
  const { type } = parameters.workspaces;
  const place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
  expect(type.kind === 'texts' && explain(type.format, 'workspace')).toMatch(/^must be the id of a workspace .*, or a workspace's ARN, such as .*, got "workspace"$/);
  expect(statementsOf(create({ workspaces: [ID] }, place), stackIn(place), place)[0].Resource).toEqual([
    `arn:aws:aps:eu-central-1:111122223333:workspace/${ID}`, `arn:aws:aps:eu-west-1:111122223333:workspace/${ID}`,
  ]);
});
