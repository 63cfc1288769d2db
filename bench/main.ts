import { writeFileSync } from 'fs';
import Table from 'cli-table3';
import { ABSURD, absurdOnes, aimsOf } from './aims';
import { writeDocument } from './document';
import { requireCurrentBuild } from './library';
import type { Measured } from './measured';
import { planOf, readOptions } from './options';
import { run } from './run';
import { machineText, tablesOf } from './tables';

async function main(): Promise<void> {
  const options = readOptions(process.argv);
  process.exitCode = 1; // until the end is reached
  requireCurrentBuild();
  const measured = await run(planOf(options), progress);
  clearProgress();
  print(measured);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ ...measured, aims: aimsOf(measured) }, undefined, 2)}\n`);
  }
  if (options.write) {
    writeDocument(measured);
  }
  const problems = [
    ...Object.entries(measured.capacities).filter(([, { proven }]) => proven === false)
      .map(([caseId, { fits }]) => `${caseId}: ${fits} workloads must fit in a stack and one more must not, got otherwise`),
    ...absurdOnes(aimsOf(measured)).map(({ title, limit, value }) =>
      `${title}: must be at most ${limit}, and never ${ABSURD} times that, got ${value!.median.toFixed(2)}`),
  ];
  problems.forEach((problem) => process.stderr.write(`${problem}\n`));
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function print(measured: Measured): void {
  console.log(machineText(measured));
  for (const { title, head, rows } of tablesOf(measured)) {
    const table = new Table({ head: [...head], style: { head: [], border: [] } });
    table.push(...rows.map((row) => [...row]));
    console.log(`\n${title}\n${table.toString()}`);
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[K${text}`);
  }
}

function clearProgress(): void {
  progress('');
}

main().catch((error: Error) => {
  clearProgress();
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
