import { key, KEY } from './sample';
import type { Sample } from './sample';
import { AppConfigBundle } from '../../../lib/bundles/services/app-config';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'appConfig.read',
    make: (stack) => AppConfigBundle.read({ configurations: ['abc1234/def5678/ghi9012'], encryptionKeys: [key(stack)] }),
    values: { configurations: ['abc1234/def5678/ghi9012'], encryptionKeys: [KEY] },
  },
];
