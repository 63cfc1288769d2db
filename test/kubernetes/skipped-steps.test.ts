import { join } from 'node:path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { asUnderCli } from './fixture';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { temporaryFolder } from '../fleet/support';
import { ACCOUNT, literalCluster, podIdentityCluster, REGION, subject } from '../support';

asUnderCli();

const IRSA = { clusters: [literalCluster()] };
const POD_IDENTITY = { podIdentity: { clusters: [podIdentityCluster()] } };
const BOTH = { ...IRSA, ...POD_IDENTITY };

/** The warnings of each synthesis, one after the other into one directory. */
function warningsOf(...steps: object[]): string[][] {
  const outputDirectory = join(temporaryFolder(), 'deploy');
  return steps.map((props) => {
    const app = new App({ outdir: temporaryFolder() });
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const files = new KubernetesFiles(stack, 'Files', { outputDirectory });
    files.addRole(new ServiceAccountRole(stack, 'Web', { roleName: 'web', serviceAccounts: [subject()], ...props }));
    app.synth();
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-irsa:skippedStep')).map(({ entry }) => String(entry.data));
  });
}

test('to EKS Pod Identity by way of both, and back, says nothing', () => {
  expect(warningsOf(IRSA, BOTH, POD_IDENTITY, BOTH, IRSA).flat()).toEqual([]);
});

test.each([
  ['IRSA', 'EKS Pod Identity', 'podIdentity', IRSA, POD_IDENTITY],
  ['EKS Pod Identity', 'IRSA', 'irsa', POD_IDENTITY, IRSA],
])('from %s to %s at once is warned about', (from, to, identity, first, second) => {
  expect(warningsOf(first, second)).toEqual([[], [
    `"arn:aws:iam::${ACCOUNT}:role/web" in cluster-1 goes from ${from} to ${to} in one step, by which pods that run lose the role: deploy identity: both first, ` +
    `restart the pods, and then deploy identity: ${identity} (docs/pod-identity.md#move-from-irsa-without-a-gap) [ack: cdk-irsa:skippedStep]`,
  ]]);
});
