import { createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CACHE, E2E } from './folders';
import { start, stop } from './processes';

export interface Emulator {
  /** `http://localhost:<port>`: moto reads buckets from the path of this name alone. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Of what the emulator imports: pip would compile every file of every package. */
const BYTECODE = join(CACHE, 'bytecode');

const PATIENCE = 180_000; // on a machine however busy

/** Starts the emulator on a free port of the loopback interface, and waits until it answers. */
export async function startEmulator(python: string, log: string, leave: boolean): Promise<Emulator> {
  const port = await freePort();
  const output = createWriteStream(log);
  await new Promise((resolve) => output.once('open', resolve));
  const child = start(python, ['-m', 'emulator', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: E2E,
    // The bootstrap stack attaches policies that AWS manages.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', PYTHONDONTWRITEBYTECODE: '', PYTHONPYCACHEPREFIX: BYTECODE },
    stdio: ['ignore', output, output],
    detached: leave,
  });
  const url = `http://localhost:${port}`;
  const end = Date.now() + PATIENCE;
  while (!await answers(url)) {
    if (child.exitCode !== null || Date.now() > end) {
      throw new Error(`the emulator must answer within ${PATIENCE / 1000} seconds, got:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    }
    await sleep(200);
  }
  return { url, pid: child.pid!, stop: () => stop(child) };
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/moto-api/data.json`).then(({ ok }) => ok, () => false);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
