import { join } from 'node:path';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { checkKubernetesObjects } from './kubernetes';
import { checkPods } from './pods';
import { checkDeployedRoles } from './roles';
import { checkTokens } from './tokens';
import { get, list, put, queue, whoAmI } from '../cases/case';
import type { PodCases } from '../cases/case';
import { queueUrl } from '../cases/default-resources';
import { runPod } from '../pod/pod';
import type { KubernetesObject } from '../support/kubernetes-objects';
import { faultsOf } from '../support/kubernetes-objects';
import type { Place } from '../support/places';
import { roleState, roleStates } from '../support/role-state';
import { stackStatus, templateIn } from '../support/stack';
import type { World } from '../support/world';

const app = (example: string) => `npx tsx --tsconfig examples/tsconfig.json examples/${example}.ts`;
const cluster = (region: string, id: string) => `https://oidc.eks.${region}.amazonaws.com/id/${id}`;

/** examples/two-clusters-one-role.ts: one role for two literal issuers, an encrypted queue, a parameter with the ARN. */
export async function twoClusters(world: World): Promise<void> {
  const { checks, gateway } = world;
  const prefix = 'two clusters: ';
  const place = await world.place('444455556666', 'us-east-1');
  const cdk = await world.cdk(place);
  const urls = ['A81D3C5E7F924B06D3E5F7192B4C6D80', '0B2D4F6183A5C7E9FB1D3F5072946B8C', '00000000000000000000000000000003'].map((id) => cluster('us-east-1', id));
  const [blue, green, other] = urls;
  await Promise.all([world.register(place, blue, ['sts.amazonaws.com', 'vault']), world.register(place, green), world.register(place, other)]);
  const output = world.subfolder('two-clusters', 'cdk.out');
  await checks.succeeds(`${prefix}cdk deploy`, async () => (await cdk.deploy(app('two-clusters-one-role'), '--output', output)) && 'TwoClustersOneRole');
  checks.equal(`${prefix}the stack is complete`, await stackStatus(place, 'TwoClustersOneRole'), 'CREATE_COMPLETE');
  await checkDeployedRoles(checks, prefix, place, 'TwoClustersOneRole', templateIn(join(output, 'TwoClustersOneRole.template.json')));
  checkKubernetesObjects(checks, prefix, join(output, 'irsa'), [...(await roleStates(place.iam)).values()]);

  const physical = await physicalIds(place, 'TwoClustersOneRole');
  const url = (logicalId: string) => queueUrl(gateway.url, place, physical.get(logicalId)!.split('/').pop()!);
  const queues = [...physical.keys()];
  const orders = queues.find((id) => /^Orders[0-9A-F]{8}$/.test(id))!;
  const undelivered = queues.find((id) => /^Undelivered[0-9A-F]{8}$/.test(id))!;
  const roleArn = 'arn:aws:iam::444455556666:role/shop/shipping';
  const pod: PodCases = {
    workload: 'shipping',
    serviceAccount: 'shop/shipping',
    cases: [
      whoAmI,
      {
        allowed: ['receives messages of a queue that a key encrypts', queue('ReceiveMessage', url(orders))],
        denied: { 'receives from another queue with the same key': queue('ReceiveMessage', url(undelivered)), 'sends messages': queue('SendMessage', url(orders)) },
      },
    ],
  };
  for (const [name, issuerUrl] of [['blue', blue], ['green', green]] as const) {
    await checkPods(world, `${prefix}${name}: `, [pod], (_, calls) => runPod({
      gatewayUrl: gateway.url,
      roleArn,
      region: 'us-east-1',
      folder: world.subfolder('pods'),
      token: world.issuer(issuerUrl).token({ sub: 'system:serviceaccount:shop:shipping' }),
    }, calls));
  }
  const keyUses = gateway.judged.flat().filter(({ action, context }) => action === 'kms:Decrypt' && context?.['kms:ViaService'] === 'sqs.us-east-1.amazonaws.com');
  checks.matches(`${prefix}the use of the queue's key was judged as well`, keyUses[0]?.resource ?? 'never', /^arn:aws:kms:us-east-1:444455556666:key\//);
  await checkTokens(checks, `${prefix}the role shipping `, {
    gatewayUrl: gateway.url,
    region: 'us-east-1',
    roleArn,
    issuer: world.issuer(blue),
    namespace: 'shop',
    name: 'shipping',
    otherAudience: 'vault',
    otherCluster: world.issuer(other),
  });
  await checks.succeeds(`${prefix}cdk destroy`, async () => (await cdk.succeed('destroy', '--app', output, '--force', '--all')) && 'done');
  checks.equal(`${prefix}no role is left`, [...(await roleStates(place.iam)).keys()], []);
}

/** examples/cluster-in-app.ts: the issuer is known only at deploy time, so the trust is a string. */
export async function clusterInApp(world: World): Promise<void> {
  const { checks, gateway } = world;
  const prefix = 'cluster in app: ';
  const place = await world.place('123456789012', 'us-west-2');
  const cdk = await world.cdk(place);
  const output = world.subfolder('cluster-in-app', 'cdk.out');
  await checks.succeeds(`${prefix}cdk deploy`, async () => (await cdk.deploy(app('cluster-in-app'), '--output', output)) && 'ClusterInApp');
  checks.equal(`${prefix}the stack is complete`, await stackStatus(place, 'ClusterInApp'), 'CREATE_COMPLETE');
  const template = templateIn(join(output, 'ClusterInApp.template.json'));
  const [reports] = Object.entries(template.Resources).filter(([id, { Type }]) => Type === 'AWS::IAM::Role' && /^Reports[0-9A-F]{8}$/.test(id));
  checks.equal(`${prefix}the trust is a string in the template`, Object.keys(reports[1].Properties!.AssumeRolePolicyDocument as object), ['Fn::Join']);
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  checks.equal(`${prefix}no custom resource is for the trust`, types.filter((type) => /CfnJson|OpenIdConnectProvider/.test(type)), []);
  await checkDeployedRoles(checks, prefix, place, 'ClusterInApp', { Resources: rolesOf(template.Resources, 'Reports') });

  const physical = await physicalIds(place, 'ClusterInApp');
  const roleArn = (await roleState(place.iam, physical.get(reports[0])!)).arn;
  const { cluster: made } = await new EKSClient(place.clientConfig).send(new DescribeClusterCommand({
    name: physical.get([...physical.keys()].find((id) => template.Resources[id]?.Type === 'AWS::EKS::Cluster')!)!,
  }));
  const issuer = world.issuer(made!.identity!.oidc!.issuer!);
  checks.matches(`${prefix}the issuer is one of EKS`, issuer.url, /^https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32}$/);
  const other = cluster('us-west-2', '00000000000000000000000000000004');
  await world.register(place, other);

  const figures = physical.get([...physical.keys()].find((id) => template.Resources[id]?.Type === 'AWS::S3::Bucket')!)!;
  const s3 = new S3Client(place.clientConfig);
  await s3.send(new PutObjectCommand({ Bucket: figures, Key: 'a', Body: 'x' }));
  await checkPods(world, prefix, [{
    workload: 'reports',
    serviceAccount: 'reports/reports',
    cases: [whoAmI, { allowed: ['reads an object', get(figures, 'a')], denied: { 'writes an object': put(figures, 'b') } }, { allowed: ['lists the bucket', list(figures)] }],
  }], (_, calls) => runPod({
    gatewayUrl: gateway.url, roleArn, region: 'us-west-2', folder: world.subfolder('pods'), token: issuer.token({ sub: 'system:serviceaccount:reports:reports' }),
  }, calls));
  await checkTokens(checks, `${prefix}the role `, {
    gatewayUrl: gateway.url, region: 'us-west-2', roleArn, issuer, namespace: 'reports', name: 'reports', otherCluster: world.issuer(other),
  });

  await checkAppliedManifests(world, prefix, s3, roleArn);
  const again = await cdk.try(['diff', '--app', output, '--fail']);
  checks.equal(`${prefix}cdk diff finds nothing after the deploy`, again.status, 0);
  await checks.succeeds(`${prefix}cdk destroy`, async () => (await cdk.succeed('destroy', '--app', output, '--force', '--all')) && 'done');
  const { OpenIDConnectProviderList = [] } = await place.iam.send(new ListOpenIDConnectProvidersCommand({}));
  checks.equal(`${prefix}no role and no provider is left`, [
    [...(await roleStates(place.iam)).keys()], OpenIDConnectProviderList.map(({ Arn }) => Arn).filter((arn) => arn?.endsWith(issuer.url.slice('https://'.length))),
  ], [[], []]);
}

