import { key, KEY } from './sample';
import type { Sample } from './sample';
import { S3AccessPointBundle } from '../../../lib/bundles/services/s3-access-point';

export const SAMPLES: readonly Sample[] = [
  {
    name: 's3AccessPoint.read',
    make: () => S3AccessPointBundle.read({ accessPoints: ['media-readers'] }),
    values: { accessPoints: ['media-readers'] },
  },
  {
    name: 's3AccessPoint.read-prefix',
    make: (stack) => S3AccessPointBundle.read({ accessPoints: ['media-readers'], prefix: 'web/', encryptionKeys: [key(stack)] }),
    values: { accessPoints: ['media-readers'], prefix: 'web/', encryptionKeys: [KEY] },
  },
  {
    name: 's3AccessPoint.readWrite',
    make: (stack) => S3AccessPointBundle.readWrite({ accessPoints: ['media-writers'], allowDelete: true, encryptionKeys: [key(stack)] }),
    values: { accessPoints: ['media-writers'], allowDelete: true, encryptionKeys: [KEY] },
  },
];
