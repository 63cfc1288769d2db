import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Annotations as CdkAnnotations, App, Stack } from 'aws-cdk-lib/core';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, issuer, newStack, podIdentityCluster, subject } from '../support';

const ID = 'cdk-irsa:unknownRegion[eu-cental-1]';
const END = `which neither cdk-irsa nor aws-cdk-lib knows: did you mean "eu-central-1"? If AWS has opened it since, a newer aws-cdk-lib knows it; until then acknowledge "${ID}"`;
const clusterIn = (region: string) => PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region, clusterName: 'production' });

function warningsOf(stack: Stack): [string, string][] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => [id, String(entry.data).replace(/ \[ack: .*/, '')]);
}

function made(props: object, stack = newStack()) {
  new ServiceAccountRole(stack, `Web${stack.node.children.length}`, { podIdentity: { clusters: [podIdentityCluster()] }, serviceAccounts: [subject(`web${stack.node.children.length}`)], ...props });
  return stack;
}

test('a region of a cluster that nothing knows is a warning, once in an app', () => {
  const stack = made({ podIdentity: { clusters: [clusterIn('eu-cental-1')] } });
  made({ podIdentity: { clusters: [clusterIn('eu-cental-1')] } }, stack);
  expect(warningsOf(stack)).toEqual([['/Stack/Web0', `the cluster production is in the region "eu-cental-1", ${END}`]]);
});

test('that of an issuer as well', () => {
  const production = ClusterIssuer.fromIssuerUrl({ account: ACCOUNT, issuerUrl: issuer(1, 'eu-cental-1'), clusterName: 'production' });
  expect(warningsOf(made({ clusters: [production], podIdentity: undefined }))).toEqual([['/Stack/Web0', `the cluster production is in the region "eu-cental-1", ${END}`]]);
});

test('that of an ARN in a bundle as well, whose policy would allow nothing', () => {
  const queue = `arn:aws:sqs:eu-cental-1:${ACCOUNT}:orders`;
  const stack = newStack();
  const bundles = [SqsBundle.consume({ queues: [Queue.fromQueueArn(stack, 'Queue', queue)] })];
  expect(warningsOf(made({ bundles }, stack))).toEqual([['/Stack/Web1', `${queue} of the bundle "sqs.consume" is in the region "eu-cental-1", ${END}`]]);
});

test('a region with another number has those that there are', () => {
  expect(warningsOf(made({ podIdentity: { clusters: [clusterIn('eu-west-9')] } }))).toEqual([
    ['/Stack/Web0', 'the cluster production is in the region "eu-west-9", which neither cdk-irsa nor aws-cdk-lib knows: AWS has eu-west-1, eu-west-2 and eu-west-3. '
      + 'If AWS has opened it since, a newer aws-cdk-lib knows it; until then acknowledge "cdk-irsa:unknownRegion[eu-west-9]"'],
  ]);
});

test('a region that is known is none, nor is one that only the deploy knows', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(warningsOf(made({ podIdentity: { clusters: [PodIdentityCluster.fromClusterAttributes({ account: stack.account, region: stack.region, clusterName: 'production' })] } }, stack))).toEqual([]);
  const other = newStack();
  expect(warningsOf(made({ bundles: [SqsBundle.consume({ queues: [new Queue(other, 'Queue')] })] }, other))).toEqual([]);
});

test('it is acknowledged by its id', () => {
  const stack = made({ podIdentity: { clusters: [clusterIn('eu-cental-1')] } });
  CdkAnnotations.of(stack).acknowledgeWarning(ID, 'opened last week');
  expect(warningsOf(stack)).toEqual([]);
});
