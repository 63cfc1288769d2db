import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { runExplain } from '../../lib/cli/explain/explain';
import { summaryOf } from '../../lib/cli/summary';
import { FakeConsole } from '../cli/fake-console';
import { issuer } from '../support';
import { errorsOf, fileOf, fleetOf } from './support';

const cluster = (name: string, n: number, more = '') => `  ${name}: { account: "111122223333", region: eu-central-1, issuerUrl: ${issuer(n)}, clusterName: ${name}${more} }\n`;
const TWO = `clusters:\n${cluster('blue', 1)}${cluster('green', 2)}`;
const file = (workload: string, top = TWO) => `${top}workloads:\n  api:\n${workload.replace(/^/gm, '    ')}\n`;
const BY_CLUSTER = 'clusters: [blue, green]\nnamespaces: [shop]\nserviceAccounts:\n  blue: [api]\n  green: [api, canary/my-app]';
const templatesOf = (yaml: string) => fleetOf(yaml).stacks.map((stack: Stack) => Template.fromStack(stack).toJSON());
const trustOf = (yaml: string) => (Object.values<any>(templatesOf(yaml)[0].Resources)[0].Properties.AssumeRolePolicyDocument.Statement as any[])
  .map(({ Condition: { StringEquals } }) => Object.values(StringEquals)[1]);

test('each cluster lets its own service accounts in', () => {
  expect(trustOf(file(BY_CLUSTER))).toEqual(['system:serviceaccount:shop:api', ['system:serviceaccount:canary:my-app', 'system:serviceaccount:shop:api']]);
});

test('namespaces may differ as well, also in the defaults', () => {
  const expected = ['system:serviceaccount:shop-blue:api', ['system:serviceaccount:other:api', 'system:serviceaccount:shop-green:api']];
  const namespaces = 'namespaces: { blue: [shop-blue], green: [shop-green, other] }';
  expect(trustOf(file(`clusters: [blue, green]\n${namespaces}`))).toEqual(expected);
  expect(trustOf(file('clusters: [blue, green]', `defaults: { ${namespaces} }\n${TWO}`))).toEqual(expected);
  expect(trustOf(file('clusters: [blue]', `defaults: { ${namespaces} }\n${TWO}`))).toEqual(expected.slice(0, 1));
});

test('lists that are the same are the same role', () => {
  const [common, each] = ['serviceAccounts: [api, web]', 'serviceAccounts: { blue: [api, web], green: [web, api] }']
    .map((accounts) => templatesOf(file(`clusters: [blue, green]\ndescription: x\n${accounts}`)));
  expect(each).toEqual(common);
});

test('a role keeps its logical id when its service accounts begin to differ', () => {
  const ids = ['serviceAccounts: [api]', 'serviceAccounts: { blue: [api], green: [web] }'].map((accounts) =>
    Object.keys(templatesOf(file(`clusters: [blue, green]\n${accounts}`))[0].Resources));
  expect(ids[1]).toEqual(ids[0]);
});

test('files, associations, index and summary follow', () => {
  const app = new App();
  const both = `clusters:\n${cluster('blue', 1, ', identity: both')}${cluster('green', 2, ', identity: podIdentity')}`;
  const fleet = fleetOf(file(BY_CLUSTER, both), app);
  app.synth();
  const { directory, files } = fleet.files;
  expect(files).toEqual([
    'check-pods/blue/api.yaml', 'check-pods/green/api.yaml', 'index.json', 'manifests/blue/shop.yaml', 'manifests/green/canary.yaml', 'manifests/green/shop.yaml',
  ]);
  const [{ clusters }] = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')).roles;
  expect(clusters.map(({ name, serviceAccounts }: any) => [name, serviceAccounts])).toEqual([['blue', ['shop/api']], ['green', ['canary/my-app', 'shop/api']]]);
  const associations = fleet.stacks.flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::EKS::PodIdentityAssociation'))
    .map(({ Properties: { ClusterName, Namespace, ServiceAccount } }) => [ClusterName, Namespace, ServiceAccount].join('/')));
  expect(associations).toEqual(['blue/shop/api', 'green/shop/api', 'green/canary/my-app']);
  const summary = summaryOf(fleet, {});
  expect(summary).toMatch(/shop\/api on blue \(IRSA and EKS Pod Identity\)/);
  expect(summary).toMatch(/shop\/api on green \(EKS Pod Identity\)/);
  expect(summary).toMatch(/canary\/my-app on green \(EKS Pod Identity\)/);
});

test('explain shows each cluster with its own, and finds the workload of either', () => {
  const written = fileOf(file(BY_CLUSTER));
  const console = new FakeConsole();
  expect(runExplain('canary/my-app', { file: written }, console)).toBe(0);
  const trust = console.stdout.split('\n').filter((line) => /^ {2}cluster|system:/.test(line)).map((line) => line.trim());
  expect(trust).toEqual([
    expect.stringContaining('cluster blue'), 'and sub is system:serviceaccount:shop:api',
    expect.stringContaining('cluster green'), 'and sub is system:serviceaccount:shop:api', 'or system:serviceaccount:canary:my-app',
  ]);
});

test('another workload may have a service account of the other cluster', () => {
  const other = (of: string) => `${file(BY_CLUSTER)}  canary:\n    clusters: [${of}]\n    serviceAccounts: [canary/my-app]\n`;
  expect(errorsOf(other('blue'))).toEqual([]);
  expect(errorsOf(other('green'))).toEqual([expect.stringContaining('canary/my-app of green is bound by workloads.api')]);
});

