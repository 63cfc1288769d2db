import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { StepFunctionsBundle } from '../../../lib/bundles/services/step-functions';

const MACHINE = 'arn:aws:states:eu-central-1:111122223333:stateMachine:checkout';

const machine = (stack: Stack) => StateMachine.fromStateMachineArn(stack, 'Machine', MACHINE);

export const SAMPLES: readonly Sample[] = [
  {
    name: 'stepFunctions.start',
    make: (stack) => StepFunctionsBundle.start({ stateMachines: [machine(stack)] }),
    values: { stateMachines: ['checkout'] },
  },
  {
    name: 'stepFunctions.start-all',
    make: (stack) => StepFunctionsBundle.start({ stateMachines: [machine(stack)], synchronous: true, allowStop: true, encryptionKeys: [key(stack)] }),
    values: { stateMachines: [MACHINE], synchronous: true, allowStop: true, encryptionKeys: [KEY] },
  },
  {
    name: 'stepFunctions.callback',
    make: () => StepFunctionsBundle.callback(),
    values: {},
  },
];
