import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ProofWorld } from './proof-world';
import { checkDeployedRoles } from './roles';
import { mail, put, queue } from '../cases/case';
import { ACCOUNT, BLUE, PATH, REGION, STACK, TIGHT_BOUNDARY } from '../cases/proof-file';
import type { ProofFile } from '../cases/proof-file';
import type { Call } from '../pod/calls';
import { callAsPod } from '../pod/pod';
import { roleStates } from '../support/role-state';
import { stackNames, stackStatus, templateIn } from '../support/stack';
import type { Template } from '../support/stack';
import type { World } from '../support/world';

/** One change of the file, what it does to one role, and what a pod sees of it. */
interface Update {
  readonly title: string;
  /** The workload whose role it changes. */
  readonly workload: string;
  readonly change: (file: ProofFile) => void;
  /** What `cdk diff` says of the role. */
  readonly diff: '[~]' | '[+]' | '[-]';
  /** A call of the workload's pod, and its outcome before and after. */
  readonly call: Call;
  readonly serviceAccount: string;
  readonly before: RegExp;
  readonly after: RegExp;
}

const OK = /^ok$/;
const DENIED = /^denied: User: .* is not authorized to perform/;
const NOT_ADMITTED = /^AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/;

function updates(jobs: string): Update[] {
  const more = { id: 'sqs.produce', queues: ['proof-jobs'] };
  return [
    {
      title: 'a bundle is added',
      workload: 'worker',
      diff: '[~]',
      serviceAccount: 'shop/worker',
      call: queue('SendMessage', jobs),
      before: DENIED,
      after: OK,
      change: ({ workloads }) => workloads.worker.bundles.push(more),
    },
    {
      title: 'a bundle is removed',
      workload: 'worker',
      diff: '[~]',
      serviceAccount: 'shop/worker',
      call: queue('SendMessage', jobs),
      before: OK,
      after: DENIED,
      change: ({ workloads }) => workloads.worker.bundles.pop(),
    },
    {
      title: 'a namespace is added',
      workload: 'uploads',
      diff: '[~]',
      serviceAccount: 'lab/uploads',
      call: put('proof-uploads', 'in/lab'),
      before: NOT_ADMITTED,
      after: OK,
      change: ({ workloads }) => workloads.uploads.namespaces.push('lab'),
    },
    {
      title: 'a boundary is tightened',
      workload: 'mailer',
      diff: '[~]',
      serviceAccount: 'shop/mailer',
      call: mail('shop@proof.example.com'),
      before: OK,
      after: DENIED,
      change: ({ workloads }) => { workloads.mailer.permissionsBoundary = TIGHT_BOUNDARY; },
    },
    {
      title: 'a workload is added',
      workload: 'newcomer',
      diff: '[+]',
      serviceAccount: 'shop/newcomer',
      call: put('proof-archive', 'n'),
      before: NOT_ADMITTED,
      after: OK,
      change: ({ workloads }) => { workloads.newcomer = { namespaces: ['shop'], bundles: [{ id: 's3.write', buckets: ['proof-archive'] }] }; },
    },
    {
      title: 'a workload is removed',
      workload: 'newcomer',
      diff: '[-]',
      serviceAccount: 'shop/newcomer',
      call: put('proof-archive', 'n'),
      before: OK,
      after: NOT_ADMITTED,
      change: ({ workloads }) => { delete workloads.newcomer; },
    },
  ];
}

/** Roles that are changed in place by the real CLI, one thing at a time, a deploy that fails, and the end. */
export async function proofAndUpdates(world: World): Promise<void> {
  const { checks } = world;
  const proof = await ProofWorld.of(world);
  const { place } = proof;
  const cdk = await world.cdk(place);
  const file = proof.file();
  const templateOf = (assembly: string): Template => templateIn(join(assembly, `${STACK}.template.json`));
  const callOf = async ({ workload, serviceAccount, call }: Pick<Update, 'workload' | 'serviceAccount' | 'call'>) => (await callAsPod({
    gatewayUrl: world.gateway.url,
    region: REGION,
    folder: world.subfolder('pods'),
    roleArn: `arn:aws:iam::${ACCOUNT}:role${PATH}${workload}`,
    token: world.issuer(BLUE).token({ sub: `system:serviceaccount:${serviceAccount.replace('/', ':')}` }),
  }, [call]))[0];

  const steps = updates(proof.queueUrl('proof-jobs'));
  const states = steps.map((update, index) => {
    update.change(file);
    return { id: `update-${index}`, file: structuredClone(file) };
  });
  const [first, failing, beside, moved, ...assemblies] = await proof.synth([
    { id: 'first', file: proof.file() }, { id: 'failing', file: failingFile(file) }, { id: 'beside', file: besideFile(file) },
    { id: 'moved', file: movedFile(file) }, ...states,
  ]);
  await checks.succeeds('update: cdk deploy of the first state', async () => (await cdk.deploy(first, STACK)) && STACK);
  await checkDeployedRoles(checks, 'update: ', place, STACK, templateOf(first));
  await proof.check(checks, first);

  for (const [index, update] of steps.entries()) {
    const { title, workload, diff, before, after } = update;
    const others = await proof.others(workload);
    const idBefore = diff === '[~]' ? (await proof.role(workload)).roleId : undefined;
    const outcomeBefore = await callOf(update);
    const assembly = assemblies[index];
    const { stdout, stderr } = await cdk.try(['diff', '--app', assembly, STACK]);
    checks.none(`update: ${title}: cdk diff says so, and of no other role`, wrongInDiff(stdout + stderr, workload, diff), `${diff} AWS::IAM::Role ${workload}`);
    await checks.succeeds(`update: ${title}: cdk deploy`, async () => (await cdk.deploy(assembly, STACK)) && stackStatus(place, STACK));
    await checkDeployedRole(world, `update: ${title}: `, proof, templateOf(assembly), workload);
    checks.equal(`update: ${title}: every other role is as it was`, isDeepStrictEqual(await proof.others(workload), others), true);
    if (diff === '[~]') {
      checks.equal(`update: ${title}: the role is the same one, not its replacement`, (await proof.role(workload)).roleId, idBefore);
    }
    checks.matches(`update: ${title}: a pod before it`, outcomeBefore, before);
    checks.matches(`update: ${title}: a pod after it`, await callOf(update), after);
  }

  await refactoring(world, proof, beside, moved);
  await failedDeploy(world, proof, failing, () => callOf({ workload: 'worker', serviceAccount: 'shop/worker', call: queue('ReceiveMessage', proof.queueUrl('proof-jobs')) }));

  await checks.succeeds('update: cdk destroy', async () => (await cdk.succeed('destroy', '--app', first, '--force', STACK)) && 'done');
  checks.equal('update: nothing is left after it', [await stackNames(place), [...(await roleStates(place.iam)).keys()]], [[], []]);
  checks.matches('update: a token is of no use after it', await callOf({ workload: 'uploads', serviceAccount: 'media/uploads', call: put('proof-uploads', 'in/z') }), NOT_ADMITTED);
}

