import { writeFileSync } from 'fs';
import { join } from 'path';
import { measureCommands } from './commands';
import { inFolder, onDisk } from './folder';
import { BUILD } from './library';
import type { Probe, ProbeId } from './measured';
import type { Plan } from './plan';
import { perform, timeOf } from './process';
import type { Progress } from './progress';
import { reportTime } from './report-time';

/** Workloads of the app that is synthesised with and without CloudFormation's validation. */
const VALIDATED = 100;

/** What is imported before cdk-irsa. CDK loads a module when something of it is looked up, not when it is imported. */
const IMPORTS = [
  { id: 'import-core', overId: 'import-over-core', code: 'require("aws-cdk-lib/core"); require("aws-cdk-lib/aws-iam")' },
  { id: 'import-root', overId: 'import-over-root', code: 'require("aws-cdk-lib")' },
  { id: 'import-used', overId: 'import-over-used', code: 'require("aws-cdk-lib/core").App; require("aws-cdk-lib/core").Stack; require("aws-cdk-lib/aws-iam").Role' },
] as const;

/** The library loads what is looked up, as CDK does: a role with one bundle. */
const USE = `const { ClusterIssuer, S3Bundle, ServiceAccountRole, ServiceAccountSubject } = require(${JSON.stringify(BUILD)})`;

/** Measures what is no case: imports, files, rules, the audit, the validation, the command. */
export async function measureProbes(plan: Plan, progress: Progress): Promise<Probe[]> {
  const times = new Map<ProbeId, number[]>();
  const add = (id: ProbeId, ...values: number[]) => times.set(id, [...times.get(id) ?? [], ...values]);

  for (let round = 0; round < plan.importRounds; round++) {
    progress(`imports, ${round + 1}/${plan.importRounds}`);
    for (const { id, overId, code } of IMPORTS) {
      const [before, after] = await timesOf(code, USE);
      add(id, before);
      add(overId, after);
    }
  }
  progress('reading and checking a file');
  add('read', ...await perform({ kind: 'read', count: plan.probeSize, repetitions: plan.probeRounds }));
  await inFolder(async (folder) => {
    progress('IrsaChecks');
    add('checks', ...await perform({ kind: 'checks', count: plan.probeSize, folder, repetitions: plan.probeRounds }));
    for (let round = 0; round < plan.probeRounds; round++) {
      progress(`audit, ${round + 1}/${plan.probeRounds}`);
      add('audit-assembly', await auditTime(join(folder, 'assembly'), plan.probeSize));
      add('audit-accounts', await auditTime(join(folder, 'accounts'), plan.probeSize));
    }
    progress('report');
    add('report', await reportTime(join(folder, 'accounts'), plan.probeSize));
  });
  progress('guardrails');
  const { synth, guardrails } = await perform({ kind: 'guardrails', count: plan.guarded, repetitions: plan.probeRounds });
  add('guarded-synth', ...synth);
  add('guardrails', ...guardrails);
  for (let round = 0; round < plan.probeRounds; round++) {
    progress(`CloudFormation's validation, ${round + 1}/${plan.probeRounds}`);
    const without = await perform({ kind: 'first-synth', count: VALIDATED });
    const withIt = await perform({ kind: 'first-synth', count: VALIDATED }, true);
    add('validation-first', withIt.first - without.first);
    add('validation-later', withIt.later - without.later);
  }
  for (let round = 0; round < plan.probeRounds; round++) {
    await onDisk((folder) => add('disk', timeOfFiles(folder)));
  }
  for (let round = 0; round < plan.coldRounds; round++) {
    progress(`npm run synth, ${round + 1}/${plan.coldRounds}`);
    await onDisk(async (folder) => add('cold-synth', (await timeOf('npm', ['run', 'synth', '--', '--output', folder])).time));
  }
  await measureCommands(plan, add, progress);

  const size = plan.probeSize.toLocaleString('en-US');
  const titles: Record<ProbeId, string> = {
    'import-core': 'import of aws-cdk-lib/core and aws-iam',
    'import-over-core': 'import of cdk-irsa after them, with what it uses of both',
    'import-root': 'import of aws-cdk-lib',
    'import-over-root': 'import of cdk-irsa after it, with what it uses of it',
    'import-used': 'import of App, Stack and Role',
    'import-over-used': 'import of cdk-irsa after them, for a role with one bundle, which is its own part',
    'read': `read and check a workloads.yaml of ${size} workloads`,
    'checks': `IrsaChecks, ${size} roles`,
    'guarded-synth': `synthesis of a fleet with IrsaChecks, ${plan.guarded.toLocaleString('en-US')} workloads, processor time`,
    'guardrails': `20 guardrails for it, ${plan.guarded.toLocaleString('en-US')} workloads, processor time`,
    'audit-assembly': `cdk-irsa audit of a cloud assembly, ${size} roles`,
    'audit-accounts': `cdk-irsa audit of exports of IAM, ${size} roles`,
    'report': `cdk-irsa report of exports of IAM, ${size} roles, processor time`,
    'validation-first': 'CloudFormation\'s validation in the first synthesis of a process',
    'validation-later': `CloudFormation's validation in a later one, ${VALIDATED} workloads`,
    'disk': 'a new file on the disk of this machine, of which a fleet writes one for each workload',
    'cold-synth': 'npm run synth, a new process, with all checks',
    'bare-synth': 'cdk synth of an app without cdk-irsa that makes the resources of the default workloads.yaml',
    'own-synth': 'cdk synth of the default workloads.yaml, with all checks',
    'node-start': 'the start of Node.js',
    'check': 'cdk-irsa check of the default workloads.yaml',
    'large-check': `cdk-irsa check of ${size} workloads`,
    'large-synth': `cdk synth of ${size} workloads, with all checks`,
  };
  return [...times].map(([id, values]) => ({ id, title: titles[id], times: values }));
}

/** Milliseconds of each piece of code, one after the other in a new process without a loader. */
async function timesOf(...pieces: readonly string[]): Promise<number[]> {
  const clock = 'Number(process.hrtime.bigint()) / 1e6';
  const script = `const times = []; let start;
    ${pieces.map((piece) => `start = ${clock}; ${piece}; times.push(${clock} - start);`).join('\n')}
    console.log(JSON.stringify(times));`;
  return JSON.parse((await timeOf(process.execPath, ['-e', script])).output) as number[];
}

/** What one of many new files takes. */
function timeOfFiles(folder: string, count = 400): number {
  const text = 'x'.repeat(1_500); // as a check pod has
  const start = performance.now();
  for (let index = 0; index < count; index++) {
    writeFileSync(join(folder, String(index)), text);
  }
  return (performance.now() - start) / count;
}

/** The whole command, with its start. */
async function auditTime(folder: string, roles: number): Promise<number> {
  const { time, output } = await timeOf(process.execPath, [join(BUILD, 'cli', 'main.js'), 'audit', folder, '--format', 'json']);
  const report = JSON.parse(output) as { summary?: { roles?: number } };
  if (report.summary?.roles !== roles) {
    throw new Error(`the audit must judge ${roles} roles, got ${JSON.stringify(report.summary)}`);
  }
  return time;
}
