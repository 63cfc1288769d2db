import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import type { Sample } from './sample';
import { EfsCsiBundle } from '../../../lib/bundles/controllers/efs-csi';

const FILE_SYSTEM = 'arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-0123456789abcdef0';
const ROLE = 'arn:aws:iam::444455556666:role/efs-access-points';

const fileSystem = (stack: Stack) => FileSystem.fromFileSystemAttributes(stack, 'FileSystem', {
  fileSystemArn: FILE_SYSTEM, securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'efsCsi.driver',
    make: (stack) => EfsCsiBundle.driver({ fileSystems: [fileSystem(stack)] }),
    values: { fileSystems: ['fs-0123456789abcdef0'] },
  },
  {
    name: 'efsCsi.driver-cluster',
    make: (stack) => EfsCsiBundle.driver({
      fileSystems: [fileSystem(stack)], clusterNames: ['production'], crossAccountRoles: [Role.fromRoleArn(stack, 'Role', ROLE)], mount: true, rootAccess: true,
    }),
    values: { fileSystems: [FILE_SYSTEM], clusterNames: ['production'], crossAccountRoles: [ROLE], mount: true, rootAccess: true },
  },
  {
    name: 'efsCsi.driver-s3Files',
    make: () => EfsCsiBundle.driver({ s3FileSystems: ['fs-0fedcba9876543210'], clusterNames: ['production', 'staging'], mount: true }),
    values: {
      s3FileSystems: ['arn:aws:s3files:eu-central-1:111122223333:file-system/fs-0fedcba9876543210'], clusterNames: ['production', 'staging'], mount: true,
    },
  },
];
