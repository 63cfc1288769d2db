import { Function } from 'aws-cdk-lib/aws-lambda';
import type { Sample } from './sample';
import { LambdaBundle } from '../../../lib/bundles/services/lambda';

const RESIZE = 'arn:aws:lambda:eu-central-1:111122223333:function:resize';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'lambda.invoke',
    make: (stack) => LambdaBundle.invoke({ functions: [Function.fromFunctionArn(stack, 'Resize', RESIZE)] }),
    values: { functions: ['resize'] },
  },
  {
    name: 'lambda.invoke-alias',
    make: (stack) => LambdaBundle.invoke({ functions: [Function.fromFunctionArn(stack, 'Live', `${RESIZE}:live`)] }),
    values: { functions: ['resize:live'] },
  },
];
