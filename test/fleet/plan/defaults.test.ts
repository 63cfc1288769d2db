import { clusterOf, errorsOf, MAIN, THREE } from '../support';

const WORKLOADS = 'workloads: { web: {}, api: {}, job: {} }\n';

describe('a mistake in the defaults is one error, where it is written', () => {
  test.each([
    ['permissionsBoundary: "arn:aws:iam::444455556666:policy/b"', /^6:34: defaults\.permissionsBoundary: the permissions boundary must be a policy of the role's own account/],
    ['roleName: irsa', /^6:23: defaults\.roleName: must differ for each workload, and "irsa" of workloads\.api is taken by workloads\.web \(line 7, column 14\): write \{workload\} into it$/],
    ['roleName: "{environment}-{workload}"', /^6:23: defaults\.roleName: must not hold \{environment\}/],
    ['publishRoleArn: { parameter: "/irsa" }', /^6:42: defaults\.publishRoleArn\.parameter: must differ for each workload/],
    ['publishRoleArn: { parameter: "/aws/{workload}" }', /^6:42: defaults\.publishRoleArn\.parameter: must not begin with 'aws' or 'ssm'/],
    ['kubernetes: { annotations: { "eks.amazonaws.com/role-arn": x } }', /^6:27: defaults\.kubernetes\.annotations: a key of annotations must not be one of the webhook's own/],
    ['kubernetes: { annotations: { "eks.amazonaws.com/audiance": x } }', /^6:27: defaults\.kubernetes\.annotations: .*did you mean "eks\.amazonaws\.com\/audience"\?/],
    ['clusters: [mian]', /^6:24: defaults\.clusters\[0\]: must be a cluster of this file, got "mian": did you mean "main"\?$/],
    ['tags: { a: x, A: y }', /^6:27: defaults\.tags\.A: the keys of tags must be different/],
    ['path: k8s', /^6:19: defaults\.path: must be an IAM path/],
    ['namespaces: [Shop]', /^6:26: defaults\.namespaces\[0\]: must be an RFC 1123 label/],
    ['namespaces: [a, b], roleName: "{workload}"', undefined],
  ])('%s', (defaults, expected) => {
    expect(errorsOf(`${MAIN}defaults: { ${defaults} }\n${WORKLOADS}`)).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
  });

  test('namespaces that ask each workload for a stack', () => {
    expect(errorsOf(`${MAIN}stacks: perNamespace\ndefaults: { namespaces: [a, b] }\n${WORKLOADS}`)).toEqual([
      expect.stringMatching(/^7:13: defaults\.namespaces: must be one namespace with stacks: perNamespace, or each workload have "stack" \(web has none\)/),
    ]);
  });

  test('of an environment', () => {
    const environments = (dev: string) => `environments:\n  dev: { clusters: { main: ${clusterOf('111122223333', 1)} }, defaults: { ${dev} } }\n  prod: { clusters: { main: ${clusterOf('444455556666', 2)} } }\n`;
    expect(errorsOf(`${WORKLOADS}${environments('roleName: x')}`)).toEqual([expect.stringMatching(/^3:\d+: environments\.dev\.defaults\.roleName: must differ for each workload/)]);
    expect(errorsOf(`${WORKLOADS}${environments('permissionsBoundary: "arn:aws:iam::444455556666:policy/b"')}`)).toEqual([
      expect.stringMatching(/^3:\d+: environments\.dev\.defaults\.permissionsBoundary: the permissions boundary must be a policy of the role's own account/),
    ]);
  });
});

describe('a mistake in an anchor is one error, at the anchor', () => {
  test.each([
    ['x-ns: &ns Shop\n', 'namespaces: [*ns]', /^1:11: workloads\.web\.namespaces\[0\]: must be an RFC 1123 label/],
    ['x-ns: &ns [Shop]\n', 'namespaces: *ns', /^1:12: workloads\.web\.namespaces\[0\]: must be an RFC 1123 label/],
    ['x-all: &all { path: k8s }\n', '<<: *all', /^1:21: workloads\.web\.path: must be an IAM path/],
    ['x-all: &all { rolName: a }\n', '<<: *all', /^1:15: workloads\.web\.rolName: unknown key "rolName": did you mean "roleName"\?$/],
    ['x-all: &all { permissionsBoundary: "arn:aws:iam::444455556666:policy/b" }\n', '<<: *all', /^1:36: workloads\.web\.permissionsBoundary: the permissions boundary must be/],
    ['x-b: &b { id: s3.read, buckets: [Media] }\n', 'bundles: [*b]', /^1:34: workloads\.web\.bundles\[0\]\.buckets\[0\]: must be the name of a bucket/],
  ])('%s', (anchor, entry, expected) => {
    expect(errorsOf(`${anchor}${MAIN}workloads:\n  web: { ${entry} }\n  api: { ${entry} }\n  job: { ${entry} }\n`)).toEqual([expect.stringMatching(expected)]);
  });
});

test('two clusters of one issuer are one error', () => {
  const file = THREE.replace(/0000002\b/, '0000001');
  expect(errorsOf(`${file}defaults: { clusters: [main, blue] }\nworkloads: { web: {}, api: {} }\n`)).toEqual([
    expect.stringMatching(/^9:16: clusters\.blue\.issuerUrl: must be the issuer of one cluster, but cluster "main" has it as well/),
  ]);
  expect(errorsOf(`${file.replaceAll('    region', '    createProvider: true\n    region')}workloads: { web: { clusters: [main] }, job: { serviceAccounts: [web], clusters: [blue] } }\n`)).toEqual([
    expect.stringMatching(/^\d+:16: clusters\.blue\.issuerUrl: must be the issuer of one cluster/),
  ]);
});
