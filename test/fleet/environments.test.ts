import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stage } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';
import { issuer, messageOf } from '../support';
import { errorsOf, fileOf, fleetOf, temporaryFolder } from './support';

const cluster = (account: string, n: number, region = 'eu-west-1') =>
  `{ account: "${account}", region: ${region}, issuerUrl: ${issuer(n, region)} }`;

const OTHER = cluster('444455556666', 2, 'us-east-1');

const FILE = `outputDirectory: deploy
defaults:
  namespaces: [shop]
  tags: { owner: platform }
workloads:
  web:
    bundles: [{ id: s3.read, buckets: [media] }]
  debug: { environments: [dev] }
environments:
  dev:
    clusters: { main: ${cluster('111122223333', 1)} }
  prod:
    stacks: perNamespace
    clusters: { main: ${OTHER} }
    defaults: { permissionsBoundary: prod-boundary, tags: { tier: gold } }
    workloads:
      web: { bundles: [{ id: s3.read, buckets: [media-prod] }], maxSessionDuration: 2h }
`;

function roleOf(fleet: ServiceAccountFleet, environment: string): any {
  const { stack } = fleet.environments.find((each) => each.environment === environment)!.roles[0];
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties;
}

describe('environments', () => {
  test('are a stage each, with stacks and files of their own', () => {
    const app = new App();
    const file = fileOf(FILE);
    const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', file);
    app.synth();
    expect(app.node.children.filter((node) => Stage.isStage(node)).map((node) => node.node.id)).toEqual(['dev', 'prod']);
    expect(fleet.stacks.map((stack) => stack.stackName)).toEqual(['dev-irsa-111122223333', 'prod-irsa-444455556666-shop']);
    expect(fleet.roles.map(({ workload, stack }) => `${workload} ${stack.account} ${stack.region}`))
      .toEqual(['web 111122223333 eu-west-1', 'debug 111122223333 eu-west-1', 'web 444455556666 us-east-1']);
    expect(fleet.environments.map(({ environment, files }) => [environment, files.files])).toEqual([
      ['dev', ['check-pods/main/debug.yaml', 'check-pods/main/web.yaml', 'index.json', 'manifests/main/shop.yaml']],
      ['prod', ['check-pods/main/web.yaml', 'index.json', 'manifests/main/shop.yaml']],
    ]);
    for (const [environment, account] of [['dev', '111122223333'], ['prod', '444455556666']]) {
      expect(readFileSync(join(dirname(file), 'deploy', environment, 'manifests/main/shop.yaml'), 'utf-8'))
        .toContain(`eks.amazonaws.com/role-arn: arn:aws:iam::${account}:role/web`);
    }
  });

  test('say what is put over the file: maps key by key, lists and values whole', () => {
    const fleet = fleetOf(FILE);
    expect(roleOf(fleet, 'dev')).toMatchObject({ RoleName: 'web', Tags: [{ Key: 'owner', Value: 'platform' }] });
    expect(roleOf(fleet, 'dev')).not.toHaveProperty('PermissionsBoundary');
    expect(JSON.stringify(roleOf(fleet, 'dev').Policies)).toMatch(/media(?!-prod)/);
    expect(roleOf(fleet, 'prod')).toMatchObject({
      RoleName: 'web',
      PermissionsBoundary: 'arn:aws:iam::444455556666:policy/prod-boundary',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'owner', Value: 'platform' }, { Key: 'tier', Value: 'gold' }],
    });
    expect(JSON.stringify(roleOf(fleet, 'prod').Policies)).not.toMatch(/media(?!-prod)/);
  });

  test('may share an account and a cluster, by other namespaces and names', () => {
    const fleet = fleetOf(`clusters: { main: ${cluster('111122223333', 1)} }
defaults: { roleName: "{environment}-{workload}" }
workloads: { web: {} }
environments:
  dev: { defaults: { namespaces: [dev] } }
  prod: { defaults: { namespaces: [prod] } }
`);
    expect(fleet.roles.map(({ roleName, role, stack }) => [roleName, role.serviceAccounts.join(), stack.stackName])).toEqual([
      ['dev-web', 'dev/web', 'dev-irsa-111122223333'],
      ['prod-web', 'prod/web', 'prod-irsa-111122223333'],
    ]);
  });

  test('are asked apart for files and for a role in several', () => {
    const fleet = fleetOf(FILE);
    expect(fleet.environment).toBeUndefined();
    expect(messageOf(() => fleet.files)).toBe('the files must be those of one environment (of dev and prod): take them of one of "environments"');
    expect(messageOf(() => fleet.role('web'))).toBe('workload "web" has a role in dev-irsa-111122223333, prod-irsa-444455556666-shop: ask one of "environments"');
    expect(fleet.role('debug').node.path).toBe('dev/irsa-111122223333/debug');
    expect(fleet.environments[1].role('web').node.path).toBe('prod/irsa-444455556666-shop/web');
  });

  test('one may be made in a Stage of the user', () => {
    const app = new App();
    const file = fileOf(FILE);
    const fleet = ServiceAccountFleet.fromFile(new Stage(app, 'Pipeline'), 'Fleet', file, { environment: 'prod' });
    expect(fleet.environment).toBe('prod');
    expect(fleet.environments).toEqual([fleet]);
    expect(fleet.stacks.map((stack) => stack.stackName)).toEqual(['Pipeline-irsa-444455556666-shop']);
    app.synth();
    expect(existsSync(join(fleet.files.directory, 'index.json'))).toBe(true);
    expect(messageOf(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', file, { environment: 'prd' })))
      .toBe(`environment must be one of ${file}, got "prd": did you mean "prod"?`);
    const without = fileOf(`clusters: { main: ${cluster('111122223333', 1)} }\nworkloads: { web: {} }\n`);
    expect(messageOf(() => ServiceAccountFleet.fromFile(new App(), 'Fleet', without, { environment: 'prod' })))
      .toBe(`environment must be one of ${without}, got "prod": there is none`);
  });

  test('an environment that says nothing is the file itself', () => {
    const body = `clusters: { main: ${cluster('111122223333', 1)} }\nworkloads: { web: { bundles: [{ id: s3.read, buckets: [media] }] } }\n`;
    const [plain] = fleetOf(body).roles;
    const [staged] = fleetOf(`${body}environments: { prod: }\n`).roles;
    expect(staged.stack.stackName).toBe(`prod-${plain.stack.stackName}`);
    expect(Template.fromStack(staged.stack).toJSON().Resources).toEqual(Template.fromStack(plain.stack).toJSON().Resources);
  });

  test('a stage, its stacks and its roles depend on no other environment', () => {
    const file = (environments: Record<string, object>) => fileOf(JSON.stringify({
      clusters: { main: { account: '111122223333', region: 'eu-west-1', issuerUrl: issuer(1, 'eu-west-1') } },
      defaults: { roleName: '{environment}-{workload}', namespaces: ['{environment}'] },
      workloads: { web: {}, api: {} },
      environments: Object.fromEntries(Object.entries(environments).map(([name, value]) => [name, { ...value, defaults: { namespaces: [name] } }])),
    }).replace(',"namespaces":["{environment}"]', ''));
    const override = fc.record({ stacks: fc.constantFrom('single', 'perNamespace'), workloads: fc.constantFrom({}, { web: { stack: 'own' } }) });
    fc.assert(fc.property(override, override, fc.boolean(), (prod, dev, first) => {
      const alone = planFleet(file({ prod }))[0];
      const beside = planFleet(file(first ? { dev, prod } : { prod, dev })).find((plan) => plan.environment === 'prod')!;
      expect(beside.roles.map((role) => [role.stack, role.props.roleName])).toEqual(alone.roles.map((role) => [role.stack, role.props.roleName]));
    }), runs(20, 1_000));
  });
});

