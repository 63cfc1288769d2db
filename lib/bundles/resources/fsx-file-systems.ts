import type { IFileSystem } from 'aws-cdk-lib/aws-fsx';
import type { ResourceKind } from './resource-kind';
import type { TextFormat } from '../../core/text-format';

/** A file system of FSx. */
export const FSX_FILE_SYSTEM_ID: TextFormat = {
  pattern: 'fs-[0-9a-f]{8,17}',
  rule: 'the id of a file system, such as fs-0123456789abcdef0',
  example: 'fs-0123456789abcdef0',
  hint: (value) => {
    const id = /(?:^|\/)(fs-[0-9a-f]{8,17})(?:$|\.fsx\.)/.exec(value)?.[1];
    return id ? `write the id alone, "${id}"` : 'aws fsx describe-file-systems prints the ids';
  },
};

/** File systems of FSx. The values are their ids, not ARNs. */
export const FSX_FILE_SYSTEM_IDS: ResourceKind<IFileSystem> = {
  format: FSX_FILE_SYSTEM_ID,
  arns: (ids) => [...ids],
  arnOf: ({ fileSystemId }, one) => one(fileSystemId),
};