describe('errors', () => {
  const at = (line: string) => expect.stringMatching(new RegExp(`^${line}`));
  test.each([
    ['a key that is no cluster', 'clusters: [blue, green]\nserviceAccounts: { bleu: [a], green: [b] }',
      '7:24: workloads.api.serviceAccounts.bleu: must be one of the workload\'s clusters (blue and green), got "bleu": did you mean "blue"?'],
    ['a key that is a cluster of others', 'clusters: [blue]\nserviceAccounts: { blue: [a], green: [b] }',
      '7:35: workloads.api.serviceAccounts.green: must be one of the workload\'s clusters (blue), got "green": name it under "clusters" of the workload as well'],
    ['a cluster without an entry', 'clusters: [blue, green]\nserviceAccounts: { blue: [a] }',
      '7:5: workloads.api.serviceAccounts: must have an entry for each cluster of the workload, and green has none: add it, or take the cluster out of "clusters"'],
    ['an empty list', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: [] }', '7:42: workloads.api.serviceAccounts.green: must name at least one, got []'],
    ['an empty map', 'clusters: [blue, green]\nserviceAccounts: {}', '7:22: workloads.api.serviceAccounts: must have at least one entry, got {}'],
    ['nothing', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: }', '7:42: workloads.api.serviceAccounts.green: must be a list, got nothing'],
    ['a text', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: web }', '7:42: workloads.api.serviceAccounts.green: must be a list, got "web": write it as a list, [web]'],
    ['a name that is none', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: ["Web"] }', expect.stringMatching(/^7:43: workloads\.api\.serviceAccounts\.green\[0\]: must be a service account's name/)],
    ['a name twice', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: [b, b] }', '7:46: workloads.api.serviceAccounts.green[1]: must name each once, "b" stands in it twice'],
    ['a namespace that is missing', 'clusters: [blue, green]\nnamespaces: { blue: [a] }',
      '7:5: workloads.api.namespaces: must have an entry for each cluster of the workload, and green has none: add it, or take the cluster out of "clusters"'],
    ['a key that JavaScript keeps', 'clusters: [blue, green]\nserviceAccounts: { __proto__: [a], blue: [a], green: [a] }', at('7:24: ')],
    ['several at once', 'clusters: [blue, green]\nserviceAccounts: { blue: [a], green: [b], red: [c] }\nserviceAccountPatterns: []', expect.anything()],
  ])('%s', (_, workload, message) => {
    expect(errorsOf(file(workload))[0]).toEqual(message);
    expect(errorsOf(file(workload)).length).toBe(workload.includes('Patterns') ? 2 : 1);
  });

  test('a cluster that is no cluster of the file is reported once', () => {
    expect(errorsOf(file('clusters: [blue, grene]\nserviceAccounts: { blue: [a], grene: [b] }'))).toEqual([
      '6:22: workloads.api.clusters[1]: must be a cluster of this file, got "grene": did you mean "green"?',
    ]);
  });

  test('of the defaults', () => {
    expect(errorsOf(file('clusters: [blue]', `defaults: { namespaces: { blue: [a], gren: [b] } }\n${TWO}`))).toEqual([
      '1:38: defaults.namespaces.gren: must be a cluster of this file, got "gren": did you mean "green"?',
    ]);
    expect(errorsOf(file('clusters: [blue, green]', `defaults: { namespaces: { blue: [a] } }\n${TWO}`))).toEqual([
      '6:3: workloads.api: must have "namespaces" for each cluster of the workload, and green has none in defaults.namespaces: add it there or here, or take the cluster out of "clusters"',
    ]);
  });
});

describe('two workloads with one roleName', () => {
  const two = (first: string, second: string) => `${TWO}workloads:\n  a: { roleName: api, ${first} }\n  b: { roleName: api, ${second} }\n`;
  test.each([
    ['of different clusters', 'clusters: [blue], serviceAccounts: [shop/api]', 'clusters: [green], serviceAccounts: [canary/my-app]',
      'serviceAccounts: { blue: [shop/api], green: [canary/my-app] }'],
    ['of one cluster', 'clusters: [blue], serviceAccounts: [shop/api]', 'clusters: [blue], serviceAccounts: [canary/my-app]', 'serviceAccounts: [shop/api, canary/my-app]'],
    ['of clusters in common', 'clusters: [blue, green], serviceAccounts: [shop/api]', 'clusters: [green], serviceAccounts: [canary/my-app]',
      'serviceAccounts: { blue: [shop/api], green: [shop/api, canary/my-app] }'],
  ])('%s are shown as one', (_, first, second, form) => {
    expect(errorsOf(two(first, second))).toEqual([
      '6:18: workloads.b.roleName: the role\'s name must be unique in account 111122223333, whatever its case and path, but "api" is taken by workloads.a (line 5, column 8): ' +
      `give it another, or, if both are one role, write one workload with ${form}`,
    ]);
  });
});

test('environments merge the map cluster by cluster', () => {
  const environments = 'environments:\n  dev: { workloads: { api: { serviceAccounts: { green: [web] } } } }\n  prod: { workloads: { api: { roleName: api-prod, namespaces: [prod] } } }\n';
  const fleet = fleetOf(file('clusters: [blue, green]\nserviceAccounts: { blue: [api], green: [canary] }', environments + TWO));
  expect(fleet.roles.map(({ role }) => role.clusters.map((one) => role.serviceAccountsIn(one).map(String)))).toEqual([
    [['default/api'], ['default/web']], [['prod/api'], ['prod/canary']],
  ]);
});