describe('mistakes are found where they are written', () => {
  const file = (environments: string, workloads = '  web: {}\n') => `clusters: { main: ${cluster('111122223333', 1)} }\nworkloads:\n${workloads}environments:\n${environments}`;

  test('in an environment, in the file, and in both once', () => {
    expect(errorsOf(file(`  dev: { defaults: { path: dev } }\n  prod: { stacks: each, clusters: { main: ${OTHER} } }\n`, '  web: { bundels: [] }\n'))).toEqual([
      expect.stringMatching(/^3:10: workloads\.web\.bundels: unknown key "bundels": did you mean "bundles"\?$/),
      expect.stringMatching(/^5:28: environments\.dev\.defaults\.path: must be an IAM path .*, got "dev"/),
      '6:19: environments.prod.stacks: must be one of "single" or "perNamespace", got "each"',
    ]);
  });

  test('what is wrong in the file by one environment alone says in which', () => {
    expect(errorsOf(`workloads:
  scaler:
    bundles:
      - id: clusterAutoscaler.controller
environments:
  dev: { clusters: { main: ${cluster('111122223333', 1)} } }
  prod: { clusters: { main: { account: "444455556666", region: us-east-1, issuerUrl: ${issuer(2, 'us-east-1')}, clusterName: prod } } }
`)).toEqual([expect.stringMatching(/^4:9: workloads\.scaler\.bundles\[0\]: .*clusterName.* \(in environment dev\)$/)]);
  });

  test('of names', () => {
    expect(errorsOf(file(`  Dev: {}\n  p: { clusters: { main: ${OTHER} } }\n`))).toEqual([
      expect.stringMatching(/^5:3: environments\.Dev: the key must be lower-case letters, .*, got "Dev"$/),
      expect.stringMatching(/^6:3: environments\.p: the key must be lower-case letters, .* 2 to 32 characters .*, got "p"$/),
    ]);
    expect(errorsOf(file('  dev: {}\n', '  web: { environments: [prod, dve] }\n'))).toEqual([
      '3:25: workloads.web.environments[0]: must be an environment of this file, got "prod": known: dev',
      '3:31: workloads.web.environments[1]: must be an environment of this file, got "dve": known: dev',
    ]);
  });

  test('an override of a workload that there is not makes no role', () => {
    expect(errorsOf(file('  dev: { workloads: { webb: { path: /x/ } } }\n'))).toEqual([
      '5:23: environments.dev.workloads.webb: must be a workload of the file, got "webb": did you mean "web"? ' +
      '(one for this environment alone stands there with environments: [dev])',
    ]);
  });

  test('keys that are out of place', () => {
    expect(errorsOf(file('  dev: { name: x, cluster: {} }\n'))).toEqual([
      expect.stringMatching(/^5:10: environments\.dev\.name: unknown key "name" of an environment: known: accounts, checkPodImage, clusters, defaults, requirePermissionsBoundary, stacks, workloads$/),
      expect.stringMatching(/^5:19: environments\.dev\.cluster: unknown key "cluster" of an environment: did you mean "clusters"\?$/),
    ]);
    expect(errorsOf(file('  dev: { workloads: { web: { environments: [dev] } } }\n'))).toEqual([
      '5:30: environments.dev.workloads.web.environments: must stand on the workload itself, under the file\'s "workloads"',
    ]);
    expect(errorsOf(`clusters: { main: ${cluster('111122223333', 1)} }\nworkloads:\n  web: { environments: [dev] }\n`)).toEqual([
      '3:10: workloads.web.environments: must be left out, since the file has no "environments"',
    ]);
  });

  test.each([
    ['  - dev\n', '5:3: environments: must be a map, got a list (["dev"])'],
    ['  {}\n', '5:3: environments: must have at least one entry, got {}'],
    ['  dev: 5\n', '5:8: environments.dev: must be a map, got 5'],
    ['  dev: { workloads: [web] }\n', '5:21: environments.dev.workloads: must be a map, got a list (["web"])'],
    ['  dev: { workloads: { web: { bundles: [] } } }\n', '5:39: environments.dev.workloads.web.bundles: must name at least one, got []'],
  ])('values of another kind: %j', (environments, expected) => {
    expect(errorsOf(file(environments))).toEqual([expected]);
  });

  test('one role, one service account, one parameter for two environments', () => {
    const both = `clusters: { main: ${cluster('111122223333', 1)} }
workloads:
  web: {}
environments:
  dev: {}
  prod: { clusters: { main: { region: eu-west-1 } } }
`;
    expect(errorsOf(both)).toEqual([
      '3:3: workloads.web: the role\'s name must be unique in account 111122223333, whatever its case and path, but "web" is taken ' +
      'by workloads.web in environment dev (line 3, column 3): give it a roleName with {environment} (in environment prod)',
      '3:3: workloads.web: a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/web of main is bound ' +
      'by workloads.web in environment dev (line 3, column 3) (in environment prod)',
    ]);
  });

  test('a placeholder without environments', () => {
    expect(errorsOf(`clusters: { main: ${cluster('111122223333', 1)} }\ndefaults: { roleName: "{environment}-{workload}" }\nworkloads: { web: {} }\n`)).toEqual([
      '2:23: defaults.roleName: must not hold {environment}, since the file has no "environments", got "{environment}-{workload}"',
    ]);
  });

  test('clusters that only some environments have', () => {
    expect(errorsOf(`workloads: { web: {} }\nenvironments:\n  dev: { clusters: { main: ${cluster('111122223333', 1)} } }\n  prod: {}\n`)).toEqual([
      '4:9: environments.prod: must have "clusters"',
    ]);
    expect(errorsOf('workloads: { web: {} }\nenvironments:\n  dev: { clusters: { main: { account: "111122223333" } } }\n')).toEqual([
      expect.stringMatching(/^3:22: environments\.dev\.clusters\.main: must have "region"$/),
      expect.stringMatching(/^3:22: environments\.dev\.clusters\.main: must have "issuerUrl"$/),
    ]);
  });
});

