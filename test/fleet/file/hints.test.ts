import { join } from 'path';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { messageOf } from '../../support';
import { errorsOf, fileOf, MAIN, temporaryFolder } from '../support';

const web = (entry: string) => errorsOf(`${MAIN}workloads:\n  web: ${entry}\n`);

test.each([
  ['media:thumbnailer', 'media/thumbnailer'], ['system:serviceaccount:media:thumbnailer', 'media/thumbnailer'],
])('a service account as %s', (written, meant) => {
  expect(web(`{ serviceAccounts: ["${written}"] }`)).toEqual([expect.stringMatching(new RegExp(`^7:28: .*, got "${written}": write "${meant}"$`))]);
});

describe('a bundle whose id is a key', () => {
  test.each([
    ['{ s3.readWrite: { buckets: [media] } }', 's3.readWrite'], ['{ s3.readWrite: , buckets: [media] }', 's3.readWrite'], ['{ s3.readwrite: }', 's3.readWrite'],
    ['{ route53.DNS-01: {} }', 'route53.dns01'],
  ])('%s', (bundle, id) => {
    expect(web(`{ bundles: [${bundle}] }`)).toEqual([
      expect.stringMatching(new RegExp(`^7:22: workloads\\.web\\.bundles\\[0\\]\\["[^"]+"\\]: a bundle must be named by "id", with its parameters beside that: write "- id: ${id}"$`)),
    ]);
  });

  test('another key is none', () => expect(web('{ bundles: [{ "a.b": 1 }] }')).toEqual(['7:20: workloads.web.bundles[0]: must have the id of a bundle, such as "id: route53.dns01"']));
});

describe('a placeholder that there is none of', () => {
  test.each([
    ['roleName: "{clustr}-x"', 'there is no {clustr}, did you mean {cluster}?'],
    ['roleName: "{service_account}"', 'there is no {service_account}, did you mean {serviceAccount}?'],
    ['roleName: "{nope}"', 'there is no {nope} (there are {account}, {cluster}, {clusterName}, {environment}, {namespace}, {partition}, {region}, {serviceAccount}, {team}, {workload}; ' +
      'others are given under "variables", and a brace is written {{)'],
    ['roleName: "{}"', 'a brace that begins no placeholder is written {{'],
    ['publishRoleArn: { parameter: "/irsa/{wrokload}" }', 'there is no {wrokload}, did you mean {workload}?'],
  ])('%s', (entry, hint) => {
    const [error, ...others] = web(`{ ${entry} }`);
    expect(others).toEqual([]);
    expect(error).toContain('must hold known placeholders only, got ');
    expect(error.endsWith(`: ${hint}`) ? hint : error).toBe(hint);
  });
});

