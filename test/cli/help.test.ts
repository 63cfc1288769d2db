import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { requireCurrentBuild } from '../current-build';

// The help of each command, in one style, and the table of exit codes in docs/commands.md that repeats it.

requireCurrentBuild();

const ROOT = join(__dirname, '..', '..');
const TABLE = readFileSync(join(ROOT, 'docs', 'commands.md'), 'utf-8').split('## Exit codes')[1].split('\n## ')[0];

function help(...words: string[]): string {
  return spawnSync(process.execPath, [join(ROOT, 'build/cli/main.js'), ...words, '--help'], { encoding: 'utf-8', env: { ...process.env, COLUMNS: '80' } }).stdout;
}

const OVERVIEW = help();
const COMMANDS = [...OVERVIEW.matchAll(/^ {2}([a-z][a-z-]*) [^\n]*$/gm)].map(([, name]) => name).filter((name) => name !== 'help' && name !== 'npx');

test('all commands, and the first steps', () => {
  expect(COMMANDS).toEqual(['init', 'check', 'bundles', 'explain', 'can-i', 'who-can', 'what-can', 'diff', 'app', 'audit', 'report', 'collect', 'completion']);
  expect(OVERVIEW).toContain('\nFirst steps, in an empty folder after "npm install cdk-irsa aws-cdk@2":\n  npx cdk-irsa init ');
});

test.each(COMMANDS)('%s: examples as they are typed, exit codes, and lines that fit a terminal', (name) => {
  const text = help(name);
  const examples = /\nExamples:\n((?: {2}.*\n)+)\n/.exec(text)?.[1].replace(/ \\\n +/g, ' ') ?? '';
  expect(examples.split('\n').filter((line) => line !== '' && !/npx (?:cdk-irsa|cdk) /.test(line))).toEqual([]);
  expect(examples).not.toBe('');
  // A command is on one line, so that it can be copied.
  expect(text.split('\n').filter((line) => line.length > 82 && !/^(Usage: | {2}npx )/.test(line))).toEqual([]);
  const codes = /\nExit codes: ([\s\S]*)$/.exec(text)?.[1].match(/\b[012](?= )/g) ?? [];
  const [, cells] = new RegExp(`^\\| \`${name}\` \\|(.*)\\|$`, 'm').exec(TABLE)!;
  expect([...new Set(codes)].sort()).toEqual(cells.split('|').flatMap((cell, code) => cell.trim() === '' ? [] : [String(code)]));
});
