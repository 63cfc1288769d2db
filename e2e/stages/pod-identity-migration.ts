import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BLUE_ISSUER, GREEN_ISSUER, PodIdentityWorld } from './pod-identity-world';
import { checkTemplates } from './templates';
import { get } from '../cases/case';
import { BUCKETS, HOME_ACCOUNT, REGION } from '../cases/pod-identity-cells';
import type { EksCluster } from '../gateway/pod-identity';
import { askAgent, assume, callWith } from '../pod/pod';
import type { AssociatedPodProps, PodProps, Session } from '../pod/pod';
import { started } from '../pod/webhook';
import type { Account } from '../pod/webhook';
import { byApi, byCli } from '../support/deployers';
import type { Deployer } from '../support/deployers';
import { synthesise } from '../support/fleet-apps';
import { objectsIn } from '../support/kubernetes-objects';
import { roleStates } from '../support/role-state';
import { stackNames } from '../support/stack';
import type { World } from '../support/world';

const NAME = 'moving';
const STACK = `${NAME}-${HOME_ACCOUNT}`;
const ANNOTATION = 'eks.amazonaws.com/role-arn';
const READ = get(BUCKETS.home, 'in/a');

type Identity = 'irsa' | 'both' | 'podIdentity';

/** A fleet of two clusters: one role in both, one in one of them. */
function movingFile(identity: Identity): object {
  const cluster = (clusterName: string, issuerUrl: string) => ({ account: HOME_ACCOUNT, region: REGION, clusterName, issuerUrl, identity });
  const bundles = [{ id: 's3.read', buckets: [BUCKETS.home] }];
  return {
    name: NAME,
    clusters: { blue: cluster('blue', BLUE_ISSUER), green: cluster('green', GREEN_ISSUER) },
    workloads: {
      web: { namespaces: ['shop'], clusters: ['blue', 'green'], bundles },
      reports: { namespaces: ['back'], clusters: ['blue'], bundles },
    },
  };
}

const ACCOUNTS = [['blue', 'shop', 'web'], ['green', 'shop', 'web'], ['blue', 'back', 'reports']] as const;

type Way = 'irsa' | 'podIdentity' | 'none';

function wayOf(environment: PodProps | AssociatedPodProps | undefined): Way {
  return environment === undefined ? 'none' : 'agentUrl' in environment ? 'podIdentity' : 'irsa';
}

/** A pod that runs on, with the environment that it was started with. */
class RunningPod {
  private kept?: Session;
  private environment?: PodProps | AssociatedPodProps;

  public constructor(private readonly fleet: Fleet, private readonly cluster: EksCluster, private readonly account: Omit<Account, 'roleArn'>) {}

  public get way(): Way {
    return wayOf(this.environment);
  }

  public async restart(): Promise<void> {
    this.environment = await this.fleet.start(this.cluster, this.account);
    this.kept = undefined;
  }

  /** A call with the session that the SDK keeps, and one with a session of this moment, as when the kept one ends. */
  public async call(renews: boolean): Promise<string[]> {
    const session = renews || this.kept === undefined ? await sessionOf(this.environment) : this.kept;
    this.kept ??= session;
    const kept = await callWith(this.fleet.pod, this.kept, [READ]);
    return renews ? [...kept, ...await callWith(this.fleet.pod, session, [READ])] : kept;
  }

  /**
   * The same for a pod of the service account that starts now. One whose association was deleted between its start and its question has to be
   * restarted, as the pods that run have: its environment is that of its start.
   */
  public async callOfNewPod(): Promise<string[]> {
    const start = () => this.fleet.start(this.cluster, this.account);
    const environment = await start();
    const outcomes = await callWith(this.fleet.pod, await sessionOf(environment), [READ]);
    return wayOf(environment) === 'podIdentity' && wayOf(await start()) !== 'podIdentity' ? this.callOfNewPod() : outcomes;
  }
}

/** What was applied to the clusters, and the pods in them. */
class Fleet {
  private annotations = new Map<string, string>();
  public readonly pods: readonly RunningPod[];

  public constructor(private readonly pods_: PodIdentityWorld) {
    this.pods = ACCOUNTS.map(([cluster, namespace, name]) => new RunningPod(this, pods_.clusters[cluster], { namespace, name }));
  }

  public get pod(): { readonly gatewayUrl: string; readonly region: string } {
    return { gatewayUrl: this.pods_.world.gateway.url, region: REGION };
  }

  /** `kubectl apply` of the manifests in an assembly. */
  public apply(assembly: string): void {
    this.annotations = new Map(['blue', 'green'].flatMap((cluster) => objectsIn(join(assembly, 'irsa', 'manifests', cluster))
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ metadata: { namespace, name, annotations } }) => [`${cluster}/${namespace}/${name}`, annotations?.[ANNOTATION] ?? ''] as const)));
  }

  public start(cluster: EksCluster, { namespace, name }: Omit<Account, 'roleArn'>): Promise<PodProps | AssociatedPodProps | undefined> {
    const roleArn = this.annotations.get(`${cluster.name}/${namespace}/${name}`);
    return started(this.pods_.nodes(cluster), { namespace, name, ...roleArn && { roleArn } });
  }

  public async restart(): Promise<void> {
    await Promise.all(this.pods.map((pod) => pod.restart()));
  }
}

