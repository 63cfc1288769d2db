import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { runs } from '../property-runs';
import { errorsOf, fileOf, fleetOf, MAIN, temporaryFolder, THREE } from './support';

// A logical id that changes replaces the role under running pods. It follows the role's name, and nothing else.

type Workload = Record<string, unknown>;

/** The templates of a file with these workloads, by the stack's name. */
function templatesOf(workloads: Record<string, Workload>, top = ''): Record<string, any> {
  const fleet = fleetOf(`${top}${THREE}accounts: { "111122223333": { region: eu-central-1 } }\nworkloads: ${JSON.stringify(workloads)}\n`);
  return Object.fromEntries(fleet.stacks.map((stack) => [stack.stackName, Template.fromStack(stack).toJSON()]));
}

/** The logical id of each role, by the role's name. */
function idsOf(yaml: string): Record<string, string> {
  return Object.fromEntries(fleetOf(yaml).roles.map(({ roleName, role, stack }) => [roleName, stack.getLogicalId(role.node.defaultChild as any)]));
}

describe('a workload that gets another key', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/).filter((text) => !['con', 'prn', 'aux', 'nul', 'constructor'].includes(text));
  const keys = (length: number) => fc.uniqueArray(key, { minLength: length, maxLength: length });
  const workload = fc.record({
    clusters: fc.constantFrom(['main'], ['blue'], ['main', 'blue'], ['other'], ['main', 'other']),
    namespaces: fc.constantFrom(['shop'], ['back']),
    description: fc.constantFrom('what it is for', undefined),
    permissionsBoundary: fc.constantFrom('boundary', undefined),
    tags: fc.constantFrom({ owner: 'platform' }, undefined),
    bundles: fc.constantFrom(undefined, [{ id: 's3.read', buckets: ['media'] }],
      // More than fits inline: the last goes to a managed policy.
      [1, 2].map((n) => ({ id: 's3.read', buckets: Array.from({ length: 60 }, (_, i) => `${'b'.repeat(30)}-${n}-${i}`) }))),
    serviceAccountPatterns: fc.constantFrom(undefined, [{ namespace: 'made-up', pattern: 'x-*', reason: 'a controller makes them' }]),
    acknowledge: fc.constantFrom(undefined, [{ id: 'IrsaChecks-NearQuota[trust-policy]', reason: 'it stays so' }]),
    kubernetes: fc.constantFrom({ createdBy: 'manifest' }, { createdBy: 'helm' }, { createdBy: 'existing' }),
    published: fc.boolean(),
  });
  /** What names things by itself, so that the key names none. */
  const named = ({ published, ...rest }: { published: boolean }, index: number): Workload => JSON.parse(JSON.stringify({
    ...rest,
    roleName: `role-${index}`,
    serviceAccounts: [`account-${index}`],
    publishRoleArn: published ? { stackOutput: true, parameter: `/irsa/{serviceAccount}-${index}` } : undefined,
  }));

  test('keeps every resource, whichever workloads it is', () => {
    const scenario = fc.array(workload, { minLength: 1, maxLength: 4 })
      .chain((workloads) => fc.tuple(fc.constant(workloads), keys(workloads.length), keys(workloads.length), fc.constantFrom('', 'stacks: perNamespace\n')));
    fc.assert(fc.property(scenario, ([workloads, before, after, top]) => {
      const file = (names: readonly string[]) => Object.fromEntries(names.map((name, index) => [name, named(workloads[index], index)]));
      // A pattern has a namespace of its own, so the stack must be said where each namespace has one.
      const stacked = (names: readonly string[]) => Object.fromEntries(Object.entries(file(names)).map(([name, value]) => [name, { ...value, stack: 'own' }]));
      const of = top === '' ? file : stacked;
      expect(templatesOf(of(after), top)).toEqual(templatesOf(of(before), top));
    }), runs(5, 400));
  });

  test('keeps a description that stands for many service accounts', () => {
    const serviceAccounts = Array.from({ length: 30 }, (_, i) => `${'a'.repeat(40)}-${i}`);
    const quotas = 'accounts: { "111122223333": { quotas: { trustPolicyCharacters: 4096 } } }\n';
    const template = (name: string) => Template.fromStack(fleetOf(
      `${quotas}${MAIN}workloads: ${JSON.stringify({ [name]: { roleName: 'many', serviceAccounts, publishRoleArn: { stackOutput: true, parameter: '/irsa/many' } } })}\n`,
    ).stacks[0]).toJSON();
    expect(template('after')).toEqual(template('before'));
    expect(JSON.stringify(template('before'))).toContain('"ARN of the role many"');
  });

  test('has files and an entry in the index of that name: they are read by it', () => {
    const files = (name: string) => {
      const fleet = fleetOf(`${MAIN}workloads:\n  ${name}: { roleName: web, serviceAccounts: [web], helm: {} }\n`, new App({ outdir: temporaryFolder() }));
      return [...fleet.files.files, fleet.roles[0].workload, fleet.role(name).node.id];
    };
    expect(files('web')).toEqual(['check-pods/main/web.yaml', 'helm/main/web.yaml', 'index.json', 'web', 'web']);
    expect(files('shop')).toEqual(['check-pods/main/shop.yaml', 'helm/main/shop.yaml', 'index.json', 'shop', 'web']);
  });
});

