import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { runs } from '../property-runs';
import { issuer, messageOf } from '../support';
import { errorsOf, fileOf, fleetOf, MAIN, THREE } from './support';

/** The stack of each role, by the role's name. */
function placesOf(yaml: string): Record<string, string> {
  return Object.fromEntries(fleetOf(yaml).roles.map(({ roleName, stack }) => [roleName, stack.stackName]));
}

const many = (n: number, more = '') => `${MAIN}${more}workloads:\n${Array.from({ length: n }, (_, i) => `  w${i}: {}\n`).join('')}`;

describe('the stack of a role', () => {
  const workloads = `workloads:
  web: { namespaces: [shop] }
  api: { namespaces: [back] }
  job: { namespaces: [back, shop], stack: batch }
  pattern: { serviceAccountPatterns: [{ namespace: providers, pattern: "p-*", reason: a controller makes them }] }
`;

  test('is one for each account by default', () => {
    expect(placesOf(`${MAIN}${workloads}`)).toEqual({
      web: 'irsa-111122223333', api: 'irsa-111122223333', job: 'irsa-111122223333-batch', pattern: 'irsa-111122223333',
    });
  });

  test('is one for each namespace if the file says so; what a workload says itself comes first', () => {
    expect(placesOf(`name: roles\nstacks: perNamespace\n${MAIN}${workloads}`)).toEqual({
      web: 'roles-111122223333-shop', api: 'roles-111122223333-back', job: 'roles-111122223333-batch', pattern: 'roles-111122223333-providers',
    });
  });

  test('by the namespace is the same, and so is its template, if each workload says it', () => {
    const templates = (yaml: string) => fleetOf(yaml).stacks.map((stack) => [stack.stackName, Template.fromStack(stack).toJSON()]);
    const single = `${MAIN}    createProvider: true\n${workloads}`.replace('[shop] }', '[shop], stack: shop }').replace('[back] }', '[back], stack: back }')
      .replace('a controller makes them }]', 'a controller makes them }], stack: providers');
    expect(templates(single)).toEqual(templates(`stacks: perNamespace\n${MAIN}    createProvider: true\n${workloads}`));
  });

  test('is asked for where there are several namespaces', () => {
    expect(errorsOf(`stacks: perNamespace\n${MAIN}workloads:\n  job: { namespaces: [back, shop] }\n`)).toEqual([
      '8:3: workloads.job: must have "stack" with stacks: perNamespace, since its service accounts are in 2 namespaces (back and shop): ' +
      'write stack: "back", or another (if the role is deployed, the one where it is)',
    ]);
  });

  test('has a name that CloudFormation takes', () => {
    expect(errorsOf(`${MAIN}workloads:\n  job: { stack: "Batch_1" }\n`)).toEqual([
      expect.stringMatching(/^7:17: workloads\.job\.stack: must be lower-case letters, digits and '-', .* \(it ends the name of a stack\), got "Batch_1"$/),
    ]);
    const name = 'n'.repeat(64);
    expect(errorsOf(`name: ${name}\n${MAIN}workloads:\n  job: { stack: ${'s'.repeat(60)} }\n`)).toEqual([
      expect.stringMatching(/^1:7: name: must leave room for the names of stacks, which are at most 128 characters, got 138 for n{40}…$/),
    ]);
    expect(errorsOf(`stacks: perWorkload\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:9: stacks: must be one of "single" or "perNamespace", got "perWorkload"',
    ]);
  });

  test('is another than the provider\'s, which stays in the account\'s own and comes first', () => {
    const app = new App();
    const fleet = fleetOf(`stacks: perNamespace\n${MAIN}    createProvider: true\nworkloads:\n  web: { namespaces: [shop] }\n  api: { namespaces: [back] }\n`, app);
    app.synth(); // CDK settles dependencies of constructs then
    expect(fleet.stacks.map((stack) => [stack.stackName, stack.dependencies.map((other) => other.stackName)])).toEqual([
      ['irsa-111122223333', []],
      ['irsa-111122223333-back', ['irsa-111122223333']],
      ['irsa-111122223333-shop', ['irsa-111122223333']],
    ]);
    Template.fromStack(fleet.stacks[0]).resourceCountIs('AWS::IAM::OIDCProvider', 1);
    Template.fromStack(fleet.stacks[0]).resourceCountIs('AWS::IAM::Role', 0);
  });

  test('depends on no other where no provider is made', () => {
    const app = new App();
    const fleet = fleetOf(`stacks: perNamespace\n${THREE}defaults: { clusters: [main, other] }\nworkloads:\n  web: { namespaces: [shop], publishRoleArn: { stackOutput: true } }\n  api: { namespaces: [back] }\n`, app);
    app.synth();
    expect(fleet.stacks).toHaveLength(4);
    expect(fleet.stacks.flatMap((stack) => stack.dependencies)).toEqual([]);
    expect(fleet.stacks.flatMap((stack) => Object.values(Template.fromStack(stack).findOutputs('*'))).filter((output) => output.Export)).toEqual([]);
  });
});

test('adding, removing or editing a workload moves no other', () => {
  const workload = fc.record({
    namespaces: fc.uniqueArray(fc.constantFrom('shop', 'back', 'data'), { minLength: 1, maxLength: 1 }),
    stack: fc.option(fc.constantFrom('batch', 'shop'), { nil: undefined }),
    clusters: fc.uniqueArray(fc.constantFrom('main', 'blue', 'other'), { minLength: 1, maxLength: 3 }),
  });
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const edit = fc.tuple(key, fc.option(workload, { nil: undefined }));
  // The same place in the file as well as another: an edit may also put the workloads in another order.
  const scenario = fc.record({
    stacks: fc.constantFrom('single', 'perNamespace'),
    before: fc.dictionary(key, workload, { minKeys: 1 }),
    edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
    reversed: fc.boolean(),
  });
  const places = (stacks: string, workloads: object) => {
    const file = fileOf(`stacks: ${stacks}\n${THREE}accounts: { "111122223333": { region: eu-central-1 } }\nworkloads: ${JSON.stringify(workloads)}\n`);
    return new Map(planFleet(file)[0].roles.map((role) => [`${role.workload} ${role.account}`, `${role.stack} ${role.props.roleName}`]));
  };
  fc.assert(fc.property(scenario, ({ stacks, before, edits, reversed }) => {
    const after: Record<string, unknown> = { z: { clusters: ['main'], namespaces: ['shop'] }, ...before };
    edits.forEach(([name, value]) => value ? after[name] = value : delete after[name]);
    const edited = new Set<string>(edits.map(([name]) => name));
    const entries = Object.entries(after);
    const then = places(stacks, Object.fromEntries(reversed ? entries.reverse() : entries));
    for (const [name, place] of places(stacks, before)) {
      if (!edited.has(name.split(' ')[0])) {
        expect([name, then.get(name)]).toEqual([name, place]);
      }
    }
  }), runs(15, 2_000));
});

describe('a stack that is full', () => {
  test('takes 500 resources', () => {
    Template.fromStack(fleetOf(many(500)).stacks[0]).resourceCountIs('AWS::IAM::Role', 500);
  });

  test('is refused with the count, the limit and the way out', () => {
    const app = new App();
    fleetOf(many(501, '    createProvider: true\n'), app);
    expect(messageOf(() => app.synth())).toContain('[irsa-111122223333] a stack must have at most 500 resources, got 502 resources, of which 501 roles: ' +
      'spread its workloads over more stacks, by "stacks: perNamespace" or by "stack" on some of them ' +
      '(a role that is deployed and changes its stack is replaced, unless the stacks are refactored: see docs/stacks-and-scale.md#moving-workloads-between-stacks)');
  });

  test('takes 200 outputs', () => {
    const app = new App();
    fleetOf(many(201, 'defaults: { publishRoleArn: { stackOutput: true } }\n'), app);
    expect(messageOf(() => app.synth())).toContain('a stack must have at most 200 outputs, got 201: publish role ARNs as SSM parameters, or read them from index.json');
  });

  test('takes a template of 1 MB, counted as it is written', () => {
    const long = Array.from({ length: 30 }, (_, i) => `    - { id: s3.read, buckets: [${'b'.repeat(55)}${String(i).padStart(3, '0')}], prefix: ${'p'.repeat(120)}/ }\n`).join('');
    const yaml = (n: number) => `${MAIN}workloads:\n${Array.from({ length: n }, (_, i) => `  w${i}:\n    bundles:\n${long}`).join('')}`;
    const app = new App({ context: { '@aws-cdk/core:suppressTemplateIndentation': true } });
    fleetOf(yaml(42), app);
    app.synth();
    const large = new App();
    fleetOf(yaml(42), large);
    expect(messageOf(() => large.synth())).toMatch(new RegExp(
      '^the template of stack "irsa-111122223333" must have at most 1,048,576 bytes, got 1,\\d{3},\\d{3} bytes: spread its workloads over more stacks, .*' +
      'or write it without indentation, by the context "@aws-cdk/core:suppressTemplateIndentation": true$'));
  });
});

/** What the CLI shows of stacks, each with its stack. */
function warningsOf(yaml: string): string[] {
  const fleet = fleetOf(yaml);
  fleet.roles.forEach(({ role }) => role.node.validate());
  return fleet.stacks.flatMap((stack) => stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => `${stack.stackName}: ${String(data).replace(/[^\s(]*workloads\.yaml/, 'FILE')}`));
}

describe('an account with more roles than its quota is warned of, where the CLI shows it', () => {
  const WORKLOADS = `workloads:\n${Array.from({ length: 1_001 }, (_, i) => `  w${i}: { namespaces: [n${i % 3}] }\n`).join('')}`;
  const file = (accounts = '') => `stacks: perNamespace\n${accounts}${MAIN}${WORKLOADS}`;

  test('by default', () => {
    expect(warningsOf(file())).toEqual([
      'irsa-111122223333-n0: account 111122223333 gets 1,001 roles, and its quota is 1,000 roles unless AWS raised it: ' +
      'then say so as quotas.roles of the account in the file of workloads, or acknowledge this [ack: cdk-irsa:rolesPerAccount]',
    ]);
  });

  test('unless the file says that AWS raised it', () => {
    expect(warningsOf(file('accounts: { "111122223333": { quotas: { roles: 1001 } } }\n'))).toEqual([]);
    expect(errorsOf(`accounts: { "111122223333": { quotas: { roles: 20000 } } }\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:48: accounts.111122223333.quotas.roles: must be a whole number from 1000 to 10000, got 20000',
    ]);
  });
});

describe('a cluster that no workload uses is warned of', () => {
  const issuerOf = (n: number, region = 'eu-central-1') => `{ account: "777788889999", region: ${region}, issuerUrl: ${issuer(n, region)}`;
  const advice = 'name it under "clusters" of a workload, or take it out of the file';

  test('on the stack of its account, if there is one', () => {
    expect(warningsOf(`${THREE}workloads: { web: { clusters: [main] } }\n`)).toEqual([
      `irsa-111122223333: cluster "blue" (FILE:6:3) is used by no workload: ${advice} [ack: cdk-irsa:unusedCluster]`,
      `irsa-111122223333: cluster "other" (FILE:10:3) is used by no workload: ${advice} [ack: cdk-irsa:unusedCluster]`,
    ]);
  });

  test('not where its provider is made, which may be before the first workload comes', () => {
    expect(warningsOf(`${MAIN}  spare: ${issuerOf(4)}, createProvider: true }\nworkloads: { web: { clusters: [main] } }\n`)).toEqual([]);
  });

  test('also where all roles are in other accounts than their clusters', () => {
    expect(warningsOf(`${MAIN}  spare: ${issuerOf(4)} }\nworkloads: { web: { account: "444455556666", clusters: [main] } }\n`)).toEqual([
      expect.stringMatching(/^irsa-444455556666: cluster "spare" /),
    ]);
  });

  test('not if another environment uses it and it comes from the top of the file', () => {
    const yaml = (dev: string) => `${MAIN}  spare: ${issuerOf(4)} }\ndefaults: { roleName: "{environment}-{workload}" }\nworkloads: { web: {} }\nenvironments:\n` +
      `  dev: { defaults: { clusters: [${dev}], namespaces: [dev] } }\n` +
      `  prod: { clusters: { own: ${issuerOf(5)} } }, defaults: { clusters: [main], namespaces: [prod] } }\n`;
    const own = expect.stringMatching(/^prod-irsa-111122223333: cluster "own" \(FILE:11:23\) is used by no workload: /);
    expect(warningsOf(yaml('spare'))).toEqual([own]);
    expect(warningsOf(yaml('main'))).toEqual([
      expect.stringMatching(/^dev-irsa-111122223333: cluster "spare" \(FILE:6:3\) is used by no workload: /),
      expect.stringMatching(/^prod-irsa-111122223333: cluster "spare" \(FILE:6:3\) is used by no workload: /), own,
    ]);
  });
});
