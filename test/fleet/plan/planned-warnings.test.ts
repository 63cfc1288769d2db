import { App } from 'aws-cdk-lib/core';
import { ServiceAccountFleet } from '../../../lib/fleet/service-account-fleet';
import { clusterOf, errorsOf, fileOf, MAIN, THREE } from '../support';

/** The warnings of a file, each with its id. */
function warningsOf(content: string): string[] {
  const file = fileOf(content);
  const app = new App();
  const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', file);
  return fleet.roles.flatMap(({ role }) => role.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data).replaceAll(file, 'FILE')));
}

const ENVIRONMENTS = (dev: string, prod: string) => `environments:
  dev: { clusters: { main: ${clusterOf('111122223333', 1)} }, workloads: { web: ${dev} } }
  prod: { clusters: { main: ${clusterOf('444455556666', 2)} }, workloads: { web: ${prod} } }
`;

describe('a workload that may do something in one environment and nothing in another', () => {
  const BUNDLE = '{ bundles: [{ id: s3.read, buckets: [media] }] }';
  const WARNING = 'the role of "web" (FILE:2:3) may do nothing in environment prod, and has permissions in dev: give it bundles in environment prod as well, ' +
    'or leave that out of its "environments" [ack: cdk-irsa:noPermissionsInEnvironment]';

  test('is warned of, at its place', () => {
    expect(warningsOf(`workloads:\n  web: {}\n${ENVIRONMENTS(BUNDLE, '{}')}`)).toEqual([WARNING]);
    expect(warningsOf(`workloads:\n  web: {}\n${ENVIRONMENTS(BUNDLE, '{ path: /x/ }')}`)).toEqual([expect.stringMatching(/^the role of "web" \(FILE:2:3\) may do nothing in environment prod/)]);
  });

  test.each([
    ['both have permissions', 'web: {}', BUNDLE, '{ bundles: [{ id: s3.read, buckets: [other] }] }'],
    ['neither has', 'web: {}', '{}', '{}'],
    ['null says that it is meant', `web: ${BUNDLE}`, '{}', '{ bundles: null }'],
    ['it is acknowledged', 'web: { acknowledge: [{ id: cdk-irsa:noPermissionsInEnvironment, reason: "prod has no media yet" }] }', BUNDLE, '{}'],
  ])('is not where %s', (_, web, dev, prod) => expect(warningsOf(`workloads:\n  ${web}\n${ENVIRONMENTS(dev, prod)}`)).toEqual([]));

  test('an acknowledgement that acknowledges nothing is warned of', () => {
    expect(warningsOf(`${MAIN}workloads:\n  web: { acknowledge: [{ id: cdk-irsa:noPermissionsInEnvironment, reason: "none is needed" }] }\n`)).toEqual([
      '"cdk-irsa:noPermissionsInEnvironment" (FILE:7:24) acknowledges nothing: take it out [ack: cdk-irsa:unusedAcknowledgement]',
    ]);
    expect(errorsOf(`${MAIN}workloads:\n  web: { acknowledge: [{ id: cdk-irsa:noPermisionsInEnvironment, reason: "none is needed" }] }\n`)).toEqual([
      '7:30: workloads.web.acknowledge[0].id: must be an id that a file can acknowledge (did you mean "cdk-irsa:noPermissionsInEnvironment"?), got "cdk-irsa:noPermisionsInEnvironment"',
    ]);
  });
});

describe('{cluster} in a roleName', () => {
  test('is warned of where it is written, in the defaults once', () => {
    expect(warningsOf(`${MAIN}workloads:\n  web: { roleName: "{cluster}-web" }\n`)).toEqual([
      expect.stringMatching(/^a roleName with \{cluster\} \(FILE:7:10\) keeps a workload on one cluster: .* \[ack: cdk-irsa:clusterInRoleName\]$/),
    ]);
    expect(warningsOf(`${MAIN}defaults: { roleName: "{cluster}-{workload}" }\nworkloads: { web: {}, api: {} }\n`)).toEqual([
      expect.stringMatching(/^a roleName with \{cluster\} \(FILE:6:13\) keeps a workload on one cluster: /),
    ]);
    expect(warningsOf(`${MAIN}workloads:\n  web: { roleName: "{cluster}-web", acknowledge: [{ id: cdk-irsa:clusterInRoleName, reason: "there is one cluster for good" }] }\n`)).toEqual([]);
  });

  test('is one clear error where a workload has a second cluster', () => {
    const message = (workload: string) => `must not hold {cluster} where a workload has several clusters, as workloads.${workload} has (main and blue): one role trusts all clusters of an account, ` +
      'so leave {cluster} out, or give the workload a name of its own (a name that changes replaces the role)';
    expect(errorsOf(`${THREE}defaults: { clusters: [main, blue], roleName: "{cluster}-{workload}" }\nworkloads: { web: {}, api: {}, job: { clusters: [main] } }\n`))
      .toEqual([`14:47: defaults.roleName: ${message('web')}`]);
    expect(errorsOf(`${THREE}workloads:\n  web: { clusters: [main, blue], roleName: "{cluster}-web" }\n`)).toEqual([`15:44: workloads.web.roleName: ${message('web')}`]);
  });
});

test('a prefix of keys that ends within a name', () => {
  const web = (bundle: string) => `${MAIN}workloads:\n  web: { bundles: [${bundle}] }\n`;
  expect(warningsOf(web('{ id: s3.read, buckets: [media], prefix: thumbnails }'))).toEqual([
    'the prefix "thumbnails" of s3.read (FILE:7:53) also takes keys such as "thumbnails-private/a": write "thumbnails/" for those below it alone [ack: cdk-irsa:prefixWithoutSlash]',
  ]);
  expect(warningsOf(web('{ id: s3.read, buckets: [media], prefix: thumbnails/ }'))).toEqual([]);
  expect(warningsOf(web('{ id: velero.server, buckets: [media], prefix: production }'))).toEqual([]); // a directory, which the server follows with a slash
});

test.each(['Annotation::', 'annotation::'])('a warning is acknowledged by the id that the CDK CLI prints, with %s', (prefix) => {
  const file = (id: string) => `${MAIN}workloads:\n  web:\n    bundles: [{ id: s3.read, buckets: [media], prefix: a }]\n    acknowledge: [{ id: "${id}", reason: the importers share it }]\n`;
  expect(warningsOf(file(`${prefix}cdk-irsa:prefixWithoutSlash`))).toEqual([]);
  expect(warningsOf(file(`${prefix}cdk-irsa:clusterInRoleName`)).length).toBe(2);
});
