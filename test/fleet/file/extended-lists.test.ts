import Ajv from 'ajv';
import { parse } from 'yaml';
import { workloadsSchema } from '../../../lib/fleet/file/json-schema';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { issuer } from '../../support';
import { clusterOf, errorsOf, fileOf } from '../support';

const CLUSTERS = `clusters:
  main: ${clusterOf('111122223333', 1)}
  blue: ${clusterOf('111122223333', 2)}
`;

function rolesOf(content: string) {
  return planFleet(fileOf(content)).flatMap(({ environment, roles }) => roles.map((role) => ({
    environment,
    workload: role.workload,
    bundles: role.bundleIds.join(' '),
    places: role.bundlePlaces.map((place) => /:(\d+:\d+)$/.exec(place)![1]).join(' '),
    namespaces: [...new Set(role.clusters.flatMap(({ serviceAccounts }) => serviceAccounts).map(({ namespace }) => namespace))].join(' '),
    clusters: role.clusters.map(({ name }) => name).join(' '),
  })));
}

/** An environment of its own names and issuers. */
const DEV = `dev: { clusters: { main: { issuerUrl: ${issuer(7, 'eu-west-1')} }, blue: { issuerUrl: ${issuer(8, 'eu-west-1')} } } }`;
const NAMES = '{environment}-{workload}';

const accepts = new Ajv({ strict: false, discriminator: true }).compile(workloadsSchema());

describe('an environment adds to a list', () => {
  const FILE = `${CLUSTERS}defaults: { roleName: "${NAMES}" }
workloads:
  web:
    clusters: [main]
    bundles:
      - { id: s3.read, buckets: [media] }
  api: { clusters: [main] }
environments:
  ${DEV}
  prod:
    workloads:
      web:
        clusters: { add: [blue] }
        bundles:
          add:
            - { id: sqs.consume, queues: [orders] }
      api:
        bundles: { add: [{ id: sqs.consume, queues: [orders] }] }
`;

  test('of the workload, or to none', () => {
    expect(rolesOf(FILE)).toEqual([
      { environment: 'dev', workload: 'web', bundles: 's3.read', places: '9:9', namespaces: 'default', clusters: 'main' },
      { environment: 'dev', workload: 'api', bundles: '', places: '', namespaces: 'default', clusters: 'main' },
      { environment: 'prod', workload: 'web', bundles: 's3.read sqs.consume', places: '9:9 19:15', namespaces: 'default', clusters: 'main blue' },
      { environment: 'prod', workload: 'api', bundles: 'sqs.consume', places: '21:26', namespaces: 'default', clusters: 'main' },
    ]);
    expect(accepts(parse(FILE))).toBe(true);
  });

  test('and each error is where it is written', () => {
    expect(errorsOf(FILE.replace('[media]', '[A]').replaceAll('[orders]', '["o o"]').replace('add: [blue]', 'add: [bleu, main]'))).toEqual([
      expect.stringMatching(/^9:34: workloads\.web\.bundles\[0\]\.buckets\[0\]: must be /),
      expect.stringMatching(/^16:27: environments\.prod\.workloads\.web\.clusters\.add\[0\]: must be a cluster of this file, got "bleu"/),
      expect.stringMatching(/^16:33: environments\.prod\.workloads\.web\.clusters\.add\[1\]: must name each once, "main" stands in it twice/),
      expect.stringMatching(/^19:43: environments\.prod\.workloads\.web\.bundles\.add\[0\]\.queues\[0\]: must be /),
      expect.stringMatching(/^21:54: environments\.prod\.workloads\.api\.bundles\.add\[0\]\.queues\[0\]: must be /),
    ]);
  });
});

test('a workload adds to a list of the defaults, and an environment to both', () => {
  const content = `${CLUSTERS}defaults: { clusters: [main], namespaces: [shop], roleName: "${NAMES}" }
workloads:
  web: { namespaces: { add: [jobs] } }
environments:
  ${DEV}
  prod:
    defaults: { namespaces: { add: [all] } }
    workloads: { web: { namespaces: { add: [extra] }, clusters: { add: [blue] } } }
`;
  expect(rolesOf(content).map(({ namespaces }) => namespaces)).toEqual(['shop jobs', 'shop all jobs extra']);
  expect(errorsOf(content.replace('[extra]', '[shop]'))).toContainEqual(expect.stringMatching(/^11:45: environments\.prod\.workloads\.web\.namespaces\.add\[0\]: must name each once, "shop" stands in it twice/));
  expect(accepts(parse(content))).toBe(true);
});

test('maps extend by themselves', () => {
  const [, prod] = planFleet(fileOf(`${CLUSTERS}defaults: { clusters: [main], tags: { a: "1" }, roleName: "${NAMES}" }
workloads: { web: { tags: { b: "2" } } }
environments:
  ${DEV}
  prod: { workloads: { web: { tags: { add: "3" } } } }
`));
  expect(prod.roles[0].props.tags).toEqual({ a: '1', b: '2', add: '3' });
});

test.each<[string, string, RegExp]>([
  ['nothing below it', 'web: { clusters: [main], bundles: { add: [{ id: s3.read, buckets: [media] }] } }', /^5:\d+: workloads\.web\.bundles: must be a list, got a map .*: there is no list to add to, so write the list alone$/],
  ['a default that is not there', 'web: { clusters: [main], namespaces: { add: [a] } }', /^5:\d+: workloads\.web\.namespaces: must be a list, .*: there is no list to add to/],
  ['no list', 'web: { clusters: [main], bundles: { add: a } }', /: write "add" with a list, \{ add: \[\.\.\.\] \}$/],
  ['two keys', 'web: { clusters: [main], bundles: { add: [a], remove: [b] } }', /: "add" must be its only key$/],
])('%s is an error', (_, workload, message) => {
  expect(errorsOf(`${CLUSTERS}workloads:\n  ${workload}\n`)).toEqual([expect.stringMatching(message)]);
});
