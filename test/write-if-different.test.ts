import { mkdtempSync, readFileSync, statSync, utimesSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { writeIfDifferent } from '../scripts/write-if-different';

test('a generated file is written where its text differs, and else keeps its time', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'written-')), 'definition-files.ts');
  writeIfDifferent(file, 'one');
  utimesSync(file, 1_000, 1_000);
  writeIfDifferent(file, 'one');
  expect(statSync(file).mtimeMs).toBe(1_000_000);
  writeIfDifferent(file, 'two');
  expect(readFileSync(file, 'utf-8')).toBe('two');
  expect(statSync(file).mtimeMs).toBeGreaterThan(1_000_000);
});