/** What the deploy applied to the cluster, and what IAM had at that moment. */
async function checkAppliedManifests(world: World, prefix: string, s3: S3Client, roleArn: string): Promise<void> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'applied-manifests' }));
  const applied = await Promise.all(Contents.map(async ({ Key }) => JSON.parse(
    await (await s3.send(new GetObjectCommand({ Bucket: 'applied-manifests', Key }))).Body!.transformToString(),
  ) as { manifest: KubernetesObject[]; roles: { arn: string; inline: string[] }[] }));
  const objects = applied.flatMap(({ manifest }) => manifest);
  world.checks.none(`${prefix}applied manifests are objects of Kubernetes`, objects.flatMap(faultsOf), objects.map(({ kind }) => kind).sort().join(', '));
  const account = applied.find(({ manifest }) => manifest.some(({ kind }) => kind === 'ServiceAccount'));
  world.checks.equal(`${prefix}the applied service account is annotated with the role's ARN`,
    account?.manifest.find(({ kind }) => kind === 'ServiceAccount')?.metadata.annotations?.['eks.amazonaws.com/role-arn'], roleArn);
  world.checks.matches(`${prefix}it was applied when the role had its policy`, account?.roles.find(({ arn }) => arn === roleArn)?.inline.join(', ') ?? 'no role', /DefaultPolicy/);
}

function rolesOf<T>(resources: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  // The others are CDK's own, for its functions.
  return Object.fromEntries(Object.entries(resources).filter(([id, resource]) =>
    id.startsWith(prefix) || !/^AWS::IAM::(Role|Policy)$/.test((resource as { Type: string }).Type)));
}

async function physicalIds(place: Place, stack: string): Promise<Map<string, string>> {
  const { StackResources = [] } = await place.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return new Map(StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId!, PhysicalResourceId!]));
}
