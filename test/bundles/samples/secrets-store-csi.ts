import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { SecretsStoreCsiBundle } from '../../../lib/bundles/controllers/secrets-store-csi';

/** In another region than the cluster. */
const FAILOVER = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:web-AbCdEf';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'secretsStoreCsi.provider',
    make: (stack) => SecretsStoreCsiBundle.provider({
      secrets: [Secret.fromSecretNameV2(stack, 'Secret', 'web')],
      secretNames: ['k8s-main/*'],
      parameters: [StringParameter.fromStringParameterName(stack, 'Parameter', '/web/color')],
      parameterNames: ['plain'],
      encryptionKeys: [key(stack)],
    }),
    values: { secrets: ['web', 'k8s-main/*'], parameters: ['/web/color', 'plain'], encryptionKeys: [KEY] },
  },
  {
    name: 'secretsStoreCsi.provider-secrets',
    make: (stack) => SecretsStoreCsiBundle.provider({
      // In a file an ARN may be one with its suffix or one without, so it stands for both.
      secrets: [Secret.fromSecretCompleteArn(stack, 'Full', FAILOVER), Secret.fromSecretPartialArn(stack, 'Partial', FAILOVER)],
      secretNames: ['web'],
      encryptionKeys: [key(stack)],
    }),
    values: { secrets: [FAILOVER, 'web'], encryptionKeys: [KEY] },
  },
  {
    name: 'secretsStoreCsi.provider-parameters',
    make: (stack) => SecretsStoreCsiBundle.provider({ parameterNames: ['/web/color'], encryptionKeys: [key(stack)] }),
    values: { parameters: ['/web/color'], encryptionKeys: [KEY] },
  },
];
