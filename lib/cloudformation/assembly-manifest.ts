import { isObject } from '../core/plain-object';

type Item = Record<string, any>;

/** What a cloud assembly's manifest says of a stack. What names a file is as written: it may be anything. */
export interface AssemblyStack {
  readonly kind: 'stack';
  /** The path of the stack's construct. */
  readonly path: string;
  readonly stackName: string;
  readonly account?: string;
  readonly region?: string;
  readonly templateFile: unknown;
  /** The metadata of the stack's constructs, and the file of its own in which newer versions of `aws-cdk-lib` write it. */
  readonly metadata: unknown;
  readonly metadataFile: unknown;
  /** The files that list the stack's assets. */
  readonly assetFiles: readonly unknown[];
}

/** An assembly in an assembly, as each `Stage` has one. */
export interface NestedAssembly {
  readonly kind: 'assembly';
  readonly folder: unknown;
}

/** A template that is uploaded as an asset: of a nested stack, a product or a stack set. */
export interface TemplateAsset {
  readonly path: unknown;
  readonly objectKeys: readonly string[];
}

/** Whether JSON is the manifest of a cloud assembly. Other tools write a `manifest.json`, too. */
export function isAssemblyManifest(value: unknown): value is Item {
  return isObject(value) && typeof value.version === 'string' && isObject(value.artifacts);
}

/** The stacks and nested assemblies of a manifest, in its order. */
export function artifactsOf(artifacts: Item): (AssemblyStack | NestedAssembly)[] {
  return Object.entries<unknown>(artifacts).flatMap(([id, artifact]): (AssemblyStack | NestedAssembly)[] =>
    isObject(artifact) && artifact.type === 'aws:cloudformation:stack' ? [stackOf(id, artifact, artifacts)]
      : isObject(artifact) && artifact.type === 'cdk:cloud-assembly' ? [{ kind: 'assembly', folder: artifact.properties?.directoryName }]
        : []);
}

/** The metadata of a stack's constructs, from the manifest and from a file of its own. */
export function metadataOf({ metadata }: AssemblyStack, separate: unknown): unknown {
  return !isObject(separate) ? metadata : metadata === undefined ? separate : { ...metadata, ...separate };
}

/** The templates that a file of assets names. */
export function templatesOfAssets(content: unknown): TemplateAsset[] {
  const assets = isObject(content) && isObject(content.files) ? Object.values<any>(content.files) : [];
  return assets.filter((asset) => /\.template\.json$/.test(String(asset?.source?.path))).map(({ source, destinations }) => ({
    path: source.path,
    objectKeys: isObject(destinations) ? Object.values<any>(destinations).map((destination) => String(destination?.objectKey)) : [],
  }));
}

/** The templates that the metadata of constructs names, where a stack has no file of assets. */
export function templatesOfLegacyAssets(metadata: unknown): TemplateAsset[] {
  return isObject(metadata) ? Object.values<any>(metadata).flat()
    .filter((entry) => entry?.type === 'aws:cdk:asset' && /\.template\.json$/.test(String(entry.data?.path)))
    .map(({ data }) => ({ path: data.path, objectKeys: [] })) : [];
}

function stackOf(id: string, stack: Item, artifacts: Item): AssemblyStack {
  const dependencies = Array.isArray(stack.dependencies) ? stack.dependencies : [];
  return {
    kind: 'stack',
    path: String(stack.displayName ?? id),
    stackName: String(stack.properties?.stackName ?? id),
    account: /^aws:\/\/(\d{12})\//.exec(String(stack.environment))?.[1],
    region: /^aws:\/\/[^/]+\/([a-z]+(?:-[a-z]+)+-\d)$/.exec(String(stack.environment))?.[1],
    templateFile: stack.properties?.templateFile,
    metadata: stack.metadata,
    metadataFile: stack.additionalMetadataFile ?? stack.properties?.additionalMetadataFile,
    assetFiles: dependencies.map((name) => Object.hasOwn(artifacts, name) ? artifacts[name] : undefined)
      .filter((artifact) => artifact?.type === 'cdk:asset-manifest').map(({ properties }) => properties?.file),
  };
}