describe('a role that gets another name', () => {
  const resources = (roleName: string) => Object.entries(Template.fromStack(fleetOf(
    `${MAIN}workloads:\n  web: { roleName: ${roleName}, bundles: [{ id: s3.read, buckets: [media] }] }\n`).stacks[0]).findResources('AWS::IAM::Role'));

  test('has another logical id and another physical name, so that the new one is made before the old one is deleted', () => {
    const [[[before, old]], [[after, young]]] = [resources('eks-web'), resources('eks-shop')];
    expect(after).not.toBe(before);
    expect([old.Properties.RoleName, young.Properties.RoleName]).toEqual(['eks-web', 'eks-shop']);
  });

  test('by its pattern as well', () => {
    const file = (pattern: string) => `${MAIN}defaults: { roleName: "${pattern}" }\nworkloads: { web: {}, api: {} }\n`;
    const [before, after] = [idsOf(file('{workload}')), idsOf(file('eks-{workload}'))];
    expect(Object.values(before).filter((id) => Object.values(after).includes(id))).toEqual([]);
  });
});

describe('names of roles', () => {
  test('that differ only in what logical ids leave out have different ones', () => {
    const names = ['a-b', 'ab', 'a.b', 'a_b', 'a+b', 'a=b', 'a,b', 'a@b'];
    const workloads = Object.fromEntries(names.map((roleName, index) => [`w${index}`, { roleName }]));
    const ids = idsOf(`${MAIN}workloads: ${JSON.stringify(workloads)}\n`);
    expect(Object.keys(ids)).toEqual(names);
    expect(new Set(Object.values(ids)).size).toBe(names.length);
  });

  test.each(['_', '=', '1web', 'Default', 'Resource', 'BootstrapVersion', 'x'.repeat(64)])('%s is a role of a legal logical id', (roleName) => {
    const fleet = ServiceAccountFleet.fromFile(new App(), 'Fleet', fileOf(
      `${MAIN}workloads:\n  web: { roleName: "${roleName}", publishRoleArn: { stackOutput: true, parameter: /irsa/web } }\n  other: {}\n`));
    const { Resources } = (fleet.node.root as App).synth().getStackByName('irsa-111122223333').template;
    const roles = Object.entries<any>(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    expect(roles.map(([, { Properties }]) => Properties.RoleName)).toEqual([roleName, 'other']);
    roles.forEach(([id]) => expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/));
  });

  test('that differ in case alone are refused, whatever the keys', () => {
    expect(errorsOf(`${MAIN}workloads:\n  a: { roleName: Web }\n  b: { roleName: web }\n`)).toEqual([expect.stringMatching(/^8:18: workloads\.b\.roleName: the role's name must be unique/)]);
  });
});
