import { Volume } from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { EbsCsiBundle } from '../../../lib/bundles/controllers/ebs-csi';
import { EbsCsiVersion } from '../../../lib/bundles/controllers/ebs-csi-version';

const HYPERPOD = 'arn:aws:sagemaker:eu-central-1:111122223333:cluster/abcdef012345';

const volume = (stack: Stack) => Volume.fromVolumeAttributes(stack, 'Volume', {
  volumeId: 'vol-0123456789abcdef0', availabilityZone: 'eu-central-1a',
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ebsCsi.driver',
    make: () => EbsCsiBundle.driver({ clusterNames: ['production'] }),
    values: {},
  },
  {
    name: 'ebsCsi.driver-snapshots',
    make: () => EbsCsiBundle.driver({
      clusterNames: ['production'], snapshots: ['snap-0123456789abcdef0'], cloneVolumes: true, changeTags: true, fastSnapshotRestore: true, lockSnapshots: true,
    }),
    values: { snapshots: ['snap-0123456789abcdef0'], cloneVolumes: true, changeTags: true, fastSnapshotRestore: true, lockSnapshots: true },
  },
  {
    name: 'ebsCsi.driver-given',
    make: (stack) => EbsCsiBundle.driver({
      clusterNames: ['production'], volumes: [volume(stack)], encryptionKeys: [key(stack)], hyperPodClusters: [HYPERPOD], changeTags: true,
    }),
    values: { volumes: ['vol-0123456789abcdef0'], encryptionKeys: [KEY], hyperPodClusters: [HYPERPOD], changeTags: true },
  },
  {
    name: 'ebsCsi.driver-earlier',
    make: () => EbsCsiBundle.driver({ clusterNames: ['production', 'staging'], version: EbsCsiVersion.V1_40, inTreeVolumes: true }),
    values: { clusterNames: ['production', 'staging'], version: '1.57', inTreeVolumes: true },
  },
  {
    name: 'ebsCsi.driver-anyCluster',
    make: () => EbsCsiBundle.driver({ clusterNames: ['production'], ownResourcesOnly: false, anyInstance: true, inTreeVolumes: true }),
    values: { ownResourcesOnly: false, anyInstance: true, inTreeVolumes: true },
  },
];
