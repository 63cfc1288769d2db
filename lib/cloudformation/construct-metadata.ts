import { addTo } from '../core/add-to';

/** No construct stands deeper. */
const MOST_LEVELS = 100;

/** What a cloud assembly tells of the constructs of one stack, its nested stacks included. */
export class ConstructMetadata {
  private readonly acknowledged = new Map<string, [string, unknown][]>();
  /** The constructs of each logical id: nested stacks may have the same ones. */
  private readonly paths = new Map<string, string[]>();
  private readonly nestedStacks = new Set<string>();

  /**
   * @param metadata what `<stack>.metadata.json` holds, or the stack's entry in `manifest.json`: entries by `/path/of/construct`
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Validations.html
   */
  public constructor(metadata: unknown) {
    if (metadata === null || typeof metadata !== 'object') {
      return;
    }
    for (const [key, entries] of Object.entries(metadata)) {
      const path = key.replace(/^\//, '');
      for (const { type, data } of Array.isArray(entries) ? entries.filter((entry) => entry !== null && typeof entry === 'object') : []) {
        if (type === 'aws:cdk:logicalId' && typeof data === 'string') {
          addTo(this.paths, data, [path]);
          this.nestedStacks.add(nestedStackOf(path) ?? '');
        } else if (type === 'aws:cdk:acknowledged-rules' && data !== null && typeof data === 'object') {
          addTo(this.acknowledged, path, Object.entries(data));
        }
      }
    }
  }

  /** The path of a resource's construct, in the stack of that path. */
  public pathOf(logicalId: string, stack: string): string | undefined {
    return this.paths.get(logicalId)?.find((path) => path.startsWith(`${stack}/`) && !this.isNestedDeeper(path, stack));
  }

  /** The ids that are acknowledged at a construct or above it, and the reasons, as they are written. */
  public acknowledgedAbove(path: string): [string, unknown][] {
    return above(path).flatMap((scope) => [...this.acknowledged.get(scope) ?? []]);
  }

  private isNestedDeeper(path: string, stack: string): boolean {
    return above(path).some((scope) => scope.length > stack.length && this.nestedStacks.has(scope));
  }
}

/** `S/N`, if a resource is a nested stack: `S/N.NestedStack/N.NestedStackResource`. */
export function nestedStackOf(path: string): string | undefined {
  return /^(.+)\.NestedStack\/[^/]+\.NestedStackResource$/.exec(path)?.[1];
}

/** A path and all that it begins with: `S`, `S/N`, `S/N/R`. */
function above(path: string): string[] {
  const segments = path.split('/').slice(0, MOST_LEVELS);
  return segments.map((_, i) => segments.slice(0, i + 1).join('/'));
}
