import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { errorsOf, fileOf, MAIN, temporaryFolder, THREE } from '../support';

const NAMED = MAIN.replace('    region', '    clusterName: prod-eu\n    region');

function rolesOf(content: string) {
  return planFleet(fileOf(content)).flatMap(({ roles }) => roles);
}

function resourcesOf(content: string): unknown[] {
  return rolesOf(content).flatMap(({ props }) => props.bundles ?? [])
    .flatMap((bundle) => bundle.bind(undefined as never).statements ?? []).flatMap(({ statement }) => statement.resources);
}

const ENVIRONMENTS = `environments:
  dev:
    variables: { zone: Z0123456789ABCDEFGHI0 }
  prod:
    variables: { zone: Z0123456789ABCDEFGHI1, data: "vault" }
    clusters: { main: { account: "444455556666", issuerUrl: https://oidc.eks.eu-central-1.amazonaws.com/id/5F0C1E6A9B2D48D7A35E1C7F90B6D213 } }
`;

describe('every placeholder', () => {
  test.each<[string, string]>([
    ['environment', 'dev'], ['account', '111122223333'], ['region', 'eu-central-1'], ['partition', 'aws'], ['cluster', 'main'],
    ['clusterName', 'prod-eu'], ['namespace', 'shop'], ['workload', 'web'], ['serviceAccount', 'site'], ['data', 'lake'], ['whole', 'lake-dev'],
  ])('{%s} stands for %s', (name, value) => {
    const [role] = rolesOf(`${NAMED}variables: { data: lake, whole: "{data}-{environment}" }
defaults: { path: "/x/{${name}}/", permissionsBoundary: "b-{${name}}", tags: { of: "x {${name}}" } }
workloads:
  web:
    namespaces: [shop]
    serviceAccounts: [site]
    bundles: [{ id: s3.readWrite, buckets: ["media-{${name}}"], prefix: "p/{${name}}/" }]
    managedPolicies: [{ arn: "arn:aws:iam::{account}:policy/{${name}}" }]
environments: { dev: {} }
`);
    expect(role).toMatchObject({
      permissionsBoundary: `arn:aws:iam::111122223333:policy/b-${value}`,
      managedPolicies: [{ arn: `arn:aws:iam::111122223333:policy/${value}` }],
      props: { path: `/x/${value}/`, tags: { of: `x ${value}` } },
    });
    expect(role.props.bundles![0].bind(undefined as never).statements!.flatMap(({ statement }) => statement.resources))
      .toContain(`arn:aws:s3:::media-${value}/p/${value}/*`);
  });

  test('in a role\'s name and its parameter', () => {
    const [role] = rolesOf(`${NAMED}variables: { data: lake }\nworkloads: { web: { roleName: "{data}-{clusterName}-{region}", publishRoleArn: { parameter: "/{account}/{data}" } } }\n`);
    expect([role.props.roleName, role.publishing.parameterName]).toEqual(['lake-prod-eu-eu-central-1', '/111122223333/lake']);
  });

  test('in the path of a policy file, and in the file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'policies'));
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:{partition}:sqs:{region}:{account}:{data}-{workload}-{environment}' }] };
    writeFileSync(join(folder, 'policies', 'dev.json'), JSON.stringify(policy));
    const [role] = planFleet(fileOf(`${MAIN}variables: { data: lake }\nworkloads: { web: { policies: [{ file: "policies/{environment}.json" }] } }\nenvironments: { dev: {} }\n`, folder)).flatMap(({ roles }) => roles);
    expect(role.props.bundles![0].bind(undefined as never).statements![0].statement.resources).toEqual(['arn:aws:sqs:eu-central-1:111122223333:lake-web-dev']);
    expect(role.bundleIds).toEqual(['dev']);
  });

  test('in the ARN of a role that exists', () => {
    const [{ existingRoles: [role] }] = planFleet(fileOf(`${MAIN}workloads: { web: { roleArn: "arn:{partition}:iam::{account}:role/{workload}" } }\n`));
    expect([role.roleArn, role.roleAccount]).toEqual(['arn:aws:iam::111122223333:role/web', '111122223333']);
  });
});

test('each environment has its own values', () => {
  const content = `${MAIN}variables: { data: lake }\nworkloads: { dns: { bundles: [{ id: route53.dns01, hostedZones: ["{zone}"] }, { id: s3.read, buckets: ["{data}-{environment}-{account}"] }] } }\n${ENVIRONMENTS}`;
  expect(resourcesOf(content)).toEqual(expect.arrayContaining([
    'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHI0', 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHI1',
    'arn:aws:s3:::lake-dev-111122223333', 'arn:aws:s3:::vault-prod-444455556666',
  ]));
});

