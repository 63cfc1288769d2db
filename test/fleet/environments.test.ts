import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stage } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';
import { issuer, messageOf } from '../support';
import { asUnderCli, clusterOf as cluster, fileOf, fleetOf, temporaryFolder } from './support';

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

asUnderCli();

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
      ['dev', ['check-pods/main/debug.yaml', 'check-pods/main/web.yaml', 'index.json', 'manifests/main/shop.yaml', 'permissions/main/shop.md']],
      ['prod', ['check-pods/main/web.yaml', 'index.json', 'manifests/main/shop.yaml', 'permissions/main/shop.md']],
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
    }), runs(8, 1_000));
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
