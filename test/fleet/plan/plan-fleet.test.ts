import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { issuer } from '../../support';
import { errorsOf, fileOf, MAIN, THREE } from '../support';

test('every error of a file is reported at once, in the order of the file', () => {
  const errors = errorsOf(`name: 1x\n${MAIN}workloads:\n  web: { namespaces: [A], bundles: [{ id: s3.raed }] }\n  api: { path: k8s, policies: [{ file: none.json }] }\n  cli: { clusters: [nope], roleName: web }\n  WEB: { serviceAccounts: [other] }\n`);
  expect(errors.map((error) => error.split(': ').slice(0, 2).join(' '))).toEqual([
    '1:7 name', '8:23 workloads.web.namespaces[0]', '8:43 workloads.web.bundles[0].id', '9:16 workloads.api.path', '9:40 workloads.api.policies[0].file',
    '10:21 workloads.cli.clusters[0]', '11:3 workloads.WEB',
  ]);
});

describe('clusters', () => {
  const cluster = (account: string, region: string, url: string) =>
    errorsOf(`clusters:\n  main:\n    account: ${account}\n    region: ${region}\n    issuerUrl: ${url}\nworkloads: { web: {} }\n`);
  const id = '0123456789ABCDEF0123456789ABCDEF';

  test.each([
    ['"1111"', 'eu-central-1', issuer(), '3:14: clusters.main.account: must be an AWS account id (12 digits, in quotes in YAML), got "1111"'],
    ['"111122223333"', 'eu-central-1a', issuer(), '4:13: clusters.main.region: must be an AWS region, got "eu-central-1a": this is an availability zone of "eu-central-1"'],
    ['"111122223333"', 'eu-central-1', `https://oidc-eks.eu-central-1.api.aws/id/${id}`, `is the dual-stack address, which no token names as its issuer: write "https://oidc.eks.eu-central-1.amazonaws.com/id/${id}"`],
    ['"111122223333"', 'us-east-1', issuer(), "5:16: clusters.main.issuerUrl: must be of the cluster's own region (us-east-1), got an issuer of eu-central-1"],
    ['"111122223333"', 'cn-north-1', issuer(), "5:16: clusters.main.issuerUrl: must be of the cluster's own region and partition (cn-north-1), got an issuer of eu-central-1"],
  ])('%s %s %s', (account, region, url, message) => expect(cluster(account, region, url).join('\n')).toContain(message));

  test('an account without quotes keeps its digits, also a leading zero', () => {
    expect(cluster('012345678901', 'eu-central-1', issuer())).toEqual([]);
    expect(cluster('12345', 'eu-central-1', issuer())).toEqual([
      '3:14: clusters.main.account: must be an AWS account id (12 digits, in quotes in YAML), got "12345"',
    ]);
  });

  test('one issuer under two names', () => {
    expect(errorsOf(`${MAIN}  twin:\n    account: "111122223333"\n    region: eu-central-1\n    issuerUrl: https://${issuer()}\nworkloads: { web: { clusters: [main] } }\n`)).toEqual([
      '9:16: clusters.twin.issuerUrl: must be the issuer of one cluster, but cluster "main" has it as well: a copied line, or one cluster under two names',
    ]);
  });

  test('several, and a workload that says none', () => {
    expect(errorsOf(`${THREE}workloads: { web: {} }\n`)).toEqual([
      '14:14: workloads.web: must have "clusters" (of main, blue and other), since the file has several and no defaults.clusters',
    ]);
  });

  test('of one account in two regions need a place for the stack', () => {
    const two = `${MAIN}  us:\n    account: "111122223333"\n    region: us-east-1\n    issuerUrl: ${issuer(4, 'us-east-1')}\nworkloads: { web: { clusters: [main] } }\n`;
    expect(errorsOf(two)).toEqual([
      '1:1: clusters: account 111122223333 has clusters in eu-central-1 and us-east-1: say in which of them the stack of its roles stands, as ' +
      'accounts: { "111122223333": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)',
    ]);
    expect(errorsOf(`accounts: { "111122223333": { region: us-east-1 } }\n${two}`)).toEqual([]);
  });

  test('an account that nothing is in', () => {
    expect(errorsOf(`accounts: { "111122223334": {} }\n${MAIN}workloads: { web: {} }\n`)).toEqual([
      '1:13: accounts.111122223334: no cluster and no workload is in account 111122223334: did you mean "111122223333"?',
    ]);
  });
});

describe('names made by a pattern', () => {
  const nameOf = (workload: string, pattern: string) =>
    planFleet(fileOf(`${MAIN}defaults: { roleName: "${pattern}" }\nworkloads: { ${workload}: {} }\n`))[0].roles[0].props.roleName;

  test('that are too long are cut and get a hash of the whole, so they are stable and do not collide', () => {
    const long = 'a'.repeat(63);
    expect(nameOf(long, 'eks-{workload}')).toBe(`eks-${'a'.repeat(51)}-${nameOf(long, 'eks-{workload}').slice(-8)}`);
    expect(nameOf(long, 'eks-{workload}')).toHaveLength(64);
    expect(nameOf(long, 'eks-{workload}')).toBe(nameOf(long, 'eks-{workload}'));
    expect(nameOf(`${'a'.repeat(62)}b`, 'eks-{workload}')).not.toBe(nameOf(long, 'eks-{workload}'));
    expect(nameOf('web', 'eks-{workload}')).toBe('eks-web');
  });
});
