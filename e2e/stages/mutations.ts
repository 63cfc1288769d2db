import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { ProofWorld } from './proof-world';
import type { Mutation } from '../cases/mutations';
import { MUTATIONS } from '../cases/mutations';
import { STACK } from '../cases/proof-file';
import { Checks } from '../support/checks';
import { FaultyLibraries } from '../support/faulty-libraries';
import { stackStatus } from '../support/stack';
import type { World } from '../support/world';

/** Faults planted in copies of the library: each must make the run fail, at the check that names it. */
export async function mutations(world: World): Promise<void> {
  const { checks, only } = world;
  const asked = MUTATIONS.filter(({ id }) => only?.test(`mutations/${id}`) ?? true);
  const proof = await ProofWorld.of(world);
  const libraries = await FaultyLibraries.of(world);
  const copies = new Map<Mutation, string>();
  for (const mutation of asked) {
    try {
      copies.set(mutation, libraries.plant(mutation));
    } catch (error) {
      checks.fails(`mutations: ${mutation.id} is found`, (error as Error).message);
    }
  }
  const planted = [...copies.keys()];
  const [sound, ...assemblies] = await proof.synth([
    { id: 'sound', file: proof.file() },
    ...planted.map((mutation) => ({ id: mutation.id, file: proof.file(), library: copies.get(mutation)! })),
  ]);

  // Without a fault nothing is found: only so do the faults say anything.
  const baseline = await checksOf(world, proof, sound, false);
  checks.none('mutations: without a fault every check passes', baseline.failed.map(({ name, seen }) => `${name}: ${seen}`), `${baseline.results.length} checks`);

  const rows: string[][] = [];
  for (const [index, mutation] of planted.entries()) {
    const { id, foundBy, throughCli = false } = mutation;
    await checks.succeeds(`mutations: ${id} is found`, async () => {
      const result = await checksOf(world, proof, assemblies[index], throughCli);
      const found = result.results.find(({ name }) => name === foundBy);
      const others = result.failed.length - 1;
      if (!found) {
        throw new Error(`there must be a check "${foundBy}"`);
      }
      if (found.passed) {
        throw new Error(`"${foundBy}" must fail, it passes (${found.seen}); failing are: ${result.failed.map(({ name }) => name).join(', ') || 'none'}`);
      }
      rows.push([id, foundBy, others > 0 ? `${others} more` : '', throughCli ? 'CLI' : 'API']);
      return `✗ ${foundBy}: ${found.seen}`;
    });
  }
  process.stdout.write(`\n${table([['fault', 'found by the check', 'also', 'deploy'], ...rows])}\n`);
}

async function checksOf(world: World, proof: ProofWorld, assembly: string, throughCli: boolean): Promise<Checks> {
  const { place } = proof;
  if (throughCli) {
    await (await world.cdk(place)).deploy(assembly, STACK);
  } else {
    const TemplateBody = readFileSync(join(assembly, `${STACK}.template.json`), 'utf8');
    await place.cloudFormation.send(new CreateStackCommand({ StackName: STACK, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  }
  try {
    const status = await stackStatus(place, STACK);
    if (status !== 'CREATE_COMPLETE') {
      throw new Error(`the fault must be found by a check, not by the deploy, got ${status}`);
    }
    const checks = new Checks();
    await proof.check(checks, assembly);
    return checks;
  } finally {
    await place.cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));
  }
}

function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}
