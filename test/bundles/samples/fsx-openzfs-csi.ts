import { key, KEY } from './sample';
import type { Sample } from './sample';
import { FsxOpenZfsCsiBundle } from '../../../lib/bundles/controllers/fsx-openzfs-csi';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'fsxOpenZfsCsi.driver',
    make: () => FsxOpenZfsCsiBundle.driver({ fileSystems: ['fs-0123456789abcdef0'] }),
    values: { fileSystems: ['fs-0123456789abcdef0'] },
  },
  {
    name: 'fsxOpenZfsCsi.driver-dynamic',
    make: (stack) => FsxOpenZfsCsiBundle.driver({
      dynamicFileSystems: true, finalBackups: true, clusterNames: ['production'], encryptionKeys: [key(stack)],
    }),
    values: { dynamicFileSystems: true, finalBackups: true, clusterNames: ['production'], encryptionKeys: [KEY] },
  },
  {
    name: 'fsxOpenZfsCsi.driver-grow',
    make: () => FsxOpenZfsCsiBundle.driver({ fileSystems: ['fs-0123456789abcdef0'], growFileSystems: true, clusterNames: ['production'] }),
    values: { fileSystems: ['fs-0123456789abcdef0'], growFileSystems: true, clusterNames: ['production'] },
  },
];
