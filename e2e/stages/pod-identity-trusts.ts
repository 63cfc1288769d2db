import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreatePodIdentityAssociationCommand, DeletePodIdentityAssociationCommand, EKSClient } from '@aws-sdk/client-eks';
import { BLUE_ISSUER, PodIdentityWorld } from './pod-identity-world';
import { checkTemplates } from './templates';
import { whoAmI } from '../cases/case';
import { BUCKETS, HOME_ACCOUNT, NAMESPACE, REGION } from '../cases/pod-identity-cells';
import { FAULTS } from '../cases/pod-identity-faults';
import type { Fault } from '../cases/pod-identity-faults';
import { clusterArnOf } from '../gateway/pod-identity';
import type { EksCluster } from '../gateway/pod-identity';
import { callAsPod } from '../pod/pod';
import { associated } from '../pod/webhook';
import { synthesise } from '../support/fleet-apps';
import { ROOT } from '../support/folders';
import { run } from '../support/processes';
import { stackStatus, templateIn } from '../support/stack';
import type { World } from '../support/world';

const CLI = [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(ROOT, 'lib', 'cli', 'main.ts')];
const SOUND = 'sound';

/** A workload of its own for each fault, as a template with its role and its association. */
interface Planted {
  readonly name: string;
  readonly fault?: Fault;
  readonly template: { readonly Resources: Record<string, any> };
}

/** Faults in trusts for EKS Pod Identity: the audit finds each, and pods see it. Nothing of both is so without a fault. */
export async function podIdentityTrusts(world: World): Promise<void> {
  const { checks } = world;
  const pods = await PodIdentityWorld.of(world);
  const planted = await plant(pods);
  const found = await auditOf(world, planted);
  await checkTemplates(world, 'trusts: ', [world.subfolder('trusts', 'templates')]);
  for (const { name, fault, template } of planted) {
    const findings = found.get(name) ?? [];
    const seen = await seenByPods(pods, name, template);
    if (fault === undefined) {
      checks.equal('trusts: without a fault the audit finds nothing, and the pod alone gets the role', [findings, seen], [[], []]);
    } else {
      checks.equal(`trusts: ${fault.id}: the audit finds it`, findings.length > 0, true);
      checks.matches(`trusts: ${fault.id}: pods see it: ${fault.shows}`, seen.join('; '), new RegExp(fault.shows));
    }
  }
}

async function plant(pods: PodIdentityWorld): Promise<Planted[]> {
  const names = [SOUND, ...FAULTS.map((_, index) => `fault-${index}`)];
  const [{ output }] = await synthesise(pods.world, 'trusts', [{
    id: 'sound',
    file: {
      name: 'trusts',
      clusters: { blue: { account: HOME_ACCOUNT, region: REGION, clusterName: 'blue', issuerUrl: BLUE_ISSUER, identity: 'both' } },
      workloads: Object.fromEntries(names.map((name) => [name, { namespaces: [NAMESPACE], bundles: [{ id: 's3.read', buckets: [BUCKETS.home] }] }])),
    },
  }]);
  const [roles, associations] = ['', `--${REGION}-blue`].map((end) => Object.values(templateIn(join(output, `trusts-${HOME_ACCOUNT}${end}.template.json`)).Resources));
  return names.map((name, index): Planted => {
    const fault = index === 0 ? undefined : FAULTS[index - 1];
    const role: any = structuredClone(roles.find(({ Properties }) => Properties?.RoleName === name));
    const association: any = { ...structuredClone(associations.find(({ Properties }) => Properties?.ServiceAccount === name)), DependsOn: 'Role' };
    const trust = role.Properties.AssumeRolePolicyDocument;
    const statement = trust.Statement.find((one: any) => one.Principal.Service !== undefined);
    const pod = { clusterArn: clusterArnOf(pods.clusters.blue), account: HOME_ACCOUNT, namespace: NAMESPACE, name };
    fault?.plant({ statement, trust, association }, pod);
    return { name, fault, template: { Resources: { Role: role, Association: association } } };
  });
}

