import { CreatePodIdentityAssociationCommand, DeletePodIdentityAssociationCommand, EKSClient } from '@aws-sdk/client-eks';
import { BLUE_ISSUER, PodIdentityWorld } from './pod-identity-world';
import { checkTemplates } from './templates';
import { get, whoAmI } from '../cases/case';
import { BUCKETS, HOME_ACCOUNT, NAMESPACE, REGION, TARGET_ACCOUNT } from '../cases/pod-identity-cells';
import type { EksCluster } from '../gateway/pod-identity';
import { callAsPod } from '../pod/pod';
import { associated } from '../pod/webhook';
import { byApi } from '../support/deployers';
import { synthesise } from '../support/fleet-apps';
import { roleState } from '../support/role-state';
import type { World } from '../support/world';

/** No other stage has roles of these names. */
const [TAGGED, UNTAGGED] = ['target-tagged', 'target-untagged'];
const CALLS = [whoAmI.allowed[1], get(BUCKETS.target, 'in/a'), get(BUCKETS.home, 'in/a')];
const UNAUTHORIZED = /^AccessDeniedException: Unauthorized Exception! EKS does not have permissions/;

/** Target roles that the file creates in another account, with and without session tags. */
export async function podIdentityTargets(world: World): Promise<void> {
  const { checks } = world;
  const pods = await PodIdentityWorld.of(world);
  const { home, other, clusters: { blue, green, blueElsewhere } } = pods;
  const [{ output }] = await synthesise(world, 'targets', [{ id: 'targets', file: targetsFile() }]);
  await checkTemplates(world, 'targets: ', [output]);
  const [there, here] = [byApi(other), byApi(home)];
  // The target comes last here: no stack needs another, and EKS does not ask for it.
  await here.deploy(output);
  await there.deploy(output);
  for (const name of [TAGGED, UNTAGGED]) {
    const [who, ...reads] = await callAsPod(associated(pods.nodes(blue), { namespace: NAMESPACE, name }), CALLS);
    checks.matches(`targets: ${name}: its pod has a session of the role in the other account`, who, new RegExp(`^arn:aws:sts::${TARGET_ACCOUNT}:assumed-role/`));
    checks.equal(`targets: ${name}: it reads there, and not at home`, reads.map((read) => read.split(':')[0]), ['ok', 'denied']);
    const own = await roleState(home.iam, name);
    const target = `arn:aws:iam::${TARGET_ACCOUNT}:role/${who.split('/')[1]}`;
    for (const [what, cluster, namespace] of [['another namespace', blue, 'elsewhere'], ['another cluster', green, NAMESPACE], ['a cluster of the same name in another region', blueElsewhere, NAMESPACE]] as const) {
      checks.matches(`targets: ${name}: it is not given to ${what}`, await rogue(pods, { cluster, namespace, name, roleArn: own.arn, targetRoleArn: target, disableSessionTags: name === UNTAGGED }), UNAUTHORIZED);
    }
  }
  await there.destroyAll(output);
  await here.destroyAll(output);
}

function targetsFile(): object {
  const targetRole = { account: TARGET_ACCOUNT, bundles: [{ id: 's3.read', buckets: [BUCKETS.target] }] };
  const workload = (podIdentity: object) => ({ namespaces: [NAMESPACE], podIdentity, targetRole });
  return {
    name: 'targets',
    clusters: { blue: { account: HOME_ACCOUNT, region: REGION, clusterName: 'blue', issuerUrl: BLUE_ISSUER, identity: 'podIdentity' } },
    accounts: { [TARGET_ACCOUNT]: { region: REGION } },
    workloads: { [TAGGED]: { namespaces: [NAMESPACE], targetRole }, [UNTAGGED]: workload({ disableSessionTags: true }) },
  };
}

interface Rogue {
  readonly cluster: EksCluster;
  readonly namespace: string;
  readonly name: string;
  readonly roleArn: string;
  readonly targetRoleArn: string;
  readonly disableSessionTags: boolean;
}

/** What a pod gets by an association that somebody adds. */
async function rogue(pods: PodIdentityWorld, { cluster, namespace, name, ...rest }: Rogue): Promise<string> {
  const eks = new EKSClient(cluster.place.clientConfig);
  const input = { clusterName: cluster.name, namespace, serviceAccount: name, ...rest };
  const { association } = await eks.send(new CreatePodIdentityAssociationCommand(input));
  const [outcome] = await callAsPod(associated(pods.nodes(cluster), { namespace, name }), [whoAmI.allowed[1]]);
  await eks.send(new DeletePodIdentityAssociationCommand({ clusterName: cluster.name, associationId: association!.associationId }));
  return outcome;
}
