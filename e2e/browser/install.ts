import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something is missing for the run: no failure of what is tested. */
export class Unavailable extends Error {}

const PACKAGES = join(__dirname, 'node_modules');
const STAMP = join(PACKAGES, '.lock.sha256');

/** Installs the packages of `package-lock.json` here, unless they are there. */
export function installPackages(): void {
  const digest = createHash('sha256').update(readFileSync(join(__dirname, 'package-lock.json'))).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) {
    return;
  }
  process.stdout.write('preparing the browser (once)\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stdout, stderr, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: __dirname, encoding: 'utf8' });
  if (error !== undefined || status !== 0) {
    throw new Unavailable(`npm cannot install the packages of e2e/browser/package-lock.json:\n${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n')}`);
  }
  writeFileSync(STAMP, digest);
}
