import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remoteOf } from '../../lib/core/git-remote';

function checkout(config: string): string {
  const top = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  mkdirSync(join(top, '.git'));
  writeFileSync(join(top, '.git', 'config'), config);
  return top;
}
const withUrl = (url: string) => remoteOf(checkout(`[core]\n\tbare = false\n[remote "other"]\n\turl = https://example.com/x\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`));

test.each([
  'https://github.com/acme/roles', 'https://github.com/acme/roles.git', 'https://GitHub.com/acme/roles/', 'https://x-access-token:ghs_secret@github.com/acme/roles.git',
  'git@github.com:acme/roles.git', 'github.com:acme/roles', 'ssh://git@github.com/acme/roles.git', 'ssh://git@github.com:22/acme/roles', 'git://github.com/acme/roles',
])('%s is one repository, whoever reads it in which way', (url) => expect(withUrl(url)).toBe('github.com/acme/roles'));

test.each(['/srv/git/roles.git', '../roles', 'file:///srv/git/roles.git', 'C:\\git\\roles', ''])('%j is on the machine itself', (url) => expect(withUrl(url)).toBeUndefined());

test('no credential is in the name', () => {
  expect(withUrl('https://user:pa:ss@git.example.com:8443/a/b/c.git?token=x')).toBe('git.example.com/a/b/c');
});

test('a repository without a remote, or without settings, has none', () => {
  expect(remoteOf(checkout('[core]\n'))).toBeUndefined();
  expect(remoteOf(checkout(''))).toBeUndefined();
  expect(remoteOf(join(tmpdir(), 'cdk-irsa-none'))).toBeUndefined();
});

test('a worktree has that of its repository', () => {
  const top = mkdtempSync(join(tmpdir(), 'cdk-irsa-'));
  const git = (...args: string[]) => execFileSync('git', ['-C', top, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'git@github.com:acme/roles.git');
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  git('worktree', 'add', '--quiet', join(top, 'tree'));
  expect(remoteOf(join(top, 'tree'))).toBe('github.com/acme/roles');
});
