import type { IConstruct } from 'constructs';
import type { BundleStatement } from '../policy-bundle';
import type { Place } from '../resources/place';
import { keyGrantStatements, keyUseStatements } from '../services/kms-statements';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';

/** The encryption of new file systems with keys, which FSx uses for whom it makes them. */
export function fileSystemEncryptionStatements(scope: IConstruct, keys: readonly string[]): BundleStatement[] {
  return [
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'], keys, 'fsx'),
    ...keyGrantStatements(scope, keys, 'fsx'),
  ];
}

/** What the first file system of an account needs. */
export function firstFileSystemStatement(place: Place): BundleStatement {
  return serviceLinkedRoleStatement(place, 'fsx.amazonaws.com', 'AWSServiceRoleForAmazonFSx');
}
