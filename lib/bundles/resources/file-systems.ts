import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { Place } from './place';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const ID = 'fs-(?:[0-9a-f]{8}|[0-9a-f]{17})';

const FILE_SYSTEM_ID: TextFormat = {
  pattern: ID,
  rule: 'the id of a file system, such as fs-0123456789abcdef0',
  example: 'fs-0123456789abcdef0',
  hint: (value) => {
    const id = /^(fs-[0-9a-f]+)(?:\.efs\.|::|:|$)/.exec(value)?.[1];
    return id && id !== value ? `write the id alone, "${id}"`
      : value.startsWith('fsap-') ? 'this is an access point; name its file system' : undefined;
  },
};

/** A file system of EFS in a `workloads.yaml`. */
export const FILE_SYSTEM = nameOrArn(FILE_SYSTEM_ID, arnFormat({
  service: 'elasticfilesystem',
  noun: "a file system's ARN",
  resource: `file-system/${ID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-0123456789abcdef0',
}));

/** A file system of S3 Files. */
export const S3_FILE_SYSTEM = nameOrArn(FILE_SYSTEM_ID, arnFormat({
  service: 's3files',
  noun: "the ARN of S3 Files' file system",
  resource: `file-system/${ID}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:s3files:eu-central-1:111122223333:file-system/fs-0123456789abcdef0',
}));

function fileSystemArns(service: 'elasticfilesystem' | 's3files') {
  return (fileSystems: readonly string[], place: Place) =>
    arnsByRegion(fileSystems, place, (id, region) => `arn:${place.partition}:${service}:${region}:${place.account}:file-system/${id}`);
}

/** File systems of EFS. */
export const FILE_SYSTEMS: ResourceKind<IFileSystem> = {
  format: FILE_SYSTEM,
  arns: fileSystemArns('elasticfilesystem'),
  arnOf: ({ fileSystemArn }, one) => one(fileSystemArn),
};

/** File systems of S3 Files. */
export const S3_FILE_SYSTEMS = { format: S3_FILE_SYSTEM, arns: fileSystemArns('s3files') };
