import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { LustreFileSystem } from 'aws-cdk-lib/aws-fsx';
import { CfnParameter } from 'aws-cdk-lib/core';
import { FsxLustreCsiBundle } from '../../../lib/bundles/controllers/fsx-lustre-csi';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { FSX_FILE_SYSTEM_ID } from '../../../lib/bundles/resources/fsx-file-systems';
import { explain } from '../../../lib/core/text-format';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

function imported(fileSystemId: string) {
  const stack = newStack();
  const securityGroup = SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0');
  return LustreFileSystem.fromLustreFileSystemAttributes(stack, 'FileSystem', { dnsName: 'fsx.example.com', fileSystemId, securityGroup });
}

test.each<[string, () => unknown]>([
  ['FsxLustreCsiBundle.driver: clusterNames: must name at least one, got []', () => FsxLustreCsiBundle.driver({ clusterNames: [] })],
  ['FsxLustreCsiBundle.driver: regions: must name at least one, got []', () => FsxLustreCsiBundle.driver({ regions: [] })],
  ['FsxLustreCsiBundle.driver: fileSystems: must name at least one, got []', () => FsxLustreCsiBundle.driver({ fileSystems: [] })],
  ['FsxLustreCsiBundle.driver: dataRepositoryBuckets: must name at least one, got []', () => FsxLustreCsiBundle.driver({ dataRepositoryBuckets: [] })],
  [
    'FsxLustreCsiBundle.driver: fileSystems[0]: must be one resource, without wildcards and policy variables, got "fs-*"',
    () => FsxLustreCsiBundle.driver({ fileSystems: [imported('fs-*')] }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test('the name of a cluster may be known at deploy time', () => {
  const stack = stackIn(PLACE);
  const clusterNames = [new CfnParameter(stack, 'Name').valueAsString];
  const [, making] = statementsOf(FsxLustreCsiBundle.driver({ clusterNames }), stack);
  expect(making.Condition).toEqual({
    StringLike: { 'aws:RequestTag/CSIVolumeName': '*' }, StringEquals: { 'aws:RequestTag/KubernetesCluster': '<Name>' },
  });
});

test('two clusters in two regions', () => {
  const options = { clusterNames: ['blue', 'green'], regions: ['eu-central-1', 'eu-west-1'] };
  const [, making] = statementsOf(FsxLustreCsiBundle.driver(options), stackIn(PLACE));
  expect(making.Resource).toEqual(['arn:aws:fsx:eu-central-1:111122223333:file-system/*', 'arn:aws:fsx:eu-west-1:111122223333:file-system/*']);
  expect(making.Condition!.StringEquals).toEqual({ 'aws:RequestTag/KubernetesCluster': ['blue', 'green'] });
});

test('the driver may not change what a role of FSx may do, nor who may use a bucket', () => {
  const values = { dataRepositoryBuckets: ['training'] };
  const actions = statementsOf(bundleDefinition('fsxLustreCsi.driver')!.create(values, PLACE), stackIn(PLACE)).flatMap(({ Action: action }) => action);
  expect(actions.filter((action) => /^(iam|s3):/.test(action))).toEqual(['iam:CreateServiceLinkedRole', 's3:ListBucket', 'iam:CreateServiceLinkedRole']);
});

test('an ARN and a host are not ids', () => {
  const id = 'fs-0123456789abcdef0';
  expect(explain(FSX_FILE_SYSTEM_ID, `arn:aws:fsx:eu-central-1:111122223333:file-system/${id}`)).toContain(`write the id alone, "${id}"`);
  expect(explain(FSX_FILE_SYSTEM_ID, `${id}.fsx.eu-central-1.amazonaws.com`)).toContain(`write the id alone, "${id}"`);
  expect(explain(FSX_FILE_SYSTEM_ID, '*')).toContain('aws fsx describe-file-systems prints the ids');
});
