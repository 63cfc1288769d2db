import { issuer } from '../../support';
import { clusterOf as cluster, errorsOf } from '../support';

const OTHER = cluster('444455556666', 2, 'us-east-1');

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
      expect.stringMatching(/^5:10: environments\.dev\.name: unknown key "name" of an environment: known: accounts, checkPodImage, clusters, defaults, guardrails, requirePermissionsBoundary, stacks, variables, workloads$/),
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
      'by workloads.web in environment dev (line 3, column 3): give each environment a cluster or namespaces of its own, or, if its pods become this role in another way than by the annotation (an SDK profile with role_arn), ' +
      'acknowledge "cdk-irsa:unannotatedRole[default/web]" (in environment prod)',
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
      expect.stringMatching(/^3:22: environments\.dev\.clusters\.main: must have "issuerUrl": aws eks describe-cluster --name main /),
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
      'by workloads.web in environment dev (line 2, column 3): give each environment a cluster or namespaces of its own, or, if its pods become this role in another way than by the annotation (an SDK profile with role_arn), ' +
      'acknowledge "cdk-irsa:unannotatedRole[default/web]" (in environment prod)',
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
    expect(errorsOf(both('defaults: { path: "/k8s/{environment}/" }\nworkloads: { web: {} }\n', '', ''))).toEqual([]);
    expect(errorsOf(both('defaults: { path: "/k8s/${environment}/" }\nworkloads: { web: {} }\n', '', ''))).toEqual([
      expect.stringMatching(/^1:19: defaults\.path: must be an IAM path .*, got "\/k8s\/\$\{environment\}\/": write \{environment\}$/),
    ]);
  });
});
