import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreatePodIdentityAssociationCommand, DeletePodIdentityAssociationCommand, EKSClient } from '@aws-sdk/client-eks';
import { BLUE_ISSUER, PodIdentityWorld } from './pod-identity-world';
import { checkPods, inParallel } from './pods';
import { checkDeployedRoles } from './roles';
import { checkTemplates } from './templates';
import { checkTokens } from './tokens';
import type { PodCases } from '../cases/case';
import { get, whoAmI } from '../cases/case';
import { BUCKETS, CELLS, cellsFile, HOME_ACCOUNT, mistakesOf, NAMESPACE, TARGET_ACCOUNT, targetRoleOf } from '../cases/pod-identity-cells';
import type { Cell } from '../cases/pod-identity-cells';
import { eksMayAssume, sessionMayAssume, tagsOf } from '../gateway/pod-identity';
import type { EksCluster } from '../gateway/pod-identity';
import { assume, callAsPod, runPod } from '../pod/pod';
import { associated, started } from '../pod/webhook';
import { synthesise } from '../support/fleet-apps';
import { roleState } from '../support/role-state';
import { stackNames, templateIn } from '../support/stack';
import type { World } from '../support/world';

const STACK = `cells-${HOME_ACCOUNT}`;
const UNAUTHORIZED = /^AccessDeniedException: Unauthorized Exception! EKS does not have permissions/;
const arnOf = ({ id }: Cell) => `arn:aws:iam::${HOME_ACCOUNT}:role/${id}`;
const podOf = ({ id }: Cell, namespace = NAMESPACE) => ({ namespace, serviceAccount: id, name: `${id}-0`, uid: 'u' });

/** Every way to ask for a role, deployed by the CLI beside neighbours that must not get it; what cannot be is refused at synth. */
export async function podIdentityMatrix(world: World): Promise<void> {
  const { checks } = world;
  const pods = await PodIdentityWorld.of(world);
  const deployable = CELLS.filter((cell) => mistakesOf(cell).length === 0);
  const refused = CELLS.filter((cell) => mistakesOf(cell).length > 0);
  const [{ output }, ...problems] = await synthesise(world, 'cells', [
    { id: 'deployable', file: cellsFile(deployable, BLUE_ISSUER) },
    ...refused.map((cell) => ({ id: cell.id, file: cellsFile([cell], BLUE_ISSUER), isRefused: true })),
  ]);
  refused.forEach((cell, index) => checks.none(`cells: ${cell.id} is refused at synth, with one error for each mistake`,
    wrongErrors(problems[index].problem, mistakesOf(cell)), problems[index].problem?.split('\n').map((line) => line.split(':').pop()).join(' ') ?? ''));

  await Promise.all(deployable.filter(({ target }) => target).map(async (cell) => {
    const { trustPolicy } = JSON.parse(readFileSync(join(output, 'irsa', 'target-roles', `${cell.id}.json`), 'utf8')) as { trustPolicy: unknown };
    await pods.makeReader(pods.other, targetRoleOf(cell).name, trustPolicy, BUCKETS.target);
  }));
  const cdk = await world.cdk(pods.home);
  await checks.succeeds('cells: cdk deploy --all', async () => (await cdk.deploy(output, '--all')) && (await stackNames(pods.home)).sort().join(', '));
  await checkDeployedRoles(checks, 'cells: ', pods.home, STACK, templateIn(join(output, `${STACK}.template.json`)));
  await checkTemplates(world, 'cells: ', [output]);
  await checkPods(world, 'cells: ', deployable.map(casesOf), async (pod, calls) => {
    const cell = deployable.find(({ id }) => id === pod.workload)!;
    const environment = await started(pods.nodes(pods.clusters.blue), { namespace: NAMESPACE, name: cell.id, ...cell.identity !== 'podIdentity' && { roleArn: arnOf(cell) } });
    return runPod(environment!, calls);
  });
  await checkSessions(pods, deployable);
  for (const cell of deployable) {
    await checkNeighbours(pods, cell);
  }
  await checks.succeeds('cells: cdk destroy --all', async () => (await cdk.succeed('destroy', '--app', output, '--force', '--all')) && 'done');
  checks.equal('cells: nothing is left', await stackNames(pods.home), []);
}