describe('more mistakes', () => {
  const DEV = cluster('111122223333', 1);
  const both = (top: string, dev: string, prod: string) => `${top}environments:
  dev: { clusters: { main: ${DEV} }${dev} }
  prod: { clusters: { main: ${OTHER} }${prod} }
`;

  test('an override is judged where it stands, whatever stands in the file', () => {
    expect(errorsOf(both('workloads:\n  web: { bundles: [{ id: s3.read, buckets: [media] }] }\n', '', ', workloads: { web: { bundles: [{ id: s3.read }] } }'))).toEqual([
      expect.stringMatching(/^5:\d+: environments\.prod\.workloads\.web\.bundles\[0\]: must have "buckets"$/),
    ]);
    expect(errorsOf(both('workloads:\n  web: { bundles: [{ id: s3.read, buckets: [media] }] }\n', '', ', workloads: { web: { bundles: { id: s3.read } } }'))).toEqual([
      expect.stringMatching(/^5:\d+: environments\.prod\.workloads\.web\.bundles: must be a list, got a map/),
    ]);
  });

  test('an override of a workload that the environment does not have', () => {
    expect(errorsOf(both('workloads:\n  web: {}\n  test: { environments: [dev] }\n', '', ', workloads: { test: { rolName: x } }'))).toEqual([
      expect.stringMatching(/^6:\d+: environments\.prod\.workloads\.test: must be left out, since "test" is not in environment prod: its own "environments" name others$/),
    ]);
  });

  test('an environment without workloads', () => {
    expect(errorsOf(both('workloads:\n  test: { environments: [dev] }\n', '', ''))).toEqual([
      '5:3: environments.prod: must have at least one workload, got none: every workload names other "environments"; add prod to those of one, or take the environment away',
    ]);
    expect(errorsOf(both('workloads: {}\n', '', ''))).toEqual(['1:12: workloads: must have at least one entry, got {}']);
  });

  test.each(['null', '~', ''])('a workload is not taken out of an environment by %j, nor is it made in silence', (nothing) => {
    expect(errorsOf(both('workloads: { web: {}, "a b": { serviceAccounts: [x] } }\n', '', `, workloads: { web: ${nothing} }`).replace('"a b"', 'a.b'))).toEqual([
      expect.stringMatching(/^4:\d+: environments\.prod\.workloads\.web: must be a map, got nothing: take the entry away, or, where environment prod is not to have the workload, name those that have it under "environments" of workloads\.web$/),
    ]);
  });

  test('null for a workload that the environment or the file does not have is one error', () => {
    const [away, unknown] = errorsOf(both('workloads:\n  web: {}\n  test: { environments: [dev] }\n', '', ', workloads: { test: null, wbe: null }'));
    expect(away).toMatch(/must be left out, since "test" is not in environment prod/);
    expect(unknown).toMatch(/must be a workload of the file, got "wbe"/);
  });

  test('an environment may say nothing of any workload', () => {
    expect(errorsOf(both('workloads: { web: {} }\n', '', ', workloads: {}'))).toEqual([]);
  });

  test('a misspelt "environments" is one error', () => {
    expect(errorsOf(both('workloads:\n  web: { environments: [dev] }\n', '', '').replace(/^environments:/m, 'enviroments:'))).toEqual([
      '3:1: enviroments: unknown key "enviroments": did you mean "environments"?',
    ]);
  });

  test('one service account for roles of two accounts', () => {
    const file = `workloads:\n  web: { roleName: "{environment}-web" }\nenvironments:
  dev: { clusters: { main: ${cluster('111122223333', 1)} } }
  prod: { clusters: { main: ${cluster('444455556666', 1)} } }
`;
    expect(errorsOf(file)).toEqual([
      '2:3: workloads.web: a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/web of main is bound ' +
      'by workloads.web in environment dev (line 2, column 3) (in environment prod)',
    ]);
  });

  test('one provider made twice', () => {
    expect(errorsOf(`clusters: { main: { createProvider: true, ${DEV.slice(1)} }
defaults: { roleName: "{environment}-{workload}" }
workloads: { web: {} }
environments:
  dev: { defaults: { namespaces: [dev] } }
  prod: { defaults: { namespaces: [prod] } }
`)).toEqual([
      '1:21: clusters.main.createProvider: the OIDC provider of an issuer must be made once in account 111122223333, but it is made ' +
      'by clusters.main in environment dev (line 1, column 21) as well: leave createProvider out in one (in environment prod)',
    ]);
  });

  test('an account of the file that only some environments use is no mistake, one that none uses is', () => {
    const file = (account: string) => both(`accounts: { "${account}": { region: eu-west-1 } }\nworkloads: { web: {} }\n`, '', '');
    expect(errorsOf(file('111122223333'))).toEqual([]);
    expect(errorsOf(file('999900001111'))).toEqual([expect.stringMatching(/^1:13: accounts\.999900001111: no cluster and no workload is in account 999900001111: /)]);
  });

  test('a placeholder in a path', () => {
    expect(errorsOf(both('defaults: { path: "/k8s/{environment}/" }\nworkloads: { web: {} }\n', '', ''))).toEqual([
      expect.stringMatching(/^1:19: defaults\.path: must be an IAM path .*, got "\/k8s\/\{environment\}\/": placeholders are filled in roleName and publishRoleArn\.parameter only$/),
    ]);
  });
});