/** What the command finds in each template. */
async function auditOf(world: World, planted: readonly Planted[]): Promise<Map<string, string[]>> {
  const folder = world.subfolder('trusts', 'templates');
  planted.forEach(({ name, template }) => writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template)));
  const { stdout, stderr } = await run(process.execPath, [...CLI, 'audit', folder, '--format', 'json', '--fail-on', 'none'], { cwd: ROOT });
  if (stdout === '') {
    throw new Error(`the audit must write a report, got ${stderr.slice(-1_000)}`);
  }
  const { findings } = JSON.parse(stdout) as { findings: { file: string; rule: string }[] };
  return new Map(planted.map(({ name }) => [name, findings.filter(({ file }) => file.endsWith(`/${name}.template.json`)).map(({ rule }) => rule)]));
}

/** What is wrong by the eyes of pods: the own pod is denied, or pods are admitted to which somebody associated the role. */
async function seenByPods(pods: PodIdentityWorld, name: string, template: object): Promise<string[]> {
  const { home: { cloudFormation }, home, clusters: { blue, green, blueElsewhere } } = pods;
  const StackName = `trusts-${name}`;
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  try {
    if (await stackStatus(home, StackName) !== 'CREATE_COMPLETE') {
      return ['association refused'];
    }
    const seen = await getsRole(pods, blue, NAMESPACE, name) ? [] : ['pod denied'];
    for (const [cluster, namespace, account] of [[green, NAMESPACE, name], [blueElsewhere, NAMESPACE, name], [blue, 'elsewhere', name], [blue, NAMESPACE, `${name}-other`]] as const) {
      for (const disableSessionTags of [false, true]) {
        const isAdmitted = await isGivenTo(pods, name, { cluster, namespace, account, disableSessionTags });
        seen.push(...isAdmitted ? [`others admitted: ${namespace}/${account} of ${cluster.name} in ${cluster.place.region}`] : []);
      }
    }
    return seen;
  } finally {
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
  }
}

async function getsRole(pods: PodIdentityWorld, cluster: EksCluster, namespace: string, name: string): Promise<boolean> {
  const [outcome] = await callAsPod(associated(pods.nodes(cluster), { namespace, name }), [whoAmI.allowed[1]]);
  return outcome.startsWith('arn:');
}

interface Rogue {
  readonly cluster: EksCluster;
  readonly namespace: string;
  readonly account: string;
  readonly disableSessionTags: boolean;
}

async function isGivenTo(pods: PodIdentityWorld, role: string, rogue: Rogue): Promise<boolean> {
  const { cluster, namespace, account, disableSessionTags } = rogue;
  const eks = new EKSClient(cluster.place.clientConfig);
  const clusterName = cluster.name;
  const { association } = await eks.send(new CreatePodIdentityAssociationCommand({
    clusterName, namespace, serviceAccount: account, roleArn: `arn:aws:iam::${HOME_ACCOUNT}:role/${role}`, disableSessionTags,
  }));
  const isAdmitted = await getsRole(pods, cluster, namespace, account);
  await eks.send(new DeletePodIdentityAssociationCommand({ clusterName, associationId: association!.associationId }));
  return isAdmitted;
}

/** The templates of the examples that rebuild those of other tools for EKS Pod Identity. */
export async function podIdentityExamples(world: World): Promise<void> {
  const examples = join(ROOT, 'examples');
  const outputs: string[] = [];
  for (const name of readdirSync(examples).filter((one) => one.endsWith('-pod-identity'))) {
    const output = world.subfolder('examples', name);
    mkdirSync(output, { recursive: true });
    const { status, stderr } = await run(process.execPath, [...CLI, 'app'], { cwd: join(examples, name), env: { ...process.env, CDK_OUTDIR: output } });
    world.checks.equal(`examples: ${name} is synthesised`, [status, status === 0 ? '' : stderr.slice(-500)], [0, '']);
    outputs.push(output);
  }
  await checkTemplates(world, 'examples for EKS Pod Identity: ', outputs);
}
