import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENERATED } from '../../lib/kubernetes/generated-header';
import { innerProblem, outerProblem } from '../../lib/kubernetes/nested-directories';

function withIndex(...names: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  mkdirSync(join(root, ...names), { recursive: true });
  writeFileSync(join(root, ...names, 'index.json'), JSON.stringify({ $comment: GENERATED, owner: '../a.yaml' }));
  return root;
}

test.each([['manifests', true], ['annotate/x/y', true], ['team-b', false], ['manifests-b', false], ['team-b/manifests', false]])('%s in a directory: %s', (inner, isAmong) => {
  const root = withIndex();
  expect(outerProblem(join(root, inner))).toBe(isAmong
    ? `"${join(root, inner)}" must not be among the files of another directory, and "${root}" is the one of "../a.yaml": choose another outputDirectory` : undefined);
});

test('a directory in a folder of the files', () => {
  const root = withIndex('helm', 'main');
  expect(innerProblem(root, new Set(['helm', 'helm/main']))).toBe(
    `"${root}" must have no other directory among its files, and "${join(root, 'helm/main')}" is the one of "../a.yaml": choose another outputDirectory`);
  expect(innerProblem(root, new Set(['manifests']))).toBeUndefined();
});
