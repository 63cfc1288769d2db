import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { SecretsManagerBundle } from '../../../lib/bundles/services/secrets-manager';

const FULL_SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-main/db-AbCdEf';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'secretsManager.read',
    make: (stack) => SecretsManagerBundle.read({
      secrets: [Secret.fromSecretNameV2(stack, 'Secret', 'web')], secretNames: ['k8s-main/*'], encryptionKeys: [key(stack)], list: true,
    }),
    values: { secrets: ['web', 'k8s-main/*'], encryptionKeys: [KEY], list: true },
  },
  {
    name: 'secretsManager.read-fullArn',
    make: (stack) => SecretsManagerBundle.read({
      secrets: [Secret.fromSecretCompleteArn(stack, 'Full', FULL_SECRET), Secret.fromSecretPartialArn(stack, 'Partial', FULL_SECRET)],
    }),
    values: { secrets: [FULL_SECRET] },
  },
  {
    name: 'secretsManager.sync',
    make: (stack) => SecretsManagerBundle.sync({ secretNames: ['web'], encryptionKeys: [key(stack)] }),
    values: { secrets: ['web'], encryptionKeys: [KEY] },
  },
  {
    name: 'secretsManager.sync-delete',
    make: () => SecretsManagerBundle.sync({ secretNames: ['k8s-main/*'], allowDelete: true }),
    values: { secrets: ['k8s-main/*'], allowDelete: true },
  },
];
