import { noteOnAnnotation } from '../../lib/inventory/unread-annotations';

const PLACE = { line: 1, column: 1 };
const annotated = { metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/web' } } };
const noted = (object: Record<string, unknown>) => noteOnAnnotation(object, PLACE).map(({ message }) => message);

test.each([
  ['Deployment', { spec: { template: annotated } }],
  ['CronJob', { spec: { jobTemplate: { spec: { template: annotated } } } }],
  ['Pod', annotated],
  ['Namespace', annotated],
])('the annotation of a %s is read by nobody', (kind, object) => {
  expect(noted({ kind, ...object, metadata: { name: 'web', ...(object as typeof annotated).metadata } }))
    .toEqual([`the ${kind} "web" has the annotation eks.amazonaws.com/role-arn, which EKS reads of ServiceAccounts alone: annotate the ServiceAccount of its pods`]);
});

test.each<[string, Record<string, unknown>]>([
  ['a ServiceAccount', { kind: 'ServiceAccount', ...annotated }],
  ['an object of somebody else', { kind: 'Prometheus', ...annotated }],
  ['a name of all objects', { kind: 'constructor', ...annotated }],
  ['what the webhook reads of pods', { kind: 'Pod', metadata: { annotations: { 'eks.amazonaws.com/skip-containers': 'x' } } }],
  ['odd shapes', { kind: 'Deployment', metadata: null, spec: { template: [] } }],
])('%s is left alone', (_, object) => expect(noted(object)).toEqual([]));
