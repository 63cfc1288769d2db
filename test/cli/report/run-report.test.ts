import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { runReport } from '../../../lib/cli/report/run-report';
import type { ReportOptions } from '../../../lib/cli/report/run-report';
import { folderWith } from '../../access/inventory-fixture';
import { temporaryFolder } from '../../fleet/support';
import { platform } from '../../report/report-fixture';
import { FakeConsole } from '../fake-console';

function run(paths: readonly string[], options: Partial<ReportOptions> = {}) {
  const console = new FakeConsole();
  const code = runReport(paths, { format: 'json', date: '2026-01-31', ...options }, '1.2.3', console);
  return { code, out: console.stdout, err: console.stderr };
}

const PLATFORM = platform();

test('writes the file whole, and says on standard error what it holds', () => {
  const file = join(mkdtempSync(join(temporaryFolder(), 'report-')), 'report.html');
  expect(run([PLATFORM], { format: 'html', output: file })).toEqual({ code: 0, out: '', err: `${file}: 3 workloads, 4 roles, 4 findings\n` });
  expect(readFileSync(file, 'utf-8')).toMatch(/^<!doctype html>\n/);
  expect(run([PLATFORM], { output: join(PLATFORM, 'none', 'x.html') })).toMatchObject({ code: 2, err: expect.stringContaining('is in a folder that does not exist') });
});

test('the date is that of the clock, or the one that is given', () => {
  const before = Date.now();
  const { generatedAt } = JSON.parse(run([PLATFORM], { date: undefined }).out);
  expect(Date.parse(generatedAt)).toBeGreaterThanOrEqual(before);
  expect(JSON.parse(run([PLATFORM], { date: '2026-01-31T09:30:00Z' }).out).generatedAt).toBe('2026-01-31T09:30:00.000Z');
});

test.each<[Partial<ReportOptions>, string]>([
  [{ date: 'tomorrow' }, '--date must be a date such as 2026-01-31 or 2026-01-31T09:00:00Z, got "tomorrow"'],
  [{ date: '2026-02-31' }, '--date must be a date such as 2026-01-31 or 2026-01-31T09:00:00Z, got "2026-02-31"'],
  [{ title: ' ' }, '--title must have 1 to 200 characters, got " "'],
  [{ rule: ['AnyNamespac=off'] }, '--rule must name a rule, got "AnyNamespac": did you mean "AnyNamespace"?'],
])('refuses %j', (options, message) => {
  expect(() => run([PLATFORM], options)).toThrow(message);
});

test('what cannot be read stands in the report and on standard error; the rest is there', () => {
  const folder = folderWith({ 'broken.json': '{ "Resources": {' });
  const { code, out, err } = run([PLATFORM, join(folder, 'broken.json')]);
  expect(code).toBe(2);
  expect(err).toContain('broken.json');
  const data = JSON.parse(out);
  expect(data.roles).toHaveLength(4);
  expect(data.inputs.problems).toEqual([expect.objectContaining({ file: join(folder, 'broken.json') })]);
});

test('an empty folder is no clean report', () => {
  const empty = mkdtempSync(join(temporaryFolder(), 'empty-'));
  expect(run([empty])).toMatchObject({ code: 2, err: expect.stringContaining('and holds none') });
});

test.each([['is not there', 'none'], ['is no input', 'notes.json']])('a path that %s writes nothing, and leaves an earlier report as it was', (_, name) => {
  const folder = folderWith({ 'notes.json': { hello: 'world' } });
  const output = join(folder, 'report.html');
  writeFileSync(output, 'of last week');
  expect(run([join(folder, name)], { format: 'html', output })).toEqual({ code: 2, out: '', err: expect.stringContaining(`${name}: `) });
  expect(readFileSync(output, 'utf-8')).toBe('of last week');
});

test('control policies of the organization count in who reaches what', () => {
  const scp = join(mkdtempSync(join(temporaryFolder(), 'scp-')), 'scp.json');
  writeFileSync(scp, JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }] }));
  const verbs = (options: Partial<ReportOptions>) => {
    const { resources, inputs } = JSON.parse(run([PLATFORM], options).out);
    const reach = resources.find(({ arn }: { arn: string }) => arn === 'arn:aws:s3:::acme-billing').reach;
    return [reach.flatMap(({ lines }: any) => lines.flatMap((line: any) => line.verbs)).includes('deletes'), inputs.notSeen.includes('service control policies')];
  };
  expect(verbs({})).toEqual([true, true]);
  expect(verbs({ scp: [scp] })).toEqual([false, false]);
});
