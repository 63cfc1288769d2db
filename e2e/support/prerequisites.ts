import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, E2E } from './folders';
import { run } from './processes';

/** Something is missing for the run: no failure of what is tested. */
export class Unavailable extends Error {}

const OLDEST_PYTHON = [3, 10]; // of the pinned version of moto
/** Where `python3` is an older one. */
const NAMES = ['python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const PROBE = 'import sys; print(".".join(map(str, sys.version_info[:3])))';

/** Installs the npm packages of `e2e/package-lock.json`, unless they are there. */
export async function installPackages(): Promise<void> {
  await once('packages', [join(E2E, 'package-lock.json')], join(E2E, 'node_modules'), async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { status, stdout, stderr } = await run(npm, ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: E2E });
    if (status !== 0) {
      throw new Unavailable(`npm cannot install the packages of e2e/package-lock.json:\n${lastLines(stdout + stderr)}`);
    }
  });
}

/** Makes a virtual environment with the packages of `e2e/requirements.txt`, unless it is there, and returns its interpreter. */
export async function installEmulator(): Promise<string> {
  const python = await findPython();
  const folder = join(CACHE, `venv-${python.version}`);
  const interpreter = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  await once(`venv-${python.version}`, [join(E2E, 'requirements.txt')], interpreter, async () => {
    rmSync(folder, { recursive: true, force: true });
    const made = await run(python.command, ['-m', 'venv', folder]);
    if (made.status !== 0) {
      throw new Unavailable(
        `${python.command} cannot make a virtual environment (on Debian and Ubuntu: apt install python3-venv):\n${lastLines(made.stdout + made.stderr)}`);
    }
    const installed = await run(interpreter, [
      '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-compile', '--require-hashes', '--requirement', join(E2E, 'requirements.txt'),
    ]);
    if (installed.status !== 0) {
      throw new Unavailable(`pip cannot install e2e/requirements.txt; is its index in reach?\n${lastLines(installed.stdout + installed.stderr)}`);
    }
  });
  return interpreter;
}

async function findPython(): Promise<{ command: string; version: string }> {
  const candidates = [process.env.PYTHON, 'python3', 'python', ...NAMES].filter((name) => name !== undefined && name !== '') as string[];
  const seen: string[] = [];
  for (const command of candidates) {
    const version = await run(command, ['-c', PROBE]).then(({ status, stdout }) => status === 0 ? stdout.trim() : undefined, () => undefined);
    const [major, minor] = (version ?? '').split('.').map(Number);
    if (version !== undefined && (major > OLDEST_PYTHON[0] || major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])) {
      return { command, version };
    }
    seen.push(version === undefined ? `${command}: none` : `${command}: ${version}`);
  }
  throw new Unavailable(`Python ${OLDEST_PYTHON.join('.')} or later is needed for the emulator, found ${seen.join(', ')} (the variable PYTHON names another)`);
}

/** Does something again only when its inputs have changed, or its result is gone. */
async function once(name: string, inputs: readonly string[], result: string, make: () => Promise<void>): Promise<void> {
  const stamp = join(CACHE, `${name}.sha256`);
  const digest = createHash('sha256').update(inputs.map((file) => readFileSync(file)).join('\0')).digest('hex');
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
    return;
  }
  process.stdout.write(`preparing ${name} (once)\n`);
  rmSync(stamp, { force: true });
  await make();
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stamp, digest);
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-8).map((line) => `  ${line}`).join('\n');
}
