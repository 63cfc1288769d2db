import { visible } from '../../core/text';

/** A place within the file: keys and indexes from the top. */
export type DataPath = readonly (string | number)[];

/** `workloads.web.bundles[0].buckets`; keys that are no plain words are in quotes. */
export function pathText(path: DataPath): string {
  return path.map((part, index) => {
    if (typeof part === 'number') {
      return `[${part}]`;
    }
    const plain = /^[A-Za-z0-9_-]+$/.test(part);
    return plain ? `${index === 0 ? '' : '.'}${part}` : `[${visible(JSON.stringify(part))}]`;
  }).join('');
}
