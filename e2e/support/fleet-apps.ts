import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { E2E, ROOT } from './folders';
import { run } from './processes';
import type { World } from './world';

/** A workloads file as data. */
export interface FleetJob {
  readonly id: string;
  readonly file: object;
  /** Its first file. @default - the repository's own */
  readonly library?: string;
  /** Whether the file must be refused. */
  readonly isRefused?: boolean;
}

export interface FleetAssembly {
  /** The folder of the assembly. */
  readonly output: string;
  /** Why the file is refused; nothing if it is not. */
  readonly problem?: string;
}

/** Synthesises workloads files, each with the library or a faulty copy of it, in one process. */
export async function synthesise(world: World, group: string, jobs: readonly FleetJob[]): Promise<FleetAssembly[]> {
  const inputs = jobs.map(({ id, file, library = join(ROOT, 'lib', 'index.ts'), isRefused }) => {
    const folder = world.subfolder(group, id);
    writeFileSync(join(folder, 'workloads.yaml'), stringify(file));
    return { library, file: join(folder, 'workloads.yaml'), output: join(folder, 'cdk.out'), ...isRefused && { problem: join(folder, 'problem') } };
  });
  const { status, stderr } = await run(process.execPath, [
    join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(E2E, 'tsconfig.json'), join(E2E, 'apps', 'fleet.ts'),
  ], { cwd: ROOT, env: { ...process.env, CDK_VALIDATION: 'false' } }, JSON.stringify(inputs));
  if (status !== 0) {
    throw new Error(`the files must be synthesised, got exit code ${status}: ${stderr.trim().slice(-1_500)}`);
  }
  return inputs.map(({ output, problem }) => ({
    output, ...problem !== undefined && existsSync(problem) && { problem: readFileSync(problem, 'utf8') },
  }));
}
