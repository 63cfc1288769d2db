import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { clusterOf, errorsOf, fleetOf, MAIN, THREE } from './support';

const ARN = 'arn:aws:iam::111122223333:role/platform/web';

function synthesized(content: string) {
  const app = new App();
  const fleet = fleetOf(content, app);
  const { directory } = app.synth();
  return { fleet, file: (path: string) => readFileSync(join(directory, 'irsa', path), 'utf-8') };
}

test('an existing role gets its Kubernetes files, and no resource', () => {
  const { fleet, file } = synthesized(`${MAIN}defaults: { tags: { owner: x }, permissionsBoundary: b, roleName: "eks-{workload}" }
workloads:
  web: { roleArn: "${ARN}", namespaces: [shop], serviceAccounts: [web, api] }
  chart: { roleArn: "arn:aws:iam::111122223333:role/chart", helm: { roleArnPath: rbac.roleARN } }
  there: { roleArn: "arn:aws:iam::111122223333:role/there", kubernetes: { createdBy: existing } }
  own: {}
`);
  expect(file('manifests/main/shop.yaml').match(/role-arn: .*/g)).toEqual([`role-arn: ${ARN}`, `role-arn: ${ARN}`]);
  expect(file('helm/main/chart.yaml')).toContain('rbac:\n  roleARN: arn:aws:iam::111122223333:role/chart\n');
  expect(file('annotate/main.sh')).toContain("'eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/there'");
  expect(file('check-pods/main/web.yaml')).toContain('value: arn:aws:sts::111122223333:assumed-role/web/\n');
  expect(JSON.parse(file('index.json')).roles.map(({ workload, roleArn }: any) => [workload, roleArn.split(':role/')[1]])).toEqual([
    ['chart', 'chart'], ['own', 'eks-own'], ['there', 'there'], ['web', 'platform/web'],
  ]);
  expect(fleet.stacks.map((stack) => Object.values(Template.fromStack(stack).toJSON().Resources).map(({ Type }: any) => Type))).toEqual([['AWS::IAM::Role']]);
  expect(fleet.roles.map(({ workload }) => workload)).toEqual(['own']);
  expect(fleet.existingRoles.map(({ workload, role }) => [workload, role.roleArn])).toContainEqual(['web', ARN]);
  expect(fleet.role('web').roleArn).toBe(ARN);
});

test('in another account, and in clusters of several, nothing is created there', () => {
  const { fleet, file } = synthesized(`${THREE.replaceAll('    region', '    createProvider: true\n    region')}workloads:
  web: { roleArn: "arn:aws:iam::999900001111:role/web", clusters: [main, other] }
`);
  expect(fleet.stacks.map(({ stackName }) => stackName)).toEqual(['irsa-111122223333', 'irsa-444455556666']);
  expect(file('manifests/main/default.yaml')).toContain('arn:aws:iam::999900001111:role/web');
  expect(file('manifests/other/default.yaml')).toContain('arn:aws:iam::999900001111:role/web');
});

test('an environment has a role of its own', () => {
  const fleet = fleetOf(`workloads:\n  web: { roleArn: "${ARN}" }\nenvironments:
  dev: { clusters: { main: ${clusterOf('111122223333', 1)} } }
  prod: { clusters: { main: ${clusterOf('444455556666', 2)} }, workloads: { web: { roleArn: "arn:aws:iam::444455556666:role/web" } } }
`);
  expect(fleet.existingRoles.map(({ role }) => role.roleArn)).toEqual([ARN, 'arn:aws:iam::444455556666:role/web']);
});

describe('errors', () => {
  const web = (entry: string) => errorsOf(`${MAIN}workloads:\n  web: { roleArn: "${ARN}", ${entry} }\n`);

  test.each([
    ['bundles: [{ id: s3.read, buckets: [media] }], tags: { a: b }', 'tags and bundles ', 'tags'],
    ['roleName: x', '', 'roleName'],
    ['path: k8s', '', 'path'],
    ['publishRoleArn: { stackOutput: true }, stack: x, account: "111122223333"', 'account, publishRoleArn and stack ', 'account'],
    ['acknowledge: [{ id: IrsaChecks-PassAnyRole, reason: "it is right" }]', '', 'acknowledge'],
  ])('keys of a created role: %s', (entry, keys, key) => {
    expect(web(entry).filter((error) => error.includes('must be left out'))).toEqual([
      expect.stringMatching(new RegExp(`^7:\\d+: workloads\\.web\\.${key}: ${keys}must be left out with roleArn, since the role exists and nothing of it is created or changed here$`)),
    ]);
  });

  test.each([
    ['web', /^7:19: workloads\.web\.roleArn: must be a role's ARN, such as arn:aws:iam::111122223333:role\/web, got "web": this is a name/],
    ['arn:aws:iam::aws:policy/X', /must be a role's ARN/],
    ['arn:aws:iam::123:role/web', /its account \(the fifth field\) must be 12 digits$/],
    ['arn:aws-cn:iam::111122223333:role/web', /^7:19: workloads\.web\.roleArn: must be in the partition of its clusters, and main is in "aws", got "arn:aws-cn:/],
  ])('%s is one error', (arn, expected) => expect(errorsOf(`${MAIN}workloads:\n  web: { roleArn: "${arn}" }\n`)).toEqual([expect.stringMatching(expected)]));

  test('a service account has one role', () => {
    expect(errorsOf(`${MAIN}workloads:\n  web: {}\n  old: { roleArn: "${ARN}", serviceAccounts: [web] }\n`)).toEqual([
      expect.stringMatching(/a service account must be bound to one role of a cluster, .* default\/web of main is bound by workloads\.(?:web|old)/),
    ]);
  });
});