async function sessionOf(environment: PodProps | AssociatedPodProps | undefined): Promise<Session> {
  return environment === undefined ? { refused: 'no role: neither an association nor an annotation' }
    : 'agentUrl' in environment ? askAgent(environment) : assume(environment);
}

/** What running pods and new ones saw while something was done. */
interface Seen {
  readonly rounds: number;
  /** What was no success, once each. */
  readonly denials: readonly string[];
}

/** Lets all pods call on and on until something is done, and once more after it. */
async function watched(fleet: Fleet, renews: boolean, action: () => Promise<unknown>): Promise<Seen> {
  const denials = new Set<string>();
  let rounds = 0;
  let isDone = false;
  const round = async () => {
    const outcomes = await Promise.all(fleet.pods.flatMap((pod) => [pod.call(renews), pod.callOfNewPod()]));
    outcomes.flat().filter((outcome) => outcome !== 'ok').forEach((outcome) => denials.add(outcome));
    rounds += 1;
  };
  const polling = (async () => {
    while (!isDone) {
      await round();
      await sleep(200);
    }
  })();
  try {
    await action();
  } finally {
    isDone = true;
    await polling;
  }
  await round();
  return { rounds, denials: [...denials] };
}

/** The move and the way back, by the real CLI. */
export async function podIdentityMigration(world: World): Promise<void> {
  const pods = await PodIdentityWorld.of(world);
  const assemblies = await move(pods, 'migration', byCli(await world.cdk(pods.home)));
  await checkTemplates(world, 'migration: ', assemblies);
}

/** The same by the API that the CLI calls, which takes a few seconds. */
export async function podIdentityMoving(world: World): Promise<void> {
  const pods = await PodIdentityWorld.of(world);
  await move(pods, 'moving', byApi(pods.home));
}

/** IRSA, both, EKS Pod Identity, and back again, as docs/pod-identity.md says, under pods that never stop calling; then a step is skipped. */
async function move(pods: PodIdentityWorld, name: string, { deploy: deployTo, destroy, destroyAll }: Deployer): Promise<string[]> {
  const { checks } = pods.world;
  const [irsa, both, podIdentity] = (await synthesise(pods.world, name, (['irsa', 'both', 'podIdentity'] as const).map((identity) => ({ id: identity, file: movingFile(identity) }))))
    .map(({ output }) => output);
  const fleet = new Fleet(pods);
  const ids = async () => [...(await roleStates(pods.home.iam)).values()].filter((role) => ['web', 'reports'].includes(role.name)).map((role) => `${role.name} ${role.roleId}`);
  const ways = () => [...new Set(fleet.pods.map(({ way }) => way))];
  const deploy = async (assembly: string) => {
    await deployTo(assembly);
    fleet.apply(assembly);
  };
  await deploy(irsa);
  await fleet.restart();
  const first = await ids();
  checks.equal(`${name}: the pods have IRSA`, [first.length, ways()], [2, ['irsa']]);

  const step = async (title: string, action: () => Promise<unknown>, expected: readonly string[], renews = true) => {
    const seen = await watched(fleet, renews, action);
    checks.none(`${name}: ${title}: no pod sees a denial`, seen.denials, `${seen.rounds} rounds of ${fleet.pods.length} pods that run and as many new ones`);
    checks.equal(`${name}: ${title}: the roles are the same ones, and the pods have ${expected.join(' and ')}`, [await ids(), ways()], [first, expected]);
  };
  await step('from IRSA to both', () => deploy(both), ['irsa']);
  await step('the pods restart', () => fleet.restart(), ['podIdentity']);
  await step('from both to EKS Pod Identity', () => deploy(podIdentity), ['podIdentity']);
  await step('back to both', () => deploy(both), ['podIdentity']);
  // From here to their restart, pods live by the sessions that they have: the agent gives no new ones.
  await step('the associations are deleted', () => destroy(both, ASSOCIATIONS), ['podIdentity'], false);
  await step('the pods restart again', () => fleet.restart(), ['irsa'], false);
  await step('back to IRSA', () => deploy(irsa), ['irsa']);

  const skipped = await watched(fleet, true, () => deploy(podIdentity));
  checks.matches(`${name}: a step is skipped: pods that run lose the role`, skipped.denials.join('; '), /AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/);
  await destroyAll(podIdentity);
  checks.equal(`${name}: nothing is left`, await stackNames(pods.home), []);
  return [irsa, both, podIdentity];
}

/** As docs/pod-identity.md names them. */
const ASSOCIATIONS = ['blue', 'green'].map((cluster) => `${STACK}--${REGION}-${cluster}`);
