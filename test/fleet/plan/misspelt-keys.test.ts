import { errorsOf, MAIN, THREE } from '../support';

const unknown = (at: string, path: string, key: string, meant: string) => `${at}: ${path}.${key}: unknown key "${key}": did you mean "${meant}"?`;

describe('a misspelt key is one error', () => {
  test('namespaces: neither "default" nor the defaults stand in for them', () => {
    const workloads = 'workloads:\n  a: { namespace: a, serviceAccounts: [app] }\n  b: { namespace: b, serviceAccounts: [app] }\n';
    const expected = (first: number) => ['a', 'b'].map((name, index) => unknown(`${first + index}:8`, `workloads.${name}`, 'namespace', 'namespaces'));
    expect(errorsOf(MAIN + workloads)).toEqual(expected(7));
    expect(errorsOf(`${MAIN}defaults: { namespaces: [shop] }\n${workloads}`)).toEqual(expected(8));
  });

  test('namespaces of the defaults', () => {
    expect(errorsOf(`${MAIN}defaults: { namespace: [a] }\nworkloads:\n  a: { serviceAccounts: [app] }\n  b: { serviceAccounts: [default/app] }\n`))
      .toEqual([unknown('6:13', 'defaults', 'namespace', 'namespaces')]);
  });

  test('serviceAccounts: the key of the workload does not stand in for them', () => {
    expect(errorsOf(`${MAIN}workloads:\n  External-DNS: { serviceAccount: external-dns }\n`))
      .toEqual([unknown('7:19', 'workloads.External-DNS', 'serviceAccount', 'serviceAccounts')]);
  });

  test('clusters: none is missing', () => {
    expect(errorsOf(`${THREE}workloads:\n  web: { cluster: main }\n`)).toEqual([unknown('15:10', 'workloads.web', 'cluster', 'clusters')]);
  });
});

test('namespaces of another kind: neither "default" nor the defaults stand in for them', () => {
  const errors = (defaults: string) => errorsOf(`${MAIN}${defaults}workloads:\n  a: { namespaces: a, serviceAccounts: [app] }\n  b: { namespaces: b, serviceAccounts: [app] }\n`)
    .map((error) => error.replace(/^\d+:\d+: /, ''));
  const expected = ['a', 'b'].map((name) => `workloads.${name}.namespaces: must be a list, got "${name}": write it as a list, [${name}]`);
  expect(errors('')).toEqual(expected);
  expect(errors('defaults: { namespaces: [shop] }\n')).toEqual(expected);
});

test.each([['policy', 'policies'], ['managedPolicy', 'managedPolicies']])('the singular %s', (key, plural) => {
  expect(errorsOf(`${MAIN}workloads:\n  web: { ${key}: [] }\n`)).toEqual([unknown('7:10', 'workloads.web', key, plural)]);
});
