import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs a POSIX sh script, with a command of our own in front of the machine's. */
export function runScript(script: string, fake: { readonly name: string; readonly body: string }, env: { [key: string]: string } = {}) {
  const bin = mkdtempSync(join(tmpdir(), 'cdk-irsa-bin-'));
  writeFileSync(join(bin, fake.name), `#!/bin/sh\n${fake.body}\n`);
  chmodSync(join(bin, fake.name), 0o755);
  const run = (args: string[]) => spawnSync('sh', args, { encoding: 'utf8', env: { PATH: `${bin}${delimiter}${process.env.PATH}`, ...env } });
  const syntax = run(['-n', '-c', script]);
  expect([syntax.status, syntax.stderr]).toEqual([0, '']);
  const { status, stdout, stderr } = run(['-c', script]);
  return { status, stdout, stderr };
}