test('null takes away what the file says', () => {
  const fleet = fleetOf(`clusters: { main: ${cluster('111122223333', 1)}, tools: ${cluster('111122223333', 3)} }
defaults: { clusters: [main], path: /k8s/, tags: { owner: platform, cost: "1" }, roleName: "{environment}-{workload}", publishRoleArn: { stackOutput: true } }
workloads: { web: { bundles: [{ id: s3.read, buckets: [media] }], helm: {} } }
environments:
  dev: { defaults: { namespaces: [dev] } }
  prod:
    clusters: { tools: null }
    defaults: { namespaces: [prod], path: null, tags: { cost: null }, publishRoleArn: null, kubernetes: { labels: { none: null } }, maxSessionDuration: null }
    workloads: { web: { bundles: null, helm: null } }
`);
  expect(roleOf(fleet, 'dev')).toMatchObject({ Path: '/k8s/', Tags: [{ Key: 'cost', Value: '1' }, { Key: 'owner', Value: 'platform' }] });
  expect(roleOf(fleet, 'prod')).not.toHaveProperty('Path');
  expect(roleOf(fleet, 'prod')).not.toHaveProperty('Policies');
  expect(roleOf(fleet, 'prod').Tags).toEqual([{ Key: 'owner', Value: 'platform' }]);
  const [dev, prod] = fleet.environments;
  expect(dev.files.files).toContain('helm/main/web.yaml');
  expect(prod.files.files).toContain('manifests/main/prod.yaml');
  expect(fleet.stacks.map((stack) => Object.keys(Template.fromStack(stack).findOutputs('*')).length)).toEqual([1, 0]);
});

