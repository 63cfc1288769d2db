import { Template } from 'aws-cdk-lib/assertions';
import { errorsOf, fleetOf, THREE } from './support';

// Bundles for controllers are limited to what is tagged with the name that a cluster has in EKS.

const named = (main: string, blue: string) => THREE
  .replace('  blue:\n', `${main && `    clusterName: ${main}\n`}  blue:\n`)
  .replace('  other:\n', `${blue && `    clusterName: ${blue}\n`}  other:\n`);

const workload = (clusters: string, more = '') => `workloads:
  autoscaler:
    clusters: [${clusters}]
    bundles:
      - id: clusterAutoscaler.controller${more}
`;

function policyText(content: string): string {
  return JSON.stringify(fleetOf(content).stacks.flatMap((stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))));
}

test('a bundle for a controller knows the clusterName of its workload\'s cluster', () => {
  const text = policyText(named('main-eu', '') + workload('main'));
  expect(text).toContain('main-eu');
});

test('a role of two clusters is limited to the names of both', () => {
  const text = policyText(named('main-eu', 'blue-eu') + workload('main, blue'));
  expect(text).toContain('["main-eu","blue-eu"]');
});

test('a cluster without a clusterName is an error at the bundle, unless the bundle names clusters itself', () => {
  expect(errorsOf(named('main-eu', '') + workload('main, blue'))).toEqual([
    expect.stringMatching(/^\d+:9: workloads\.autoscaler\.bundles\[0\]: clusterAutoscaler\.controller must know the names that the workload's clusters have in EKS, .*: give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"$/),
  ]);
  expect(policyText(THREE + workload('main', '\n        clusterNames: [main-eu]'))).toContain('main-eu');
});

test('a clusterName that is wrong is said once', () => {
  expect(errorsOf(named('"main eu"', '') + workload('main'))).toEqual([
    expect.stringContaining('clusters.main.clusterName: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), got "main eu"'),
  ]);
});

test('an empty list of clusters, and one that is no name, are errors', () => {
  expect(errorsOf(THREE + workload('main', '\n        clusterNames: []'))).toEqual([expect.stringContaining('clusterNames: must name at least one, got []')]);
  expect(errorsOf(THREE + workload('main', '\n        clusterNames: ["*"]'))).toEqual([expect.stringContaining('clusterNames[0]: must be the name of a cluster in EKS')]);
});

test('a role that Karpenter gives its nodes must be of the account, where the cluster is known', () => {
  const file = (account: string) => `${named('main-eu', '')}workloads:
  karpenter:
    clusters: [main]
    bundles: [{ id: karpenter.controller, nodeRoles: ["arn:aws:iam::${account}:role/nodes"] }]
`;
  expect(errorsOf(file('111122223333'))).toEqual([]);
  expect(errorsOf(file('999988887777'))).toEqual([expect.stringMatching(
    /^\d+:55: workloads\.karpenter\.bundles\[0\]\.nodeRoles\[0\]: must be in the role's own account 111122223333, since a role is passed to instances of its own account only, got "arn:aws:iam::999988887777:role\/nodes"$/)]);
  expect(errorsOf(file('999988887777').replace('[main]', '[mian]'))).toEqual([expect.stringContaining('did you mean "main"?')]);
});
