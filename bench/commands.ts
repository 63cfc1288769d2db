import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { writeWorkloadsFile } from './cases/fleet';
import { onDisk } from './folder';
import { BUILD, ROOT } from './library';
import type { ProbeId } from './measured';
import type { Plan } from './plan';
import { timeOf } from './process';
import type { Progress } from './progress';

const MAIN = join(BUILD, 'cli', 'main.js');
const APP = `"${process.execPath}" "${MAIN}" app`;

type Add = (id: ProbeId, ...times: number[]) => void;

/** Measures commands as whole processes, in turns: the synth beside that of an app with the same resources, `check` beside Node.js. */
export async function measureCommands(plan: Plan, add: Add, progress: Progress): Promise<void> {
  await onDisk(async (folder) => {
    if (plan.coldRounds === 0) {
      return;
    }
    const own = join(folder, 'own');
    await synthTime(APP, own); // the first one fills the caches of the system
    const bare = join(folder, 'bare.js');
    writeFileSync(bare, bareApp(own));
    const large = writeWorkloadsFile(folder, plan.probeSize);
    for (let round = 0; round < plan.coldRounds; round++) {
      progress(`commands, ${round + 1}/${plan.coldRounds}`);
      add('bare-synth', await synthTime(`"${process.execPath}" "${bare}" app`, join(folder, 'bare.out')));
      add('own-synth', await synthTime(APP, own));
      add('node-start', await nodeTime('--eval', '0'));
      add('check', await nodeTime(MAIN, 'check'));
      add('large-check', await nodeTime(MAIN, 'check', large));
      add('large-synth', await synthTime(APP, join(folder, 'large.out'), '--context', `workloads=${large}`, '--context', 'summary=false'));
    }
  });
}

async function nodeTime(...args: string[]): Promise<number> {
  return (await timeOf(process.execPath, args)).time;
}

async function synthTime(app: string, output: string, ...args: string[]): Promise<number> {
  return nodeTime(join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', '--app', app, '--output', output, ...args);
}

/** An app without our library, with the resources of an assembly: what a user would write who knows them all. */
function bareApp(assembly: string): string {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json')).map((file) => {
    const { Resources: resources } = JSON.parse(readFileSync(join(assembly, file), 'utf-8')) as { Resources: Record<string, { Type: string; Properties: unknown }> };
    return { name: file.replace('.template.json', ''), resources: Object.entries(resources).filter(([, { Type: type }]) => type !== 'AWS::CDK::Metadata') };
  });
  const from = (module: string) => JSON.stringify(join(ROOT, 'node_modules', 'aws-cdk-lib', module));
  return `
    const { App, CfnResource, Stack } = require(${from('core')});
    const { CfnRole } = require(${from('aws-iam')});
    const app = new App();
    for (const { name, resources } of ${JSON.stringify(templates)}) {
      const stack = new Stack(app, name, { env: { account: /\\d{12}/.exec(name)[0], region: 'eu-central-1' } });
      for (const [id, { Type: type, Properties: properties }] of resources) {
        if (type === 'AWS::IAM::Role') {
          new CfnRole(stack, id, {
            assumeRolePolicyDocument: properties.AssumeRolePolicyDocument,
            description: properties.Description,
            roleName: properties.RoleName,
            path: properties.Path,
            permissionsBoundary: properties.PermissionsBoundary,
            policies: properties.Policies?.map(({ PolicyName: policyName, PolicyDocument: policyDocument }) => ({ policyName, policyDocument })),
            tags: properties.Tags?.map(({ Key: key, Value: value }) => ({ key, value })),
          });
        } else {
          new CfnResource(stack, id, { type, properties });
        }
      }
    }
    app.synth();
  `;
}
