import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkKubernetesObjects } from './kubernetes';
import { checkPods } from './pods';
import { checkDeployedRoles } from './roles';
import { checkTokens } from './tokens';
import type { PodCases } from '../cases/case';
import { makeDefaultResources } from '../cases/default-resources';
import { defaultCases } from '../cases/default-workloads';
import { runPod } from '../pod/pod';
import { roleStates } from '../support/role-state';
import { stackNames, stackStatus, templateIn } from '../support/stack';
import type { World } from '../support/world';

interface IndexedRole {
  readonly workload: string;
  readonly account: string;
  readonly roleArn: string;
  readonly subjects: readonly string[];
  readonly clusters: readonly { readonly issuer: string; readonly region?: string }[];
}

/** A cluster of the repository's `workloads.yaml`. */
const PRODUCTS = 'https://oidc.eks.eu-west-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';
const MAIN = 'https://oidc.eks.eu-central-1.amazonaws.com/id/E7C9A1B3D5F7082A4C6E8091B3D5F7A9';
const OTHER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/00000000000000000000000000000001';

/** `cdk deploy --all` of the repository's own app and file, unchanged, into its four accounts. */
export async function workloads(world: World): Promise<void> {
  const { checks } = world;
  const [products, payments, storage, main] = await Promise.all([
    world.place('111122223333', 'eu-west-1'), world.place('444455556666', 'us-east-1'),
    world.place('123456789012', 'us-west-2'), world.place('777788889999', 'eu-central-1'),
  ]);
  const places = [products, payments, storage, main];
  const [cdk, resources] = await Promise.all([
    Promise.all(places.map((place) => world.cdk(place))).then(([first]) => first),
    makeDefaultResources(world.gateway.url, products, payments, storage, main),
    // As whoever made these clusters has done; the other two are registered by the app.
    world.register(products, PRODUCTS, ['sts.amazonaws.com', 'vault']),
    world.register(products, OTHER),
    world.register(main, MAIN),
  ]);
  const output = world.subfolder('workloads', 'cdk.out');
  await checks.succeeds('workloads: cdk deploy --all of workloads.yaml into four accounts', async () => {
    // The credentials are of one account: the CLI becomes the bootstrap stack's deploy role in each.
    await cdk.succeed('deploy', '--all', '--require-approval', 'never', '--output', output);
    return places.map(({ account }) => `irsa-${account}`).join(', ');
  });
  for (const place of places) {
    const stack = `irsa-${place.account}`;
    checks.equal(`workloads: ${stack} is complete`, await stackStatus(place, stack), 'CREATE_COMPLETE');
    await checkDeployedRoles(checks, 'workloads: ', place, stack, templateIn(join(output, `${stack}.template.json`)));
  }

  const deployed = (await Promise.all(places.map(({ iam }) => roleStates(iam)))).flatMap((roles) => [...roles.values()]);
  const { roles: index } = JSON.parse(readFileSync(join(output, 'irsa', 'index.json'), 'utf8')) as { roles: IndexedRole[] };
  checks.equal('workloads: the index lists every role that was deployed', index.map(({ roleArn }) => roleArn).sort(), deployed.map(({ arn }) => arn).sort());
  checkKubernetesObjects(checks, 'workloads: ', join(output, 'irsa'), deployed);

  const pods = defaultCases(resources);
  checks.equal('workloads: a pod of every service account is tried',
    pods.map(({ serviceAccount }) => `system:serviceaccount:${serviceAccount.replace('/', ':')}`).sort(), index.flatMap(({ subjects }) => subjects).sort());
  const indexed = (pod: PodCases) => index.find(({ workload }) => workload === pod.workload)!;
  await checkPods(world, 'workloads: ', pods, (pod, calls) => {
    const { roleArn, clusters: [{ issuer }] } = indexed(pod);
    const url = issuer.startsWith('https://') ? issuer : `https://${issuer}`;
    return runPod({
      gatewayUrl: world.gateway.url,
      roleArn,
      region: /oidc\.eks\.([^.]+)/.exec(url)![1],
      folder: world.subfolder('pods'),
      token: world.issuer(url).token({ sub: `system:serviceaccount:${pod.serviceAccount.replace('/', ':')}` }),
    }, calls);
  });
  await checkTokens(checks, 'workloads: the role team-sync ', {
    gatewayUrl: world.gateway.url,
    region: products.region,
    roleArn: 'arn:aws:iam::111122223333:role/team-sync',
    issuer: world.issuer(PRODUCTS),
    namespace: 'default',
    name: 'team-sync',
    otherAudience: 'vault',
    otherCluster: world.issuer(OTHER),
  });

  const again = await cdk.try(['diff', '--all', '--fail', '--app', output]);
  checks.equal('workloads: cdk diff finds nothing after the deploy', again.status, 0);
  await checks.succeeds('workloads: cdk destroy --all', async () => (await cdk.succeed('destroy', '--all', '--force', '--app', output)) && 'done');
  for (const place of places) {
    checks.equal(`workloads: nothing of irsa-${place.account} is left`, [await stackNames(place), [...(await roleStates(place.iam)).keys()]], [[], []]);
  }
}