test('anchors have a place of their own', () => {
  const [role] = fleetOf(`x-common: &common { namespaces: [shop] }\nclusters: { main: ${cluster('111122223333', 1)} }\nworkloads: { web: { <<: *common } }\n`).roles;
  expect(role.role.serviceAccounts.join()).toBe('shop/web');
});

test('an app has one fleet, and its stages are free', () => {
  const app = new App();
  const file = fileOf(FILE);
  ServiceAccountFleet.fromFile(app, 'A', file);
  expect(messageOf(() => ServiceAccountFleet.fromFile(app, 'B', file))).toBe('an App or Stage must have one fleet, got "A" and "B": make a Stage for each');
  const taken = new App();
  new Stage(taken, 'dev');
  expect(messageOf(() => ServiceAccountFleet.fromFile(taken, 'Fleet', file))).toBe(
    'the scope must have nothing named "dev", which is the stage of an environment: make it in a Stage of its own, with the option environment');
});

test('files of environments that are gone, and of the time before them, are taken away', () => {
  const folder = temporaryFolder();
  const plain = `outputDirectory: deploy\nclusters: { main: ${cluster('111122223333', 1)} }\nworkloads: { web: { namespaces: [shop] } }\n`;
  const synth = (yaml: string) => {
    const app = new App({ outdir: join(folder, 'cdk.out') });
    ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(yaml, folder));
    app.synth();
    return ['index.json', 'manifests/main/shop.yaml', 'dev/index.json', 'dev/manifests/main/shop.yaml', 'prod/index.json', 'other/index.json', '../cdk.out/irsa/index.json']
      .filter((file) => existsSync(join(folder, 'deploy', file)));
  };
  expect(synth(plain)).toEqual(['index.json', 'manifests/main/shop.yaml', '../cdk.out/irsa/index.json']);
  mkdirSync(join(folder, 'deploy', 'other'));
  writeFileSync(join(folder, 'deploy', 'other', 'index.json'), '{ "environment": "elsewhere" }');
  expect(synth(FILE)).toEqual(['dev/index.json', 'dev/manifests/main/shop.yaml', 'prod/index.json', 'other/index.json']);
  expect(synth(FILE.replace(/^ {2}prod:[\s\S]*/m, ''))).toEqual(['dev/index.json', 'dev/manifests/main/shop.yaml', 'other/index.json']);
  expect(synth(plain)).toEqual(['index.json', 'manifests/main/shop.yaml', 'other/index.json', '../cdk.out/irsa/index.json']);
});

test('files of two environments do not meet', () => {
  const folder = temporaryFolder();
  const app = new App({ outdir: join(folder, 'cdk.out') });
  ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(FILE, folder));
  app.synth();
  const index = (environment: string) => JSON.parse(readFileSync(join(folder, 'deploy', environment, 'index.json'), 'utf-8')).roles.map((role: any) => role.roleArn);
  expect([index('dev'), index('prod')]).toEqual([
    ['arn:aws:iam::111122223333:role/debug', 'arn:aws:iam::111122223333:role/web'], ['arn:aws:iam::444455556666:role/web'],
  ]);
});
