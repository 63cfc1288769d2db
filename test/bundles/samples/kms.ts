import { key, KEY } from './sample';
import type { Sample } from './sample';
import { KmsBundle } from '../../../lib/bundles/services/kms';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'kms.decrypt',
    make: (stack) => KmsBundle.decrypt({ keys: [key(stack)] }),
    values: { keys: [KEY] },
  },
  {
    name: 'kms.encryptDecrypt',
    make: (stack) => KmsBundle.encryptDecrypt({ keys: [key(stack)], viaServices: ['s3', 'sqs'] }),
    values: { keys: [KEY], viaServices: ['s3', 'sqs'] },
  },
];
