import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, parse, relative, sep } from 'node:path';
import { remoteOf } from './git-remote';

/**
 * A path as everybody in the project writes it: from the working directory, which for the CDK CLI is that of `cdk.json`, or else from
 * the top of the Git repository; with `/`. Nothing for a path of neither.
 */
export function projectPath(path: string): string | undefined {
  const top = repositoryOf(path);
  return below(process.cwd(), path) ?? (top === undefined ? undefined : below(top, path));
}

/**
 * The name of a file for a directory that is made of it, the same in every checkout: its path from the directory if both are in one
 * repository, or else its path from the top of its own, behind the name of that repository if it has a remote one. Of two files in
 * one repository no directory has the same name, nor of two in repositories with remotes.
 */
export function nameFor(directory: string, file: string): string {
  const top = repositoryOf(dirname(file));
  const path = relative(directory, file);
  if (top === repositoryOf(directory) && (top !== undefined || haveFolderInCommon(directory, file)) && !isAbsolute(path)) {
    return posix(path);
  }
  const name = below(top ?? process.cwd(), file) ?? basename(file);
  const remote = top === undefined ? undefined : remoteOf(top);
  return remote === undefined ? name : `${remote}:${name}`;
}

/** The top of the Git repository or worktree that a path is in; it need not exist. */
function repositoryOf(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return undefined;
    }
  }
}

function below(folder: string, path: string): string | undefined {
  const found = relative(folder, path);
  return found === '..' || found.startsWith(`..${sep}`) || isAbsolute(found) ? undefined : posix(found);
}

function haveFolderInCommon(a: string, b: string): boolean {
  const first = (path: string) => path.slice(parse(path).root.length).split(sep)[0];
  return parse(a).root === parse(b).root && first(a) === first(b);
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
