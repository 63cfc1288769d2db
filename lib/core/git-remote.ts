import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRegularFile } from './regular-file';

const MOST_BYTES = 1_000_000;

/**
 * The name of a Git repository by its remote `origin`, such as `github.com/acme/roles`: the same for HTTPS and SSH, without
 * credentials. Nothing if it has no remote, or one on the machine itself.
 *
 * @param top the top of a checkout: `.git` in it is a folder, or in a worktree or submodule a file that names one
 */
export function remoteOf(top: string): string | undefined {
  const config = textOf(join(gitFolder(top), 'config')) ?? '';
  const section = config.split(/^\s*(?=\[)/m).find((part) => /^\[\s*remote\s+"origin"\s*\]/i.test(part));
  const url = /^\s*url\s*=\s*"?([^"\r\n]*?)"?\s*$/im.exec(section ?? '')?.[1];
  return url === undefined ? undefined : nameOf(url);
}

/** `https://token@github.com/acme/roles.git` and `git@github.com:acme/roles` are `github.com/acme/roles`. */
function nameOf(url: string): string | undefined {
  const [, host, path] = /^(?!file:)[a-z+]+:\/\/(?:[^@/]*@)?([^/:@]+)(?::\d+)?\/+(.+)$/i.exec(url)
    ?? /^(?:[^@/:]+@)?([^/:@\\]{2,}):(?!\/\/)\/*(.+)$/.exec(url) ?? [];
  return host === undefined ? undefined : `${host.toLowerCase()}/${path.replace(/[?#].*$/, '').replace(/\/+$/, '').replace(/\.git$/, '')}`;
}

/** The folder with the settings: of a worktree that of the repository which it is of. */
function gitFolder(top: string): string {
  const git = join(top, '.git');
  if (statSync(git, { throwIfNoEntry: false })?.isDirectory()) {
    return git;
  }
  const named = /^gitdir:\s*(.*?)\s*$/m.exec(textOf(git) ?? '')?.[1];
  const folder = named === undefined ? git : resolve(dirname(git), named);
  const common = textOf(join(folder, 'commondir'))?.trim();
  return common === undefined ? folder : resolve(folder, common);
}

function textOf(file: string): string | undefined {
  try {
    return readRegularFile(file, MOST_BYTES).toString('utf8');
  } catch {
    return undefined; // no repository, or one that is read in another way
  }
}