function wrongErrors(problem: string | undefined, mistakes: readonly RegExp[]): string[] {
  const errors = problem?.split('\n') ?? [];
  return [
    ...mistakes.filter((mistake) => !errors.some((error) => mistake.test(error))).map((mistake) => `no error is like ${mistake}`),
    ...errors.filter((error) => !mistakes.some((mistake) => mistake.test(error))),
    ...errors.length > mistakes.length ? [`${errors.length} errors`] : [],
  ];
}

function casesOf(cell: Cell): PodCases {
  const bucket = cell.target ? BUCKETS.target : BUCKETS.home;
  const outside = get(bucket, 'out/a');
  const elsewhere = get(cell.target ? BUCKETS.home : BUCKETS.target, 'in/a');
  return {
    workload: cell.id,
    serviceAccount: `${NAMESPACE}/${cell.id}`,
    cases: [
      whoAmI,
      {
        allowed: ['reads an object', get(bucket, 'in/a')],
        denied: { 'reads in a bucket of the other account': elsewhere, ...cell.policy && { 'reads beside the prefix of its session policy': outside } },
      },
      ...cell.policy ? [] : [{ allowed: ['reads any object', outside] as const }],
    ],
  };
}

/** Whose session a pod has: the target's, where there is one. */
async function checkSessions(pods: PodIdentityWorld, cells: readonly Cell[]): Promise<void> {
  const outcomes = await inParallel(cells, async (cell) => (await callAsPod((await started(pods.nodes(pods.clusters.blue), {
    namespace: NAMESPACE, name: cell.id, ...cell.identity !== 'podIdentity' && { roleArn: arnOf(cell) },
  }))!, [whoAmI.allowed[1]]))[0]);
  cells.forEach((cell, index) => pods.world.checks.matches(`cells: ${NAMESPACE}/${cell.id} has a session of its ${cell.target ? 'target' : 'role'}`, outcomes[index],
    cell.target ? new RegExp(`^arn:aws:sts::${TARGET_ACCOUNT}:assumed-role/${targetRoleOf(cell).name}/eks-blue-`)
      : new RegExp(`^arn:aws:sts::${HOME_ACCOUNT}:assumed-role/${cell.id}/${cell.identity === 'irsa' ? '' : 'eks-blue-'}`)));
}

async function checkNeighbours(pods: PodIdentityWorld, cell: Cell): Promise<void> {
  if (cell.identity !== 'podIdentity') {
    await checkIssuers(pods, cell);
  }
  if (cell.identity !== 'irsa') {
    await checkAssociations(pods, cell);
  }
  if (cell.target) {
    await checkChain(pods, cell);
  }
}

async function checkIssuers({ world, clusters, home }: PodIdentityWorld, cell: Cell): Promise<void> {
  const pod = { gatewayUrl: world.gateway.url, region: home.region, roleArn: arnOf(cell) };
  await checkTokens(world.checks, `cells: ${cell.id} `, {
    ...pod, issuer: clusters.blue.issuer, namespace: NAMESPACE, name: cell.id, otherCluster: clusters.green.issuer,
  });
  const token = clusters.blueElsewhere.issuer.token({ sub: `system:serviceaccount:${NAMESPACE}:${cell.id}` });
  const session = await assume({ ...pod, token });
  world.checks.matches(`cells: ${cell.id} refuses a token of the cluster of the same name in another region`, 'refused' in session ? session.refused : 'ok', /^AccessDenied/);
}

