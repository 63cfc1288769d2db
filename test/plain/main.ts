// `npm run test:proofs`: every case of the property tests of lib/iam in one process, without Jest.
import { readdirSync } from 'fs';
import * as path from 'path';
import fc from 'fast-check';
import { TestRegistry } from './registry';

const ROOT = path.join(__dirname, '..');
const registry = new TestRegistry();

/** Seconds of the processor since a moment, which do not depend on what else the machine does. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}

/** Files that try properties, of which part of the path is given. */
function filesWith(parts: readonly string[]): string[] {
  const all = readdirSync(path.join(ROOT, 'iam'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).sort();
  return all.map((file) => path.join('iam', file)).filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
}

/** Says of a property how many cases it tried. A case that fails is thrown, as fast-check does by itself. */
function report(details: fc.RunDetails<unknown>): void {
  if (details.failed) {
    throw new Error(fc.defaultReportMessage(details));
  }
  const how = details.interrupted ? ' (its time was over)' : '';
  process.stdout.write(`    ${details.numRuns.toLocaleString('en-US')} cases, seed ${details.seed}${how}\n`);
}

async function run(file: string): Promise<number> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a test file declares its tests as it is loaded
  const { tests, last } = registry.declaredBy(() => require(path.join(ROOT, file)));
  let failures = 0;
  process.stdout.write(`${file}\n`);
  for (const { name, run: tried } of tests) {
    const start = process.cpuUsage();
    try {
      await tried();
      process.stdout.write(`  ${secondsSince(start).toFixed(2)} s  ${name}\n`);
    } catch (error) {
      failures++;
      process.stdout.write(`  FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  for (const finish of last) {
    await finish();
  }
  return failures;
}

async function main(parts: readonly string[]): Promise<void> {
  process.env.CDK_IRSA_FULL_TESTS = 'true';
  fc.configureGlobal({ reporter: report });
  let failures = 0;
  for (const file of filesWith(parts)) {
    failures += await run(file);
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
