import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import type { Stack } from 'aws-cdk-lib/core';
import { CfnParameter } from 'aws-cdk-lib/core';
import { EfsCsiBundle } from '../../../lib/bundles/controllers/efs-csi';
import type { EfsCsiDriverOptions } from '../../../lib/bundles/controllers/efs-csi';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { FILE_SYSTEM, S3_FILE_SYSTEM } from '../../../lib/bundles/resources/file-systems';
import { explain } from '../../../lib/core/text-format';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const imported = (stack: Stack, id = 'fs-0123456789abcdef0') => FileSystem.fromFileSystemAttributes(stack, 'FileSystem', {
  fileSystemId: id, securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
});
const driver = (options: Partial<EfsCsiDriverOptions>) => () => EfsCsiBundle.driver({ fileSystems: [imported(newStack())], ...options });

test.each<[string, () => unknown]>([
  ['EfsCsiBundle.driver: must have at least one of fileSystems, s3FileSystems or crossAccountRoles', () => EfsCsiBundle.driver({})],
  ['EfsCsiBundle.driver: must have at least one of fileSystems, s3FileSystems or crossAccountRoles', () => EfsCsiBundle.driver({ fileSystems: [] })],
  ['EfsCsiBundle.driver: crossAccountRoles: must name at least one, got []', driver({ crossAccountRoles: [] })],
  ['EfsCsiBundle.driver: s3FileSystems: must name at least one, got []', driver({ s3FileSystems: [] })],
  ['EfsCsiBundle.driver: clusterNames: must name at least one, got []', driver({ clusterNames: [] })],
  ['EfsCsiBundle.driver: regions: must name at least one, got []', driver({ regions: [] })],
  ['EfsCsiBundle.driver: rootAccess: must go with mount: nobody acts as root on what is not mounted', driver({ rootAccess: true })],
  [
    'EfsCsiBundle.driver: s3FileSystems[0]: must be the id of a file system, such as fs-0123456789abcdef0, or the ARN of S3 Files\' file system, ' +
    'such as arn:aws:s3files:eu-central-1:111122223333:file-system/fs-0123456789abcdef0, got "fsap-0123456789abcdef0": ' +
    'this is an access point; name its file system',
    driver({ s3FileSystems: ['fsap-0123456789abcdef0'] }),
  ],
  ['EfsCsiBundle.driver: fileSystems[0]: must be one resource, without wildcards and policy variables', () => EfsCsiBundle.driver({ fileSystems: [imported(newStack(), '*')] })],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test('a file system of this app, and the name of a cluster that is known at deploy time', () => {
  // GIVEN
  const stack = stackIn(PLACE);
  const fileSystem = new FileSystem(stack, 'FileSystem', { vpc: new Vpc(stack, 'Vpc') });
  const clusterNames = [new CfnParameter(stack, 'Name').valueAsString];
  // WHEN
  const statements = EfsCsiBundle.driver({ fileSystems: [fileSystem], clusterNames }).bind(stack).statements!;
  // THEN
  expect(stack.resolve(statements[3].statement.toStatementJson())).toEqual({
    Effect: 'Allow',
    Action: 'elasticfilesystem:CreateAccessPoint',
    Resource: stack.resolve(fileSystem.fileSystemArn),
    Condition: { StringEquals: { 'aws:RequestTag/efs.csi.aws.com/cluster': 'true', 'aws:RequestTag/KubernetesCluster': { Ref: 'Name' } } },
  });
});

test('access points are of the regions of the file systems', () => {
  const statements = statementsOf(EfsCsiBundle.driver({ s3FileSystems: ['fs-0123456789abcdef0'], regions: ['eu-west-1'] }), stackIn(PLACE));
  expect(statements.at(-1)!.Resource).toBe('arn:aws:s3files:eu-west-1:111122223333:file-system/fs-0123456789abcdef0/access-point/*');
});

test('with roles of other accounts alone, nothing of this account is allowed', () => {
  const role = 'arn:aws:iam::444455556666:role/efs-access-points';
  const statements = statementsOf(bundleDefinition('efsCsi.driver')!.create({ crossAccountRoles: [role] }, PLACE), stackIn(PLACE));
  expect(statements).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role }]);
});

test('in workloads.yaml, the names of the clusters are not taken for tags that the driver was not told to give', () => {
  const text = JSON.stringify(statementsOf(bundleDefinition('efsCsi.driver')!.create({ fileSystems: ['fs-1a2b3c4d'] }, PLACE), stackIn(PLACE)));
  expect(text).not.toContain('KubernetesCluster');
});

test('a volume handle and a host are not ids', () => {
  expect(explain(FILE_SYSTEM, 'fs-1a2b3c4d::fsap-0123456789abcdef0')).toContain('write the id alone, "fs-1a2b3c4d"');
  expect(explain(FILE_SYSTEM, 'fs-1a2b3c4d.efs.eu-central-1.amazonaws.com')).toContain('write the id alone, "fs-1a2b3c4d"');
  expect(explain(S3_FILE_SYSTEM, 'arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1a2b3c4d')).toContain('this ARN is of service');
});
