import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { ParameterStoreBundle } from '../../../lib/bundles/services/parameter-store';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'parameterStore.read',
    make: (stack) => ParameterStoreBundle.read({
      parameters: [StringParameter.fromStringParameterName(stack, 'Parameter', '/web/color')],
      parameterNames: ['plain', '/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id'],
      paths: ['/k8s-main'],
      encryptionKeys: [key(stack)],
      list: true,
    }),
    values: {
      parameters: ['/web/color', 'plain', '/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id'],
      paths: ['/k8s-main'],
      encryptionKeys: [KEY],
      list: true,
    },
  },
];
