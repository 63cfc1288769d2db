import { existsSync } from 'fs';
import { basename, dirname, join, relative, resolve } from 'path';
import { entriesOf } from './folder-entries';
import type { InputFile, StackInput } from './input-file';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readText } from './read-text';
import { artifactsOf, isAssemblyManifest, metadataOf, templatesOfAssets, templatesOfLegacyAssets } from '../cloudformation/assembly-manifest';
import type { AssemblyStack } from '../cloudformation/assembly-manifest';
import { ConstructMetadata } from '../cloudformation/construct-metadata';
import { readJson, readJsonValue } from '../core/json';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

/** Where the manifests of ServiceAccounts are that our own constructs write, in an assembly. */
const MANIFESTS = join('irsa', 'manifests');

/** Whether a folder is a cloud assembly: the CDK writes a file `cdk.out` beside the manifest. Other tools write manifests too. */
export function isAssembly(folder: string): boolean {
  const path = join(folder, 'manifest.json');
  return existsSync(path) && (existsSync(join(folder, 'cdk.out')) || isManifest(path));
}

/** The folder of a cloud assembly whose manifest was named. */
export function folderOfManifest(path: string): string | undefined {
  return basename(path) === 'manifest.json' && isAssembly(dirname(path)) ? dirname(path) : undefined;
}

/** What is judged in a cloud assembly: what its manifest names. Templates of an earlier synth stay in the folder, and are nobody's. */
export class Assembly {
  public readonly files: InputFile[] = [];
  public readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();

  /** @param shown the folder's name in messages */
  public constructor(private readonly root: string, private readonly shown: string) {
    this.read(root);
  }

  private read(folder: string): void {
    if (this.seen.has(folder)) {
      return;
    }
    this.seen.add(folder);
    this.guarded(join(folder, 'manifest.json'), () => {
      const { value: manifest } = readJson(readText(join(folder, 'manifest.json')), () => false);
      if (!isObject(manifest) || !isObject(manifest.artifacts)) {
        throw new InputProblem('must be the manifest of a cloud assembly');
      }
      for (const artifact of artifactsOf(manifest.artifacts)) {
        if (artifact.kind === 'stack') {
          this.stack(folder, artifact);
        } else {
          this.nested(folder, artifact.folder);
        }
      }
    });
    this.manifests(join(folder, MANIFESTS));
  }

  private stack(folder: string, stack: AssemblyStack): void {
    const metadata = metadataOf(stack, this.contentOf(folder, stack.metadataFile));
    const { path, stackName, account, region } = stack;
    const input = { assembly: folder, path, stackName, account, region, metadata: new ConstructMetadata(metadata) };
    this.add(folder, stack.templateFile, input);
    const assets = stack.assetFiles.flatMap((file) => templatesOfAssets(this.contentOf(folder, file, true)));
    for (const { path: template, objectKeys } of [...assets, ...templatesOfLegacyAssets(metadata)]) {
      this.add(folder, template, { ...input, objectKeys });
    }
  }

  private nested(folder: string, name: unknown): void {
    const path = this.inside(folder, name);
    if (path !== undefined) {
      this.read(path);
    }
  }

  /** The JSON of a file that the manifest names; undefined if it names none. */
  private contentOf(folder: string, file: unknown, isRequired = false): unknown {
    const path = file === undefined && !isRequired ? undefined : this.inside(folder, file);
    return path === undefined ? undefined : this.guarded(path, () => readJsonValue(readText(path)));
  }

  private add(folder: string, name: unknown, stack: StackInput): void {
    const path = this.inside(folder, name);
    if (path !== undefined && !this.seen.has(path)) {
      this.seen.add(path);
      this.files.push({ path, file: this.nameOf(path), stack, isFound: false });
    }
  }

  private manifests(root: string): void {
    for (const open = existsSync(root) ? [root] : []; open.length > 0;) {
      const folder = open.pop()!;
      this.guarded(folder, () => {
        const { folders, files } = entriesOf(folder);
        files.map((name) => join(folder, name)).forEach((path) => this.files.push({ path, file: this.nameOf(path), isFound: false }));
        open.push(...folders.map((name) => join(folder, name)).reverse());
      });
    }
  }

  /** A path that a file of the assembly names; a manifest from elsewhere must not lead out of the folder. */
  private inside(folder: string, name: unknown): string | undefined {
    const path = typeof name === 'string' ? resolve(folder, name) : undefined;
    if (path === undefined || /^\.\.([\\/]|$)/.test(relative(this.root, path))) {
      this.problems.push({ file: this.nameOf(join(folder, 'manifest.json')), message: `must name files of its folder, got ${show(name)}` });
      return undefined;
    }
    return path;
  }

  private guarded<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.problems.push(problemOf(this.nameOf(path), error));
      return undefined;
    }
  }

  private nameOf(path: string): string {
    return join(this.shown, relative(this.root, path));
  }
}

function isManifest(path: string): boolean {
  try {
    return isAssemblyManifest(readJson(readText(path), () => false).value);
  } catch {
    return false;
  }
}
