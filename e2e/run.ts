// The proof by deployment: `npm run e2e` (see README.md). What it needs from npm is installed first, so
// only Node.js is imported here.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from './support/checks';
import { Checks } from './support/checks';
import { CACHE } from './support/folders';
import { parseOptions, USAGE } from './support/options';
import type { Options } from './support/options';
import { installEmulator, installPackages, Unavailable } from './support/prerequisites';
import { stopAll } from './support/processes';

/** Neither success nor failure, as automake and Meson have it for a skipped test. */
const CANNOT_RUN = 77;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  await installPackages();
  const python = await installEmulator();
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  const leave = () => options.keep || rmSync(folder, { recursive: true, force: true });
  process.once('exit', leave);
  return prove(python, folder, options);
}

async function prove(python: string, folder: string, options: Options): Promise<number> {
  const [{ startEmulator }, { Gateway }, { World }, { STAGES }] = await Promise.all([
    import('./support/emulator.js'), import('./gateway/gateway.js'), import('./support/world.js'), import('./suite.js'),
  ]);
  const begin = Date.now();
  const emulator = await startEmulator(python, join(folder, 'emulator.log'), options.keep);
  const gateway = await Gateway.start(emulator.url);
  const checks = new Checks(print);
  const world = new World(emulator.url, gateway, checks, folder, python, options.only);
  try {
    for (const { id, run, parts = [] } of STAGES) {
      const wanted = !options.only || options.only.test(id) || parts.some((part) => options.only!.test(part));
      if (wanted) {
        process.stdout.write(`\n== ${id}\n`);
        await run(world).catch((error: Error) => checks.fails(`${id}: runs to its end`, error.stack ?? error.message));
      }
    }
  } finally {
    await gateway.close();
    if (options.keep) {
      process.stdout.write(`\nkept: ${folder}; the emulator is ${emulator.url}, process ${emulator.pid}\n`);
    } else {
      await emulator.stop();
    }
  }
  return summarise(checks.results, (Date.now() - begin) / 1000);
}

function print({ name, passed, seen }: CheckResult): void {
  process.stdout.write(`${passed ? '✓' : '✗'} ${name}: ${seen.replace(/\s*\n\s*/g, ' ↵ ')}\n`);
}

function summarise(results: readonly CheckResult[], seconds: number): number {
  const failed = results.filter(({ passed }) => !passed);
  process.stdout.write(`\n${results.length - failed.length} of ${results.length} checks passed in ${seconds.toFixed(0)} s\n`);
  failed.forEach(({ name }) => process.stdout.write(`✗ ${name}\n`));
  if (results.length === 0) {
    process.stderr.write('no stage and no mutation has an id that matches\n');
  }
  return failed.length > 0 || results.length === 0 ? 1 : 0;
}

function leaveWith(code: number): void {
  void stopAll().finally(() => process.exit(code));
}

// Node.js 20 is supported here, whatever the AWS SDK says of the next year.
process.removeAllListeners('warning');
process.on('warning', (warning) => /NodeVersionSupportWarning/.test(String(warning)) || process.stderr.write(`${warning.stack}\n`));

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
  process.once(signal, () => leaveWith(code));
}

main().then(leaveWith, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  leaveWith(error instanceof Unavailable ? CANNOT_RUN : 1);
});