async function checkDeployedRole(world: World, prefix: string, proof: ProofWorld, template: Template, workload: string): Promise<void> {
  const ofWorkload = Object.entries(template.Resources).filter(([, { Properties }]) => Properties?.RoleName === workload);
  await checkDeployedRoles(world.checks, prefix, proof.place, STACK, { Resources: Object.fromEntries(ofWorkload) });
}

/** A second stack, which must exist before a role can be moved to it. */
function besideFile(file: ProofFile): ProofFile {
  const beside = structuredClone(file);
  beside.workloads.neighbor = { namespaces: ['shop'], stack: 'second', bundles: [{ id: 's3.read', buckets: ['proof-archive'] }] };
  return beside;
}

/** One role is in the other stack, and nothing else has changed. */
function movedFile(file: ProofFile): ProofFile {
  const moved = besideFile(file);
  moved.workloads.mailer.stack = 'second';
  return moved;
}

/** What docs/stacks-and-scale.md says of moving a role; the emulator can show the way, not go it. */
async function refactoring(world: World, proof: ProofWorld, beside: string, moved: string): Promise<void> {
  const cdk = await world.cdk(proof.place);
  const second = `${STACK}-second`;
  await world.checks.succeeds('update: a second stack: cdk deploy', async () => (await cdk.deploy(beside, second)) && stackStatus(proof.place, second));
  const { status, stdout, stderr } = await cdk.try(['refactor', '--app', moved, '--unstable=refactor', '--dry-run']);
  const moves = (stdout + stderr).split('\n').filter((line) => line.includes('AWS::IAM::Role')).map((line) => line.replace(/[│|\s]+/g, ' ').trim());
  world.checks.equal('update: another stack for a role: cdk refactor finds the role, and no other', [status, moves],
    [0, [`AWS::IAM::Role ${STACK}.mailerE5F4EB7C ${second}.mailerE5F4EB7C`]]);
  await world.checks.succeeds('update: the second stack: cdk destroy', async () => (await cdk.succeed('destroy', '--app', beside, '--force', second)) && 'done');
}

/** Some roles change, one comes, and one gets a boundary that is not there. */
function failingFile(file: ProofFile): ProofFile {
  const wrong = structuredClone(file);
  wrong.workloads.archive.bundles.push({ id: 'sqs.produce', queues: ['proof-jobs'] });
  wrong.workloads.worker.bundles = [{ id: 'sns.publish', topics: ['proof-news'] }];
  wrong.workloads.uploads.permissionsBoundary = 'no-such-boundary';
  wrong.workloads.late = { namespaces: ['shop'], bundles: [{ id: 'sns.publish', topics: ['proof-news'] }] };
  return wrong;
}

async function failedDeploy(world: World, proof: ProofWorld, assembly: string, callOfWorker: () => Promise<string>): Promise<void> {
  const { checks } = world;
  const cdk = await world.cdk(proof.place);
  const former = await proof.others();
  const { status, stdout, stderr } = await cdk.try(['deploy', '--app', assembly, '--require-approval', 'never', STACK]);
  checks.equal('update: a deploy that fails: cdk deploy says so', [status !== 0, /no-such-boundary/.test(stdout + stderr)], [true, true]);
  checks.equal('update: a deploy that fails: the stack is rolled back', await stackStatus(proof.place, STACK), 'UPDATE_ROLLBACK_COMPLETE');
  checks.equal('update: a deploy that fails: every role is as it was', isDeepStrictEqual(await proof.others(), former), true);
  checks.matches('update: a deploy that fails: a pod works on', await callOfWorker(), OK);
}

/** What a diff says beside the one change that was made. */
function wrongInDiff(output: string, workload: string, expected: Update['diff']): string[] {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => /^\[[-+~]\]\s+AWS::/.test(line))
    .filter((line, index, all) => all.indexOf(line) === index); // a removal is said twice
  const own = lines.filter((line) => line.startsWith(`${expected} AWS::IAM::Role ${workload}`));
  return [
    ...(own.length === 1 ? [] : [`it must name the role ${workload} once with ${expected}, got ${lines.join(', ') || 'nothing'}`]),
    ...lines.filter((line) => !own.includes(line)),
    ...(/requires replacement|may be replaced|will be replaced/i.test(output) ? ['it speaks of a replacement'] : []),
  ];
}
