// The report in a real browser: `npx tsx e2e/browser/run.ts [--shots FOLDER]`. It runs the compiled command.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser } from './browser';
import type { Browser, Page } from './browser';
import { CHECKS } from './checks';
import { demoFiles } from './demo';
import { installPackages, Unavailable } from './install';

/** Neither success nor failure, as automake and Meson have it for a skipped test. */
const CANNOT_RUN = 77;

const MAIN = join(__dirname, '..', '..', 'build', 'cli', 'main.js');

/** How the page is looked at. */
interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly hasScript: boolean;
}

const VIEWS: readonly View[] = [1400, 400].flatMap((width): View[] => [
  { width, scheme: 'light', hasScript: true }, { width, scheme: 'dark', hasScript: true }, { width, scheme: 'light', hasScript: false },
]);

/** A page of its own for each check, with all that goes wrong in it. */
async function open(browser: Browser, address: string, { width, scheme, hasScript }: View): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => request.url() === address.split('#')[0] || faults.push(`request: ${request.url()}`));
  await page.setViewport({ width, height: width === 400 ? 800 : 1000 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setJavaScriptEnabled(hasScript);
  await page.goto(address);
  return { page, faults };
}

async function prove(browser: Browser, address: string, shots: string | undefined): Promise<number> {
  let failed = 0;
  for (const view of VIEWS) {
    const { width, scheme, hasScript } = view;
    for (const { name, check } of CHECKS.filter(({ needsScript }) => hasScript || needsScript !== true)) {
      const { page, faults } = await open(browser, address, view);
      const problems = await check(page, hasScript).catch((error: Error) => [error.stack ?? error.message]);
      const all = [...problems, ...faults];
      failed += all.length > 0 ? 1 : 0;
      const shown = all.map((problem) => `\n    ${problem}`).join('');
      process.stdout.write(`${all.length > 0 ? '✗' : '✓'} ${width} px, ${scheme}${hasScript ? '' : ', no script'}: ${name}${shown}\n`);
      if (shots !== undefined && hasScript) {
        await page.screenshot({ path: join(shots, `${name.replace(/\W+/g, '-')}-${width}-${scheme}.png`) });
      }
      await page.close();
    }
  }
  return failed;
}

async function main(): Promise<number> {
  const [option, shots] = process.argv.slice(2);
  if (shots !== undefined && option === '--shots') {
    mkdirSync(shots, { recursive: true });
  }
  installPackages();
  const browser = await startBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'report-browser-'));
  try {
    Object.entries(demoFiles()).forEach(([name, content]) => writeFileSync(join(folder, name), JSON.stringify(content, undefined, 1)));
    const report = join(folder, 'report.html');
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'report', folder, '--title', 'Acme production', '--date', '2026-01-31', '--output', report], { encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`cdk-irsa report ended with ${status}:\n${stderr}`);
    }
    process.stdout.write(`${await browser.version()}\n`);
    const failed = await prove(browser, pathToFileURL(report).href, shots);
    process.stdout.write(failed === 0 ? 'all checks passed\n' : `${failed} checks failed\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Unavailable ? `NOT RUN: ${error.message}` : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(error instanceof Unavailable ? CANNOT_RUN : 1);
});
