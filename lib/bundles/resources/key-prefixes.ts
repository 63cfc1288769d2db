import { KEY_PREFIX } from './buckets';
import type { TextFormat } from '../../core/text-format';

/** A prefix that a controller puts before its keys, and follows with a slash by itself. */
export const DIRECTORY: TextFormat = {
  ...KEY_PREFIX,
  rule: "the prefix of keys (not beginning with '/', without '*', '?' and '$', at most 1,024 characters)",
  example: 'production',
};

/** The beginning of the keys below a directory, which may be written with its slash or without. */
export function belowDirectory(directory: string | undefined): string | undefined {
  return directory === undefined ? undefined : `${withoutSlash(directory)}/`;
}

export function withoutSlash(directory: string): string {
  return directory.replace(/\/+$/, '');
}
