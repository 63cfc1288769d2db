import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { BUILD } from './library';
import { timeOf } from './process';

/**
 * Milliseconds of processor time that `cdk-irsa report` takes, as a whole process with its start: the clock counts other work, too.
 *
 * @param folder exports of IAM; the report is written beside it
 */
export async function reportTime(folder: string, roles: number): Promise<number> {
  const [hook, measured, report] = ['cjs', 'json', 'html'].map((type) => `${folder}-report.${type}`);
  writeFileSync(hook, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(measured)}, JSON.stringify(process.cpuUsage())))`);
  await timeOf(process.execPath, ['--require', hook, join(BUILD, 'cli', 'main.js'), 'report', folder, '--date', '2026-01-31', '--output', report]);
  const cards = readFileSync(report, 'utf-8').split('<article class="card r"').length - 1;
  if (cards !== roles) {
    throw new Error(`the report must have ${roles} roles, got ${cards}`);
  }
  const { user, system } = JSON.parse(readFileSync(measured, 'utf-8')) as NodeJS.CpuUsage;
  return (user + system) / 1000;
}
