import type { Sample } from './sample';
import { SageMakerBundle } from '../../../lib/bundles/services/sage-maker';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'sageMaker.invoke',
    make: () => SageMakerBundle.invoke({ endpoints: ['ranking'] }),
    values: { endpoints: ['ranking'] },
  },
  {
    name: 'sageMaker.invoke-components',
    make: () => SageMakerBundle.invoke({ endpoints: ['ranking'], inferenceComponents: ['ranking-small'], asynchronous: true }),
    values: { endpoints: ['ranking'], inferenceComponents: ['ranking-small'], asynchronous: true },
  },
];
