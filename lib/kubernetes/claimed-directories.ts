import { join, resolve } from 'node:path';
import { Token } from 'aws-cdk-lib/core';
import type { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { ASSEMBLY_FOLDER, OutputDirectory } from './output-directory';
import { ConstructStore } from '../core/construct-store';
import { show } from '../core/text';

/** Who writes to a directory, by its path: the constructs of one app. */
const DIRECTORIES = new ConstructStore<Map<string, string>>('kubernetesFiles');

/** Throws unless a further directory has a path. */
export function requireDirectory(path: string | undefined): void {
  if (path === '' || Token.isUnresolved(path)) {
    throw new Error(`outputDirectory must be a path that is known at synth, got ${path === '' ? '""' : 'a deploy-time value'}: leave it out for the cloud assembly only`);
  }
}

/** Removes our files from a folder that nothing of the app writes to any more, such as that of a file before it had environments. */
export function clearUnclaimed(scope: IConstruct, folder: string): void {
  if (!directoriesOf(scope).has(folder)) {
    OutputDirectory.clear(folder);
  }
}

/** Two writers of one directory would remove each other's files. */
export function claimDirectory(files: IConstruct, directory: string): void {
  const directories = directoriesOf(files);
  const other = directories.get(directory);
  if (other !== undefined) {
    throw new Error(
      `outputDirectory must be the directory of one KubernetesFiles, got ${show(directory)} for ${show(other)} and ${show(files.node.path)}: ` +
      'give one of them another directory, or add its roles to the other');
  }
  directories.set(directory, files.node.path);
}

/** The folder in the cloud assembly: `irsa`, and for others of the same App or Stage a name with the construct's path. */
export function claimFolder(files: IConstruct, stage: Stage): string {
  const directories = directoriesOf(files);
  const path = files.node.path.slice(stage.node.path === '' ? 0 : stage.node.path.length + 1).replace(/[^A-Za-z0-9_.-]+/g, '-');
  const names = [ASSEMBLY_FOLDER, `${ASSEMBLY_FOLDER}-${path}`, `${ASSEMBLY_FOLDER}-${files.node.addr}`];
  const folder = names.find((name) => !directories.has(join(resolve(stage.outdir), name)))!;
  directories.set(join(resolve(stage.outdir), folder), files.node.path);
  return folder;
}

function directoriesOf(scope: IConstruct): Map<string, string> {
  return DIRECTORIES.getOrCreate(scope.node.root, () => new Map<string, string>());
}
