import { readFileSync } from 'fs';
import { join } from 'path';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { chartPaths, CHARTS } from '../../lib/kubernetes/charts';
import { errorsOf, fileOf, MAIN } from '../fleet/support';

test.each<[string, string | undefined, string]>([
  ['keda', undefined, 'serviceAccount.operator'], ['keda', '2.14.0', 'serviceAccount.operator'], ['keda', 'v2.20.2', 'serviceAccount.operator'],
  ['keda', '2.13.2', 'serviceAccount'], ['keda', '2.9', 'serviceAccount'],
  ['aws-ebs-csi-driver', '2.64.0', 'controller.serviceAccount'], ['aws-ebs-csi-driver', '1.2.4', 'serviceAccount.controller'],
  ['aws-efs-csi-driver', '10.0.0', 'controller.serviceAccount'], ['aws-efs-csi-driver', '1.2.4', 'serviceAccount.controller'],
  ['velero', undefined, 'serviceAccount.server'], ['cluster-autoscaler', undefined, 'rbac.serviceAccount'], ['cert-manager', undefined, 'serviceAccount'],
])('%s %s takes its service account at %s', (chart, version, at) => {
  expect(chartPaths(chart, version)).toEqual({ annotationsPath: `${at}.annotations`, namePath: `${at}.name`, createPath: `${at}.create` });
});

test('the page names each chart, with where it takes the service account, the version that was read and its source', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'kubernetes.md'), 'utf-8');
  const rows = Object.entries(CHARTS).map(([name, { places, source, checked }]) =>
    `| \`${name}\` | ${places.map(({ at, since }, index) => `\`${at}\`${since === undefined ? '' : ` from ${since}`}${index > 0 ? ' before' : ''}`).join(', ')} | [${checked}](${source}) |`);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

test('each was read at a release', () => {
  expect(Object.values(CHARTS).map(({ source }) => source).filter((source) => !/\/blob\/(?!main\/|master\/|HEAD\/)[\w.-]+\/\S+\/values\.yaml$/.test(source))).toEqual([]);
});

describe('in a workloads.yaml', () => {
  const helmOf = (helm: string) => planFleet(fileOf(`${MAIN}workloads: { web: { helm: ${helm} } }\n`))[0].roles[0].createdBy._helm;

  test.each<[string, object]>([
    ['{ chart: keda }', { annotationsPath: 'serviceAccount.operator.annotations', namePath: 'serviceAccount.operator.name', createPath: 'serviceAccount.operator.create' }],
    ['{ chart: keda, chartVersion: 2.13.1 }', { annotationsPath: 'serviceAccount.annotations', namePath: 'serviceAccount.name', createPath: 'serviceAccount.create' }],
    ['{ chart: velero, createPath: "" }', { annotationsPath: 'serviceAccount.server.annotations', namePath: 'serviceAccount.server.name', createPath: '' }],
    ['{ chart: velero, roleArnPath: a.b }', { roleArnPath: 'a.b' }],
  ])('%s', (helm, expected) => expect(helmOf(helm)).toEqual(expect.objectContaining(expected)));

  test.each<[string, RegExp]>([
    ['{ chart: kedda }', /^6:\d+: workloads\.web\.helm\.chart: must be one of .*got "kedda": did you mean "keda"\?$/],
    ['{ chartVersion: 2.13.1 }', /^6:\d+: workloads\.web\.helm\.chartVersion: must be left out without "chart", whose version it is$/],
    ['{ chart: keda, chartVersion: latest }', /^6:\d+: workloads\.web\.helm\.chartVersion: must be the version of a chart, such as 2\.14\.0, got "latest"$/],
  ])('%s is an error', (helm, message) => {
    expect(errorsOf(`${MAIN}workloads: { web: { helm: ${helm} } }\n`)).toEqual([expect.stringMatching(message)]);
  });
});
