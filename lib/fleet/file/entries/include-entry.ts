import { TAG_KEY, TAG_VALUE } from '../../../core/names';
import { isObject } from '../../../core/plain-object';
import type { TextFormat } from '../../../core/text-format';
import { FILE_GLOB } from '../include/file-glob';
import type { Reading } from '../reading';
import type { Incomplete } from '../types/incomplete';
import { filledTexts, list } from '../types/list-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { choice } from '../types/scalar-types';
import { filledText, text } from '../types/text-type';
import { ValueType } from '../types/value-type';
import type { JsonSchema, TypeOf } from '../types/value-type';

/** A namespace, or several by "*". */
export const NAMESPACE_GLOB: TextFormat = {
  pattern: '[a-z0-9*](?:[-a-z0-9*]*[a-z0-9*])?',
  maxLength: 63,
  rule: "a namespace (a-z, 0-9 and '-', at most 63 characters), in which '*' stands for any part",
  example: 'shop-*',
};

/** Keys of workloads that are the platform's: an included file has them only where its include allows it. */
export const PLATFORM_KEYS = ['account', 'path', 'permissionsBoundary', 'targetRole'] as const;

const FILES = object({
  files: text(FILE_GLOB, 'The files, as a path from this file\'s folder; "*" and "?" stand for parts of a name, and "**" for folders of any depth.').required(),
  namespaces: filledTexts(NAMESPACE_GLOB, 'The namespaces that the files may name, in which "*" stands for any part and {team} for the file\'s name. The first without "*" is the default of its workloads. Default: all that do not begin with kube-.'),
  tags: map(TAG_KEY, filledText(TAG_VALUE, 'The value of the tag, which may hold {team}.'), 'Tags of the roles of the files, such as their owner. Those of the defaults are kept, key by key. Default: none.'),
  allow: list(choice(PLATFORM_KEYS, 'A key.'), 'Keys that workloads of the files may have although they are the platform\'s: account, path, permissionsBoundary and targetRole. Default: none of them.'),
});

export type IncludeEntry = TypeOf<typeof FILES>;

/** A glob alone, or with rules for its files. */
class IncludeType extends ValueType<IncludeEntry> {
  public schema(): JsonSchema {
    const { type, ...schema } = FILES.schema();
    const { files } = FILES.keys;
    return { ...files.schema(), ...schema, type: ['string', type as string] };
  }

  public read(value: unknown, reading: Reading): Incomplete<IncludeEntry> | undefined {
    if (isObject(value)) {
      return FILES.read(value, reading);
    }
    if (typeof value !== 'string') {
      return reading.wrongKind('a path or a map with "files"', value);
    }
    const files = FILES.keys.files.read(value, reading);
    return files === undefined ? undefined : { files };
  }
}

/** `include`. */
export const INCLUDE = list(new IncludeType(), 'Further files with workloads, one for each team: a path, or a map with rules for the files. Default: none.', { hint: (value) => isObject(value) && value.files !== undefined ? 'write it as a list, "- files: …"' : undefined });
