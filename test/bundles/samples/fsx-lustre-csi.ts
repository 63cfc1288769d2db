import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { LustreFileSystem } from 'aws-cdk-lib/aws-fsx';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { FsxLustreCsiBundle } from '../../../lib/bundles/controllers/fsx-lustre-csi';

const fileSystem = (stack: Stack) => LustreFileSystem.fromLustreFileSystemAttributes(stack, 'FileSystem', {
  dnsName: 'fs-0123456789abcdef0.fsx.eu-central-1.amazonaws.com',
  fileSystemId: 'fs-0123456789abcdef0',
  securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'fsxLustreCsi.driver',
    make: () => FsxLustreCsiBundle.driver(),
    values: {},
  },
  {
    name: 'fsxLustreCsi.driver-cluster',
    make: (stack) => FsxLustreCsiBundle.driver({
      clusterNames: ['production'],
      fileSystems: [fileSystem(stack)],
      dataRepositoryBuckets: [Bucket.fromBucketName(stack, 'Bucket', 'training')],
      encryptionKeys: [key(stack)],
    }),
    values: { clusterNames: ['production'], fileSystems: ['fs-0123456789abcdef0'], dataRepositoryBuckets: ['training'], encryptionKeys: [KEY] },
  },
];