test('a role in each account has the values of its account', () => {
  expect(resourcesOf(`${THREE}workloads: { web: { clusters: [main, other], bundles: [{ id: s3.read, buckets: ["m-{account}-{cluster}"] }] } }\n`))
    .toEqual(expect.arrayContaining(['arn:aws:s3:::m-111122223333-main', 'arn:aws:s3:::m-444455556666-other']));
});

test('a brace is written twice, and "${" is not ours', () => {
  expect(resourcesOf(`${MAIN}workloads: { web: { bundles: [{ id: s3.write, buckets: [media], prefix: "{{workload}/" }] } }\n`)).toContain('arn:aws:s3:::media/{workload}/*');
  expect(errorsOf(`${MAIN}workloads: { web: { bundles: [{ id: s3.write, buckets: ["media-\${workload}"] }] } }\n`)[0]).toMatch(/^6:\d+: workloads\.web\.bundles\[0\]\.buckets\[0\]: must be .*got "media-\$\{workload\}"/);
});

describe('a placeholder without one value is an error where it is written', () => {
  test.each<[string, string, string]>([
    ['unknown', 'buckets: ["a-{enviroment}"]', 'must hold known placeholders only, got "a-{enviroment}": there is no {enviroment}, did you mean {environment}?'],
    ['none near', 'buckets: ["a-{xyzzy}"]', 'there is no {xyzzy} (there are {account}, {cluster}, '],
    ['two clusters', 'buckets: ["a-{cluster}"]', 'must not hold {cluster}, since that would be several values (main and blue), got "a-{cluster}": write each of them instead, or make a workload for each'],
    ['two namespaces', 'prefix: "{namespace}/"', 'must not hold {namespace}, since that would be several values (a and b)'],
    ['no environment', 'buckets: ["a-{environment}"]', 'must not hold {environment}, since the file has no "environments", got "a-{environment}"'],
    ['no name in EKS', 'buckets: ["a-{clusterName}"]', 'must not hold {clusterName}, unless the name of each cluster in EKS is known, got "a-{clusterName}": give each cluster of the workload its "clusterName" in clusters'],
    ['wrong when filled', 'buckets: ["A-{region}", "b-{region}-"]', 'got "b-eu-central-1-"'],
    ['twice when filled', 'buckets: ["b-{region}", "b-eu-central-1"]', 'must name each once, "b-eu-central-1" stands in it twice when its placeholders are filled'],
    ['a variable that holds it', 'buckets: ["{where}"]', 'must not hold {where}, which stands for a text with {cluster}, since that would be several values'],
  ])('%s', (_, parameters, message) => {
    const bundle = `{ id: s3.readWrite, ${parameters.startsWith('buckets') ? '' : 'buckets: [media], '}${parameters} }`;
    const errors = errorsOf(`${THREE}variables: { where: "x-{cluster}" }\nworkloads:\n  web:\n    namespaces: [a, b]\n    clusters: [main, blue]\n    bundles:\n      - ${bundle}\n`);
    const line = errors.find((error) => error.includes(message));
    expect(line).toMatch(/^20:\d+: workloads\.web\.bundles\[0\]\.(?:buckets\[\d\]|prefix): /);
    expect(errors).toHaveLength(parameters.includes('A-{region}') ? 2 : 1);
  });

  test('once in the defaults, with the workload that it is wrong for', () => {
    expect(errorsOf(`${THREE}defaults: { tags: { a: "{cluster}" } }\nworkloads:\n  web: { clusters: [main] }\n  api: { clusters: [main, blue] }\n  lab: { clusters: [main, blue] }\n`)).toEqual([
      '14:24: defaults.tags.a: must not hold {cluster}, since that would be several values of workloads.api (main and blue), got "{cluster}": write each of them instead, or make a workload for each',
    ]);
  });

  test('in a policy file it has its line there', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.json'), '{"Version":"2012-10-17","Statement":[\n{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-central-1:{account}:{quue}"}]}');
    let message = '';
    try {
      planFleet(fileOf(`${MAIN}variables: { queue: q }\nworkloads: { web: { policies: [{ file: p.json }] } }\n`, folder));
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toMatch(/p\.json:2:\d+: Statement\[0\]\.Resource must not hold the placeholder "\{quue\}", which nothing fills: write \{queue\}/);
  });
});

describe('variables', () => {
  test.each<[string, string]>([
    ['{ region: x }', 'variables.region: the key must not be the name of a placeholder that every file has, {region}, got "region"'],
    ['{ a: 7 }', 'variables.a: must be text, got 7: write it in quotes, "7"'],
    ['{ a: "{b}", b: "{a}" }', 'variables.a: must not lead back to itself, got "{b}" ({a}, {b} to {a})'],
    ['{ a: "{regin}" }', 'variables.a: must hold known placeholders only, got "{regin}": there is no {regin}, did you mean {region}?'],
    ['{ "a b": x }', 'variables["a b"]: the key must be letters, digits'],
  ])('%s', (variables, message) => {
    expect(errorsOf(`${MAIN}variables: ${variables}\nworkloads: { web: { bundles: [{ id: s3.read, buckets: ["x-{a}"] }] } }\n`).join('\n')).toContain(message);
  });

  test('that grow without bounds are refused at once', () => {
    const names = [...'abcdefghijklmnopqrstuvwxyz'];
    const bomb = names.map((name, index) => `${name}: "${index + 1 < names.length ? `{${names[index + 1]}}`.repeat(10) : 'x'}"`).join(', ');
    const started = performance.now();
    expect(errorsOf(`${MAIN}variables: { ${bomb} }\nworkloads: { web: { tags: { a: "{a}" } } }\n`)[0]).toContain('must be at most 10,240 characters with its placeholders filled');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('that one environment lacks are unknown there', () => {
    expect(errorsOf(`${MAIN}workloads: { web: { bundles: [{ id: s3.read, buckets: ["x-{data}"] }] } }\n${ENVIRONMENTS}`)).toEqual([
      expect.stringMatching(/^6:\d+: workloads\.web\.bundles\[0\]\.buckets\[0\]: must hold known placeholders only, .*there is no \{data\} .*\(in environment dev\)$/),
    ]);
  });
});

test('a cluster that is wrong is the one mistake', () => {
  expect(errorsOf(`${MAIN}workloads: { web: { clusters: [mian], bundles: [{ id: s3.read, buckets: ["x-{account}-{cluster}"] }], tags: { a: "{region}" } } }\n`))
    .toEqual([expect.stringContaining('must be a cluster of this file, got "mian": did you mean "main"?')]);
});

describe('a variable of an environment, which the file has under nearly the same name', () => {
  const USE = 'bundles: [{ id: s3.read, buckets: ["x-{logBucket}"] }]';
  const errors = (ofFile: string, ofProd: string, workload = USE) =>
    errorsOf(`${MAIN}variables: ${ofFile}\nworkloads: { web: { ${workload} } }\nenvironments: { prod: { variables: ${ofProd} } }\n`);

  test.each(['logBuckt', 'LogBucket', 'log_bucket'])('%s', (name) => {
    expect(errors('{ logBucket: a }', `{ ${name}: b }`)).toEqual([
      `8:38: environments.prod.variables.${name}: must be the name of a variable, and nothing in environment prod holds {${name}}: ` +
      'did you mean "logBucket", which has the file\'s value there? If not, take it out',
    ]);
  });

  test.each<[string, string, string, string]>([
    ['one that it replaces', '{ logBucket: a }', '{ logBucket: b }', USE],
    ['one that something uses', '{ logBucket: a }', '{ logBuckets: b }', 'bundles: [{ id: s3.read, buckets: ["x-{logBucket}", "x-{logBuckets}"] }], environments: [prod]'],
    ['one that another variable uses', '{ logBucket: "a{logBuckets}" }', '{ logBuckets: b }', 'environments: [prod]'],
    ['both', '{ zone1: a, logBucket: c }', '{ zone1: b, zone2: c }', USE],
    ['another name', '{ logBucket: a }', '{ owner: b }', USE],
  ])('%s is right', (_, ofFile, ofProd, workload) => {
    expect(errors(ofFile, ofProd, workload)).toEqual([]);
  });

  test('one that a policy file uses is right', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.json'), JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::{logBuckets}/a' } }));
    const content = `${MAIN}variables: { logBucket: a }\nworkloads: { web: { policies: [{ file: p.json }] } }\nenvironments: { prod: { variables: { logBuckets: b } } }\n`;
    expect(() => planFleet(fileOf(content, folder))).not.toThrow();
  });
});