/** Somebody who may pass the role associates it where it does not belong, with each choice of session tags. */
async function checkAssociations(pods: PodIdentityWorld, cell: Cell): Promise<void> {
  const { world: { checks }, clusters: { blue, green, blueElsewhere, blueOfOther } } = pods;
  const refuses = (what: string) => `cells: ${cell.id} is not given to ${what}`;
  for (const [what, cluster, namespace] of [
    ['another cluster', green, NAMESPACE],
    ['a cluster of the same name in another region', blueElsewhere, NAMESPACE],
    ['another namespace', blue, 'elsewhere'],
  ] as const) {
    for (const disableSessionTags of [false, true]) {
      const outcome = await associate(pods, cell, { cluster, namespace, disableSessionTags });
      const name = `${what}, by an association ${disableSessionTags ? 'without' : 'with'} session tags`;
      // Without tags EKS says nothing of the pod, as the documentation says: but the target's trust asks for the external id.
      if (cluster === blue && !cell.tags && !cell.target) {
        checks.equal(`cells: ${cell.id}, which leaves the tags out, is given to ${name}`, outcome, 'ok');
      } else {
        checks.matches(refuses(name), outcome, UNAUTHORIZED);
      }
    }
  }
  checks.matches(refuses('another account, which EKS refuses'), await associate(pods, cell, { cluster: blueOfOther, namespace: NAMESPACE, disableSessionTags: false }),
    /^InvalidParameterException: Cross-account pass role is not allowed/);
  const role = await roleState(pods.home.iam, cell.id);
  const asks = (cluster: EksCluster) => [tagsOf(cluster, podOf(cell)), undefined].map((tags) => eksMayAssume(role, cluster, tags));
  checks.equal(refuses('another account, even if EKS asked for it'), asks(blueOfOther), [false, false]);
  checks.equal(refuses('a service account without an association'), await ask(pods, blue, 'elsewhere', cell.id), 'ResourceNotFoundException');
  const { issuer } = green;
  const foreign = { ...associated(pods.nodes(blue), { namespace: NAMESPACE, name: cell.id }), token: issuer.token({ sub: `system:serviceaccount:${NAMESPACE}:${cell.id}`, aud: 'pods.eks.amazonaws.com' }) };
  checks.matches(refuses('a token of another cluster'), (await callAsPod(foreign, [whoAmI.allowed[1]]))[0], /^InvalidTokenException/);
}

interface Rogue {
  readonly cluster: EksCluster;
  readonly namespace: string;
  readonly disableSessionTags: boolean;
}

/** What a pod gets by an association that somebody adds; it is gone after that. */
async function associate(pods: PodIdentityWorld, cell: Cell, { cluster, namespace, disableSessionTags }: Rogue): Promise<string> {
  const eks = new EKSClient(cluster.place.clientConfig);
  try {
    const { association } = await eks.send(new CreatePodIdentityAssociationCommand({
      clusterName: cluster.name,
      namespace,
      serviceAccount: cell.id,
      roleArn: arnOf(cell),
      disableSessionTags,
      ...cell.target && { targetRoleArn: targetRoleOf(cell).arn },
    }));
    const [outcome] = await callAsPod(associated(pods.nodes(cluster), { namespace, name: cell.id }), [whoAmI.allowed[1]]);
    await eks.send(new DeletePodIdentityAssociationCommand({ clusterName: cluster.name, associationId: association!.associationId }));
    return outcome.startsWith('arn:') ? 'ok' : outcome;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

async function ask(pods: PodIdentityWorld, cluster: EksCluster, namespace: string, name: string): Promise<string> {
  return (await callAsPod(associated(pods.nodes(cluster), { namespace, name }), [whoAmI.allowed[1]]))[0].split(':')[0];
}

/** Who else might become the target: the role for another pod, another role of the account. */
async function checkChain({ world: { checks }, home, other, clusters: { blue, green } }: PodIdentityWorld, cell: Cell): Promise<void> {
  const target = await roleState(other.iam, targetRoleOf(cell).name);
  const role = await roleState(home.iam, cell.id);
  const stranger = { ...role, arn: role.arn.replace(cell.id, 'stranger') };
  const chained = (cluster: EksCluster, namespace: string, source = role) => sessionMayAssume({
    place: home,
    role: source,
    session: { account: HOME_ACCOUNT, roleName: cell.id, name: 'session', tags: cell.tags ? tagsOf(cluster, podOf(cell, namespace)) : undefined },
  }, target, cell.tags ? undefined : [cluster.place.region, HOME_ACCOUNT, cluster.name, namespace, cell.id].join('/'));
  checks.equal(`cells: the target of ${cell.id} admits its pod, and none of another cluster, of another namespace, with another role`, [
    await chained(blue, NAMESPACE), await chained(green, NAMESPACE), await chained(blue, 'elsewhere'), await chained(blue, NAMESPACE, stranger),
  ], [true, false, false, false]);
}
