import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnParameter } from 'aws-cdk-lib/core';
import { FsxOpenZfsCsiBundle } from '../../../lib/bundles/controllers/fsx-openzfs-csi';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const ID = 'fs-0123456789abcdef0';

test.each<[string, () => unknown]>([
  ['FsxOpenZfsCsiBundle.driver: must have at least one of fileSystems or dynamicFileSystems', () => FsxOpenZfsCsiBundle.driver({})],
  ['FsxOpenZfsCsiBundle.driver: fileSystems: must name at least one, got []', () => FsxOpenZfsCsiBundle.driver({ fileSystems: [], dynamicFileSystems: true })],
  ['FsxOpenZfsCsiBundle.driver: clusterNames: must name at least one, got []', () => FsxOpenZfsCsiBundle.driver({ fileSystems: [ID], clusterNames: [] })],
  ['FsxOpenZfsCsiBundle.driver: regions: must name at least one, got []', () => FsxOpenZfsCsiBundle.driver({ fileSystems: [ID], regions: [] })],
  [
    'FsxOpenZfsCsiBundle.driver: fileSystems[0]: must be the id of a file system, such as fs-0123456789abcdef0, got "fsvol-0123456789abcdef0": ' +
    'aws fsx describe-file-systems prints the ids',
    () => FsxOpenZfsCsiBundle.driver({ fileSystems: ['fsvol-0123456789abcdef0'] }),
  ],
  [
    'FsxOpenZfsCsiBundle.driver: finalBackups: must go with dynamicFileSystems: they are for file systems that the driver makes',
    () => FsxOpenZfsCsiBundle.driver({ fileSystems: [ID], finalBackups: true }),
  ],
  [
    'FsxOpenZfsCsiBundle.driver: encryptionKeys: must go with dynamicFileSystems: they are for file systems that the driver makes',
    () => FsxOpenZfsCsiBundle.driver({ fileSystems: [ID], encryptionKeys: [new Key(newStack(), 'Key')] }),
  ],
  [
    'FsxOpenZfsCsiBundle.driver: growFileSystems: must go with fileSystems, which it lets grow',
    () => FsxOpenZfsCsiBundle.driver({ dynamicFileSystems: true, growFileSystems: true }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test('the id of a file system and the name of a cluster may be known at deploy time', () => {
  const stack = stackIn(PLACE);
  const value = (id: string) => new CfnParameter(stack, id).valueAsString;
  const [, making] = statementsOf(FsxOpenZfsCsiBundle.driver({ fileSystems: [value('FileSystem')], clusterNames: [value('Name')] }), stack);
  expect(making).toMatchObject({
    Resource: 'arn:aws:fsx:eu-central-1:111122223333:volume/<FileSystem>/*',
    Condition: { StringEquals: { 'aws:RequestTag/fsx.openzfs.csi.aws.com/cluster': 'true', 'aws:RequestTag/KubernetesCluster': '<Name>' } },
  });
});

test('volumes of given file systems, beside file systems that the driver makes', () => {
  const values = { fileSystems: [ID], dynamicFileSystems: true };
  const statements = statementsOf(bundleDefinition('fsxOpenZfsCsi.driver')!.create(values, PLACE), stackIn(PLACE));
  const on = (action: string) => statements.filter(({ Action: actions }) => [actions].flat().includes(action)).flatMap(({ Resource: resource }) => resource);
  expect(on('fsx:CreateVolume')).toEqual([`arn:aws:fsx:eu-central-1:111122223333:volume/${ID}/*`, 'arn:aws:fsx:eu-central-1:111122223333:snapshot/*/*']);
  expect(on('fsx:DeleteVolume')).toEqual([`arn:aws:fsx:eu-central-1:111122223333:volume/${ID}/*`]);
  expect(on('fsx:CreateSnapshot')).toEqual(['arn:aws:fsx:eu-central-1:111122223333:snapshot/*/*', 'arn:aws:fsx:eu-central-1:111122223333:volume/*/*']);
});
