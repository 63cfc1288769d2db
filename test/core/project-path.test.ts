import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameFor, projectPath } from '../../lib/core/project-path';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-')));
const at = (...names: string[]) => join(root, ...names);

/** A repository, or a worktree or submodule, whose `.git` is a file. */
function repository(folder: string, isWorktree = false): void {
  mkdirSync(at(folder, 'deep', 'er'), { recursive: true });
  if (isWorktree) {
    writeFileSync(at(folder, '.git'), 'gitdir: elsewhere\n');
  } else {
    mkdirSync(at(folder, '.git'));
  }
}
repository('team-a');
repository('team-b', true);
repository('gitops');
repository('team-a/nested');

test.each([
  ['team-a/deploy', 'team-a/workloads.yaml', '../workloads.yaml'],
  ['team-a/deploy', 'team-a/deep/workloads.yaml', '../deep/workloads.yaml'],
  ['team-a/deep/deploy', 'team-a/workloads.yaml', '../../workloads.yaml'],
  ['team-a', 'team-a/workloads.yaml', 'workloads.yaml'],
  // In another repository, whatever the folders of the checkouts are called.
  ['gitops/irsa', 'team-a/workloads.yaml', 'workloads.yaml'],
  ['gitops/irsa', 'team-b/deep/workloads.yaml', 'deep/workloads.yaml'],
  ['team-a/nested/irsa', 'team-a/workloads.yaml', 'workloads.yaml'],
  // Without a repository at all.
  ['plain/deploy', 'plain/a/workloads.yaml', '../a/workloads.yaml'],
  ['plain/deploy', 'plain/b/workloads.yaml', '../b/workloads.yaml'],
  ['gitops/irsa', 'plain/b/workloads.yaml', 'workloads.yaml'],
])('the name for %s of %s is %s', (directory, file, expected) => expect(nameFor(at(directory), at(file))).toBe(expected));

test('with remotes, no two files of two repositories have one name', () => {
  for (const [name, url] of [['one', 'git@github.com:acme/one.git'], ['two', 'https://token@github.com/acme/two']]) {
    repository(name);
    writeFileSync(at(name, '.git', 'config'), `[remote "origin"]\n\turl = ${url}\n`);
  }
  expect(nameFor(at('gitops/irsa'), at('one/workloads.yaml'))).toBe('github.com/acme/one:workloads.yaml');
  expect(nameFor(at('gitops/irsa'), at('two/deep/workloads.yaml'))).toBe('github.com/acme/two:deep/workloads.yaml');
  expect(nameFor(at('one/deploy'), at('one/workloads.yaml'))).toBe('../workloads.yaml');
});

test('a name holds no path of the machine', () => {
  expect(nameFor('/somewhere/deploy', '/else/where/workloads.yaml')).toBe('workloads.yaml');
  expect(nameFor('/somewhere/deploy', join(process.cwd(), 'apps', 'workloads.yaml'))).toBe('apps/workloads.yaml');
});

test('a path of the project is one from the working directory, or from the top of its repository', () => {
  expect(projectPath(join(process.cwd(), 'cdk.out', 'irsa'))).toBe('cdk.out/irsa');
  expect(projectPath(process.cwd())).toBe('');
  expect(projectPath(at('gitops', 'deploy', 'irsa'))).toBe('deploy/irsa');
  expect(projectPath(at('plain', 'deploy'))).toBeUndefined();
  expect(projectPath(join(process.cwd(), '..deploy'))).toBe('..deploy');
});
