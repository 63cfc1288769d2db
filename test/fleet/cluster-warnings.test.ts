import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { fileOf, temporaryFolder } from './support';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { issuer } from '../support';

const cluster = (name: string, region: string) => `  ${name}: { account: "111122223333", region: ${region}, clusterName: ${name}, identity: podIdentity }\n`;
const END = 'which neither cdk-irsa nor aws-cdk-lib knows: did you mean "eu-central-1"? If AWS has opened it since, a newer aws-cdk-lib knows it; until then acknowledge "cdk-irsa:unknownRegion[eu-cental-1]"';

/** The warnings of a file, without its folder. */
function warningsOf(yaml: string): string[] {
  const folder = temporaryFolder();
  const app = new App();
  const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', fileOf(yaml, folder));
  return fleet.stacks.flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ id, entry }) => `${id}: ${String(entry.data).replace(/ \[ack: .*/, '').replaceAll(/\([^()]*workloads\.yaml/g, '(workloads.yaml')}`));
}

test('a region of a cluster is a warning with its place, once for all that follows from it', () => {
  expect(warningsOf(`clusters:\n${cluster('main', 'eu-cental-1')}workloads:\n  web: { bundles: [{ id: sqs.consume, queues: [orders] }] }\n  api: {}\n`)).toEqual([
    `/irsa-111122223333: the cluster main (workloads.yaml:2:3) is in the region "eu-cental-1", ${END}`,
  ]);
});

test('that of an account\'s stacks as well', () => {
  expect(warningsOf(`accounts: { "111122223333": { region: eu-cental-1 } }\nclusters:\n${cluster('main', 'eu-central-1')}workloads: { web: {} }\n`)).toEqual([
    `/irsa-111122223333: the account 111122223333 (workloads.yaml:1:13) is in the region "eu-cental-1", ${END}`,
  ]);
});

test('that of an ARN as well, with the place of its bundle', () => {
  expect(warningsOf(`clusters:\n${cluster('main', 'eu-central-1')}workloads:\n  web: { bundles: [{ id: sqs.consume, queues: ["arn:aws:sqs:eu-cental-1:111122223333:orders"] }] }\n`)).toEqual([
    `/irsa-111122223333/web: arn:aws:sqs:eu-cental-1:111122223333:orders of the bundle "sqs.consume" (workloads.yaml:4:20) is in the region "eu-cental-1", ${END}`,
  ]);
});

test('a file whose regions are known has none', () => {
  expect(warningsOf(`clusters: { main: { account: "111122223333", region: eu-central-1, issuerUrl: ${issuer()} } }\nworkloads: { web: {} }\n`)).toEqual([]);
});
