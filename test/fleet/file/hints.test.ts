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
    ['roleName: "{nope}"', 'there is no {nope}'],
    ['roleName: "{}"', 'there is no {}'],
    ['publishRoleArn: { parameter: "/irsa/{wrokload}" }', 'there is no {wrokload}, did you mean {workload}?'],
  ])('%s', (entry, hint) => {
    const [error, ...others] = web(`{ ${entry} }`);
    expect(others).toEqual([]);
    expect(error).toContain('that may hold {workload}, {namespace}, {serviceAccount}, {cluster}, {environment}, got ');
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
