import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';

const ROOT = join(__dirname, '..', '..');
const SHORT = join(ROOT, 'examples', 'company', 'workloads.yaml');
/** The same with every override written out, as files had to be before there were placeholders. */
const LONG = join(__dirname, 'company', 'workloads.yaml');

/** Every template of a file, by its path in the assembly. */
function templatesOf(file: string): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-irsa-company-'));
  const app = new App({ outdir });
  ServiceAccountFleet.fromFile(app, 'Fleet', file);
  app.synth();
  return Object.fromEntries(readdirSync(outdir, { recursive: true, encoding: 'utf-8' }).filter((name) => name.endsWith('.template.json')).sort()
    .map((name) => [name, JSON.parse(readFileSync(join(outdir, name), 'utf-8')) as unknown]));
}

test('examples/company says in at most 80 lines what took 171, with the same templates', () => {
  const short = templatesOf(SHORT);
  expect(Object.keys(short)).toHaveLength(3);
  expect(Object.values(short).map((template: any) => Object.keys(template.Resources as object).length)).toEqual([15, 15, 15]);
  expect(short).toEqual(templatesOf(LONG));
  expect(readFileSync(SHORT, 'utf-8').trimEnd().split('\n').length).toBeLessThanOrEqual(80);
});