test('a file of the other extension', () => {
  const folder = temporaryFolder();
  fileOf(MAIN, folder, 'workloads.yml');
  fileOf(MAIN, folder, "it's.yaml");
  const read = (file: string) => messageOf(() => planFleet(join(folder, file))).replaceAll(folder, 'F');
  expect(read('workloads.yaml')).toBe('F/workloads.yaml:1:1: the file must exist, and "F/workloads.yml" stands beside it: rename that, or name it with -c ' +
    '\'workloads=F/workloads.yml\'');
  expect(read("it's.yml")).toMatch(/or name it with -c 'workloads=F\/it'\\''s\.yaml'$/);
  expect(read('other.yaml')).toBe('F/other.yaml:1:1: the file must exist: create it, or name another one with -c workloads=path');
});

test('a cluster without its issuer: the command that prints it', () => {
  const cluster = (name: string, more: string) => errorsOf(`clusters: { ${name}: { account: "111122223333", ${more} } }\nworkloads: { web: {} }\n`);
  const message = (name: string, region: string) => `1:13: clusters.main: must have "issuerUrl": aws eks describe-cluster --name ${name} --region ${region} --query cluster.identity.oidc.issuer --output text prints it`;
  expect(cluster('main', 'region: eu-central-1')).toEqual([message('main', 'eu-central-1')]);
  expect(cluster('main', 'region: eu-central-1, clusterName: production')).toEqual([message('production', 'eu-central-1')]);
  // Nothing of the file reaches a shell as it is.
  expect(cluster('main', 'region: eu-central-1, clusterName: "a; rm -rf ~"')[0]).toBe(message("'<name>'", 'eu-central-1'));
  expect(cluster('main', 'region: "$(x)"')).toContain(message('main', "'<region>'"));
});

test.each([
  ['{ bundles: ["s3.read:"] }', 'workloads.web.bundles[0]: must be a map, got "s3.read:": write "- id: s3.read"'],
  ['{ bundles: { s3.read: { buckets: [media] } } }', 'workloads.web.bundles: must be a list, got a map ({"s3.read":{"buckets":["media"]}}): write it as a list, "- id: s3.read"'],
  ['{ bundles: [{ name: s3.read, buckets: [media] }] }', 'workloads.web.bundles[0].name: a bundle must be named by "id", got "name": write "id: s3.read"'],
  ['{ serviceAccounts: [{ name: web, namespace: shop }] }', 'workloads.web.serviceAccounts[0]: must be text, got a map ({"name":"web","namespace":"shop"}): write "shop/web"'],
  ['{ kubernetes: { imagePullSecrets: [{ name: registry }] } }', 'workloads.web.kubernetes.imagePullSecrets[0]: must be text, got a map ({"name":"registry"}): write "registry"'],
  ['{ boundary: a }', 'workloads.web.boundary: unknown key "boundary": did you mean "permissionsBoundary"?'],
])('the form of another tool: %s', (entry, message) => expect(web(entry).map((error) => error.replace(/^\d+:\d+: /, ''))).toEqual([message]));

test.each([
  ['bundles: [{ id: S3Bundle.read }]', 'did you mean "s3.read"?'], ['bundles: [{ id: s3:readWrite }]', 'did you mean "s3.readWrite"?'],
  ['roleName: "${workload}-x"', ': write {workload}'], ['roleName: "{{ workload }}"', ': write {workload}'], ['publishRoleArn: { parameter: "/irsa/$(cluster)" }', ': write {cluster}'],
])('%s', (entry, hint) => {
  const [error, ...others] = web(`{ ${entry} }`);
  expect([others, error.endsWith(hint) ? hint : error]).toEqual([[], hint]);
});

test.each([
  ['issuer: x', 'clusters.main.issuer: must be a map, got "x": the URL of the issuer is written as "issuerUrl"'],
  ['issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"', ': the URL of the issuer is written as "issuerUrl"'],
  ['issuerUrl: https://oidc.example.com/x, issuer: kubernetes', ': write { kind: kubernetes }'],
  ['issuerUrl: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A"', ': this is the ARN of the provider; write "https://oidc.eks.eu-central-1.amazonaws.com/id/A"'],
  ['issuerUrl: "https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com"', ": this is the address of the cluster's API server, which signs no tokens under that name"],
])('of a cluster, %s', (entry, message) => {
  const errors = errorsOf(`clusters: { main: { account: "111122223333", region: eu-central-1, ${entry} } }\nworkloads: { web: {} }\n`);
  expect([errors.length, errors[0].endsWith(message) ? message : errors[0]]).toEqual([1, message]);
});

test('a wrong roleName of the defaults is one mistake, though the roles of environments have no names then', () => {
  const cluster = (n: number) => `{ account: "111122223333", region: eu-central-1, issuerUrl: https://oidc.eks.eu-central-1.amazonaws.com/id/${String(n).repeat(32)} }`;
  expect(errorsOf(`defaults: { roleName: "{environment}-{worklod}" }\nworkloads: { web: {}, api: {} }\nenvironments: { dev: { clusters: { main: ${cluster(1)} } }, prod: { clusters: { main: ${cluster(2)} } } }\n`))
    .toEqual([expect.stringContaining('1:23: defaults.roleName: must hold known placeholders only, got "{environment}-{worklod}"')]);
});
