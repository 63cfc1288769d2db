import type { IConstruct } from 'constructs';
import { grantsOnKeys, useOfKeys } from '../services/kms-statements';
import type { Place } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { serviceLinkedRole } from '../services/service-linked-role';
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

/** The encryption of new file systems with keys, which FSx uses for whom it makes them. */
export function encryptingFileSystems(scope: IConstruct, keys: readonly string[]): BundleStatement[] {
  return [
    ...useOfKeys(scope, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'], keys, 'fsx'),
    ...grantsOnKeys(scope, keys, 'fsx'),
  ];
}

/** What the first file system of an account needs. */
export function firstFileSystem(place: Place): BundleStatement {
  return serviceLinkedRole(place, 'fsx.amazonaws.com', 'AWSServiceRoleForAmazonFSx');
}
