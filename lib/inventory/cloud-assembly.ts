import { existsSync } from 'fs';
import { basename, dirname, join, relative, resolve } from 'path';
import { entriesOf } from './folder-entries';
import { readJson, readJsonValue } from './json';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { readText } from './read-text';
import type { InputFile, StackInput } from './source';
import { ConstructMetadata } from '../cloudformation/construct-metadata';
import { isObject } from '../core/plain-object';
import { show } from '../core/text';

type Item = Record<string, any>;

/** Where the manifests of ServiceAccounts are that our own constructs write, in an assembly. */
const MANIFESTS = join('irsa', 'manifests');

/** Whether a folder is a cloud assembly: the CDK writes a file `cdk.out` beside the manifest. Other tools write manifests too. */
export function isAssembly(folder: string): boolean {
  const path = join(folder, 'manifest.json');
  return existsSync(path) && (existsSync(join(folder, 'cdk.out')) || manifestAt(path) !== undefined);
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
      const { value: manifest } = readJson(readText(join(folder, 'manifest.json')));
      if (!isObject(manifest) || !isObject(manifest.artifacts)) {
        throw new InputProblem('must be the manifest of a cloud assembly');
      }
      const all = manifest.artifacts;
      for (const [id, artifact] of Object.entries<unknown>(all)) {
        if (isObject(artifact) && artifact.type === 'aws:cloudformation:stack') {
          this.stack(folder, id, artifact, all);
        } else if (isObject(artifact) && artifact.type === 'cdk:cloud-assembly') {
          this.nested(folder, artifact.properties?.directoryName);
        }
      }
    });
    this.manifests(join(folder, MANIFESTS));
  }

  private stack(folder: string, id: string, stack: Item, artifacts: Item): void {
    const constructs = this.metadataOf(folder, stack);
    const told = {
      assembly: folder,
      path: String(stack.displayName ?? id),
      stackName: String(stack.properties?.stackName ?? id),
      account: /^aws:\/\/(\d{12})\//.exec(String(stack.environment))?.[1],
      metadata: new ConstructMetadata(constructs),
    };
    this.add(folder, stack.properties?.templateFile, told);
    const dependencies = Array.isArray(stack.dependencies) ? stack.dependencies : [];
    dependencies.map((name) => Object.hasOwn(artifacts, name) ? artifacts[name] : undefined)
      .filter((artifact) => artifact?.type === 'cdk:asset-manifest')
      .flatMap(({ properties }) => this.templatesOfAssets(folder, properties?.file))
      .forEach(({ path, objectKeys }) => this.add(folder, path, { ...told, objectKeys }));
    templatesOfLegacyAssets(constructs).forEach((path) => this.add(folder, path, { ...told, objectKeys: [] }));
  }

  private nested(folder: string, name: unknown): void {
    const path = this.inside(folder, name);
    if (path !== undefined) {
      this.read(path);
    }
  }

  /** What `aws-cdk-lib` tells of constructs stands in the manifest, or, since it grew too large, in a file of its own. */
  private metadataOf(folder: string, stack: Item): unknown {
    const file = stack.additionalMetadataFile ?? stack.properties?.additionalMetadataFile;
    const path = file === undefined ? undefined : this.inside(folder, file);
    const separate = path === undefined ? undefined : this.guarded(path, () => readJsonValue(readText(path)));
    return !isObject(separate) ? stack.metadata
      : stack.metadata === undefined ? separate : { ...stack.metadata, ...separate };
  }

  /** Templates of nested stacks, of products and of stack sets are assets. */
  private templatesOfAssets(folder: string, file: unknown): { path: unknown; objectKeys: string[] }[] {
    const path = this.inside(folder, file);
    const content = path === undefined ? undefined : this.guarded(path, () => readJsonValue(readText(path)));
    const assets = isObject(content) && isObject(content.files) ? Object.values<any>(content.files) : [];
    return assets.filter((asset) => /\.template\.json$/.test(String(asset?.source?.path))).map(({ source, destinations }) => ({
      path: source.path,
      objectKeys: isObject(destinations) ? Object.values<any>(destinations).map((destination) => String(destination?.objectKey)) : [],
    }));
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

/** Stacks without a file of assets name them among the metadata of their constructs. */
function templatesOfLegacyAssets(constructs: unknown): unknown[] {
  return isObject(constructs) ? Object.values<any>(constructs).flat()
    .filter((entry) => entry?.type === 'aws:cdk:asset' && /\.template\.json$/.test(String(entry.data?.path)))
    .map(({ data }) => data.path) : [];
}

/** Nothing, if it is none of a cloud assembly. */
function manifestAt(path: string): Item | undefined {
  try {
    const { value } = readJson(readText(path));
    return isObject(value) && typeof value.version === 'string' && isObject(value.artifacts) ? value : undefined;
  } catch {
    return undefined;
  }
}
