import { CreatePodIdentityAssociationCommand, DeletePodIdentityAssociationCommand, EKSClient } from '@aws-sdk/client-eks';
import { PodIdentityWorld } from './pod-identity-world';
import { get } from '../cases/case';
import { BUCKETS, HOME_ACCOUNT } from '../cases/pod-identity-cells';
import { Issuer } from '../gateway/issuer';
import { POD_AUDIENCE } from '../gateway/pod-identity';
import { askAgent, callAsPod } from '../pod/pod';
import { associated } from '../pod/webhook';
import type { World } from '../support/world';

const ROLE = 'by-tag';
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }] };

/** The agent: which tokens it takes, and the session tags that policies see. */
export async function podIdentityAgent(world: World): Promise<void> {
  const { checks } = world;
  const pods = await PodIdentityWorld.of(world);
  const { clusters: { blue, green } } = pods;
  // Each namespace its own folder of the bucket.
  await pods.makeReader(pods.home, ROLE, TRUST, `${BUCKETS.home}/\${aws:PrincipalTag/kubernetes-namespace}`);
  const roleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/${ROLE}`;
  const eks = new EKSClient(pods.home.clientConfig);
  const associate = async (namespace: string, disableSessionTags: boolean) => (await eks.send(new CreatePodIdentityAssociationCommand({
    clusterName: blue.name, namespace, serviceAccount: 'app', roleArn, disableSessionTags,
  }))).association!.associationId!;
  const ids = [await associate('in', false), await associate('out', false), await associate('bare', true)];
  const pod = (namespace: string) => associated(pods.nodes(blue), { namespace, name: 'app' });
  const reads = (namespace: string) => callAsPod(pod(namespace), [get(BUCKETS.home, 'in/a'), get(BUCKETS.home, 'out/a')]);
  const outcome = (outcomes: readonly string[]) => outcomes.map((one) => one.split(':')[0]);
  checks.equal('agent: policies see the namespace as a tag of the session', [outcome(await reads('in')), outcome(await reads('out'))], [['ok', 'denied'], ['denied', 'ok']]);
  checks.equal('agent: without session tags a policy that asks for one allows nothing', outcome(await reads('bare')), ['denied', 'denied']);

  const own = pod('in');
  const sub = 'system:serviceaccount:in:app';
  const refused = async (what: string, token: string, expected: RegExp) => {
    const session = await askAgent({ agentUrl: own.agentUrl, token });
    checks.matches(`agent: it refuses ${what}`, 'refused' in session ? session.refused : 'ok', expected);
  };
  const stranger = new Issuer(blue.issuer.url);
  await refused('a token for IRSA', blue.issuer.token({ sub }), /^InvalidTokenException: Audience must be/);
  await refused('a token that has expired', blue.issuer.token({ sub, aud: POD_AUDIENCE, expiresIn: -5 }), /^ExpiredTokenException/);
  await refused('a token of another cluster', green.issuer.token({ sub, aud: POD_AUDIENCE }), /^InvalidTokenException/);
  await refused('a signature by another key', stranger.token({ sub, aud: POD_AUDIENCE }), /^InvalidTokenException/);
  await refused('what is no token', 'a.b.c', /^InvalidIdentityToken/);
  await refused('nothing', '', /^InvalidIdentityToken/);
  await refused('a service account without an association', blue.issuer.token({ sub: 'system:serviceaccount:in:other', aud: POD_AUDIENCE }), /^ResourceNotFoundException/);
  for (const associationId of ids) {
    await eks.send(new DeletePodIdentityAssociationCommand({ clusterName: blue.name, associationId }));
  }
  checks.matches('agent: with the association its role is gone', (await callAsPod(own, [get(BUCKETS.home, 'in/a')]))[0], /^ResourceNotFoundException/);
}
