import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrokenTask } from './break-tasks';

// The tasks of .projen/tasks.json, run by projen with tools that do nothing: a task fails when any of its tools does.

const ROOT = resolve(__dirname, '../..');
const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-tasks-')));
let results: BrokenTask[];

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsx'), [join(__dirname, 'break-tasks.ts'), FOLDER], { cwd: ROOT });
  results = JSON.parse(stdout) as BrokenTask[];
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('what a contributor and the gate run is among the tasks', () => {
  expect(results.map(({ task }) => task)).toEqual(expect.arrayContaining(['test', 'synth', 'build', 'test:minimum', 'types:e2e', 'default', 'bench']));
});

test('a task calls a tool for each of its steps, and leaves none out by a condition: a crash would not meet it', () => {
  for (const { task, conditions, steps, calls } of results) {
    expect({ task, conditions, calls: calls.length }).toEqual({ task, conditions: [], calls: steps });
  }
});

test('a task fails when any of its tools fails, aborts, is killed or is missing', () => {
  for (const { task, calls, outcomes } of results) {
    expect(new Set(outcomes.filter(({ failure }) => failure === 'kill').map(({ broken }) => broken))).toEqual(new Set(calls));
    expect({ task, passes: outcomes.filter(({ passes }) => passes) }).toEqual({ task, passes: [] });
  }
  expect(results.flatMap(({ outcomes }) => outcomes.filter(({ failure }) => failure === 'abort')).length).toBeGreaterThan(20);
  expect(results.flatMap(({ outcomes }) => outcomes.filter(({ failure }) => failure === 'missing')).length).toBeGreaterThan(20);
});
